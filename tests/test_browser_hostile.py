"""Platforms that misbehave, are late, missing or open twice: the learner reads on and is told the truth."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Open, strict_lms
from playwright.sync_api import Browser
from standards import SCORM12, SCORM2004, STANDARDS, Standard

from coursebuilder.package import Package
from coursebuilder.verify import learners
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import Platform


def passed(lms: Platform, standard: Standard = SCORM12) -> bool:
    names = (*standard.statuses, standard.raw)
    return [lms.stored().get(name) for name in names] == [standard.passed[name] for name in names]


ANYWHERE = ("booleans", "numbers", "nulls", "only-core", "opened-before", "slow:150", "throws:")
ODD = [
    *((standard, quirk) for quirk in ANYWHERE for standard in STANDARDS),
    (SCORM12, "one-line"),
    *((SCORM2004, quirk) for quirk in ("score-ignored", "blank-restart", "review-when-completed")),
]


@pytest.mark.parametrize(("standard", "quirk"), ODD, ids=[f"{one.target}-{quirk}" for one, quirk in ODD])
def test_passes_all_the_same(account: Open, standard: Standard, quirk: str) -> None:
    quirk = f"throws:{standard.ends}" if quirk == "throws:" else quirk
    with account(strict_lms(standard), standard=standard) as lms:
        learner = lms.launch(quirk).ready()
        learner.read_to_end()
        learner.answer()
        learner.submit()
        learner.leave()
        assert passed(lms, standard)
        assert learner.banner == ""
        learner.close()
        learner = lms.launch(quirk).ready()
        learner.next()
        learner.close()
        written = [call.arguments for call in lms.calls() if call.name == standard.sets]
        assert written == ([("cmi.exit", "suspend")] if standard is SCORM2004 else [])
        assert passed(lms, standard)


def test_a_finished_attempt_that_starts_blank_is_a_new_one(account: Open) -> None:
    with account(strict_lms()) as lms:
        learners.completer(lms, "blank-restart").close()
        learners.leaver(lms, 2, "blank-restart").close()
        assert lms.stored()[SCORM12.statuses[0]] == "incomplete"
        assert "What you notice" in lms.launch("blank-restart").ready().find("[data-resume]").inner_text()


@pytest.mark.parametrize("quirk", ["false-with-error-0", "refuse-commit", "throws:Commit", "throws:SetValue"])
def test_a_platform_that_keeps_nothing_is_said_quietly(account: Open, standard: Standard, quirk: str) -> None:
    with account(strict_lms(standard), standard=standard) as lms:
        spelled = quirk.replace(":", f":{standard.sets.removesuffix('SetValue')}")
        learner = lms.launch(spelled).ready()
        learner.find("[data-banner]").wait_for()
        learner.take()
        assert learner.page == "result"
        assert "Saved" not in learner.find("[data-save-state]").inner_text()
        assert not passed(lms, standard)


@pytest.mark.parametrize("quirk", ["throws", "absent"])
def test_without_a_platform_everything_can_be_read(account: Open, standard: Standard, quirk: str) -> None:
    with account(strict_lms(standard), own=True, standard=standard) as lms:
        lms.context.clock.install()
        learner = lms.launch(quirk).ready()
        lms.context.clock.run_for(30_000)
        learner.find("[data-banner]").wait_for()
        learner.read_to_end()
        learner.answer()
        learner.submit()
        assert learner.page == "result"
        assert learner.find("[data-banner] [data-action=retry-save]").is_visible()


def test_a_platform_that_appears_after_two_seconds(account: Open, standard: Standard) -> None:
    with account(strict_lms(standard), own=True, standard=standard) as lms:
        lms.context.clock.install(time="2026-01-05T09:00:00")
        lms.context.clock.pause_at("2026-01-05T09:00:01")
        learner = lms.launch("late:2000")
        learner.find(".page.current").wait_for()
        learner.next()
        assert lms.calls() == []
        lms.context.clock.run_for(3000)
        lms.wait_for(standard.statuses[0], "incomplete")
        assert learner.page == "listening"
        learner.take()
        learner.go("noticing")
        learner.leave()
        assert passed(lms, standard)
        assert standard.call_rules(lms.calls()) == []


def test_refused_first_saved_later(account: Open, standard: Standard) -> None:
    with account(strict_lms(standard), own=True, standard=standard) as lms:
        lms.context.clock.install()
        learner = lms.launch("refuse-commit:2").ready()
        learner.find("[data-banner]").wait_for()
        lms.context.clock.run_for(30_000)
        learner.find("[data-banner]").wait_for(state="hidden")
        assert lms.stored()[standard.statuses[0]] == "incomplete"


def test_try_now_saves_at_once(account: Open, standard: Standard) -> None:
    with account(strict_lms(standard), standard=standard) as lms:
        learner = lms.launch("refuse-commit:1").ready()
        learner.next()
        learner.press("retry-save")
        learner.find("[data-banner]").wait_for(state="hidden")
        assert lms.stored()[standard.place] == "listening"


def test_what_the_platform_lost_is_rescued_on_the_same_device(account: Open, standard: Standard) -> None:
    with account(strict_lms(standard), standard=standard) as lms:
        learner = lms.launch("logged-out-after:1").ready()
        learner.next()
        learner.next()
        learner.close()
        assert lms.stored().get(standard.place, "") == ""
        again = lms.launch().ready()
        assert "What you notice" in again.find("[data-resume]").inner_text()
        lms.wait_for(standard.place, "noticing")


def test_opened_again_where_the_platform_allows_one_start_only(account: Open, standard: Standard) -> None:
    """It refuses until its own page is loaded again: the learner is told, and sent there."""
    with account(strict_lms(standard), standard=standard) as lms:
        learner = learners.leaver(lms)
        learner.press("open")
        learner.find("h1:has-text('This session has ended')").wait_for()
        assert "Go back to your course page" in learner.find("[data-result-body]").inner_text()
        assert learner.find("[data-result-body] button").count() == 0  # it would lead nowhere
        taken = [call for call in lms.calls() if call.name == standard.opens and call.result == "true"]
        assert len(taken) == 1
        learner.close()
        assert "What you notice" in lms.launch().ready().find("[data-resume]").inner_text()


def test_a_course_assigned_again_offers_the_old_result(account: Open) -> None:
    with account(strict_lms()) as lms:
        learners.completer(lms).close()
        again = lms.launch("assigned-again").ready()
        assert "You did this before" in again.find("[data-resume]").inner_text()
        again.press("look-back")
        assert again.page == "result"
        again.close()
        assert lms.stored()[SCORM12.statuses[0]] == "incomplete"


def test_opened_again_where_the_platform_allows_it(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = learners.leaver(lms, 2, "starts-again").open_again()
        learner.find("[data-save-state]:has-text('Saved')").wait_for(state="attached")
        assert learner.page == "noticing"
        learner.next()
        learner.close()
        lms.wait_for(SCORM12.place, learner.course["pages"][3]["id"])


def test_what_is_written_in_review_mode_would_spoil_a_result(account: Open) -> None:
    """Moodle stores it: nothing may be written."""
    with account(strict_lms(SCORM2004), standard=SCORM2004) as lms:
        learners.completer(lms).close()
        before = lms.stored()
        learners.revisitor(lms, "review-stores", mode="review").close()
        assert [call for call in lms.calls() if call.name == "SetValue"] == []
        same = {name: value for name, value in lms.stored().items() if name in SCORM2004.passed}
        assert same == {name: before[name] for name in same}
        assert SCORM2004.call_rules(lms.calls()) == []


def test_two_windows(account: Open, standard: Standard) -> None:
    """The newer window asks; once it goes on, the older is read only and nothing it does is stored."""
    with account(strict_lms(standard), standard=standard) as lms:
        older = learners.reader(lms)
        newer = lms.launch().ready()
        newer.find("[data-banner]").wait_for()
        newer.press("retry-save")
        newer.find("[data-banner]").wait_for(state="hidden")
        older.find("[data-banner]").wait_for()
        before = len(lms.calls(0))
        older.go("check")
        newer.press("resume")
        assert newer.page == "noticing"
        newer.take()
        newer.leave()
        older.close()
        assert passed(lms, standard)
        assert lms.calls(0)[-1].name == standard.ends
        assert len(lms.calls(0)) == before


def test_reading_on_in_the_older_of_two_windows(account: Open, standard: Standard) -> None:
    with account(strict_lms(standard), standard=standard) as lms:
        older = learners.reader(lms, 1)
        newer = lms.launch().ready()
        newer.find("[data-banner]").wait_for()
        newer.close()
        older.next()
        older.take()
        older.leave()
        assert passed(lms, standard)


def test_by_itself_without_any_platform(browser: Browser, small_package: Package, tmp_path: Path) -> None:
    """Opened from the disk, as a reviewer does with an unpacked zip."""
    for name in small_package.files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(small_package.read(name))
    context = browser.new_context()
    try:
        page = context.new_page()
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((tmp_path / "index.html").as_uri())
        learner = Learner(page, framed=False).ready()
        learner.read_to_end()
        learner.answer()
        learner.submit()
        assert learner.page == "result"
        assert errors == []
    finally:
        context.close()


def test_sandboxed_frame(account: Open) -> None:
    """A platform that gives the module neither storage nor its own API nor forms."""
    with account(strict_lms()) as lms:
        page = lms.context.new_page()
        address = f"{lms.host.address}/package/index.html"
        page.goto(f"{lms.host.address}/desk")
        page.set_content(
            f'<iframe id="package" sandbox="allow-scripts" src="{address}" width="900" height="600">'
        )
        learner = Learner(page).ready()
        learner.next()
        learner.check("who-decides", "b")
        assert learner.verdict("who-decides") != ""
        # Windows of their own and printing are forbidden too, without a word: the module has one.
        learner.find(".foot [data-action=print]").click()
        assert "Print" in learner.find(".foot .blocked").inner_text()
        link = '<p><a id="guide" target="_blank" href="https://example.org/guide">Guide</a></p>'
        learner.frame.evaluate(
            "(html) => document.querySelector('.page.current').insertAdjacentHTML('beforeend', html)", link
        )
        learner.find("#guide").click()
        assert "https://example.org/guide" in learner.find("#guide + .blocked").inner_text()
        assert len(lms.context.pages) == 2  # the desk and the page around the frame


def test_every_page_is_there_without_javascript(account: Open) -> None:
    with account(strict_lms(), java_script_enabled=False) as lms:
        page = lms.context.new_page()
        page.goto(f"{lms.host.address}/package/index.html")
        for name in ("start", "listening", "noticing", "check", "about"):
            assert page.locator(f"#page-{name} h1").is_visible()
        assert page.locator("[data-js]:visible").count() == 0
        assert page.locator("#page-listening .key").is_visible()
        assert not page.locator("#page-check .key").is_visible()
        page.locator("#worried summary").click()
        assert "999" in page.locator("#worried").inner_text()


LEAVING = {
    "removed": "document.querySelector('iframe').remove()",
    "blanked": "document.querySelector('iframe').src = 'about:blank'",
    "away": "location.href = '/desk'",
}


@pytest.mark.parametrize("way", LEAVING)
def test_every_way_of_leaving_finishes_once(account: Open, standard: Standard, way: str) -> None:
    with account(strict_lms(standard), standard=standard) as lms:
        learners.reader(lms, 1).window.evaluate(LEAVING[way])
        lms.wait_for(standard.place, "listening")
        assert [call.name for call in lms.calls()].count(standard.ends) == 1
        assert standard.begun.items() <= lms.stored().items()
