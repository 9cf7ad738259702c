"""Which codes of a framework courses touch, by which objectives and pages, and what is left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coursebuilder.model.around import CodeMap, Framework
from coursebuilder.model.course import Course, Module, Objective
from coursebuilder.model.minutes_and_marks import pages_teaching, shown_minutes
from coursebuilder.model.page import Page


@dataclass(frozen=True, slots=True)
class Covering:
    """An objective's part in a code.

    pages: those that its author names, else those that its practice questions stand on; () if there are none
    minutes: the pages' planned minutes; 0 for what only assesses
    """

    course: str
    module: Module
    objective: Objective
    strength: str
    mapped_by: str
    questions: tuple[str, ...]
    pages: tuple[Page, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code with all that covers it. minutes: planned ones of its pages, each page counted once."""

    code: str
    text: str
    by: tuple[Covering, ...]
    minutes: int

    def count(self, strength: str) -> int:
        """How many objectives introduce, practise or assess it."""
        return sum(one.strength == strength for one in self.by)

    @property
    def gap(self) -> str:
        """What is open here, as a sentence; "" where nothing is."""
        if not self.by:
            return "nothing here covers it"
        return "" if self.count("assesses") else "no question assesses it"


def coverage(courses: Sequence[Course], framework: Framework) -> tuple[CodeRow, ...]:
    """A row for each code of the framework, in its order, covered or not. Modules left out don't count."""
    found = [
        (mapped.code, _covering(course, module, objective, mapped))
        for course in courses
        for module in course.built
        for objective in module.objectives
        for mapped in objective.maps
        if mapped.framework == framework.key
    ]
    rows = []
    for code, text in framework.codes.items():
        by = tuple(one for name, one in found if name == code)
        rows.append(CodeRow(code, text, by, _minutes_once(by)))
    return tuple(rows)


def _covering(course: Course, module: Module, objective: Objective, mapped: CodeMap) -> Covering:
    pages = () if mapped.strength == "assesses" else pages_teaching(objective, module)
    minutes = sum(one for page, one in zip(module.pages, shown_minutes(module), strict=True) if page in pages)
    return Covering(
        course.id, module, objective, mapped.strength, mapped.mapped_by, mapped.questions, pages, minutes
    )


def _minutes_once(by: Sequence[Covering]) -> int:
    minutes: dict[tuple[str, str, str], int] = {}
    for one in by:
        planned = dict(zip((page.id for page in one.module.pages), shown_minutes(one.module), strict=True))
        minutes |= {(one.course, one.module.id, page.id): planned[page.id] for page in one.pages}
    return sum(minutes.values())
