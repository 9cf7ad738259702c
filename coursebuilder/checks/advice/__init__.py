"""Advice: what makes a course teach badly though nothing in it is wrong. It is counted and never fails.

`ADVICE` lists all of it, the gravest first; the manual explains each by its code.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from coursebuilder.checks.advice import evidence, flow, guessing, language, testing
from coursebuilder.checks.advice.reading import CourseText, read_course
from coursebuilder.checks.advice.record import Advice
from coursebuilder.checks.silences import is_covered, unused
from coursebuilder.model import Course
from coursebuilder.problems import Problem, in_file_order

# The gravest first: what may hurt, what makes results mean nothing, what is hard to learn from, style.
_GRAVITY = (
    "sensitive-without-notice",
    "guessable-from-wording",
    "objective-with-few-questions",
    "objective-of-another-kind",
    "right-answers-in-one-place",
    "right-answers-are-longest",
    "right-answer-stands-out",
    "absolutes-in-wrong-answers",
    "instructions-without-basis",
    "claim-without-source",
    "mapping-without-question",
    "choices-without-consequence",
    "same-questions-again",
    "one-slip-fails",
    "verdict-without-reason",
    "nothing-to-do",
    "many-gaps",
    "hard-to-read",
    "link-says-nothing",
    "long-opening",
    "picture-repeats-text",
    "long-sentence",
    "easier-than-its-readers",
    "run-of-short-sentences",
    "one-kind-of-question",
    "many-objectives",
    "minutes-doubtful",
    "long-module",
    "american-spelling",
    "number-style",
)
_ALL = (*guessing.ADVICE, *testing.ADVICE, *evidence.ADVICE, *flow.ADVICE, *language.ADVICE)
ADVICE: tuple[Advice, ...] = tuple(sorted(_ALL, key=lambda one: _GRAVITY.index(one.code)))
RANK = {one.code: rank for rank, one in enumerate(ADVICE)}


@dataclass(frozen=True, slots=True)
class Advised:
    """Advice as Problems in file order, and how much of it the courses' settings silence."""

    problems: tuple[Problem, ...]
    silenced: int


def advise(courses: Sequence[Course]) -> Advised:
    """All advice for courses that are checked together, by their own limits, without what they silence.

    What two of them share is told once.
    """
    with _uncollected():
        return advise_on([read_course(course) for course in courses])


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python's garbage collector rests: a quarter of the time went into it, and advice makes no cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def advise_on(texts: Sequence[CourseText]) -> Advised:
    """All advice, as `advise` gives it, for courses whose texts were read already."""
    courses = [text.course for text in texts]
    modules = {str(module.module.place): module for text in texts for module in text.modules}
    together = [
        problem
        for one in ADVICE
        if one.together and courses
        for problem in _found(one, CourseText(courses[0], tuple(modules.values())), courses)
    ]
    kept: list[Problem] = []
    silenced = 0
    for text in texts:
        paths = {module.module.place.path for module in text.modules}
        found = [problem for problem in together if problem.place.path in paths]
        found += (problem for one in ADVICE if not one.together for problem in _found(one, text))
        left = [one for one in found if not any(is_covered(one, by) for by in text.course.silences)]
        silenced += len(found) - len(left)
        kept += [*left, *_idle(found, text.course)]
    return Advised(tuple(in_file_order(kept)), silenced)


def _found(advice: Advice, text: CourseText, courses: Sequence[Course] = ()) -> list[Problem]:
    """What is found by the limit of the first course that sets one."""
    tunings = (one for course in courses or (text.course,) for one in course.tunings)
    limit = next((one.limit for one in tunings if one.code == advice.code), advice.limit or 0.0)
    return [
        Problem(advice.code, one.message, one.place, one.hint, "advice") for one in advice.find(text, limit)
    ]


def _idle(found: list[Problem], course: Course) -> list[Problem]:
    """Silences of advice that cover nothing any more."""
    return [
        unused(one, "advice")
        for one in course.silences
        if one.code in RANK and not any(is_covered(problem, one) for problem in found)
    ]
