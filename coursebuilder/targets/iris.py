"""The activity ids (IRIs) of a course, its modules, pages, questions and objectives, made of their ids.

A new release keeps them, so that reports go on counting the same activities. They begin with the provider's
`iri_base`; without one they are UUIDs (version 5): equal in every build, but the same for every provider.
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
    """The IRIs of one course. `base` is the provider's `iri_base`; "" makes UUIDs instead."""

    base: str
    course_id: str

    @property
    def course(self) -> str:
        """The course's IRI, also that of a package with the whole course."""
        return self._iri()

    def package(self, order: Order) -> str:
        """The IRI of what a platform imports: the course, or a package of one module.

        The package's differs from the module's, because cmi5 wants ids for both.
        """
        if order.whole:
            return self.course
        name = f"{self.course_id}--{order.modules[0].id}"
        return Iris(self.base, name).course

    @property
    def opening(self) -> str:
        """The IRI of the menu page of a course in one package."""
        return self._iri("page", "start")

    def module(self, module: Module) -> str:
        """The module's IRI."""
        return self._iri(module.id)

    def page(self, module: Module, page: Page) -> str:
        """The IRI of a page of the module."""
        return self._iri(module.id, "page", page.id)

    def question(self, module: Module, question: Question) -> str:
        """The IRI of a question of the module."""
        return self._iri(module.id, "question", question.id)

    def step(self, module: Module, told_as: str) -> str:
        """The IRI of a scenario's step, reported as a question under the id `told_as`.

        The id is scenario.step; question ids hold no dot, so none collides.
        """
        return self._iri(module.id, "question", told_as)

    def objective(self, module: Module, objective: Objective) -> str:
        """The IRI of an objective of the module."""
        return self._iri(module.id, "objective", objective.id)

    def _iri(self, *parts: str) -> str:
        path = "/".join((self.course_id, *parts))
        return f"{self.base}/{path}" if self.base else f"urn:uuid:{uuid5(NAMESPACE, path)}"


def iris(course: Course) -> Iris:
    """The course's IRIs, with its provider's `iri_base` if it has one."""
    return Iris(course.provider.iri_base if course.provider else "", course.id)


def advice(course: Course) -> list[Problem]:
    """A warning if the provider has no `iri_base`: the records of two providers would share their IRIs."""
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
