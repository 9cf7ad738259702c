"""Right or wrong and how much of it, exactly as runtime/judge.js says; tests hold the two together."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from coursebuilder.keys import right_letters
from coursebuilder.model import Choice, Question


def pattern(question: Question) -> str:
    """The right response in one form whatever the order of choosing: the letters in source order, "ac"."""
    match question.task:
        case Choice():
            return right_letters(question)
        case _ as unreachable:
            assert_never(unreachable)


def is_right(question: Question, response: str) -> bool:
    """All or nothing: exactly the right answers and no other."""
    return "".join(sorted(set(response))) == pattern(question)


def percent(right: int, total: int) -> int:
    """Per cent, half up."""
    return (200 * right + total) // (2 * total) if total else 0


def has_passed(raw: int, mastery: Decimal) -> bool:
    """Whether a percentage reaches the mastery score."""
    return raw >= mastery * 100
