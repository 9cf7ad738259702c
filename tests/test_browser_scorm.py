"""Whole journeys in a real browser, on our strict LMSs and on scorm-again: what the LMS has in the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Open, on_an_outside_lms
from standards import Standard

from coursebuilder.verify import learners
from coursebuilder.verify.platform import Platform


@pytest.fixture
def lms(account: Open, scripts: list[Path], standard: Standard) -> Iterator[Platform]:
    with account(scripts, standard=standard) as opened:
        yield opened
        for launch in range(opened.launches()):
            assert standard.call_rules(opened.calls(launch)) == []


@pytest.fixture
def clocked(account: Open, scripts: list[Path], standard: Standard) -> Iterator[Platform]:
    """With a clock that the test moves."""
    with account(scripts, own=True, standard=standard) as opened:
        opened.context.clock.install()
        yield opened


def stored(lms: Platform, *names: str) -> dict[str, str]:
    return {name: lms.stored()[name] for name in names}


def written(lms: Platform, launch: int = -1) -> list[tuple[str, ...]]:
    return [call.arguments for call in lms.calls(launch) if call.name.endswith("SetValue")]


def only_left(lms: Platform, standard: Standard, launch: int = -1) -> bool:
    """Whether a visit wrote nothing but, where data come back only after that, its way of leaving."""
    suspend = [("cmi.exit", "suspend")] if standard.target != "scorm12" else []
    return written(lms, launch) == suspend


def minutes(time: str) -> int:
    """Whole minutes of 0000:12:34.00 or PT0H12M34.00S, in which a platform may leave out what is nought."""
    if ":" in time:
        time = "PT{}H{}M{}S".format(*time.split(":"))
    found = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:[\d.]+S)?", time)
    assert found
    return 60 * int(found[1] or 0) + int(found[2] or 0)


@on_an_outside_lms
def test_pass(lms: Platform, standard: Standard) -> None:
    learner = learners.completer(lms)
    assert stored(lms, *standard.passed) == standard.passed
    assert re.search("[1-9]", lms.stored()[standard.time])
    answers = [value for name, value in written(lms) if name.endswith(f".{standard.response}")]
    assert answers[:4] == ["a", "b", "a", f"a{standard.between}c"]
    results = [value for name, value in written(lms) if name.endswith(".result")]
    wrong, right = standard.wrong, "correct"
    assert results == [wrong, right, wrong, right, right, right, right]
    learner.close()
    assert lms.calls()[-1].name == standard.ends


def test_score_on_screen_is_the_score_in_the_lms(lms: Platform, standard: Standard) -> None:
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
    assert stored(lms, *standard.passed) == standard.passed


@on_an_outside_lms
def test_fail_then_pass_says_incomplete_until_it_is_decided(lms: Platform, standard: Standard) -> None:
    learners.struggler(lms)
    assert stored(lms, *standard.passed) == standard.passed
    said = [value for name, value in written(lms) if name in standard.statuses]
    assert said == ["incomplete", *(standard.passed[name] for name in standard.statuses)]
    assert [value for name, value in written(lms) if name == standard.raw] == ["100"]


@on_an_outside_lms
def test_attempts_used_up(lms: Platform, standard: Standard) -> None:
    learners.giver_up(lms)
    assert stored(lms, *standard.failed) == standard.failed


@on_an_outside_lms
def test_leave_at_the_third_page_and_resume(lms: Platform, standard: Standard) -> None:
    learners.leaver(lms).close()
    assert stored(lms, *standard.begun, standard.place) == {**standard.begun, standard.place: "noticing"}
    assert len(lms.stored()[standard.state]) < 250

    learner = lms.launch().ready()
    assert "What you notice" in learner.find("[data-resume]").inner_text()
    learner.press("resume")
    assert learner.page == "noticing"
    assert learner.find("#q-signs input:checked").count() == 2
    learner.take()
    learner.leave()
    assert stored(lms, *standard.passed) == standard.passed


@on_an_outside_lms
def test_close_in_the_middle(lms: Platform, standard: Standard) -> None:
    learners.closer(lms)
    lms.wait_for(standard.place, "noticing")
    assert stored(lms, *standard.begun) == standard.begun
    calls = [call.name for call in lms.calls()]
    assert calls.count(standard.ends) == 1 and calls[-1] == standard.ends
    assert len(lms.launch().ready().find("#q-signs input:checked").all()) == 2


def test_reload_in_the_middle(lms: Platform, standard: Standard) -> None:
    learner = learners.reloader(lms)
    assert lms.launches() == 2
    learner.press("resume")
    assert learner.page == "noticing"
    learner.take()
    learner.reload()
    assert stored(lms, *standard.passed) == standard.passed


def test_half_an_assessment_survives(lms: Platform, standard: Standard) -> None:
    learner = lms.launch().ready()
    learner.read_to_end()
    order = learner.asked
    learner.choose(order[0], learner.right(order[0]))
    learner.close()
    lms.wait_for(standard.place, "check")
    again = lms.launch().ready()
    again.go("check")
    assert again.asked == order
    assert again.find(f"#q-{order[0]} input:checked").count() == len(again.right(order[0]))


@on_an_outside_lms
def test_a_revisit_after_a_pass_writes_nothing(lms: Platform, standard: Standard) -> None:
    learners.completer(lms).close()
    before = lms.stored()
    learner = learners.revisitor(lms)
    learner.close()
    lms.launch().ready().close()
    assert lms.launches() == 3
    assert only_left(lms, standard, 1) and only_left(lms, standard, 2)
    changed = {name for name, value in lms.stored().items() if before.get(name) != value}
    assert {name.rsplit(".", 1)[1] for name in changed} <= {"entry", "exit", "session_time", "total_time"}


def test_a_revisit_after_a_fail_writes_nothing(lms: Platform, standard: Standard) -> None:
    learners.giver_up(lms).close()
    learners.revisitor(lms)
    assert only_left(lms, standard)
    kept = {name: value for name, value in standard.failed.items() if not name.endswith("exit")}
    assert stored(lms, *kept) == kept


def test_review_mode_writes_nothing(lms: Platform, standard: Standard) -> None:
    learners.leaver(lms).close()
    names = (*standard.statuses[:1], standard.state, standard.place)
    before = stored(lms, *names)
    for mode in ("review", "browse"):
        learner = lms.launch(mode=mode).ready()
        learner.go("listening")
        learners.practise(learner, "listening")
        learner.take()
        learner.close()
        assert written(lms) == []
    assert stored(lms, *names) == before


def test_the_launch_is_short(lms: Platform, standard: Standard) -> None:
    lms.launch().ready()
    lms.wait_for(standard.statuses[0], "incomplete")
    calls = lms.calls()
    assert len(calls) <= standard.most_at_launch
    assert [call.name for call in calls].count(standard.saves) == 1


def test_only_passed_counts_when_pages_are_missing(lms: Platform, standard: Standard) -> None:
    """A pass before every page was shown: the LMS hears it when the last page is."""
    learner = lms.launch().ready()
    learner.take()
    assert [value for name, value in written(lms) if name in standard.statuses] == ["incomplete"]
    learner.go("listening")
    learner.go("noticing")
    learner.leave()
    assert stored(lms, *standard.passed) == standard.passed


def test_time_stands_still_without_the_learner(clocked: Platform, standard: Standard) -> None:
    learner = clocked.launch().ready()
    learner.next()
    clocked.context.clock.fast_forward("02:00:00")
    learner.next()
    learner.leave()
    assert minutes(clocked.stored()[standard.time]) <= 11


def test_saved_at_the_latest_after_a_minute(clocked: Platform, standard: Standard) -> None:
    learner = clocked.launch().ready()
    learner.next()
    learner.next()
    clocked.context.clock.run_for(61_000)
    clocked.wait_for(standard.place, "noticing")
    assert all(call.name != standard.ends for call in clocked.calls())
    learner.close()


def test_hidden_saves_at_once(lms: Platform, standard: Standard) -> None:
    learner = lms.launch().ready()
    learner.next()
    learner.hide()
    lms.wait_for(standard.place, "listening")
    assert lms.calls()[-1].name == standard.saves
