"""The calls of a SCORM 2004 package to its LMS in one launch: rules, their outcome, and a transcript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from coursebuilder.problems import Problem
from coursebuilder.targets.scorm_common import calls as common
from coursebuilder.targets.scorm_common.calls import CallRule, Dialect, fault
from coursebuilder.targets.scorm_common.received import ReportedElements, as_number
from coursebuilder.targets.target import Call, Outcome

COMPLETION, SUCCESS = "cmi.completion_status", "cmi.success_status"
SCALED, EXIT, MODE = "cmi.score.scaled", "cmi.exit", "cmi.mode"
FINAL = {COMPLETION: frozenset({"completed"}), SUCCESS: frozenset({"passed", "failed"})}
BEST_EFFORT = re.compile(
    r"cmi\.(interactions|objectives|score\.(min|max)|progress_measure|learner_preference)"
)
UNSET, MISSING = "403", frozenset({"401", "402"})
_RESPONSE = re.compile(r"(cmi\.interactions\.\d+)\.(learner_response|correct_responses\.\d+\.pattern)")
DIALECT = Dialect(
    opens="Initialize",
    closes="Terminate",
    reads="GetValue",
    sets="SetValue",
    saves="Commit",
    labels={
        COMPLETION: "completion",
        SUCCESS: "success",
        "cmi.location": "place",
        "cmi.session_time": "time of this visit",
        EXIT: "way of leaving",
        SCALED: "score as a share of one",
        "cmi.score.raw": "score",
        "cmi.score.min": "lowest score",
        "cmi.score.max": "highest score",
        "cmi.progress_measure": "progress as a share of one",
        "cmi.suspend_data": "saved progress",
    },
    shown_reads=frozenset({COMPLETION, SUCCESS, MODE, "cmi.entry"}),
    response="learner_response",
    objective_parts=("success_status", "score.scaled"),
)

OWN_RULES = frozenset(  # stricter than the standard, which allows these
    {
        "result-twice",
        "result-untimed",
        "result-unscaled",
        "result-split",
        "not-suspended",
        "review-written",
        "navigation-request",
    }
)


def outcome(record: Mapping[str, str]) -> Outcome:
    """The outcome in a record; completion and success are separate elements in 2004."""
    success = {"passed": True, "failed": False}.get(record.get(SUCCESS, ""))
    return Outcome(record.get(COMPLETION) == "completed", success, as_number(record.get("cmi.score.raw")))


REPORTED = ReportedElements(DIALECT, MODE, frozenset({"cmi.session_time", EXIT}), outcome)


def refused(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: no call is refused, except reading what was never set, and optional elements that are missing."""

    def forgiven(function: str, element: str, error: str) -> bool:
        unset = function == DIALECT.reads and error == UNSET
        return unset or (error in MISSING and BEST_EFFORT.match(element) is not None)

    return common.refused(calls, forgiven)


def only_between(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: no call before Initialize or after Terminate, and each of the two once."""
    return common.only_between(calls, DIALECT)


def result_kept(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: completed and passed, once read or set, are not overwritten with anything else."""
    held: dict[str, str] = {}
    for number, call in enumerate(calls, 1):
        element = call.arguments[0] if call.arguments else ""
        if element not in FINAL:
            continue
        if call.name == DIALECT.reads:
            held.setdefault(element, call.result)
        elif call.name == DIALECT.sets:
            before, held[element] = held.get(element, ""), call.arguments[1]
            if before in {"completed", "passed"} and before != held[element]:
                yield fault("status-lowered", number, f"{before} became {held[element]}")


def result_once(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: a final status is set once in a launch, after the session time; success after score.scaled."""
    given: set[str] = set()
    for number, element, value in common.settings_in(calls, DIALECT):
        if value in FINAL.get(element, ()):
            if element in given:
                yield fault("result-twice", number, f"a second final {DIALECT.labels[element]} in one launch")
            if "cmi.session_time" not in given:
                yield fault("result-untimed", number, "a final status before any session time")
            if element == SUCCESS and SCALED not in given:
                yield fault("result-unscaled", number, "success before score.scaled, which decides on it")
            given.add(element)
        elif element not in FINAL:
            given.add(element)


def result_whole(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: completion and success are saved in one commit.

    Once Moodle holds completed with success unknown and exit suspend, every later launch is in review mode.
    """
    completed = stored = False
    for number, call in enumerate(calls, 1):
        if call.name in {DIALECT.saves, DIALECT.closes}:
            stored = completed
        elif call.name == DIALECT.sets and call.arguments == (COMPLETION, "completed"):
            completed = True
        elif call.name == DIALECT.sets and call.arguments[0] == SUCCESS and stored:
            yield fault("result-split", number, "success after a commit that already said completed")


def type_first(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: an interaction's type is set before its responses, because it decides what they may be."""
    typed: set[str] = set()
    for number, element, _ in common.settings_in(calls, DIALECT):
        if element.endswith(".type"):
            typed.add(element.removesuffix(".type"))
        elif (response := _RESPONSE.fullmatch(element)) and response[1] not in typed:
            yield fault("type-late", number, f"{element} before the interaction's type")


def suspended(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: the last cmi.exit is suspend; only then does Moodle give stored values back."""
    ways = [value for _, element, value in common.settings_in(calls, DIALECT) if element == EXIT]
    wrote = any(True for _ in common.settings_in(calls, DIALECT))
    if wrote and any(call.name == DIALECT.closes for call in calls) and ways[-1:] != ["suspend"]:
        way = f'"{ways[-1]}"' if ways else "unset"
        yield fault("not-suspended", len(calls), f"closed with cmi.exit {way}, not suspend")


def review_only_read(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: nothing is set in review or browse mode; Moodle would store it over the result."""
    reviewing = False
    for number, call in enumerate(calls, 1):
        if call.name == DIALECT.reads and call.arguments == (MODE,):
            reviewing = call.result in {"review", "browse"}
        elif reviewing and call.name == DIALECT.sets:
            yield fault("review-written", number, f"{common.spelled(call)} in review or browse mode")


def no_navigation(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: no adl.nav.request: exit, exitAll and abandonAll break Terminate in Moodle."""
    for number, element, value in common.settings_in(calls, DIALECT):
        if element == "adl.nav.request":
            yield fault("navigation-request", number, f"asked the LMS to go to {value}")


RULES: Mapping[str, CallRule] = {
    "call-refused": refused,
    "argument-type": common.texts_only,
    "call-order": only_between,
    "status-lowered": result_kept,
    "result-twice": result_once,
    "result-untimed": result_once,
    "result-unscaled": result_once,
    "result-split": result_whole,
    "type-late": type_first,
    "not-suspended": suspended,
    "review-written": review_only_read,
    "navigation-request": no_navigation,
}


def call_rules(calls: Sequence[Call]) -> list[Problem]:
    """Everything wrong with one launch."""
    return common.problems_of(RULES, calls)


def transcript(calls: Sequence[Call]) -> list[str]:
    """The calls as lines that an LMS administrator can read; see scorm_common.calls."""
    return common.transcript(calls, DIALECT)
