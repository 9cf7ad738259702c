"""What a cmi5 package says to its platform in one launch: rules, and the same as text for people.

Source: the cmi5 specification, 7 to 11, as ADL's player enforces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from coursebuilder.problems import Problem
from coursebuilder.targets import requests
from coursebuilder.targets.requests import Json, Sent, fault
from coursebuilder.targets.target import Call, Heard

LAUNCH_DATA = "LMS.LaunchData"
PREFERENCES = "cmi5LearnerPreferences"
_CONTEXT = "https://w3id.org/xapi/cmi5/context"
CMI5, MOVE_ON = f"{_CONTEXT}/categories/cmi5", f"{_CONTEXT}/categories/moveon"
SESSION, MASTERY = f"{_CONTEXT}/extensions/sessionid", f"{_CONTEXT}/extensions/masteryscore"
LOOKING = frozenset({"Browse", "Review"})
DEFINED = ("initialized", "completed", "passed", "failed", "terminated")
DECIDING = {"completed": ("completion", True), "passed": ("success", True), "failed": ("success", False)}

# The standard allows more; what it forbids the record store itself refuses.
HOUSE = frozenset({"statement-form", "context-category", "result-twice", "result-lowered"})

tell = requests.tell


def _defined(one: Sent) -> bool:
    return CMI5 in one.activities("category")


def _launch_data(calls: Sequence[Call]) -> Json:
    return requests.document(calls, LAUNCH_DATA) or {}


def hear(calls: Sequence[Call]) -> Heard:
    """What the platform knows after a launch."""
    return requests.hear(calls, _launch_data(calls).get("launchMode") in LOOKING)


def token_once(calls: Sequence[Call]) -> Iterator[Problem]:
    """The token is fetched first, and once."""
    for position, request in enumerate(requests.requests(calls)):
        if request.name.endswith(" fetch") != (position == 0):
            yield fault("token-once", request.number, f"{request.name} in place {position + 1}")
            return


def read_first(calls: Sequence[Call]) -> Iterator[Problem]:
    """Launch data and preferences are read before the first statement."""
    read: set[str] = set()
    for request in requests.requests(calls):
        if request.name.startswith("GET "):
            read |= {request.query.get("stateId", ""), request.query.get("profileId", "")}
        if request.statements:
            for name in sorted({LAUNCH_DATA, PREFERENCES} - read):
                yield fault("launch-unread", request.number, f"a statement before {name} was read")
            return


def between(calls: Sequence[Call]) -> Iterator[Problem]:
    """By their order and time: initialized first, terminated last, every verb of the standard once."""
    sent = requests.sent(calls)
    for position, one in enumerate(sent):
        if (one.verb == "initialized") != (position == 0):
            yield fault("statement-order", one.number, f"{one.verb} as statement {position + 1}")
        if one.verb == "terminated" and position != len(sent) - 1:
            yield fault("statement-order", one.number, "a statement after terminated")
        if _defined(one) and one.verb in [other.verb for other in sent[:position] if _defined(other)]:
            yield fault("statement-order", one.number, f"{one.verb} twice in a session")
        if position and one.body.get("timestamp", "") < sent[0].body.get("timestamp", ""):
            yield fault("statement-order", one.number, "older than initialized")


def marked(calls: Sequence[Call]) -> Iterator[Problem]:
    """Everything in the context that the launch and the standard ask for."""
    template = _launch_data(calls).get("contextTemplate") or {}
    for one in requests.sent(calls):
        missing = list(_missing(template, one.body.get("context") or {}))
        if missing:
            yield fault("context-template", one.number, f"{one.verb} lacks {', '.join(missing)}")
        if _defined(one) != (one.verb in DEFINED):
            yield fault("context-category", one.number, f"{one.verb} and the cmi5 category")
        if (MOVE_ON in one.activities("category")) != (one.verb in DECIDING):
            yield fault("context-category", one.number, f"{one.verb} and the moveOn category")
        if SESSION not in one.extensions:
            yield fault("context-template", one.number, f"{one.verb} without the session's id")


def _missing(template: Json, context: Json) -> Iterator[str]:
    """What is in the template and not in the context, with the order of its lists."""
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


def judged(calls: Sequence[Call]) -> Iterator[Problem]:
    """Results have what the standard wants and nothing else, and agree with the platform's mastery score."""
    mastery = _launch_data(calls).get("masteryScore")
    for one in requests.sent(calls):
        if not _defined(one):
            continue
        allowed = {"duration"} if one.verb != "initialized" else set()
        if one.verb in DECIDING:
            name, value = DECIDING[one.verb]
            allowed |= {name, "score"} if name == "success" else {name}
            if one.result.get(name) is not value:
                yield fault("result-wrong", one.number, f"{one.verb} without {name} {value}")
        if more := sorted(set(one.result) - allowed):
            yield fault("result-wrong", one.number, f"{one.verb} with {', '.join(more)}")
        if one.verb != "initialized" and "duration" not in one.result:
            yield fault("result-wrong", one.number, f"{one.verb} without a duration")
        if one.verb in {"passed", "failed"} and mastery is not None:
            if one.scaled is not None and (one.scaled >= mastery) != (one.verb == "passed"):
                yield fault("result-score", one.number, f"{one.verb} with {one.scaled}, mastery {mastery}")
            if one.extensions.get(MASTERY) != mastery:
                yield fault("result-score", one.number, f"{one.verb} without the mastery score")


def looking(calls: Sequence[Call]) -> Iterator[Problem]:
    """In Browse and Review mode only the start and the end are told."""
    if _launch_data(calls).get("launchMode") not in LOOKING:
        return
    for one in requests.sent(calls):
        if one.verb not in {"initialized", "terminated"}:
            yield fault("mode-ignored", one.number, f"{one.verb} in a launch for looking only")


RULES: dict[str, Callable[[Sequence[Call]], Iterator[Problem]]] = {
    "request-refused": requests.refused,
    "statement-form": requests.well_formed,
    "statement-twice": requests.sent_once,
    "result-twice": requests.results_once,
    "result-lowered": requests.results_once,
    "token-once": token_once,
    "launch-unread": read_first,
    "statement-order": between,
    "context-template": marked,
    "context-category": marked,
    "result-wrong": judged,
    "result-score": judged,
    "mode-ignored": looking,
}


def call_rules(calls: Sequence[Call]) -> list[Problem]:
    """Everything wrong with one launch."""
    return [problem for rule in dict.fromkeys(RULES.values()) for problem in rule(calls)]
