"""The advice for the courses of one command, and the gravest of it."""

from __future__ import annotations

from dataclasses import replace

from coursebuilder.checks.advice import RANK, Advised, advise
from coursebuilder.problems import Problem, in_file_order

__all__ = ["Advised", "advise", "gravest"]

_SHOWN = 3  # pieces of advice a file, so that they are read


def gravest(advised: Advised) -> Advised:
    """Of each file the first place of its three gravest codes, with how many more there are."""
    files: dict[str, dict[str, list[Problem]]] = {}
    for problem in advised.problems:
        files.setdefault(problem.place.path, {}).setdefault(problem.code, []).append(problem)
    shown = [
        _counted(codes[code])
        for codes in files.values()
        for code in sorted(codes, key=lambda code: RANK.get(code, len(RANK)))[:_SHOWN]
    ]
    return Advised(tuple(in_file_order(shown)), advised.silenced)


def _counted(alike: list[Problem]) -> Problem:
    more = f" (and {len(alike) - 1} more of this kind)" if len(alike) > 1 else ""
    return replace(alike[0], message=alike[0].message + more)
