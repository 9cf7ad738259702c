"""RULES over a whole course: one small function each, by theme. `check` runs them all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from coursebuilder.checks import (
    frameworks,
    identity,
    language,
    lengths,
    links,
    objectives,
    provider,
    questions,
    rights,
    scenarios,
    structure,
    tutors,
)
from coursebuilder.model import Course, Silence
from coursebuilder.problems import Place, Problem, in_file_order

Rule = Callable[[Course], Iterator[Problem]]
ONLY_FOR_SOME = frozenset({"no-iri-base"})  # a target's advice: a check, or another target, gives none
RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *identity.RULES,
    *links.RULES,
    *objectives.RULES,
    *questions.RULES,
    *scenarios.RULES,
    *lengths.RULES,
    *provider.RULES,
    *frameworks.RULES,
    *language.RULES,
    *tutors.RULES,
    *rights.RULES,
)


def check(course: Course) -> list[Problem]:
    """Every Problem the rules find, in file order."""
    return in_file_order(problem for rule in RULES for problem in rule(course))


def silence(problems: Iterable[Problem], course: Course) -> tuple[list[Problem], int]:
    """The problems left when the course's silences are applied, and how many warnings they covered.

    Errors can't be silenced. A silence that covers nothing is itself a warning, so that none outlives its
    cause (but a provider's file may well fill the gaps that a course accepts, and advice is for a few).
    """
    kept: list[Problem] = []
    used: set[Silence] = set()
    covered = 0
    for problem in problems:
        by = [
            one for one in course.silences if one.code == problem.code and _covers(one.where, problem.place)
        ]
        used.update(by)
        if by and problem.severity == "warning":
            covered += 1
        else:
            kept.append(problem)
    for one in course.silences:
        idle = one.code in ONLY_FOR_SOME or (course.provider and one.code == "empty-provider-slot")
        if one.code and one not in used and not idle:
            kept.append(
                Problem(
                    "unused-silence",
                    f'the silence of "{one.code}" covers nothing',
                    one.place,
                    "remove it, or correct its code or where",
                    "warning",
                )
            )
    return kept, covered


def _covers(where: str, place: Place) -> bool:
    return not where or str(place).endswith(where) or place.path.endswith(where)
