"""SCORM run-time records, of 1.2 and of 2004 -> events.

A record is what an LMS holds of one attempt of one learner: elements of the run-time data model by name.
That is
the simple form other platforms' exports can be brought to; docs/results.md describes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coursebuilder.results.asked import WHOLE, Item
from coursebuilder.results.lookup import Lookup
from coursebuilder.results.responses import letters_of, right_of
from coursebuilder.results.statements import Unreadable
from coursebuilder.results.table import Event, Hasher
from coursebuilder.results.times import milliseconds, seconds_of, week_of

_LISTED = re.compile(r"cmi\.(interactions|objectives)[._](\d+)\.(.+)")
_JUDGED = {"correct": True, "wrong": False, "incorrect": False}
_STATUS = ("cmi.core.lesson_status", "cmi.success_status", "cmi.completion_status")
_MET = {"passed": True, "failed": False}


@dataclass(frozen=True, slots=True)
class Record:
    """One attempt. began: milliseconds since 1970, 0 where it isn't known; module: an id, or "" """

    learner: str
    attempt: str
    elements: Mapping[str, str]
    module: str = ""
    version: str = ""
    began: int = 0
    source: str = "scorm"


@dataclass(slots=True)
class _Lists:
    """The interactions and objectives of a record, in order."""

    interactions: dict[int, dict[str, str]] = field(default_factory=dict)
    objectives: dict[int, dict[str, str]] = field(default_factory=dict)


def flat(value: object, name: str = "cmi") -> Iterator[tuple[str, str]]:
    """Nested JSON as elements: {"core": {"exit": ""}} is cmi.core.exit; a list's places are numbers."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            whole = str(key) if str(key).startswith("cmi.") or key == "cmi" else f"{name}.{key}"
            yield from flat(inner, whole)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from flat(inner, f"{name}.{n}")
    elif value is not None:
        yield name, str(value)


class RecordReader:
    """Turns run-time records into events; `row` goes on through all records of a file."""

    def __init__(self, lookup: Lookup, hasher: Hasher, first_row: int = 0) -> None:
        self._lookup = lookup
        self._number = hasher.number
        self._row = first_row

    def read(self, record: Record) -> list[Event]:
        """The events of one record. Raises Unreadable where it belongs to no module of the course."""
        if not record.learner.strip():
            raise Unreadable("a record about nobody in particular")
        lists = _lists(record.elements)
        items = [self._asked(record, one.get("id", "")) for one in lists.interactions.values()]
        module = self._module(record, [item for item in items if item])
        events = [self._event(record, module, "began")]
        for item, (number, told) in zip(items, lists.interactions.items(), strict=True):
            if item:
                events.append(self._answer(record, item, told, number))
        events += self._pages(record, module)
        events += self._objectives(record, module, lists)
        return events + self._end(record, module)

    def _asked(self, record: Record, name: str) -> Item | None:
        return self._lookup.by_question(
            name, (record.module,) if record.module in self._lookup.modules else ()
        )

    def _module(self, record: Record, items: list[Item]) -> str:
        if record.module in self._lookup.modules or record.module == WHOLE:
            return record.module
        if record.module:
            raise Unreadable("a module that the course doesn't have")
        whole = any("--" in value for name, value in record.elements.items() if name.endswith(".id"))
        found = {item.module for item in items}
        if len(self._lookup.modules) == 1 and not whole:
            return next(iter(self._lookup.modules))
        if len(found) == 1 and not whole:
            return found.pop()
        if found:
            return WHOLE
        raise Unreadable("nothing tells which module it is about; a column module would")

    def _event(
        self,
        record: Record,
        module: str,
        what: str,
        item: str = "",
        part: str = "",
        response: str = "",
        right: bool | None = None,
        seconds: float | None = None,
        score: float | None = None,
        at: int = 0,
        number: int = 0,
    ) -> Event:
        self._row += 1
        at = at or record.began
        one = (record.learner, record.attempt, module, what, item, number)
        return Event(
            id=self._number(repr(one)),
            learner=self._number(f"lms {record.learner.strip()}"),
            attempt=self._number(f"attempt {record.attempt}"),
            module=module,
            version=record.version,
            what=what,
            part=part,
            item=item,
            response=response,
            right=right,
            form=True,
            seconds=seconds,
            score=score,
            moment=at,
            sequence=self._row,
            week=week_of(at) if at else "",
            source=record.source,
        )

    def _answer(self, record: Record, item: Item, told: Mapping[str, str], number: int) -> Event:
        response = letters_of(item, told.get("learner_response", told.get("student_response", "")))
        right = _JUDGED.get(told.get("result", "").strip().lower())
        if item.scored and right is None:
            right = right_of(item, response)
        return self._event(
            record,
            item.module,
            "answered",
            item.id,
            item.part,
            response,
            right if item.scored else None,
            seconds_of(told.get("latency", "") or " "),
            at=_time(told.get("timestamp", "")),
            number=number,
        )

    def _pages(self, record: Record, module: str) -> list[Event]:
        """The page where the learner was; the data model tells of no other."""
        place = record.elements.get("cmi.core.lesson_location", record.elements.get("cmi.location", ""))
        inner, mark, page = place.partition("--")
        inner, page = (inner, page) if mark else (module, place)
        known = self._lookup.modules.get(inner)
        if known is None or page not in {one.id for one in known.pages}:
            return []
        return [self._event(record, inner, "page", page)]

    def _objectives(self, record: Record, module: str, lists: _Lists) -> Iterator[Event]:
        for told in lists.objectives.values():
            name = told.get("id", "")
            inner, mark, rest = name.partition("--")
            inner, rest = (inner, rest) if mark else (module, name)
            known = self._lookup.modules.get(inner)
            met = _MET.get((told.get("success_status") or told.get("status") or "").strip().lower())
            if known and met is not None and rest in {one.id for one in known.module.objectives}:
                yield self._event(record, inner, "objective", rest, right=met)

    def _end(self, record: Record, module: str) -> list[Event]:
        elements = record.elements
        statuses = {elements.get(name, "").strip().lower() for name in _STATUS}
        score = _number(elements.get("cmi.core.score.raw", elements.get("cmi.score.raw", "")))
        total = "cmi.core.total_time", "cmi.total_time", "cmi.core.session_time", "cmi.session_time"
        times = (seconds_of(elements[name]) for name in total if elements.get(name))
        seconds = next((time for time in times if time), None)
        events = []
        if statuses & {"completed", "passed", "failed"}:
            events.append(self._event(record, module, "completed", seconds=seconds))
        for verb in ("passed", "failed"):
            if verb in statuses:
                events.append(self._event(record, module, verb, seconds=seconds, score=score))
        return events


def _lists(elements: Mapping[str, str]) -> _Lists:
    found = _Lists()
    for name, value in elements.items():
        part = _LISTED.fullmatch(name)
        if part:
            kept = found.interactions if part[1] == "interactions" else found.objectives
            kept.setdefault(int(part[2]), {})[part[3]] = value
    found.interactions = dict(sorted(found.interactions.items()))
    return found


def _time(text: str) -> int:
    """A timestamp of 2004; 1.2 has only a time of day, which tells nothing."""
    try:
        return milliseconds(text) if "T" in text else 0
    except ValueError:
        return 0


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
