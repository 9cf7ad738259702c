"""The record of an inspection: a page to print and file, with what was looked at, how, and what was found."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coursebuilder.problems import Problem
from coursebuilder.verify.accessibility.axe import version
from coursebuilder.verify.accessibility.checks import CHECKS, NOT_BY_MACHINE, Check
from coursebuilder.verify.accessibility.inspect import Inspection, Seen
from coursebuilder.verify.browser import others

PAGE = "accessibility.html"
MOST_PLACES = 5  # of what a person should look at, for each rule


@dataclass(frozen=True, slots=True)
class Row:
    """A check of one package: what it found, and in how many of the states."""

    check: Check
    problems: tuple[Problem, ...]
    states: int


@dataclass(frozen=True, slots=True)
class Record:
    """A package as the page tells of it.

    by_hand: what axe left to people, by its rule, with the places; rules: how many of axe's had to do
    """

    package: str
    states: tuple[Seen, ...]
    rows: tuple[Row, ...]
    by_hand: Mapping[str, tuple[str, ...]]
    rules: int

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for row in self.rows for problem in row.problems)

    @property
    def doubts(self) -> int:
        return sum(len(row.problems) for row in self.rows) - self.errors


def record(inspection: Inspection) -> Record:
    """What a package's inspection comes to."""
    seen = tuple(inspection.seen)
    return Record(
        inspection.package,
        seen,
        tuple(_row(check, seen) for check in CHECKS),
        _by_hand(seen),
        len({rule for state in seen for rule in state.rules}),
    )


def _row(check: Check, seen: Sequence[Seen]) -> Row:
    found = [[problem for problem in state.problems if problem.code == check.code] for state in seen]
    return Row(check, tuple(problem for each in found for problem in each), sum(map(bool, found)))


def _by_hand(seen: Sequence[Seen]) -> Mapping[str, tuple[str, ...]]:
    places: dict[str, dict[str, None]] = {}
    for state in seen:
        for one in state.by_hand:
            kept = places.setdefault(f"{one.help} ({', '.join(one.criteria)})", {})
            kept.update({f"{state.name}: {where}": None for where in one.where})
    return {rule: tuple(kept)[:MOST_PLACES] for rule, kept in places.items()}


def page(inspections: Sequence[Inspection]) -> str:
    """The whole page as text; it needs no other file."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    played = ", ".join(dict.fromkeys(one.browser for one in inspections if one.browser and one.seen))
    return environment.get_template("record.html.j2").render(
        browser=played or "no browser",
        elsewhere=", ".join(others(played)),
        records=[record(inspection) for inspection in inspections],
        checks=CHECKS,
        by_people=NOT_BY_MACHINE,
        axe=version(),
    )


def write_record(folder: Path, inspections: Sequence[Inspection]) -> Path:
    """The page as FOLDER/accessibility.html; an old one stays whole until it is complete. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{PAGE}.{os.getpid()}.part"
    try:
        part.write_text(page(inspections), encoding="utf-8")
        os.replace(part, folder / PAGE)
    finally:
        part.unlink(missing_ok=True)
    return folder / PAGE
