"""Whole journeys in a real browser, on our strict LMS and on scorm-again: what the LMS has in the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Open

from coursebuilder.targets.scorm12.calls import call_rules
from coursebuilder.verify import learners
from coursebuilder.verify.platform import Platform

STATUS, RAW = "cmi.core.lesson_status", "cmi.core.score.raw"
STATE, PLACE = "cmi.suspend_data", "cmi.core.lesson_location"
EXIT, TIME = "cmi.core.exit", "cmi.core.total_time"
PASSED = {STATUS: "passed", RAW: "100", EXIT: ""}


@pytest.fixture
def lms(account: Open, scripts: list[Path]) -> Iterator[Platform]:
    with account(scripts) as opened:
        yield opened
        for launch in range(opened.launches()):
            assert call_rules(opened.calls(launch)) == []


@pytest.fixture
def clocked(account: Open, scripts: list[Path]) -> Iterator[Platform]:
    """With a clock that the test moves."""
    with account(scripts, own=True) as opened:
        opened.context.clock.install()
        yield opened


def stored(lms: Platform, *names: str) -> dict[str, str]:
    return {name: lms.stored()[name] for name in names}


def written(lms: Platform, launch: int = -1) -> list[tuple[str, ...]]:
    return [call.arguments for call in lms.calls(launch) if call.name == "LMSSetValue"]


def test_pass(lms: Platform) -> None:
    learner = learners.completer(lms)
    assert stored(lms, STATUS, RAW, EXIT) == PASSED
    assert lms.stored()[TIME].strip("0:") != ""
    answers = [value for name, value in written(lms) if name.endswith(".student_response")]
    assert answers[:4] == ["a", "b", "a", "a,c"]
    results = [value for name, value in written(lms) if name.endswith(".result")]
    assert results == ["wrong", "correct", "wrong", "correct", "correct", "correct", "correct"]
    learner.close()
    assert lms.calls()[-1].name == "LMSFinish"


def test_score_on_screen_is_the_score_in_the_lms(lms: Platform) -> None:
    learner = lms.launch().ready()
    learner.read_to_end()
    for question in learner.asked:
        learner.choose(question, learner.right(question))
    learner.choose("silence", learner.wrong("silence"))
    learner.submit()
    assert learner.page == "result"
    assert "67" in learner.find("[data-result-body]").inner_text()
    learner.press("retry")
    learner.answer(right=True)
    learner.submit()
    assert "100" in learner.find("[data-result-body]").inner_text()
    learner.leave()
    assert stored(lms, STATUS, RAW) == {STATUS: "passed", RAW: "100"}


def test_fail_then_pass_says_incomplete_until_it_is_decided(lms: Platform) -> None:
    learners.struggler(lms)
    assert stored(lms, STATUS, RAW, EXIT) == PASSED
    said = [value for name, value in written(lms) if name == STATUS]
    assert said == ["incomplete", "passed"]
    assert [value for name, value in written(lms) if name == RAW] == ["100"]


def test_attempts_used_up(lms: Platform) -> None:
    learners.giver_up(lms)
    assert stored(lms, STATUS, RAW, EXIT) == {STATUS: "failed", RAW: "0", EXIT: ""}


def test_leave_at_the_third_page_and_resume(lms: Platform) -> None:
    learners.leaver(lms).close()
    assert stored(lms, STATUS, PLACE, EXIT) == {STATUS: "incomplete", PLACE: "noticing", EXIT: "suspend"}
    assert len(lms.stored()[STATE]) < 250

    learner = lms.launch().ready()
    assert "What you notice" in learner.find("[data-resume]").inner_text()
    learner.press("resume")
    assert learner.page == "noticing"
    assert learner.find("#q-signs input:checked").count() == 2
    learner.take()
    learner.leave()
    assert stored(lms, STATUS, RAW, EXIT) == PASSED


def test_close_in_the_middle(lms: Platform) -> None:
    learners.closer(lms)
    lms.wait_for(PLACE, "noticing")
    assert stored(lms, STATUS, EXIT) == {STATUS: "incomplete", EXIT: "suspend"}
    calls = [call.name for call in lms.calls()]
    assert calls.count("LMSFinish") == 1 and calls[-1] == "LMSFinish"
    assert len(lms.launch().ready().find("#q-signs input:checked").all()) == 2


def test_reload_in_the_middle(lms: Platform) -> None:
    learner = learners.reloader(lms)
    assert lms.launches() == 2
    learner.press("resume")
    assert learner.page == "noticing"
    learner.take()
    learner.reload()
    assert stored(lms, STATUS, RAW) == {STATUS: "passed", RAW: "100"}


def test_half_an_assessment_survives(lms: Platform) -> None:
    learner = lms.launch().ready()
    learner.read_to_end()
    order = learner.asked
    learner.choose(order[0], learner.right(order[0]))
    learner.close()
    lms.wait_for(PLACE, "check")
    again = lms.launch().ready()
    again.go("check")
    assert again.asked == order
    assert again.find(f"#q-{order[0]} input:checked").count() == len(again.right(order[0]))


def test_a_revisit_after_a_pass_writes_nothing(lms: Platform) -> None:
    learners.completer(lms).close()
    before = lms.stored()
    learner = learners.revisitor(lms)
    learner.close()
    lms.launch().ready().close()
    assert lms.launches() == 3
    assert written(lms, 1) == written(lms, 2) == []
    changed = {name for name, value in lms.stored().items() if before.get(name) != value}
    assert changed <= {"cmi.core.entry", "cmi.core.exit", "cmi.core.session_time", TIME}


def test_a_revisit_after_a_fail_writes_nothing(lms: Platform) -> None:
    learners.giver_up(lms).close()
    learners.revisitor(lms)
    assert written(lms) == []
    assert stored(lms, STATUS, RAW) == {STATUS: "failed", RAW: "0"}


def test_review_mode_writes_nothing(lms: Platform) -> None:
    learners.leaver(lms).close()
    before = stored(lms, STATUS, STATE, PLACE)
    for mode in ("review", "browse"):
        learner = lms.launch(mode=mode).ready()
        learner.go("listening")
        learners.practise(learner, "listening")
        learner.take()
        learner.close()
        assert written(lms) == []
    assert stored(lms, STATUS, STATE, PLACE) == before


def test_the_launch_is_short(lms: Platform) -> None:
    lms.launch().ready()
    lms.wait_for(STATUS, "incomplete")
    calls = lms.calls()
    assert len(calls) <= 10
    assert [call.name for call in calls].count("LMSCommit") == 1


def test_only_passed_counts_when_pages_are_missing(lms: Platform) -> None:
    """A pass before every page was shown: the LMS hears it when the last page is."""
    learner = lms.launch().ready()
    learner.take()
    assert [value for name, value in written(lms) if name == STATUS] == ["incomplete"]
    learner.go("listening")
    learner.go("noticing")
    learner.leave()
    assert stored(lms, STATUS, RAW, EXIT) == PASSED


def test_time_stands_still_without_the_learner(clocked: Platform) -> None:
    learner = clocked.launch().ready()
    learner.next()
    clocked.context.clock.fast_forward("02:00:00")
    learner.next()
    learner.leave()
    hours, minutes, _ = clocked.stored()[TIME].split(":")
    assert (int(hours), int(minutes)) <= (0, 11)


def test_saved_at_the_latest_after_a_minute(clocked: Platform) -> None:
    learner = clocked.launch().ready()
    learner.next()
    learner.next()
    clocked.context.clock.run_for(61_000)
    clocked.wait_for(PLACE, "noticing")
    assert all(call.name != "LMSFinish" for call in clocked.calls())
    learner.close()


def test_hidden_saves_at_once(lms: Platform) -> None:
    learner = lms.launch().ready()
    learner.next()
    learner.hide()
    lms.wait_for(PLACE, "listening")
    assert lms.calls()[-1].name == "LMSCommit"
