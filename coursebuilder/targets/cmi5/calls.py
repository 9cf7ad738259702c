"""The requests of a cmi5 package in one launch: rules for them, and what the platform received.

Source: the cmi5 specification, 7 to 11, as ADL's player enforces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from coursebuilder.problems import Problem
from coursebuilder.targets import requests
from coursebuilder.targets.requests import Json, SentStatement, fault
from coursebuilder.targets.target import Call, Received

LAUNCH_DATA = "LMS.LaunchData"
PREFERENCES = "cmi5LearnerPreferences"
_CONTEXT = "https://w3id.org/xapi/cmi5/context"
CMI5, MOVE_ON = f"{_CONTEXT}/categories/cmi5", f"{_CONTEXT}/categories/moveon"
SESSION, MASTERY = f"{_CONTEXT}/extensions/sessionid", f"{_CONTEXT}/extensions/masteryscore"
REVIEW_MODES = frozenset({"Browse", "Review"})
DEFINED = ("initialized", "completed", "passed", "failed", "terminated")
DECIDING = {"completed": ("completion", True), "passed": ("success", True), "failed": ("success", False)}

# Stricter than the standard; what the standard forbids the record store itself refuses.
OWN_RULES = frozenset({"statement-form", "context-category", "result-twice", "result-lowered"})


def _defined(statement: SentStatement) -> bool:
    """Whether it is a statement that cmi5 defines, marked by its category; others are allowed."""
    return CMI5 in statement.activities("category")


def _launch_data(calls: Sequence[Call]) -> Json:
    return requests.document(calls, LAUNCH_DATA) or {}


def received(calls: Sequence[Call]) -> Received:
    """What the platform received in one launch."""
    return requests.received(calls, _launch_data(calls).get("launchMode") in REVIEW_MODES)


def token_once(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: the first request fetches the token, and no later one does."""
    for position, request in enumerate(requests.requests(calls)):
        if request.name.endswith(" fetch") != (position == 0):
            yield fault("token-once", request.number, f"{request.name} in place {position + 1}")
            return


def launch_data_read_first(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: LMS.LaunchData and the learner's preferences are read before the first statement."""
    read: set[str] = set()
    for request in requests.requests(calls):
        if request.name.startswith("GET "):
            read |= {request.query.get("stateId", ""), request.query.get("profileId", "")}
        if request.statements:
            for name in sorted({LAUNCH_DATA, PREFERENCES} - read):
                yield fault("launch-unread", request.number, f"a statement before {name} was read")
            return


def verbs_in_order(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: by order and timestamp, initialized comes first and terminated last, each cmi5 verb once."""
    sent = requests.sent(calls)
    for position, statement in enumerate(sent):
        if (statement.verb == "initialized") != (position == 0):
            yield fault("statement-order", statement.number, f"{statement.verb} as statement {position + 1}")
        if statement.verb == "terminated" and position != len(sent) - 1:
            yield fault("statement-order", statement.number, "a statement after terminated")
        if _defined(statement) and statement.verb in [
            other.verb for other in sent[:position] if _defined(other)
        ]:
            yield fault("statement-order", statement.number, f"{statement.verb} twice in a session")
        if position and statement.body.get("timestamp", "") < sent[0].body.get("timestamp", ""):
            yield fault("statement-order", statement.number, "older than initialized")


def context_complete(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: each statement's context holds the launch's template, the session id and the right categories."""
    template = _launch_data(calls).get("contextTemplate") or {}
    for statement in requests.sent(calls):
        missing = list(_missing(template, statement.body.get("context") or {}))
        if missing:
            yield fault("context-template", statement.number, f"{statement.verb} lacks {', '.join(missing)}")
        if _defined(statement) != (statement.verb in DEFINED):
            yield fault("context-category", statement.number, f"{statement.verb} and the cmi5 category")
        if (MOVE_ON in statement.activities("category")) != (statement.verb in DECIDING):
            yield fault("context-category", statement.number, f"{statement.verb} and the moveOn category")
        if SESSION not in statement.extensions:
            yield fault("context-template", statement.number, f"{statement.verb} without the session's id")


def _missing(template: Json, context: Json) -> Iterator[str]:
    """Names of what the context lacks of the template; lists must begin with the template's, in order."""
    for name, wanted in template.items():
        held = context.get(name)
        if isinstance(wanted, dict):
            for part, value in wanted.items():
                found = (held or {}).get(part)
                whole = found[: len(value)] if isinstance(value, list) and isinstance(found, list) else found
                if whole != value:
                    yield f"{name}.{part}"
        elif held != wanted:
            yield name


def results_correct(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: results hold exactly what cmi5 has for their verb, and agree with the launch's masteryScore."""
    mastery = _launch_data(calls).get("masteryScore")
    for statement in requests.sent(calls):
        if not _defined(statement):
            continue
        allowed = {"duration"} if statement.verb != "initialized" else set()
        if statement.verb in DECIDING:
            name, value = DECIDING[statement.verb]
            allowed |= {name, "score"} if name == "success" else {name}
            if statement.result.get(name) is not value:
                yield fault("result-wrong", statement.number, f"{statement.verb} without {name} {value}")
        if more := sorted(set(statement.result) - allowed):
            yield fault("result-wrong", statement.number, f"{statement.verb} with {', '.join(more)}")
        if statement.verb != "initialized" and "duration" not in statement.result:
            yield fault("result-wrong", statement.number, f"{statement.verb} without a duration")
        if statement.verb in {"passed", "failed"} and mastery is not None:
            if statement.scaled is not None and (statement.scaled >= mastery) != (statement.verb == "passed"):
                yield fault(
                    "result-score",
                    statement.number,
                    f"{statement.verb} with {statement.scaled}, mastery {mastery}",
                )
            if statement.extensions.get(MASTERY) != mastery:
                yield fault("result-score", statement.number, f"{statement.verb} without the mastery score")


def review_writes_nothing(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: in Browse and Review mode only initialized and terminated are sent."""
    if _launch_data(calls).get("launchMode") not in REVIEW_MODES:
        return
    for statement in requests.sent(calls):
        if statement.verb not in {"initialized", "terminated"}:
            yield fault("mode-ignored", statement.number, f"{statement.verb} in a launch for looking only")


RULES: dict[str, Callable[[Sequence[Call]], Iterator[Problem]]] = {
    "request-refused": requests.refused,
    "statement-form": requests.well_formed,
    "statement-twice": requests.sent_once,
    "result-twice": requests.results_once,
    "result-lowered": requests.results_once,
    "token-once": token_once,
    "launch-unread": launch_data_read_first,
    "statement-order": verbs_in_order,
    "context-template": context_complete,
    "context-category": context_complete,
    "result-wrong": results_correct,
    "result-score": results_correct,
    "mode-ignored": review_writes_nothing,
}


def call_rules(calls: Sequence[Call]) -> list[Problem]:
    """Everything wrong with one launch."""
    return [problem for rule in dict.fromkeys(RULES.values()) for problem in rule(calls)]
