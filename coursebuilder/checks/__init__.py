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
    rights,
    scenarios,
    structure,
    tunings,
    tutors,
)
from coursebuilder.checks.advice import RANK
from coursebuilder.checks.consequences import without_consequences
from coursebuilder.checks.silences import is_covered, unused
from coursebuilder.model import Course, Silence
from coursebuilder.problems import Problem, in_file_order

__all__ = ["ONLY_FOR_SOME", "RULES", "Rule", "check", "silence", "without_consequences"]

Rule = Callable[[Course], Iterator[Problem]]
ONLY_FOR_SOME = frozenset({"no-iri-base"})  # a target's advice: a check, or another target, gives none
# What only a provider can put right: as soon as one is named, no silence of the author's covers it.
PROVIDERS_OWN = frozenset({"empty-provider-slot", "not-signed-off", "signature-stale"})
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
    *tunings.RULES,
)


def check(course: Course) -> list[Problem]:
    """All problems that the rules find, in file order."""
    return in_file_order(problem for rule in RULES for problem in rule(course))


def silence(problems: Iterable[Problem], course: Course) -> tuple[list[Problem], int]:
    """Apply the course's silences: the problems that are left, and how many warnings were silenced.

    Errors can't be silenced. A silence that covers nothing is a warning itself, so that none outlives its
    cause; except for codes that a run may lack for other reasons: what a provider has to put right, a
    target's advice.
    """
    kept: list[Problem] = []
    used: set[Silence] = set()
    covered = 0
    for problem in problems:
        by = [
            silence
            for silence in course.silences
            if is_covered(problem, silence) and not (course.provider and silence.code in PROVIDERS_OWN)
        ]
        used.update(by)
        if by and problem.severity == "warning":
            covered += 1
        else:
            kept.append(problem)
    for one in course.silences:
        elsewhere = one.code in ONLY_FOR_SOME or one.code in RANK  # advice is judged by advise()
        idle = elsewhere or (course.provider and one.code in PROVIDERS_OWN)
        if one.code and one not in used and not idle:
            kept.append(unused(one, "warning"))
    return kept, covered
