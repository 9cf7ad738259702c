"""Which problems a silence of course.yaml covers."""

from __future__ import annotations

from coursebuilder.model import Silence
from coursebuilder.problems import Problem


def is_covered(problem: Problem, silence: Silence) -> bool:
    """Whether a silence names this problem's code and, if it says where, the end of its file or place."""
    place, where = problem.place, silence.where
    here = not where or str(place).endswith(where) or place.path.endswith(where)
    return silence.code == problem.code and here
