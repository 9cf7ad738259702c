"""The rules for a whole course. A rule takes a Course and yields Problems; RULES lists all, by theme."""

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
    scenarios,
    structure,
    tunings,
    tutors,
)
from coursebuilder.checks.advice import RANK
from coursebuilder.checks.silences import is_covered
from coursebuilder.model import Course, Silence
from coursebuilder.problems import Problem, in_file_order

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
    *tunings.RULES,
)


def check(course: Course) -> list[Problem]:
    """All problems that the rules find, in file order."""
    return in_file_order(problem for rule in RULES for problem in rule(course))


def silence(problems: Iterable[Problem], course: Course) -> tuple[list[Problem], int]:
    """Apply the course's silences: the problems that are left, and how many warnings were silenced.

    Errors can't be silenced. A silence that covers nothing is a warning itself, so that none outlives its
    cause; except for codes that a run may lack for other reasons: provider slots that a provider's file
    fills, a target's advice.
    """
    kept: list[Problem] = []
    used: set[Silence] = set()
    covered = 0
    for problem in problems:
        by = [silence for silence in course.silences if is_covered(problem, silence)]
        used.update(by)
        if by and problem.severity == "warning":
            covered += 1
        else:
            kept.append(problem)
    for one in course.silences:
        elsewhere = one.code in ONLY_FOR_SOME or one.code in RANK  # advice is judged by advise()
        idle = elsewhere or (course.provider and one.code == "empty-provider-slot")
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
