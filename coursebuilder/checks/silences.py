"""Which problems a silence of course.yaml covers."""

from __future__ import annotations

from coursebuilder.model import Silence
from coursebuilder.problems import Problem, Severity


def is_covered(problem: Problem, silence: Silence) -> bool:
    """Whether a silence names this problem's code and, if it says where, the end of its file or place."""
    place, where = problem.place, silence.where
    here = not where or str(place).endswith(where) or place.path.endswith(where)
    return silence.code == problem.code and here


def unused(silence: Silence, severity: Severity) -> Problem:
    """The Problem that a silence covers nothing any more."""
    return Problem(
        "unused-silence",
        f'the silence of "{silence.code}" covers nothing',
        silence.place,
        "remove it, or correct its code or where",
        severity,
    )
