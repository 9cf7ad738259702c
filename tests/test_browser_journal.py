"""Notes and the record of learning: kept only where the learner asks for it, and sent to nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Open, strict_lms
from notes import KEEP, NOTE, SECRET, all_notes, device, kept, open_extra, write
from playwright.sync_api import Browser
from standards import SCORM12, Standard

from coursebuilder.package import Package
from coursebuilder.verify.accessibility import violations
from coursebuilder.verify.host import serve
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.record_store import account as record_store

Packaged = Callable[..., Package]


@pytest.mark.parametrize("keep", [False, True], ids=["visit", "kept"])
def test_no_scorm_platform_hears_of_notes(account: Open, standard: Standard, keep: bool) -> None:
    with account(strict_lms(standard), standard=standard) as lms:
        learner = write(lms.launch().ready(), keep)
        learner.take()
        learner.hide()
        held = kept(learner)
        learner.leave()
        learner.close()
        learner = lms.launch().ready()
        told = repr([lms.stored(), *(lms.calls(launch) for launch in range(lms.launches()))])
        assert "interactions" in told and SECRET not in told
        assert kept(learner) == held and len(held) == keep
        assert all(name.startswith("coursebuilder-") and "learner" not in name for name in held)


@pytest.mark.parametrize("keep", [False, True], ids=["visit", "kept"])
@pytest.mark.parametrize("target", ["cmi5", "xapi"])
def test_no_record_store_hears_of_notes(
    browser: Browser, packaged: Packaged, target: str, keep: bool
) -> None:
    with record_store(browser, packaged(target)) as lms:
        learner = write(lms.launch().ready(), keep)
        learner.take()
        learner.hide()
        assert len(kept(learner)) == keep
        learner.leave()
        learner.close()
        lms.settle()
        sent = [one.request for one in lms.store.exchanges]
        assert any(b"answered" in one.body for one in sent)
        assert not any(SECRET in f"{one.path}{one.query}{one.headers}{one.body!r}" for one in sent)
        assert lms.trouble == []


def test_a_platform_that_saves_nothing_gets_no_rescue_copy_of_notes(account: Open) -> None:
    with account(strict_lms(), own=True) as lms:
        learner = write(lms.launch("refuse-commit").ready())
        learner.find("[data-banner]").wait_for()
        assert [name for name in device(learner) if name.startswith("coursebuilder-")] != []
        assert kept(learner) == []


def test_kept_notes_are_there_again_for_this_learner_alone(account: Open) -> None:
    with account(strict_lms(), own=True) as lms:
        learner = lms.launch().ready()
        learner.go("noticing")
        assert not learner.find(KEEP).is_checked()
        assert "not sent to anyone" in learner.find(".page.current .privacy").inner_text()
        write(learner, keep=True).close()
        learner = lms.launch(studentId="learner-2").ready()
        assert SECRET not in all_notes(learner)
        assert not learner.find(KEEP).is_checked()
        learner.close()
        learner = lms.launch().ready()
        assert f"{SECRET} one" in all_notes(learner) and f"{SECRET} two" in all_notes(learner)
        learner.go("noticing")
        assert learner.find(NOTE).input_value() == f"{SECRET} one"
        assert learner.find(KEEP).is_checked()
        learner.find(KEEP).uncheck()
        assert kept(learner) == []
        assert "Deleted" in learner.find(".page.current .kept-word").inner_text()
        assert learner.find(NOTE).input_value() == f"{SECRET} one"
        learner.close()
        assert SECRET not in all_notes(lms.launch().ready())


def test_without_a_learners_id_nothing_can_be_kept(account: Open) -> None:
    with account(strict_lms(), own=True) as lms:
        learner = lms.launch("absent")
        learner.find(".page.current").wait_for()
        learner.go("noticing")
        learner.find(NOTE).fill(SECRET)
        assert learner.find(KEEP).count() == 0
        assert "can’t keep your notes" in learner.find(".page.current .kept-word").inner_text()
        assert kept(learner) == []


def test_what_another_window_deleted_is_not_written_again(account: Open) -> None:
    with account(strict_lms(), own=True) as lms:
        first = write(lms.launch().ready(), keep=True)
        second = lms.launch().ready()
        second.go("noticing")
        second.find(KEEP).uncheck()
        first.find("#record-new").fill(f"{SECRET} three")
        assert kept(first) == [] and not first.find(KEEP).is_checked()


def test_a_full_device_says_so(account: Open) -> None:
    with account(strict_lms(), own=True) as lms:
        learner = lms.launch().ready()
        learner.go("noticing")
        learner.frame.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
        learner.find(NOTE).fill(SECRET)
        learner.find(KEEP).click()
        assert "can’t keep your notes" in learner.find(".page.current .kept-word").inner_text()
        assert not learner.find(KEEP).is_checked()


def test_clearing_is_asked_once_in_place(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = write(lms.launch().ready(), keep=True)
        assert SECRET in all_notes(learner)
        learner.press("clear-notes")
        learner.press("clear-no")
        assert learner.find("[data-action=clear-notes]:focus").count() == 1
        assert SECRET in all_notes(learner)
        learner.press("clear-notes")
        assert learner.find("[data-action=clear-no]:focus").count() == 1
        learner.press("clear-yes")
        assert SECRET not in all_notes(learner) and "Nothing written yet" in all_notes(learner)
        assert kept(learner) == [] and learner.find(NOTE).input_value() == ""


def test_copies_hold_every_prompt_and_note(account: Open, tmp_path: Path) -> None:
    with account(strict_lms()) as lms:
        learner = write(lms.launch().ready())
        learner.find("#record-new").fill("<b>bold</b> & more")
        all_notes(learner)
        for action, ending in (("copy-text", "txt"), ("copy-page", "html")):
            with learner.window.expect_download() as waiting:
                learner.press(action)
            assert waiting.value.suggested_filename == f"small-listening-notes.{ending}"
            waiting.value.save_as(tmp_path / ending)
        text = (tmp_path / "txt").read_text("utf-8")
        assert "What will you ask first next week?\n\n" + f"{SECRET} one" in text
        assert "<b>bold</b> & more" in text
        page = (tmp_path / "html").read_text("utf-8")
        assert f"{SECRET} one</p>" in page and "&#60;b&#62;bold&#60;/b&#62; &#38; more</p>" in page
        assert '<html lang="en-GB" dir="ltr">' in page


def test_the_web_keeps_notes_under_its_own_tick(browser: Browser, packaged: Packaged) -> None:
    with serve(packaged("web"), []) as host:
        context = browser.new_context()
        context.set_default_timeout(10_000)

        def visit() -> Learner:
            page = context.new_page()
            page.goto(f"{host.address}/package/index.html")
            return Learner(page, framed=False).ready()

        learner = write(visit(), keep=True)
        assert len(kept(learner)) == 1
        learner.close()
        learner = visit()
        assert SECRET in all_notes(learner)
        learner.find(".foot [data-keeps]").check()
        learner.find(".foot [data-keeps]").uncheck()  # deletes all that is kept here
        # The name of what was deleted may stand there until the second store has deleted it too.
        learner.window.wait_for_function("() => localStorage.length === 0")
        assert device(learner) == {}
        learner.go("noticing")
        assert not learner.find(KEEP).is_checked()
        context.close()


def test_a_sandboxed_frame_says_what_it_cannot_do(browser: Browser, packaged: Packaged) -> None:
    with serve(packaged("web"), []) as host:
        page = browser.new_page()
        page.goto(f"{host.address}/desk")
        page.set_content(
            f'<iframe id="package" sandbox="allow-scripts" src="{host.address}/package/index.html" '
            'width="900" height="600"></iframe>'
        )
        learner = Learner(page).ready()
        learner.go("noticing")
        learner.find(NOTE).fill(SECRET)
        assert "can’t keep your notes" in learner.find(".page.current .kept-word").inner_text()
        told = all_notes(learner)
        assert SECRET in told and "select your notes and copy them" in told
        page.close()


@pytest.mark.parametrize("size", [(1280, 900), (320, 640)], ids=["wide", "narrow"])
def test_both_pages_are_accessible(account: Open, size: tuple[int, int]) -> None:
    scheme: Any = "light" if size[0] > 1000 else "dark"
    with account(strict_lms(SCORM12), size=size, color_scheme=scheme) as lms:
        learner = lms.launch().ready()
        for name in ("record", "notes"):
            open_extra(learner, name)
            assert violations(learner.frame) == []
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert learner.frame.evaluate(wide) <= 0
            assert not learner.find("[data-save-state]").is_visible()
        learner.go("noticing")
        learner.check("signs", "a")
        learner.hide()  # at the latest then it is saved
        learner.show()
        # Beside a reflection there is a question here, and its answer is saved.
        learner.find("[data-save-state]:has-text('Saved')").wait_for()
