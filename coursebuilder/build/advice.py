"""The advice for the courses of one command, and the gravest of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coursebuilder.checks.advice import RANK, advise
from coursebuilder.model import Course
from coursebuilder.problems import Problem, in_file_order

_SHOWN = 3  # pieces of advice a file, so that they are read


@dataclass(frozen=True, slots=True)
class AllAdvice:
    """The advice for some courses in file order, and how much of it their settings silence."""

    problems: tuple[Problem, ...]
    silenced: int

    def gravest(self) -> AllAdvice:
        """Of each file the first place of its three gravest codes, with how many more there are."""
        files: dict[str, dict[str, list[Problem]]] = {}
        for problem in self.problems:
            files.setdefault(problem.place.path, {}).setdefault(problem.code, []).append(problem)
        shown = [
            _counted(codes[code])
            for codes in files.values()
            for code in sorted(codes, key=lambda code: RANK.get(code, len(RANK)))[:_SHOWN]
        ]
        return AllAdvice(tuple(in_file_order(shown)), self.silenced)


def advise_all(courses: Sequence[Course]) -> AllAdvice:
    """All advice for these courses."""
    advised = advise(courses)
    return AllAdvice(advised.problems, advised.silenced)


def _counted(alike: list[Problem]) -> Problem:
    more = f" (and {len(alike) - 1} more of this kind)" if len(alike) > 1 else ""
    return replace(alike[0], message=alike[0].message + more)
