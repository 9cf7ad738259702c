"""What each version of SCORM calls the things that the same tests ask of all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coursebuilder.problems import Problem
from coursebuilder.targets import TARGETS
from coursebuilder.targets.target import Call

Record = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Standard:
    """A target with its names: functions, elements, and what an LMS has stored of a module at some point."""

    target: str
    judge: str  # the file of scorm-again that speaks it
    opens: str
    reads: str
    sets: str
    saves: str
    ends: str
    raw: str
    place: str
    state: str
    time: str  # all visits together
    response: str  # the last part of an interaction's response element
    wrong: str  # a result
    between: str  # answers of one response
    begun: Record
    passed: Record
    failed: Record
    lms_options: Record = field(default_factory=dict)
    most_at_launch: int = 11  # the score too: with it a status of failed is believed

    @property
    def statuses(self) -> list[str]:
        """The elements that say how the module went."""
        return [name for name in self.passed if "status" in name]

    def call_rules(self, calls: Sequence[Call]) -> list[Problem]:
        rules: Callable[[Sequence[Call]], list[Problem]] = TARGETS[self.target].call_rules
        return rules(calls)


SCORM12 = Standard(
    target="scorm12",
    judge="scorm12.min.js",
    opens="LMSInitialize",
    reads="LMSGetValue",
    sets="LMSSetValue",
    saves="LMSCommit",
    ends="LMSFinish",
    raw="cmi.core.score.raw",
    place="cmi.core.lesson_location",
    state="cmi.suspend_data",
    time="cmi.core.total_time",
    response="student_response",
    wrong="wrong",
    between=",",
    begun={"cmi.core.lesson_status": "incomplete", "cmi.core.exit": "suspend"},
    passed={"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "100", "cmi.core.exit": ""},
    failed={"cmi.core.lesson_status": "failed", "cmi.core.score.raw": "0", "cmi.core.exit": ""},
)
SCORM2004 = Standard(
    target="scorm2004-4th",
    judge="scorm2004.min.js",
    opens="Initialize",
    reads="GetValue",
    sets="SetValue",
    saves="Commit",
    ends="Terminate",
    raw="cmi.score.raw",
    place="cmi.location",
    state="cmi.suspend_data",
    time="cmi.total_time",
    response="learner_response",
    wrong="incorrect",
    between="[,]",
    begun={"cmi.completion_status": "incomplete", "cmi.exit": "suspend"},
    passed={
        "cmi.completion_status": "completed",
        "cmi.success_status": "passed",
        "cmi.score.raw": "100",
        "cmi.score.scaled": "1",
        "cmi.exit": "suspend",
    },
    failed={
        "cmi.completion_status": "completed",
        "cmi.success_status": "failed",
        "cmi.score.raw": "0",
        "cmi.score.scaled": "0",
        "cmi.exit": "suspend",
    },
    lms_options={"passingScore": "0.8"},  # as the small course's manifest says it
    most_at_launch=13,
)
STANDARDS = (SCORM12, SCORM2004)
