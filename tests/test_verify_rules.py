"""Each rule over a learner's launches finds the broken history and lets the almost broken one pass."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest
from test_verify_broken import BROKEN

from coursebuilder.targets import TARGETS, requests
from coursebuilder.targets.cmi5 import calls as cmi5
from coursebuilder.targets.scorm12 import calls as scorm12
from coursebuilder.targets.scorm2004 import calls as scorm2004
from coursebuilder.targets.scorm_common import calls as scorm_common
from coursebuilder.targets.target import Call, Outcome
from coursebuilder.targets.xapi import calls as xapi
from coursebuilder.verify.behaviour import BEHAVIOURS, KNOWN
from coursebuilder.verify.cures import CURES
from coursebuilder.verify.history import History, LaunchHistory
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.learner_account import LearnerAccount
from coursebuilder.verify.play_through import PlayedLaunch, PlayThrough, ScreenState
from coursebuilder.verify.rules import RULES, answers_told, history_problems

PASSED = Outcome(True, True, 100)
COURSE: Mapping[str, object] = {
    "assessment": {"page": "check"},
    "rules": {"mastery": 0.8},
    "questions": [{"id": "q", "kind": "choice"}, {"id": "exam", "kind": "choice", "assessed": True}],
}
LOOK = ScreenState("start", {"q": "a"}, None, False, 0, False, True)
SETS = "LMSSetValue cmi.suspend_data=x"
DENIED = replace(LOOK, banner=True, saved=False)
STATUS = "cmi.core.lesson_status"


def call(text: str) -> Call:
    """As scripts spell it: "LMSSetValue NAME=VALUE", "LMSGetValue NAME=RESULT"; refused ones begin with !."""
    name, _, rest = text.removeprefix("!").partition(" ")
    refused = text.startswith("!")
    element, _, value = rest.partition("=")
    given = (element, value) if name == "LMSSetValue" else (element,)
    result = value if name == "LMSGetValue" else "false" if refused else "true"
    return Call(name, given, result, "101" if refused else "0")


def launch(*middle: str, number: int = 0, end: str = "LMSFinish", **seen: Any) -> LaunchHistory:
    calls = [call(text) for text in ("LMSInitialize", *middle, end) if text]
    played = PlayedLaunch(number, cast(Learner, None), **seen)
    return LaunchHistory(played, calls, TARGETS["scorm12"].received(calls))


@dataclass(frozen=True)
class Made:
    """A history with what is special about it."""

    launches: Sequence[LaunchHistory] = ()
    behaviour: str = "generic"
    more: Mapping[str, Any] = field(default_factory=dict)

    def history(self) -> History:
        plain = History(
            TARGETS["scorm12"], BEHAVIOURS[self.behaviour], self.launches, True, COURSE, (), {}, {}
        )
        return replace(plain, **self.more)


def trouble(*said: str) -> Made:
    return Made(more={"trouble": said})


def leaked(what: str, text: str) -> Made:
    return Made([launch(f"LMSSetValue cmi.comments={text}")], more={"secrets": {what: "Quillfeather"}})


def results(raw: int, held: Outcome) -> Made:
    seen = replace(LOOK, page="result", raw=raw)
    return Made([launch(on_result=seen, before_leaving=seen, outcome=held)])


def again(back: str) -> Made:
    arrived = replace(LOOK, answers={"q": back})
    first = launch(before_leaving=LOOK, answered=("q",), outcome=Outcome(), end="LMSFinish")
    told = [*map(call, ("LMSSetValue cmi.interactions.0.id=q", "LMSCommit"))]
    calls = [first.calls[0], *told, *first.calls[1:]]
    return Made(
        [
            LaunchHistory(first.played, calls, TARGETS["scorm12"].received(calls)),
            launch(number=1, on_arrival=arrived),
        ]
    )


def told(*questions: str) -> list[str]:
    return [f"LMSSetValue cmi.interactions.{n}.id={one}" for n, one in enumerate(questions)]


def reread(name: str, value: str, last: str) -> Made:
    return Made([launch(f"LMSGetValue {name}={value}", *([last, "LMSCommit"] if last else []))])


def statements(*ids: str) -> Made:
    """Launches over HTTP, one statement each."""
    target = TARGETS["xapi"]
    body = '[{"id":"%s","verb":{"id":"v"},"actor":{},"object":{"id":"o"}}]'
    told = []
    for number, one in enumerate(ids):
        calls = [Call("POST statements", ("", body % one), "", "0")]
        told.append(LaunchHistory(PlayedLaunch(number, cast(Learner, None)), calls, target.received(calls)))
    return Made(told, more={"target": target, "ours": False})


SILENT = LaunchHistory(PlayedLaunch(0, cast(Learner, None)), [], TARGETS["scorm12"].received([]))
CASES: Mapping[str, tuple[Made, Made]] = {
    "never-begun": (Made([SILENT], more={"ours": False}), Made([launch(), SILENT], more={"ours": False})),
    "never-ended": (Made([launch(end="")]), Made([launch()])),
    "unsaved-at-close": (
        Made([launch("LMSSetValue cmi.suspend_data=x", end="")]),
        Made([launch("LMSSetValue cmi.suspend_data=x", "LMSCommit", end="")]),
    ),
    "saved-at-end": (
        Made([launch(SETS), launch(SETS, number=1)]),
        Made([launch(SETS, "LMSCommit"), launch(SETS, number=1)]),
    ),
    "saving-denied": (
        Made([launch(on_arrival=DENIED, before_leaving=DENIED)]),
        Made([launch(on_arrival=DENIED, before_leaving=LOOK)]),
    ),
    "revisit-written": (
        reread(STATUS, "passed", "LMSSetValue cmi.suspend_data=x"),
        reread(STATUS, "passed", "LMSSetValue cmi.core.session_time=0000:00:01.00"),
    ),
    "pass-lowered": (
        Made([launch(outcome=PASSED), launch(number=1, outcome=Outcome())]),
        Made([launch(outcome=PASSED), launch(number=1, outcome=Outcome())], "learning-hub"),
    ),
    "result-differs": (results(100, Outcome(True, True, 90)), results(100, PASSED)),
    "answer-lost": (again(""), again("a")),
    "answer-untold": (
        Made([launch(*told("talk.hello", "q"), answered=("q", "q"))]),
        Made([launch(*told("q", "talk.hello", "q"), answered=("q", "q"))]),
    ),
    "progress-too-long": (
        Made([launch(f"LMSSetValue cmi.suspend_data={'x' * 4097}")]),
        Made([launch(f"LMSSetValue cmi.suspend_data={'x' * 4097}")], "moodle"),
    ),
    "request-elsewhere": (trouble("request to another host: https://a.example/"), trouble()),
    "file-not-found": (trouble("404: media/a.png"), trouble()),
    "request-failed": (trouble("500: index.html"), trouble()),
    "dialog-shown": (trouble("dialog: Really?"), trouble()),
    "console-error": (trouble("script: oh"), trouble()),
    "name-leaked": (leaked("name", "by Quillfeather"), leaked("name", "by a learner")),
    "reflection-leaked": (leaked("reflection", "Quillfeather"), leaked("reflection", "a quill")),
    "statement-again": (statements("a", "a"), statements("a", "b")),
    "loss-untold": (
        Made([launch("!LMSCommit", after_leaving=LOOK)], "false"),
        Made([launch("!LMSCommit", after_leaving=replace(LOOK, saved=False, banner=True))], "false"),
    ),
}
CURED = [
    (scorm_common.CURES, [scorm12.RULES, scorm2004.RULES]),
    (requests.CURES, [cmi5.RULES, xapi.RULES]),
]
ELSEWHERE = {
    "learner-stuck",
    "page-hangs",
    "progress-shared",
}  # learners' own: test_verify_broken.py, test_verify_command.py; the last is below


@pytest.mark.parametrize("code", CASES)
def test_the_broken_history_is_found_out_and_its_twin_is_not(code: str) -> None:
    broken, almost = CASES[code]
    assert code in {problem.code for problem in history_problems(broken.history())}
    assert code not in {problem.code for problem in history_problems(almost.history())}


def test_every_code_has_a_broken_history_and_a_cure() -> None:
    assert set(CASES) == set(RULES)
    by_learners = {code for _, code, *_ in BROKEN.values()}
    assert set(CURES) - set(RULES) <= by_learners | ELSEWHERE
    assert all(CURES[code] for code in RULES)


@pytest.mark.parametrize(
    ("change", "told"), [({}, False), ({"answers": {"q": "a"}}, True), ({"raw": 80}, True)]
)
def test_a_second_activity_begins_untouched(change: dict[str, Any], told: bool) -> None:
    untouched = replace(LOOK, answers={"q": ""}, raw=None)
    first = launch().played
    played = PlayThrough(
        cast(LearnerAccount, None),
        TARGETS["scorm12"],
        BEHAVIOURS["same-zip-twice"],
        launches=[first],
        untouched=untouched,
    )
    played.judge_arrival(replace(untouched, **change))
    assert [problem.code for problem in played.problems] == ["progress-shared"] * told


def test_other_makers_are_held_to_the_standard_alone() -> None:
    ours = reread(STATUS, "passed", "LMSSetValue cmi.suspend_data=x").history()
    theirs = replace(ours, ours=False)
    assert [problem.code for problem in history_problems(ours)] == ["revisit-written"]
    assert history_problems(theirs) == []


@pytest.mark.parametrize(("cures", "tables"), CURED)
def test_rules_of_the_standards_have_cures_too(
    cures: Mapping[str, str], tables: Sequence[Mapping[str, object]]
) -> None:
    assert set(cures) == {code for table in tables for code in table} and all(cures.values())


@pytest.mark.parametrize(("object_id", "found"), [("urn:x:q", []), ("urn:x:other", ["answer-untold"])])
def test_a_record_store_knows_questions_by_names_of_its_own(object_id: str, found: list[str]) -> None:
    answered = {"id": "1", "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}, "actor": {}}
    body = json.dumps([{**answered, "object": {"id": object_id}}])
    calls = [Call("POST statements", ("", body), "", "0")]
    played = PlayedLaunch(0, cast(Learner, None), answered=("q",))
    course = {**COURSE, "launch": {"questions": {"q": {"id": "urn:x:q"}}}}
    made = Made([LaunchHistory(played, calls, TARGETS["xapi"].received(calls))], more={"course": course})
    assert [one.code for one in answers_told(made.history())] == found


@pytest.mark.parametrize(
    ("behaviour", "ended_by", "found"),
    [("slow", "close", []), ("slow", "leave", ["answer-untold"]), ("generic", "close", ["answer-untold"])],
)
def test_a_closing_window_has_no_time_for_a_slow_platform(
    behaviour: str, ended_by: str, found: list[str]
) -> None:
    made = Made([launch(*told("q"), answered=("q", "q"), ended_by=ended_by)], behaviour)
    assert [one.code for one in answers_told(made.history())] == found


def test_a_refused_objective_is_no_lost_work() -> None:
    """A session that runs out after the last save: what counts is there."""
    for element, found in (("cmi.objectives.0.id", []), ("cmi.suspend_data", ["loss-untold"])):
        made = Made([launch(f"!LMSSetValue {element}=x", after_leaving=LOOK)], "false")
        assert [one.code for one in history_problems(made.history())] == found


def test_known_platforms_are_all_played() -> None:
    assert set(KNOWN) <= set(BEHAVIOURS)
