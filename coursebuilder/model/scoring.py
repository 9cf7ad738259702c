"""Right or wrong and how much of it, exactly as the runtime says (kind_*.js, judge.js): tests compare.

A response is one string, `given`, in the order of the source whatever the learner was shown: letters for
what was chosen, for the right sides given to each left side ("_": none yet), for the order of steps; else
the text or the number that was typed.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import assert_never

from coursebuilder.model import (
    Choice,
    FillIn,
    Likert,
    LongFillIn,
    Matching,
    Numeric,
    Question,
    Sequencing,
    TrueFalse,
)
from coursebuilder.model.keys import right_letters

Pattern = str | tuple[str, ...] | tuple[tuple[float, float], ...] | None

# What a script takes for a space.
_SPACES = re.compile(r"[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
_TYPOGRAPHIC = str.maketrans("‘’“”", "''\"\"")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def pattern(question: Question) -> Pattern:
    """The right response: letters ("ac"), the accepted texts, or the accepted ranges; None when unscored."""
    match question.task:
        case Choice() | TrueFalse() | Matching() | Sequencing():
            return right_letters(question)
        case FillIn(answers):
            return tuple(answer.text for answer in answers if answer.right)
        case Numeric(answers):
            return tuple((float(answer.low), float(answer.high)) for answer in answers if answer.right)
        case Likert() | LongFillIn():
            return None
        case _ as unreachable:
            assert_never(unreachable)


def is_right(question: Question, given: str) -> bool | None:
    """All or nothing: exactly the right answers and no other. None for what has no right and wrong."""
    match question.task:
        case Choice() | TrueFalse() | Matching() | Sequencing():
            return given == right_letters(question)
        case FillIn(answers, case):
            accepted = {plain(answer.text, case) for answer in answers if answer.right}
            return plain(given, case) in accepted
        case Numeric(answers):
            # Numbers are compared as a script does it, so that no digit too many tells the two apart.
            fits = (answer for answer in answers if answer.right)
            return bool(NUMBER.fullmatch(given)) and any(
                float(answer.low) <= float(given) <= float(answer.high) for answer in fits
            )
        case Likert() | LongFillIn():
            return None
        case _ as unreachable:
            assert_never(unreachable)


def plain(text: str, case: bool) -> str:
    """A typed text by what counts: spaces and quotation marks alike, capitals only where `case`."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).translate(_TYPOGRAPHIC).strip(" ")
    return text if case else text.lower()


def percent(right: int, total: int) -> int:
    """Per cent, half up."""
    return (200 * right + total) // (2 * total) if total else 0


def has_passed(raw: int, mastery: Decimal) -> bool:
    """Whether a percentage reaches the mastery score."""
    return raw >= mastery * 100
