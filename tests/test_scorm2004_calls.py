"""Rules for what a 2004 package says to its LMS in one launch, and the same as text."""

from __future__ import annotations

import pytest

from coursebuilder.problems import Problem
from coursebuilder.targets.scorm2004.calls import RULES, call_rules, transcript
from coursebuilder.targets.target import Call

Row = tuple[str, ...] | Call


def calls_of(*rows: Row) -> list[Call]:
    return [row if isinstance(row, Call) else Call(row[0], row[1:], "true", "0") for row in rows]


def setting(name: str, value: str) -> tuple[str, str, str]:
    return ("SetValue", f"cmi.{name}", value)


def held(name: str, value: str) -> Call:
    return Call("GetValue", (f"cmi.{name}",), value, "0")


def problems(*rows: Row) -> set[str]:
    found: list[Problem] = call_rules(calls_of(*rows))
    return {problem.code for problem in found}


INIT, SAVE, END = ("Initialize", ""), ("Commit", ""), ("Terminate", "")
TIME, EXIT = setting("session_time", "PT0H1M0.00S"), setting("exit", "suspend")
SCALED, SUCCESS = setting("score.scaled", "1"), setting("success_status", "passed")
COMPLETED = setting("completion_status", "completed")
TYPE, RESPONSE = setting("interactions.0.type", "choice"), setting("interactions.0.learner_response", "a")
PATTERN = setting("interactions.0.correct_responses.0.pattern", "a")
RESULT = (SCALED, TIME, COMPLETED, SUCCESS, EXIT, SAVE)
UNSET = Call("GetValue", ("cmi.suspend_data",), "", "403")
LACKING = Call("SetValue", ("cmi.progress_measure", "1"), "false", "402")
NO_STATUS = Call("GetValue", ("cmi.completion_status",), "", "301")
BAD_EXIT = Call("SetValue", ("cmi.exit", "left"), "false", "406")
BAD_TYPE = Call("SetValue", ("cmi.interactions.0.type", "multiple"), "false", "406")
NUMBER = Call("SetValue", ("cmi.location", "0"), "true", "0", untyped=True)
BROKEN: dict[str, list[tuple[Row, ...]]] = {
    "call-refused": [(INIT, BAD_EXIT, EXIT, END), (INIT, BAD_TYPE), (INIT, NO_STATUS)],
    "argument-type": [(INIT, NUMBER, EXIT, END)],
    "call-order": [(END,), (INIT, EXIT, END, TIME), (INIT, INIT), (INIT, END, END), (UNSET, INIT)],
    "status-lowered": [
        (INIT, held("success_status", "passed"), setting("success_status", "failed")),
        (INIT, held("completion_status", "completed"), setting("completion_status", "incomplete")),
        (INIT, *RESULT, setting("success_status", "unknown")),
    ],
    "result-twice": [(INIT, *RESULT, COMPLETED), (INIT, *RESULT, SUCCESS)],
    "result-untimed": [(INIT, SCALED, COMPLETED, TIME)],
    "result-unscaled": [(INIT, TIME, COMPLETED, SUCCESS, SCALED)],
    "result-split": [(INIT, SCALED, TIME, COMPLETED, SAVE, SUCCESS)],
    "type-late": [(INIT, RESPONSE, TYPE), (INIT, PATTERN, TYPE)],
    "not-suspended": [(INIT, TIME, END), (INIT, EXIT, setting("exit", "normal"), END)],
    "review-written": [(INIT, held("mode", "review"), EXIT), (INIT, held("mode", "browse"), TIME)],
    "navigation-request": [(INIT, ("SetValue", "adl.nav.request", "exitAll"), EXIT)],
}
FINE: dict[str, tuple[Row, ...]] = {
    "call-refused": (INIT, UNSET, LACKING, EXIT, END),
    "argument-type": (INIT, TIME, EXIT, END),
    "call-order": (INIT, TIME, EXIT, END),
    "status-lowered": (INIT, held("completion_status", "incomplete"), *RESULT, END),
    "result-twice": (INIT, setting("completion_status", "incomplete"), *RESULT, END),
    "result-untimed": (INIT, TIME, COMPLETED, EXIT, END),
    "result-unscaled": (INIT, *RESULT, END),
    "result-split": (INIT, SCALED, TIME, SUCCESS, COMPLETED, EXIT, SAVE, SAVE, END),
    "type-late": (INIT, TYPE, PATTERN, RESPONSE, EXIT, END),
    "not-suspended": (INIT, held("mode", "review"), END),
    "review-written": (INIT, held("mode", "normal"), EXIT, END),
    "navigation-request": (INIT, ("GetValue", "adl.nav.request"), END),
}


def test_every_rule_for_calls_has_both() -> None:
    assert BROKEN.keys() == FINE.keys() == RULES.keys()


@pytest.mark.parametrize("code", BROKEN)
def test_rules_for_calls(code: str) -> None:
    for rows in BROKEN[code]:
        assert code in problems(*rows)
    assert problems(*FINE[code]) == set()


def test_calls_are_told_as_an_administrator_reads_them() -> None:
    question = [setting(f"interactions.0.{name}", value) for name, value in
                (("id", "first-meeting"), ("type", "choice"), ("correct_responses.0.pattern", "b"),
                 ("learner_response", "a"), ("result", "incorrect"))]  # fmt: skip
    notes = [setting(f"interactions.1.{name}", value) for name, value in
             (("id", "notes"), ("type", "long-fill-in"), ("result", "neutral"))]  # fmt: skip
    aim = [setting("objectives.0.success_status", "passed"), setting("objectives.0.score.scaled", "0.5")]
    known = held("objectives.0.id", "own-words")
    rows: tuple[Row, ...] = (
        INIT,
        held("completion_status", "unknown"),
        *question,
        *notes,
        known,
        *aim,
        *RESULT,
        END,
    )
    assert transcript(calls_of(*rows)) == [
        "opened",
        "read completion: unknown",
        "question first-meeting: answered a, incorrect (right: b)",
        "question notes: answered without a text, neutral",
        "objective own-words: passed, 0.5",
        "score as a share of one: 1",
        "time of this visit: PT0H1M0.00S",
        "completion: completed",
        "success: passed",
        "way of leaving: suspend",
        "saved",
        "closed",
    ]
