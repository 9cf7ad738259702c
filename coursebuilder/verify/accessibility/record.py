"""The accessibility record: a page to print and file, with states, methods and findings of an inspection."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.problems import Problem
from coursebuilder.templating import templates_in
from coursebuilder.verify.accessibility.axe import version
from coursebuilder.verify.accessibility.checks import CHECKS, NOT_BY_MACHINE, Check
from coursebuilder.verify.accessibility.inspect import InspectedState, Inspection
from coursebuilder.verify.browser import kinds_not_used

PAGE = "accessibility.html"
MOST_PLACES = 5  # listed for each rule that axe couldn't decide


@dataclass(frozen=True, slots=True)
class Row:
    """One check's result for a package: its Problems, and in how many states it found one."""

    check: Check
    problems: tuple[Problem, ...]
    states: int


@dataclass(frozen=True, slots=True)
class Record:
    """One package's part of the record.

    package: its display name
    states: all that were inspected
    by_hand: rule that axe couldn't decide, with its criteria → places to look at, `MOST_PLACES` at most
    rules: how many of axe's rules applied to some element
    """

    package: str
    states: tuple[InspectedState, ...]
    rows: tuple[Row, ...]
    by_hand: Mapping[str, tuple[str, ...]]
    rules: int

    @property
    def errors(self) -> int:
        """How many Problems are errors."""
        return sum(problem.severity == "error" for row in self.rows for problem in row.problems)

    @property
    def doubts(self) -> int:
        """How many Problems are warnings, which somebody must decide."""
        return sum(len(row.problems) for row in self.rows) - self.errors


def record(inspection: Inspection) -> Record:
    """The record of a package's inspection."""
    seen = tuple(inspection.seen)
    return Record(
        inspection.package,
        seen,
        tuple(_row(check, seen) for check in CHECKS),
        _by_hand(seen),
        len({rule for state in seen for rule in state.rules}),
    )


def _row(check: Check, seen: Sequence[InspectedState]) -> Row:
    found = [[problem for problem in state.problems if problem.code == check.code] for state in seen]
    return Row(check, tuple(problem for each in found for problem in each), sum(map(bool, found)))


def _by_hand(seen: Sequence[InspectedState]) -> Mapping[str, tuple[str, ...]]:
    places: dict[str, dict[str, None]] = {}
    for state in seen:
        for finding in state.by_hand:
            kept = places.setdefault(f"{finding.help} ({', '.join(finding.criteria)})", {})
            kept.update({f"{state.name}: {where}": None for where in finding.where})
    return {rule: tuple(kept)[:MOST_PLACES] for rule, kept in places.items()}


def page(inspections: Sequence[Inspection]) -> str:
    """The HTML of the record for these inspections, self-contained."""
    template = templates_in(Path(__file__).parent).get_template("record.html.j2")
    played = ", ".join(dict.fromkeys(one.browser for one in inspections if one.browser and one.seen))
    return template.render(
        browser=played or "no browser",
        elsewhere=", ".join(kinds_not_used(played)),
        records=[record(inspection) for inspection in inspections],
        checks=CHECKS,
        by_people=NOT_BY_MACHINE,
        axe=version(),
    )


def write_record(folder: Path, inspections: Sequence[Inspection]) -> Path:
    """Write FOLDER/accessibility.html, replacing an old one at once; gives its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{PAGE}.{os.getpid()}.part"
    try:
        part.write_text(page(inspections), encoding="utf-8")
        os.replace(part, folder / PAGE)
    finally:
        part.unlink(missing_ok=True)
    return folder / PAGE
