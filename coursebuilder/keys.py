"""Short, stable names: the keys that a learner's saved state uses, and the check on a saved response.

Keys come from ids alone, so pages and questions may be added, removed and moved between two releases without
anybody losing their place.
"""

from __future__ import annotations

import hashlib
from typing import assert_never

from coursebuilder.model import Choice, Question

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def short_hash(text: str, length: int) -> str:
    """`length` characters of [a-z0-9] that depend on every character of `text`."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")
    digits = []
    for _ in range(length):
        number, rest = divmod(number, 36)
        digits.append(_DIGITS[rest])
    return "".join(digits)


def key_of(kind: str, identifier: str) -> str:
    """The 3-character key of a page, question or reflection."""
    return short_hash(f"{kind}:{identifier}", 3)


def right_letters(question: Question) -> str:
    """The letters of the right answers in the order of the source: "b", "ac"."""
    match question.task:
        case Choice(answers):
            return "".join(letter(n) for n, answer in enumerate(answers) if answer.right)
        case _ as unreachable:
            assert_never(unreachable)


def letter(position: int) -> str:
    """a for 0 ... z for 25."""
    return chr(ord("a") + position)


def check_character(question: Question) -> str:
    """Changes when a saved response would no longer mean the same: kind, number of answers, right ones."""
    match question.task:
        case Choice(answers, multiple):
            kind = "multiple" if multiple else "choice"
            return short_hash(f"{kind}:{len(answers)}:{right_letters(question)}", 1)
        case _ as unreachable:
            assert_never(unreachable)
