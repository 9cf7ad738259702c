"""Names for the whole web: IRIs of a course, its modules and what is in them, made from ids alone.

A new release keeps them, so reports go on counting the same things. They begin with an address that the
provider owns; without one they are UUIDs, the same in every build but nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from coursebuilder.model import Course, Module, Objective, Page, Question
from coursebuilder.problems import Problem
from coursebuilder.targets.target import Order

NAMESPACE = UUID("3643f060-757a-4609-8f4b-660486613a3b")  # of this project; drawn once, never to change


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one course; `base` is the provider's address, or '' for UUIDs."""

    base: str
    course_id: str

    @property
    def course(self) -> str:
        return self._of()

    def package(self, order: Order) -> str:
        """What a platform imports: the course itself, or one module of it under a name of its own."""
        if order.whole:
            return self.course
        name = f"{self.course_id}--{order.modules[0].id}"
        return Iris(self.base, name).course

    @property
    def opening(self) -> str:
        """The opening page of a course in one package."""
        return self._of("page", "start")

    def module(self, module: Module) -> str:
        return self._of(module.id)

    def page(self, module: Module, page: Page) -> str:
        return self._of(module.id, "page", page.id)

    def question(self, module: Module, question: Question) -> str:
        return self._of(module.id, "question", question.id)

    def step(self, module: Module, told_as: str) -> str:
        """A turn of a scenario, as it is told of; no question's id holds a dot."""
        return self._of(module.id, "question", told_as)

    def objective(self, module: Module, objective: Objective) -> str:
        return self._of(module.id, "objective", objective.id)

    def _of(self, *parts: str) -> str:
        path = "/".join((self.course_id, *parts))
        return f"{self.base}/{path}" if self.base else f"urn:uuid:{uuid5(NAMESPACE, path)}"


def iris(course: Course) -> Iris:
    """The course's IRIs, under the provider's address where there is one."""
    return Iris(course.provider.iri_base if course.provider else "", course.id)


def advice(course: Course) -> list[Problem]:
    """A warning where nobody's address stands in the IRIs: two providers' records would share them."""
    if course.provider and course.provider.iri_base:
        return []
    return [
        Problem(
            "no-iri-base",
            "statements will call this course's parts by UUIDs that every provider shares",
            course.provider.place if course.provider else course.place,
            "put iri_base: https://your.address/courses into the provider's file (--provider FILE)",
            "warning",
        )
    ]
