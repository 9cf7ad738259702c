"""What a SCORM platform knows after a launch, whatever the version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coursebuilder.targets.scorm_common.calls import NO_ERROR, Dialect
from coursebuilder.targets.target import Call, Heard, Outcome

_ANSWER = re.compile(r"cmi\.interactions\.\d+\.id")
PROGRESS = "cmi.suspend_data"
LOOKING = frozenset({"review", "browse"})


@dataclass(frozen=True, slots=True)
class Ear:
    """Which elements of a version say what.

    mode: how a launch is meant; quiet: elements that every visit may set, whatever the result
    outcome: what a record of elements says of the learner
    """

    dialect: Dialect
    mode: str
    quiet: frozenset[str]
    outcome: Callable[[Mapping[str, str]], Outcome]


@dataclass(slots=True)
class _Ledger:
    found: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    pending: list[int] = field(default_factory=list)


def hear(calls: Sequence[Call], ear: Ear) -> Heard:
    """What these calls of one launch leave with the platform."""
    dialect, ledger = ear.dialect, _Ledger()
    for number, call in enumerate(calls, 1):
        element = call.arguments[0] if call.arguments else ""
        if call.name == dialect.reads and element not in ledger.told:
            ledger.found.setdefault(element, call.result)
        elif call.name == dialect.sets and call.error in NO_ERROR and len(call.arguments) == 2:
            ledger.told[element] = call.arguments[1]
            ledger.pending.append(number)
        elif call.name in {dialect.saves, dialect.closes} and call.result.lower() == "true":
            ledger.pending.clear()
    return Heard(
        opened=any(call.name == dialect.opens and _taken(call) for call in calls),
        closed=any(call.name == dialect.closes for call in calls),
        looking=ledger.found.get(ear.mode) in LOOKING,
        found=ear.outcome(ledger.found),
        told=ear.outcome(ledger.told),
        written=tuple(number for number, name, _ in _set(calls, dialect) if name not in ear.quiet),
        unsaved=tuple(ledger.pending),
        answers=_answers(calls, dialect),
        progress=max((len(value) for _, name, value in _set(calls, dialect) if name == PROGRESS), default=0),
        texts=tuple((number, value) for number, _, value in _set(calls, dialect)),
    )


def _taken(call: Call) -> bool:
    return call.error in NO_ERROR


def _set(calls: Sequence[Call], dialect: Dialect) -> Iterator[tuple[int, str, str]]:
    """The number, element and value of each call that sets one."""
    for number, call in enumerate(calls, 1):
        if call.name == dialect.sets and len(call.arguments) == 2:
            yield number, *call.arguments


def _answers(calls: Sequence[Call], dialect: Dialect) -> tuple[str, ...] | None:
    """The ids of the questions whose answers were taken; None where the first one was refused."""
    told = [call for call in calls if call.name == dialect.sets and _ANSWER.fullmatch(call.arguments[0])]
    refused = any(not _taken(call) for call in told)
    return None if refused else tuple(call.arguments[1] for call in told)


def as_number(text: str | None) -> float | None:
    """A score as it was told; None for none."""
    try:
        return float(text) if text else None
    except ValueError:
        return None
