"""A handbook: chapters of its own and pages of the course's modules, to print and to write in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coursebuilder.model.course import Course, Module
from coursebuilder.model.page import Page
from coursebuilder.problems import Place


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's own text, and behind it the module and page that it includes, if any."""

    page: Page
    included: tuple[Module, Page] | None = None


@dataclass(frozen=True, slots=True)
class Handbook:
    """What handbook.md holds.

    own: its text as a module, so that it is shown like one; opening: what stands before any chapter
    """

    place: Place
    title: str
    own: Module
    opening: Page
    chapters: tuple[Chapter, ...]

    @property
    def modules(self) -> tuple[Module, ...]:
        """The modules of which it includes pages, each once."""
        found = {one.included[0].id: one.included[0] for one in self.chapters if one.included}
        return tuple(found.values())

    @property
    def unsigned(self) -> tuple[Module, ...]:
        """Those of them that nobody, or nobody any longer, has signed off."""
        return tuple(module for module in self.modules if not module.signed_off)


def course_of(handbook: Handbook, course: Course) -> Course:
    """The course as far as the handbook shows it: what is missing of it keeps the handbook from learners."""
    return replace(course, modules=(handbook.own, *handbook.modules))
