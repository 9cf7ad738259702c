"""National helplines: beside which gaps learners see them, and when a person last checked their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from coursebuilder.model.course import Course
from coursebuilder.model.provider import NationalLine, Slot


def lines_beside(slot: Slot, lines: Sequence[NationalLine]) -> tuple[NationalLine, ...]:
    """The lines beside a detail's gap; () where it is filled in, or is the learner's own to find."""
    if slot.value or slot.task:
        return ()
    return tuple(line for line in lines if slot.name in line.beside)


def lines_shown(course: Course) -> tuple[NationalLine, ...]:
    """The lines that learners see: all where they come from many organisations, else those beside gaps."""
    if course.provider and course.provider.learners_of_many:
        return course.lines
    beside = {line.key for slot in course.slots for line in lines_beside(slot, course.lines)}
    return tuple(line for line in course.lines if line.key in beside)


def line_checked_on(line: NationalLine, course: Course) -> str:
    """When a person last checked a line's number, YYYY-MM-DD: the provider's date before the course's own."""
    given = course.provider.lines_checked.get(line.key, "") if course.provider else ""
    return given or line.checked_on
