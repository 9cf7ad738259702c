"""cmi5 in a real browser, against a platform and record store of our own: what it has in the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from coursebuilder.lrs.faults import Fault
from coursebuilder.targets.cmi5.calls import call_rules
from coursebuilder.verify import learners
from coursebuilder.verify.record_store import Account, account, changed

STEPS = ["initialized", "experienced", "experienced", "progressed", "experienced"]


@pytest.fixture
def lms(browser: Browser, packaged: Callable[..., Any]) -> Iterator[Account]:
    with account(browser, packaged("cmi5")) as opened:
        yield opened
        assert opened.trouble == opened.faults() == []
        for launch in range(opened.launches()):
            assert call_rules(opened.calls(launch)) == []


@pytest.fixture
def rough(browser: Browser, packaged: Callable[..., Any]) -> Iterator[Account]:
    """Where something is to go wrong on the way."""
    with account(browser, packaged("cmi5")) as opened:
        yield opened
        assert opened.trouble == opened.faults() == []


def document(lms: Account) -> dict[str, Any]:
    (found,) = [one.body for one in lms.store.documents() if one.at.id == "coursebuilder"]
    return dict(json.loads(found))


def test_complete(lms: Account) -> None:
    learners.completer(lms).close()
    verbs = lms.verbs()
    assert verbs[0] == "initialized" and verbs[-3:] == ["completed", "passed", "terminated"]
    passed = lms.statements()[-2]
    assert passed["result"]["score"] == {"scaled": 1, "raw": 100, "min": 0, "max": 100}
    assert passed["object"]["id"] == lms.activity
    assert document(lms)["sent"] == ["completed", "passed"] and document(lms)["raw"] == 100
    assert len(verbs) <= 60


def test_fail_then_pass_is_told_once(lms: Account) -> None:
    learners.struggler(lms).close()
    assert [verb for verb in lms.verbs() if verb in {"completed", "passed", "failed"}] == [
        "completed",
        "passed",
    ]


def test_attempts_used_up(lms: Account) -> None:
    learners.giver_up(lms).close()
    assert lms.verbs()[-3:] == ["completed", "failed", "terminated"]
    assert lms.statements()[-2]["result"]["score"]["raw"] == 0


def test_leave_and_resume_tells_nothing_twice(lms: Account) -> None:
    learners.leaver(lms).close()
    assert lms.verbs()[:5] == STEPS and lms.verbs()[-1] == "terminated"
    learner = lms.launch().ready()
    assert "What you notice" in learner.find("[data-resume]").inner_text()
    learner.press("resume")
    assert learner.find("#q-signs input:checked").count() == 2
    learner.take()
    learner.leave()
    learner.close()
    pages = [one["object"]["id"] for one in lms.statements() if one["verb"]["id"].endswith("experienced")]
    assert len(pages) == len(set(pages)) == 4
    assert lms.verbs().count("completed") == lms.verbs().count("passed") == 1
    seconds = [one["result"]["duration"] for one in lms.statements() if "duration" in one.get("result", {})]
    assert all(one.startswith("PT") and one.endswith("S") for one in seconds)


def test_close_in_the_middle_tells_all_in_two_requests(lms: Account) -> None:
    """Progress first: what comes after `terminated` is refused."""
    learner = learners.reader(lms)
    before = len(lms.store.exchanges)
    learner.close()
    lms.settle()
    posts = [one.request for one in list(lms.store.exchanges)[before:] if one.request.method != "OPTIONS"]
    paths = ["/xapi/activities/state", "/xapi/statements"]
    assert [(one.method, one.path) for one in posts] == [("POST", path) for path in paths]
    assert sum(len(one.body) for one in posts) < 64 * 1024  # as much as browsers send while a page closes
    assert lms.verbs()[-1] == "terminated"
    assert lms.launch().ready().find("#q-signs input:checked").count() == 2


def test_a_returning_learner_looks_back_and_nothing_new_is_told(lms: Account) -> None:
    learners.completer(lms).close()
    lms.settle()
    before = len(lms.statements())
    learner = learners.revisitor(lms)
    learner.close()
    lms.settle()
    assert lms.verbs()[before:] == ["initialized", "terminated"]


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_modes_for_looking_tell_only_start_and_end(lms: Account, mode: str) -> None:
    learner = lms.launch(mode=mode).ready()
    assert "Nothing here is recorded" in learner.find(".notice").inner_text()
    learner.read_to_end()
    learner.take()
    learner.leave()
    learner.close()
    lms.settle()
    assert lms.verbs() == ["initialized", "terminated"]


def test_the_way_back(lms: Account) -> None:
    back = f"{lms.host.address}/desk"
    learner = lms.launch(return_url=back).ready()
    learner.read_to_end()
    learner.go("check")
    learner.take()
    learner.press("leave")
    learner.window.wait_for_url(back)
    lms.settle()
    assert lms.verbs()[-1] == "terminated"


def test_a_reloaded_page_is_read_only_and_shows_the_way_back(rough: Account) -> None:
    back = f"{rough.host.address}/desk"
    learner = rough.launch(return_url=back).ready()
    learner.next()
    learner.window.reload()
    learner.ready()
    notice = learner.find(".notice").first
    notice.wait_for()
    assert "This session has ended. Open it again from your course page." in notice.inner_text()
    learner.read_to_end()
    assert learner.page == "check"
    rough.settle(seconds=0.5)
    assert rough.verbs().count("terminated") == 1 and rough.verbs()[-1] == "terminated"
    notice.get_by_role("button").click()
    learner.window.wait_for_url(back)
    again = rough.launch().ready()
    assert "Who decides" in again.find("[data-resume]").inner_text()


def test_a_lost_network_loses_nothing(rough: Account) -> None:
    learner = rough.launch().ready()
    with rough.store.fault(Fault(offline=True)):
        learner.read_to_end()
        learner.take()
        learner.find("[data-banner]").wait_for()
        assert "Not saved yet" in learner.banner
        assert rough.verbs() == ["initialized"]
    learner.press("retry-save")
    learner.find("[data-banner]").wait_for(state="hidden")
    learner.leave()
    assert rough.verbs()[-2:] == ["completed", "passed"] or rough.verbs()[-1] == "terminated"
    learner.close()
    assert len({one["id"] for one in rough.statements()}) == len(rough.statements())
    assert rough.verbs().count("passed") == 1 and rough.verbs().count("experienced") == 4


def test_a_reply_that_is_lost_doubles_nothing(rough: Account) -> None:
    """The store has them; the browser has asked again by itself a few times, and given up."""
    learner = rough.launch().ready()
    learner.read_to_end()
    with rough.store.fault(Fault("statements", ("POST",), no_reply=True)):
        learner.take()
        learner.find("[data-banner]").wait_for()
    learner.press("retry-save")
    learner.find("[data-banner]").wait_for(state="hidden")
    learner.leave()
    learner.close()
    assert [verb for verb in rough.verbs() if verb in {"completed", "passed"}] == ["completed", "passed"]


def test_what_a_closed_window_could_not_send_is_sent_by_the_next(rough: Account) -> None:
    learner = rough.launch().ready()
    with rough.store.fault(Fault("statements", offline=True)):
        learner.read_to_end()
        learner.take()
        learner.find("[data-banner]").wait_for()
        learner.close()
        rough.settle(seconds=0.5)
        assert rough.verbs() == ["initialized"]
    again = rough.launch().ready()
    again.find("[data-save-state]:not(:empty)").wait_for()
    again.leave()
    again.close()
    rough.settle("terminated")
    assert rough.verbs().count("answered") == 3 and rough.verbs().count("experienced") == 4
    assert rough.verbs().count("passed") == 1
    assert call_rules(rough.calls(1)) == []


def test_two_windows(rough: Account) -> None:
    first = rough.launch().ready()
    first.next()
    second = rough.launch().ready()
    second.find("[data-banner]").wait_for()
    assert "another window" in second.banner
    second.press("retry-save")
    second.find("[data-banner]").wait_for(state="hidden")
    second.read_to_end()
    second.take()
    second.leave()
    assert rough.verbs().count("passed") == 1
    first.close()
    second.close()


def test_a_mastery_score_changed_by_the_platform_decides(lms: Account) -> None:
    lms.unit = changed(lms.unit, mastery_score=0.655)
    learner = lms.launch().ready()
    assert "at least 2 of them right (66%)" in learner.find("[data-duty]").inner_text()
    learner.read_to_end()
    learner.answer(right=True)
    learner.choose("silence", learner.wrong("silence"))
    learner.submit()
    assert "66%" in learner.find("[data-result-body]").inner_text()
    learner.leave()
    learner.close()
    lms.settle()
    passed = lms.statements()[-2]
    assert passed["verb"]["id"].endswith("passed") and passed["result"]["score"]["scaled"] == 0.67
    assert 0.655 in passed["context"]["extensions"].values()


def test_a_platform_without_documents_still_gets_statements(rough: Account) -> None:
    with rough.store.fault(Fault("activities/state", ("PUT", "POST"), status=500)):
        learner = learners.leaver(rough)
        learner.close()
        assert rough.verbs()[-1] == "terminated"
    again = rough.launch().ready()
    assert "What you notice" in again.find("[data-resume]").inner_text()


def test_preferences_are_asked_for_and_found(lms: Account) -> None:
    lms.store.set_preferences(lms.actor, {"languagePreference": "en-GB", "audioPreference": "off"})
    learners.completer(lms).close()
    assert lms.verbs()[-1] == "terminated"


def test_without_a_platform_it_can_be_read(rough: Account) -> None:
    learner = rough.launch(query="a=b").ready()
    assert "Nothing is being saved" in learner.banner
    learner.read_to_end()
    learner.take()
    assert rough.statements() == []
