"""Rules for what a package says to its LMS in one launch, and the same as text."""

from __future__ import annotations

import pytest

from coursebuilder.problems import Problem
from coursebuilder.targets.scorm12.calls import RULES, call_rules, transcript
from coursebuilder.targets.target import Call

Row = tuple[str, ...] | Call


def calls_of(*rows: tuple[str, ...]) -> list[Call]:
    return [Call(f"LMS{name}", tuple(given), "true", "0") for name, *given in rows]


def setting(name: str, value: str) -> tuple[str, str, str]:
    return ("SetValue", f"cmi.core.{name}", value)


def problems(*rows: Row) -> set[str]:
    made = [row if isinstance(row, Call) else calls_of(row)[0] for row in rows]
    found: list[Problem] = call_rules(made)
    return {problem.code for problem in found}


INIT, END, TIME = ("Initialize", ""), ("Finish", ""), setting("session_time", "0000:01:00.00")
HELD = Call("LMSGetValue", ("cmi.core.lesson_status",), "passed", "0")
PASSED, FAILED = setting("lesson_status", "passed"), setting("lesson_status", "failed")
LACKING = Call("LMSGetValue", ("cmi.interactions._count",), "", "401")
BAD_EXIT = Call("LMSSetValue", ("cmi.core.exit", "normal"), "false", "405")
BAD_TYPE = Call("LMSSetValue", ("cmi.interactions.0.type", "other"), "false", "405")
NUMBER = Call("LMSSetValue", ("cmi.core.lesson_location", "0"), "true", "0", untyped=True)
BROKEN: dict[str, list[tuple[Row, ...]]] = {
    "call-refused": [(INIT, BAD_EXIT, END), (INIT, BAD_TYPE, END)],
    "argument-type": [(INIT, NUMBER, END)],
    "call-order": [(END,), (INIT, END, TIME), (INIT, INIT), (INIT, END, END)],
    "status-lowered": [(INIT, HELD, setting("lesson_status", "incomplete")), (INIT, TIME, PASSED, FAILED)],
    "result-twice": [(INIT, TIME, PASSED, PASSED)],
    "result-untimed": [(INIT, PASSED, TIME, END)],
}
FINE: dict[str, tuple[Row, ...]] = {
    "call-refused": (INIT, LACKING, END),
    "argument-type": (INIT, setting("lesson_location", "0"), END),
    "call-order": (INIT, TIME, END),
    "status-lowered": (INIT, HELD, TIME, END),
    "result-twice": (INIT, setting("lesson_status", "incomplete"), TIME, PASSED, END),
    "result-untimed": (INIT, TIME, FAILED, END),
}


def test_every_rule_for_calls_has_both() -> None:
    assert set(BROKEN) == set(FINE) == set(RULES)


@pytest.mark.parametrize("code", BROKEN)
def test_rules_for_calls(code: str) -> None:
    for rows in BROKEN[code]:
        assert code in problems(*rows)
    assert problems(*FINE[code]) == set()


def test_calls_are_told_as_an_administrator_reads_them() -> None:
    question = [("SetValue", f"cmi.interactions.0.{name}", value) for name, value in
                (("id", "first-meeting"), ("type", "choice"), ("correct_responses.0.pattern", "b"),
                 ("student_response", "a"), ("result", "wrong"))]  # fmt: skip
    unsent = [("SetValue", f"cmi.interactions.1.{name}", value) for name, value in
              (("id", "own-words"), ("type", "fill-in"), ("result", "neutral"))]  # fmt: skip
    typed = [("SetValue", f"cmi.interactions.2.{name}", value) for name, value in
             (("id", "word"), ("type", "fill-in"), ("student_response", "walk"), ("result", "correct"),
              ("correct_responses.0.pattern", "walk"))]  # fmt: skip
    assert transcript(
        [*calls_of(INIT, *question, *unsent, *typed, ("Commit", ""), TIME, PASSED), BAD_EXIT, *calls_of(END)]
    ) == [
        "opened",
        "question first-meeting: answered a, wrong (right: b)",
        "question own-words: answered without a text, neutral",
        "question word: answered walk, correct (right: walk)",
        "saved",
        "time of this visit: 0000:01:00.00",
        "status: passed",
        "way of leaving: normal (refused: error 405)",
        "closed",
    ]
