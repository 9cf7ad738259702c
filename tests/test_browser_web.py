"""The web package: opened from a disk, in a sandboxed frame, without storage; it keeps only what it may."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.package import Package, read_zip, write_zip
from coursebuilder.targets import TARGETS, detect
from coursebuilder.verify.accessibility import violations
from coursebuilder.verify.host import serve
from coursebuilder.verify.learner import Learner

KEEP = "[data-keeps]"
OFFER = ".kept-here"
Desk = Callable[..., AbstractContextManager[BrowserContext]]


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (course,) = read_courses([Path(__file__).parent / "packages" / "small" / "course"]).courses
    package = build_package(orders(course)[0], TARGETS["web"])
    path = tmp_path_factory.mktemp("web") / f"{package.name}.zip"
    write_zip(package, path)
    return path


@pytest.fixture(scope="module")
def on_disk(zipped: Path) -> str:
    """The address of the unpacked module, as on a shared drive."""
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(zipped.parent)
    return (zipped.parent / "index.html").as_uri()


@pytest.fixture
def desk(browser: Browser) -> Desk:
    """One person's browser; nothing may go wrong in it."""

    @contextmanager
    def opened(**options: Any) -> Iterator[BrowserContext]:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        context.set_default_timeout(10_000)
        trouble: list[str] = []
        context.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
        context.on("weberror", lambda error: trouble.append(str(error.error)))
        try:
            yield context
            assert trouble == []
        finally:
            context.close()

    return opened


def visit(context: BrowserContext, address: str) -> Learner:
    page = context.new_page()
    page.goto(address)
    return Learner(page, framed=False).ready()


def kept(learner: Learner) -> list[str]:
    """The names this browser keeps something under."""
    return list(learner.frame.evaluate("Object.keys(localStorage)"))


def test_from_a_disk_to_a_result_without_any_alarm(desk: Desk, on_disk: str) -> None:
    with desk() as context:
        learner = visit(context, on_disk)
        learner.read_to_end()
        learner.take()
        assert learner.page == "result"
        assert "Print this page or write your result down" in learner.find("[data-result-body]").inner_text()
        assert learner.banner == ""
        learner.leave()
        assert "Nothing was kept on this device" in learner.find(".page.current").inner_text()


def test_nothing_is_kept_unasked(desk: Desk, on_disk: str) -> None:
    with desk() as context:
        learner = visit(context, on_disk)
        assert not learner.find(KEEP).first.is_checked()
        learner.next()
        learner.check("who-decides", "b")
        learner.hide()
        assert kept(learner) == []
        assert not learner.find("[data-save-state]").is_visible()
        learner.close()
        again = visit(context, on_disk)
        assert "Ready when you are" in again.find("[data-resume]").inner_text()
        assert kept(again) == []


def test_ticked_it_is_kept_and_comes_back(desk: Desk, on_disk: str) -> None:
    with desk() as context:
        learner = visit(context, on_disk)
        learner.next()
        learner.next()
        learner.find(f".foot {KEEP}").check()
        assert learner.find(f"{OFFER} {KEEP}").is_checked()
        assert len(kept(learner)) == 1 and kept(learner)[0].startswith("coursebuilder-")
        learner.check("signs", "ac")
        learner.close()
        again = visit(context, on_disk)
        assert "What you notice" in again.find("[data-resume]").inner_text()
        again.press("resume")
        assert again.find("#q-signs input:checked").count() == 2
        assert again.find(f".foot {KEEP}").is_checked()
        again.take()
        assert "Kept on this device" in again.find("[data-save-state]").inner_text()
        again.leave()
        assert "Your progress is kept" in again.find(".page.current").inner_text()
        third = visit(context, on_disk)
        third.go("check")
        assert third.page == "result"


def test_what_is_finished_opens_as_a_document(desk: Desk, on_disk: str) -> None:
    with desk() as context:
        learner = visit(context, on_disk)
        learner.find(f"{OFFER} {KEEP}").check()
        learner.read_to_end()
        learner.take()
        learner.press("answers")
        learner.press("result")  # the filled button leads back from one's answers
        assert learner.page == "result"
        learner.go("start")
        learner.close()
        again = visit(context, on_disk)
        card = again.find("[data-resume]").inner_text()
        assert "You have finished this module" in card and "100%" in card
        again.find("[data-resume] .primary").click()
        assert again.page == "listening"
        again.go("start")
        again.press("result")
        assert again.heading == "You passed"


@pytest.mark.parametrize("way", ["untick", "delete"])
def test_what_is_kept_can_be_deleted(desk: Desk, on_disk: str, way: str) -> None:
    with desk() as context:
        learner = visit(context, on_disk)
        forget = learner.find("[data-action=forget]")
        assert not forget.is_visible()
        learner.find(f"{OFFER} {KEEP}").check()
        learner.next()
        learner.go("start")
        assert len(kept(learner)) == 1
        if way == "untick":
            learner.find(f"{OFFER} {KEEP}").uncheck()
        else:
            forget.click()
        # The name of what was deleted may stand there until the second store has deleted it too.
        learner.window.wait_for_function("() => localStorage.length === 0")
        assert not learner.find(f"{OFFER} {KEEP}").is_checked() and not forget.is_visible()
        learner.find("[data-announce]:has-text('Deleted')").wait_for(state="attached")
        learner.next()
        learner.close()
        assert "Ready when you are" in visit(context, on_disk).find("[data-resume]").inner_text()


def test_windows_that_keep_meet_also_when_ticked_late(desk: Desk, on_disk: str) -> None:
    """Neither writes over what the other has done."""
    with desk() as context:
        first, second = visit(context, on_disk), visit(context, on_disk)
        first.next()
        first.check("who-decides", "b")
        first.find(f".foot {KEEP}").check()
        second.next()
        second.next()
        second.check("signs", "ac")
        second.find(f".foot {KEEP}").check()
        second.find("[data-banner]:not([hidden])").wait_for()
        assert "open in another window" in second.banner
        second.press("retry-save")
        second.find("[data-save-state]:has-text('Kept')").wait_for()
        assert first.banner != ""
        second.close()
        first.close()
        again = visit(context, on_disk)
        again.press("resume")
        assert again.find("#q-signs input:checked").count() == 2
        assert again.find("#q-who-decides input:checked").count() == 1
        assert again.banner == ""


def test_what_another_window_deleted_stays_deleted(desk: Desk, on_disk: str) -> None:
    with desk() as context:
        first = visit(context, on_disk)
        first.find(f"{OFFER} {KEEP}").check()
        other = visit(context, on_disk)
        other.find(f"{OFFER} {KEEP}").uncheck()
        first.next()
        first.hide()
        assert kept(first) == []
        assert not first.find(f".foot {KEEP}").is_checked()


def test_another_course_keeps_its_own(desk: Desk, zipped: Path, on_disk: str) -> None:
    other = zipped.parent / "other.html"
    text = (zipped.parent / "index.html").read_text("utf-8")
    other.write_text(text.replace('"course":"small"', '"course":"other"'), encoding="utf-8")
    with desk() as context:
        learner = visit(context, on_disk)
        learner.find(f"{OFFER} {KEEP}").check()
        learner.next()
        learner.close()
        assert "Ready" in visit(context, other.as_uri()).find("[data-resume]").inner_text()


def test_sandboxed_frame_reads_and_practises(desk: Desk, zipped: Path) -> None:
    """No storage, no forms, no window around to ask."""
    with desk() as context, serve(read_zip(zipped), []) as host:
        page = context.new_page()
        page.goto(f"{host.address}/desk")
        page.set_content(
            f'<iframe id="package" sandbox="allow-scripts" src="{host.address}/package/index.html" '
            'width="900" height="600"></iframe>'
        )
        learner = Learner(page).ready()
        assert "keeps nothing for this page" in learner.find(OFFER).inner_text()
        assert learner.find(KEEP).count() == 0
        learner.next()
        learner.check("who-decides", "b")
        assert learner.verdict("who-decides") != ""
        learner.take()
        assert learner.page == "result" and learner.banner == ""


def test_a_full_device_is_said_and_the_tick_comes_off(desk: Desk, on_disk: str) -> None:
    with desk() as context:
        context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
        learner = visit(context, on_disk)
        learner.find(f"{OFFER} {KEEP}").click()
        learner.find("[data-announce]:has-text('keeps nothing')").wait_for(state="attached")
        assert not learner.find(f"{OFFER} {KEEP}").is_checked()


def test_a_device_that_fills_up_later_is_no_silent_loss(desk: Desk, on_disk: str) -> None:
    with desk() as context:
        learner = visit(context, on_disk)
        learner.find(f"{OFFER} {KEEP}").check()
        learner.frame.evaluate("() => { Storage.prototype.setItem = () => { throw 0 } }")
        learner.next()
        learner.hide()
        learner.find("[data-banner]").wait_for()
        assert "Not saved yet" in learner.banner


def test_the_page_promises_nothing_that_only_a_platform_does(zipped: Path) -> None:
    page = read_zip(zipped).read("index.html").decode()
    assert "\0" not in page
    assert "Nothing is sent to anyone" in page and "You can tick on this page" in page
    body = page.partition('<script type="application/json"')[0]
    for promise in ("Your progress is saved as you go", "learning platform", "Save and leave"):
        assert promise not in body


@pytest.mark.parametrize("width", [1280, 360])
def test_the_question_about_keeping_is_accessible(desk: Desk, zipped: Path, width: int) -> None:
    with desk() as context, serve(read_zip(zipped), []) as host:
        learner = visit(context, f"{host.address}/package/index.html")
        learner.window.set_viewport_size({"width": width, "height": 740})
        assert violations(learner.frame) == []
        learner.find(f"{OFFER} {KEEP}").check()
        assert violations(learner.frame) == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert learner.frame.evaluate(wide) <= 0


def test_a_web_package_is_told_from_others(zipped: Path, small_package: Package) -> None:
    package = read_zip(zipped)
    assert detect(package) is TARGETS["web"]
    assert TARGETS["web"].package_rules(package) == []
    assert detect(small_package) is TARGETS["scorm12"]
    files = {name: file for name, file in package.files.items() if name != "index.html"}
    (problem,) = TARGETS["web"].package_rules(Package("x", files))
    assert problem.code == "start-page-missing"
    assert detect(Package("x", files)) is None
