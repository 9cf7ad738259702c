"""Rules for what a package says over HTTP in one launch, and the same as text: cmi5 and xAPI."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

import pytest

from coursebuilder.targets import cmi5, xapi
from coursebuilder.targets.cmi5.calls import CMI5, MASTERY, MOVE_ON, SESSION
from coursebuilder.targets.profile import VERBS
from coursebuilder.targets.target import Call
from coursebuilder.verify.transcript import transcript

Statement = dict[str, Any]
GROUP = {"objectType": "Activity", "id": "https://example.org/c/m"}
LAUNCH: dict[str, Any] = {
    "contextTemplate": {"contextActivities": {"grouping": [GROUP]}, "extensions": {SESSION: "s1"}},
    "launchMode": "Normal",
    "masteryScore": 0.8,
}
RESULTS: dict[str, dict[str, Any]] = {
    "completed": {"completion": True, "duration": "PT1.00S"},
    "passed": {"success": True, "duration": "PT1.00S", "score": {"scaled": 0.9}},
    "failed": {"success": False, "duration": "PT1.00S", "score": {"scaled": 0.5}},
    "terminated": {"duration": "PT1.00S"},
}
COUNT = iter(range(1, 100_000))


def statement(verb: str, **changes: Any) -> Statement:
    """A statement as it should be; `changes` replace parts, by path with _ for a dot; None takes away."""
    category = [{"id": CMI5}] if verb in cmi5.calls.DEFINED else []
    category += [{"id": MOVE_ON}] if verb in cmi5.calls.DECIDING else []
    extensions: dict[str, Any] = {SESSION: "s1"}
    if verb in {"passed", "failed"}:
        extensions[MASTERY] = 0.8
    number = next(COUNT)
    made: Statement = {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "actor": {"account": {"homePage": "https://lms.example", "name": "7"}},
        "verb": {"id": VERBS[verb]},
        "object": {"id": "https://lms.example/1", "definition": {"name": {"en": "It"}}},
        "timestamp": f"2026-11-22T10:00:00.{0 if verb == 'initialized' else number:06}Z",
        "context": {
            "registration": "7c5fe0f4-6a37-4b1c-8d54-20e6d5d9a111",
            "contextActivities": {"grouping": [GROUP], "category": category},
            "extensions": extensions,
        },
    }
    if verb in RESULTS:
        made["result"] = deepcopy(RESULTS[verb])
    for path, value in changes.items():
        *parents, last = path.split("_")
        part = made
        for name in parents:
            part = part[name]
        if value is None:
            del part[last]
        else:
            part[last] = value
    return made


def post(*statements: Statement, error: str = "0") -> Call:
    return Call("POST statements", ("", json.dumps(statements)), "[]", error)


def read(name: str, found: object = None) -> Call:
    resource, key = (
        ("agents/profile", "profileId") if "Preferences" in name else ("activities/state", "stateId")
    )
    query = urlencode({key: name})
    return Call(f"GET {resource}", (query, ""), json.dumps(found) if found else "", "0" if found else "404")


FETCH = Call("POST fetch", ("", ""), '{"auth-token": "x"}', "0")
PREFERENCES = read("cmi5LearnerPreferences")
START = post(statement("initialized"))


def opening(**launch: Any) -> list[Call]:
    return [FETCH, read("LMS.LaunchData", {**LAUNCH, **launch}), PREFERENCES, read("coursebuilder")]


def session(*calls: Call, **launch: Any) -> list[Call]:
    """A whole launch, with these calls after its start."""
    return [*opening(**launch), post(statement("initialized")), *calls]


def early() -> list[Call]:
    return [FETCH, PREFERENCES, post(statement("initialized")), read("LMS.LaunchData", LAUNCH)]


def again() -> Statement:
    return statement("experienced")


ONE = statement("experienced")
HELD = read("coursebuilder", {"state": "", "sent": ["completed", "passed"]})
HELD_FAILED = read("coursebuilder", {"state": "", "sent": ["failed"]})
CMI5_BROKEN: dict[str, list[list[Call]]] = {
    "request-refused": [
        session(post(again(), error="403")),
        session(Call("PUT activities/state", ("", "{}"), "", "409")),
    ],
    "statement-form": [session(post(statement("experienced", timestamp="2026-11-22T10:00:01")))],
    "statement-twice": [
        session(post(ONE), post(ONE)),
        session(post(ONE, error="lost"), post({**ONE, "object": {"id": "urn:x:z"}})),
    ],
    "result-twice": [
        session(HELD, post(statement("completed"))),
        session(post(statement("passed")), post(statement("passed"))),
    ],
    "result-lowered": [
        session(post(statement("passed")), post(statement("failed"))),
        session(HELD, post(statement("failed"))),
    ],
    "token-once": [session(FETCH), opening()[1:]],
    "launch-unread": [early(), [FETCH, read("LMS.LaunchData", LAUNCH), START]],
    "statement-order": [
        [*opening(), post(again())],
        session(post(statement("initialized"))),
        session(post(statement("terminated")), post(again())),
        session(post(statement("experienced", timestamp="2026-11-22T09:00:00.00Z"))),
    ],
    "context-template": [
        session(post(statement("experienced", context_extensions={}))),
        session(
            post(statement("experienced", context_contextActivities={"grouping": [{"id": "urn:x:a"}, GROUP]}))
        ),
    ],
    "context-category": [
        session(
            post(
                statement(
                    "experienced", context_contextActivities={"grouping": [GROUP], "category": [{"id": CMI5}]}
                )
            )
        ),
        session(
            post(
                statement(
                    "completed", context_contextActivities={"grouping": [GROUP], "category": [{"id": CMI5}]}
                )
            )
        ),
        session(
            post(statement("terminated", context_contextActivities={"grouping": [GROUP], "category": []}))
        ),
    ],
    "result-wrong": [
        session(post(statement("completed", result_completion=None))),
        session(post(statement("completed", result_score={"scaled": 1}))),
        session(post(statement("terminated", result_duration=None))),
        session(post(statement("passed", result_success=False))),
    ],
    "result-score": [
        session(post(statement("passed", result_score={"scaled": 0.7}))),
        session(post(statement("failed", result_score={"scaled": 0.8}))),
        session(post(statement("passed", context_extensions={SESSION: "s1"}))),
    ],
    "mode-ignored": [
        session(post(again()), launchMode="Browse"),
        session(post(statement("completed")), launchMode="Review"),
    ],
}
CMI5_FINE: dict[str, list[Call]] = {
    "request-refused": session(Call("PUT activities/state", ("", "{}"), "", "412")),
    "statement-form": session(post(statement("experienced", timestamp="2026-11-22T10:00:01+00:00"))),
    "statement-twice": session(post(ONE, error="0")),
    "result-twice": session(post(statement("completed"), statement("passed"))),
    "result-lowered": session(HELD_FAILED, post(statement("passed"))),
    "token-once": session(),
    "launch-unread": session(),
    "statement-order": session(post(again(), statement("terminated"))),
    "context-template": session(post(statement("experienced", context_platform="LMS"))),
    "context-category": session(post(statement("answered"))),
    "result-wrong": session(post(statement("experienced", result={"completion": True}))),
    "result-score": session(post(statement("passed", result_score=None))),
    "mode-ignored": session(post(statement("terminated")), launchMode="Browse"),
}
XAPI_BROKEN: dict[str, list[list[Call]]] = {
    "request-refused": [[post(statement("initialized"), error="400")]],
    "statement-form": CMI5_BROKEN["statement-form"],
    "statement-twice": CMI5_BROKEN["statement-twice"],
    "result-twice": CMI5_BROKEN["result-twice"],
    "result-lowered": CMI5_BROKEN["result-lowered"],
    "statement-order": [
        [post(again())],
        [START, post(statement("initialized"))],
        [START, post(statement("terminated")), post(again())],
    ],
}


def codes(target: Any, calls: list[Call]) -> set[str]:
    return {problem.code for problem in target.call_rules(calls)}


def test_every_rule_for_calls_has_both() -> None:
    assert set(CMI5_BROKEN) == set(CMI5_FINE) == set(cmi5.calls.RULES)
    assert set(XAPI_BROKEN) == set(xapi.calls.RULES) <= set(CMI5_FINE)


@pytest.mark.parametrize("code", CMI5_BROKEN)
def test_rules_for_cmi5(code: str) -> None:
    for calls in CMI5_BROKEN[code]:
        assert code in codes(cmi5.CMI5, calls)
    assert codes(cmi5.CMI5, CMI5_FINE[code]) == set()


@pytest.mark.parametrize("code", XAPI_BROKEN)
def test_rules_for_xapi(code: str) -> None:
    for calls in XAPI_BROKEN[code]:
        assert code in codes(xapi.XAPI, calls)
    assert codes(xapi.XAPI, CMI5_FINE[code]) == set()


def test_calls_are_told_as_an_administrator_reads_them() -> None:
    answered = statement("answered", result={"response": "a[,]b", "success": False, "duration": "PT1.00S"})
    silent = statement("answered", result={"duration": "PT1.00S"})
    calls = session(
        post(answered, silent, error="503"),
        Call(
            "PUT activities/state",
            ("stateId=coursebuilder", '{"state": "11.abc", "location": "one", "sent": ["passed"]}'),
            "",
            "0",
        ),
        post(statement("passed", result_score={"scaled": 0.9, "raw": 90, "min": 0, "max": 100})),
    )
    assert transcript([calls], cmi5.CMI5).splitlines() == [
        "Launch 1",
        "  asked for its token",
        "  read LMS.LaunchData: there",
        "  read saved progress: none",
        '  initialized "It"',
        '  answered "It": a[,]b (wrong) (refused: 503)',
        '  answered "It": no text (refused: 503)',
        "  saved progress: 11.abc, at one, sent passed",
        '  passed "It" (90 of 100)',
    ]
