"""Right or wrong and how much of it, exactly as the runtime says (kind_*.js, judge.js): tests compare.

A response is one string, `given`, in the order of the source whatever the learner was shown: letters for
what was chosen, for the right sides given to each left side ("_": none yet), for the order of steps; else
the text or the number that was typed.
"""

from __future__ import annotations

from decimal import Decimal

from coursebuilder.model import Question, kind_of

Pattern = str | tuple[str, ...] | tuple[tuple[float, float], ...] | None


def pattern(question: Question) -> Pattern:
    """The right response: letters ("ac"), the accepted texts, or the accepted ranges; None when unscored."""
    kind = kind_of(question.task)
    if not kind.scored:
        return None
    right = kind.activity(question.task)
    ranges = tuple((float(low), float(high)) for low, high in right.ranges)
    return right.letters or right.texts or ranges


def is_right(question: Question, given: str) -> bool | None:
    """All or nothing: exactly the right answers and no other. None for what has no right and wrong."""
    kind = kind_of(question.task)
    if not kind.scored:
        return None
    if kind.is_right:
        return kind.is_right(question.task, given)
    return given == kind.letters(question.task)


def percent(right: int, total: int) -> int:
    """Per cent, half up."""
    return (200 * right + total) // (2 * total) if total else 0


def has_passed(raw: int, mastery: Decimal) -> bool:
    """Whether a percentage reaches the mastery score."""
    return raw >= mastery * 100
