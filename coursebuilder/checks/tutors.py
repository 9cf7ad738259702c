"""Rules for tutors' notes."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Course, Table, TutorNote
from coursebuilder.problems import Problem


def plans_add_up(course: Course) -> Iterator[Problem]:
    """Rule (warning): the minutes in a session plan's rows add up to those in its heading."""
    for module in course.modules:
        for note in module.tutor_notes:
            rows = _rows(note)
            if note.minutes is not None and sum(rows) != note.minutes:
                yield Problem(
                    "tutor-minutes-off",
                    f"minutes={note.minutes}, but the plan's rows take {sum(rows)}",
                    note.place,
                    "a table whose first column holds whole minutes, and their sum above",
                    "warning",
                )


def _rows(note: TutorNote) -> list[int]:
    """The whole numbers in the first column of the note's tables."""
    tables = [block for block in note.blocks if isinstance(block, Table)]
    cells = [cell for table in tables for cell in table.text.split("\n")[table.columns :: table.columns]]
    return [int(cell) for cell in cells if cell.isascii() and cell.isdigit()]


RULES = (plans_add_up,)
