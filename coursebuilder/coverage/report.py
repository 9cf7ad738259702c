"""A framework's codes with what covers each, as text, CSV, HTML or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coursebuilder.model import Course, Framework
from coursebuilder.model.coverage import CodeRow, Covering, coverage
from coursebuilder.templating import environment

MINUTES = (
    "Minutes are the planned ones of the pages that introduce or practise a code. "
    "They are not off-the-job hours."
)
_COLUMNS = (
    "code", "text", "strength", "course", "module", "objective", "pages", "questions", "planned minutes",
    "mapped by", "gap", "yours",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """A framework, its rows, and what a reader has to know about the framework's file."""

    framework: Framework
    rows: tuple[CodeRow, ...]
    notes: tuple[str, ...]


def report(courses: Sequence[Course], framework: Framework) -> Report:
    """What these courses cover of the framework."""
    return Report(framework, coverage(courses, framework), notes_on(framework))


def notes_on(framework: Framework) -> tuple[str, ...]:
    """How far the framework's file can be trusted, in sentences."""
    of = f"version {framework.version}" if framework.version else "its version isn't said"
    read = (
        f"its codes were read in: {framework.read_in}"
        if framework.read_in
        else ("where its codes were read isn't said")
    )
    found = [f"{framework.title}; {of}; {read}."]
    if not framework.complete:
        found.append("This file is incomplete: add the codes that are missing from the published standard.")
    if framework.compared_on:
        by = framework.compared_by or "nobody named"
        found.append(f"Compared with the published standard on {framework.compared_on} by {by}.")
    else:
        found.append("Not compared with the published standard.")
    return (*found, MINUTES)


def _text(made: Report) -> str:
    lines = [*made.notes, ""]
    for row in made.rows:
        counts = " · ".join(f"{name} {row.count(name)}" for name in ("introduces", "practises", "assesses"))
        gap = f"   {row.gap}" if row.gap else ""
        lines.append(f"{row.code}  {row.text}: {counts} · {row.minutes} min{gap}")
        lines += [f"    {_one_line(one)}" for one in row.by]
    open_codes = [row.code for row in made.rows if not row.by]
    lines += ["", f"{len(made.rows) - len(open_codes)} of {len(made.rows)} codes in this file are covered"]
    return "\n".join(lines) + "\n"


def _one_line(one: Covering) -> str:
    where = _pages_of(one) or (f"questions {', '.join(one.questions)}" if one.questions else "no page named")
    minutes = f", {one.minutes} min" if one.minutes else ""
    return f"{one.strength}: {one.objective.text} ({where}{minutes}; mapped by {one.mapped_by})"


def _pages_of(one: Covering) -> str:
    return ", ".join(f"{one.module.id}#{page.id}" for page in one.pages)


def _table(made: Report) -> list[tuple[object, ...]]:
    """A line for each part in a code, and one for each code without any; the last column is its reader's."""
    lines: list[tuple[object, ...]] = []
    for row in made.rows:
        for one in row.by:
            lines.append(
                (row.code, row.text, one.strength, one.course, one.module.id, one.objective.text,
                 _pages_of(one), ", ".join(one.questions), one.minutes, one.mapped_by, row.gap, "")
            )  # fmt: skip
        if not row.by:
            lines.append((row.code, row.text, *[""] * 8, row.gap, ""))
    return lines


def _csv(made: Report) -> str:
    """For a spreadsheet; the mark at the start tells Excel that it is UTF-8."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    rows.writerows(_table(made))
    rows.writerows((note,) for note in made.notes)
    return "\ufeff" + text.getvalue()


def _html(made: Report) -> str:
    template = environment().get_template("printables/coverage.html.j2")
    return template.render(made=made, columns=_COLUMNS, table=_table(made))


def _json(made: Report) -> str:
    one = made.framework
    data = {
        "framework": one.key,
        "title": one.title,
        "version": one.version,
        "read_in": one.read_in,
        "complete": one.complete,
        "compared_on": one.compared_on,
        "notes": made.notes,
        "codes": [
            {
                "code": row.code,
                "text": row.text,
                "planned_minutes": row.minutes,
                "gap": row.gap,
                "by": [
                    {
                        "course": by.course,
                        "module": by.module.id,
                        "objective": by.objective.text,
                        "strength": by.strength,
                        "pages": [page.id for page in by.pages],
                        "questions": by.questions,
                        "planned_minutes": by.minutes,
                        "mapped_by": by.mapped_by,
                    }
                    for by in row.by
                ],
            }
            for row in made.rows
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Report], str]] = {"text": _text, "csv": _csv, "html": _html, "json": _json}
