"""What a piece of advice is: a code, a function that finds places, and a limit that may be tuned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coursebuilder.checks.advice.reading import CourseText
from coursebuilder.problems import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where the advice applies; `hint` says what to do there."""

    place: Place
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A piece of advice on teaching.

    code: stable, for `silence`, `advice` in course.yaml and the manual, which explains it under this code
    find: the findings in a course, by a limit
    limit: the number that `find` is given unless course.yaml tunes it; None where there is nothing to tune
    together: whether courses that are checked together are looked at as one
    """

    code: str
    find: Callable[[CourseText, float], Iterator[Finding]]
    limit: float | None = None
    together: bool = False
