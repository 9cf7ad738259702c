"""The calls of a SCORM 1.2 package to its LMS in one launch: rules, their outcome, and a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from coursebuilder.problems import Problem
from coursebuilder.targets.scorm_common import calls as common
from coursebuilder.targets.scorm_common.calls import CallRule, Dialect, fault
from coursebuilder.targets.scorm_common.received import ReportedElements, as_number
from coursebuilder.targets.target import Call, Outcome

FINAL = frozenset({"passed", "completed", "failed"})
STATUS = "cmi.core.lesson_status"
BEST_EFFORT = re.compile(r"cmi\.(interactions|objectives|core\.score\.(min|max)|student_preference)")
DIALECT = Dialect(
    opens="LMSInitialize",
    closes="LMSFinish",
    reads="LMSGetValue",
    sets="LMSSetValue",
    saves="LMSCommit",
    labels={
        STATUS: "status",
        "cmi.core.lesson_location": "place",
        "cmi.core.session_time": "time of this visit",
        "cmi.core.exit": "way of leaving",
        "cmi.core.score.raw": "score",
        "cmi.core.score.min": "lowest score",
        "cmi.core.score.max": "highest score",
        "cmi.suspend_data": "saved progress",
    },
    shown_reads=frozenset({STATUS, "cmi.core.entry", "cmi.core.lesson_mode"}),
    response="student_response",
    objective_parts=("status", "score.raw"),
)

OWN_RULES = frozenset({"result-twice", "result-untimed"})  # stricter than the standard, which allows these


def outcome(record: Mapping[str, str]) -> Outcome:
    """The outcome in a record: one status holds completion and success; browsed and incomplete are none."""
    success = {"passed": True, "failed": False}
    status = record.get(STATUS, "")
    return Outcome(status in FINAL, success.get(status), as_number(record.get("cmi.core.score.raw")))


REPORTED = ReportedElements(
    DIALECT, "cmi.core.lesson_mode", frozenset({"cmi.core.session_time", "cmi.core.exit"}), outcome
)


def refused(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: no call is refused, except optional elements that the platform lacks (error 401)."""

    def forgiven(function: str, element: str, error: str) -> bool:
        return error == "401" and BEST_EFFORT.match(element) is not None

    return common.refused(calls, forgiven)


def only_between(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: no call before LMSInitialize or after LMSFinish, and each of the two once."""
    return common.only_between(calls, DIALECT)


def pass_kept(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: passed or completed, once read or set, is not overwritten with a lower status."""
    held = ""
    for number, call in enumerate(calls, 1):
        if call.arguments[:1] != (STATUS,):
            continue
        if call.name == DIALECT.reads:
            held = held or call.result
        elif held in {"passed", "completed"} and call.arguments[1] not in {"passed", "completed"}:
            yield fault("status-lowered", number, f"{held} became {call.arguments[1]}")
        if call.name == DIALECT.sets:
            held = call.arguments[1]


def result_once(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: a final status is set once in a launch, after the session time.

    The NHS Learning Hub keeps the first final status, and only if a time was stored before it.
    """
    timed, finals = False, 0
    for number, call in enumerate(calls, 1):
        if call.name != DIALECT.sets:
            continue
        timed = timed or call.arguments[0] == "cmi.core.session_time"
        if call.arguments[0] == STATUS and call.arguments[1] in FINAL:
            finals += 1
            if finals > 1:
                yield fault("result-twice", number, "a second final status in one launch")
            if not timed:
                yield fault("result-untimed", number, "a final status before any session time")


RULES: Mapping[str, CallRule] = {
    "call-refused": refused,
    "argument-type": common.texts_only,
    "call-order": only_between,
    "status-lowered": pass_kept,
    "result-twice": result_once,
    "result-untimed": result_once,
}


def call_rules(calls: Sequence[Call]) -> list[Problem]:
    """Everything wrong with one launch."""
    return common.problems_of(RULES, calls)


def transcript(calls: Sequence[Call]) -> list[str]:
    """The calls as lines that an LMS administrator can read; see scorm_common.calls."""
    return common.transcript(calls, DIALECT)
