"""What a SCORM platform received in one launch (`Received`), for 1.2 and 2004 alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coursebuilder.targets.scorm_common.calls import NO_ERROR, Dialect, settings_in
from coursebuilder.targets.target import Call, Outcome, Received

_ANSWER = re.compile(r"cmi\.interactions\.\d+\.id")
PROGRESS = "cmi.suspend_data"
REVIEW_MODES = frozenset({"review", "browse"})


@dataclass(frozen=True, slots=True)
class ReportedElements:
    """The elements of one SCORM version from which `Received` is made.

    mode: the element that says normal, review or browse
    always_allowed: elements that every launch may set, in review and after a result too
    outcome: (elements by name) -> the outcome in them
    """

    dialect: Dialect
    mode: str
    always_allowed: frozenset[str]
    outcome: Callable[[Mapping[str, str]], Outcome]


@dataclass(slots=True)
class _Elements:
    """Elements as the launch first read them, as it set them, and the calls that set but didn't save yet."""

    before: dict[str, str] = field(default_factory=dict)
    reported: dict[str, str] = field(default_factory=dict)
    unsaved: list[int] = field(default_factory=list)


def received(calls: Sequence[Call], elements: ReportedElements) -> Received:
    """What the platform received in one launch; only values that it accepted count as reported."""
    dialect, held = elements.dialect, _Elements()
    for number, call in enumerate(calls, 1):
        element = call.arguments[0] if call.arguments else ""
        if call.name == dialect.reads and element not in held.reported:
            held.before.setdefault(element, call.result)
        elif call.name == dialect.sets and _accepted(call) and len(call.arguments) == 2:
            held.reported[element] = call.arguments[1]
            held.unsaved.append(number)
        elif call.name in {dialect.saves, dialect.closes} and _saved(call):
            held.unsaved.clear()
    settings = list(settings_in(calls, dialect))
    writing = tuple(number for number, name, _ in settings if name not in elements.always_allowed)
    return Received(
        session_begun=any(call.name == dialect.opens and _accepted(call) for call in calls),
        session_ended=any(call.name == dialect.closes for call in calls),
        review_or_browse=held.before.get(elements.mode) in REVIEW_MODES,
        outcome_before=elements.outcome(held.before),
        outcome_reported=elements.outcome(held.reported),
        writing_calls=writing,
        unsaved_calls=tuple(held.unsaved),
        saved_at_end_only=_saved_at_end_only(calls, writing, dialect),
        reported_answers=_reported_answers(calls, dialect),
        progress_length=max((len(value) for _, name, value in settings if name == PROGRESS), default=0),
        sent_texts=tuple((number, value) for number, _, value in settings),
    )


def _saved_at_end_only(calls: Sequence[Call], writing: Sequence[int], dialect: Dialect) -> bool:
    """Whether a value of these calls was set, and the session ended without a single call that saves."""
    names = [call.name for call in calls]
    return bool(writing) and dialect.closes in names and dialect.saves not in names


def _saved(call: Call) -> bool:
    """Whether all was stored: some platforms say so in other words than "true", or in none."""
    return call.result.lower() != "false" and call.error in NO_ERROR


def _accepted(call: Call) -> bool:
    return call.error in NO_ERROR


def _reported_answers(calls: Sequence[Call], dialect: Dialect) -> tuple[str, ...] | None:
    """The ids of the questions whose answers were accepted; None if any was refused."""
    ids = [call for call in calls if call.name == dialect.sets and _ANSWER.fullmatch(call.arguments[0])]
    return tuple(call.arguments[1] for call in ids) if all(map(_accepted, ids)) else None


def as_number(text: str | None) -> float | None:
    """A score as a number; None if there is none or it is not a number."""
    try:
        return float(text) if text else None
    except ValueError:
        return None
