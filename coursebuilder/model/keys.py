"""Short, stable names: the keys that a learner's saved state uses, and the check on a saved response.

Keys come from ids alone, so pages and questions may be added, removed and moved between two releases without
anybody losing their place.
"""

from __future__ import annotations

import hashlib
import re
from typing import assert_never

from coursebuilder.model import (
    Choice,
    FillIn,
    Likert,
    LongFillIn,
    Matching,
    Numeric,
    Option,
    Question,
    Scenario,
    Sequencing,
    Step,
    TrueFalse,
    kind_of,
)

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
    """The letters of the right answers in the order of the source: "b", "ac"; "" where nothing is right.

    For matching the letters of the right sides, one for each left side; for sequencing all, in order.
    """
    match question.task:
        case Choice(answers) | TrueFalse(answers) | FillIn(answers):
            return "".join(letter(n) for n, answer in enumerate(answers) if answer.right)
        case Numeric(numbers):
            return "".join(letter(n) for n, number in enumerate(numbers) if number.right)
        case Matching(pairs=options) | Sequencing(options):
            return letters(len(options))
        case Likert() | LongFillIn():
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def letter(position: int) -> str:
    """a for 0 ... z for 25."""
    return chr(ord("a") + position)


def letters(count: int) -> str:
    """The first `count` letters."""
    return "".join(map(letter, range(count)))


def check_character(question: Question) -> str:
    """Changes when a saved response would no longer mean the same: kind, number of answers, right ones."""
    return short_hash(f"{kind_of(question.task)}:{_meaning(question)}", 1)


def scenario_check(scenario: Scenario) -> str:
    """Changes when a saved path would no longer lead the same way."""
    ways = (f"{step.id}:{','.join(reply.to for reply in step.replies)}" for step in scenario.steps)
    return short_hash(f"scenario:{';'.join(ways)}", 1)


def told_as(scenario: Scenario, step: Step) -> str:
    """What a step is called where its choices are reported; no question's id holds a dot."""
    return f"{scenario.id}.{step.id}"


def _meaning(question: Question) -> str:
    match question.task:
        case Choice(answers) | TrueFalse(answers):
            return f"{len(answers)}:{right_letters(question)}"
        case Matching() as task:
            return _order((*task.lefts, *task.rights))
        case Sequencing(options):
            return _order(options)
        case Likert(options):
            return str(len(options))
        case FillIn(answers, case):
            return "\n".join((str(case), *sorted(answer.text for answer in answers if answer.right)))
        case Numeric(answers):
            return ",".join(f"{answer.low}-{answer.high}" for answer in answers if answer.right)
        case LongFillIn():
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def _order(options: tuple[Option, ...]) -> str:
    """Which stands where, for a place is all that makes these right; a comma more or less is no change."""
    return "\n".join(re.sub(r"\W", "", option.text.casefold()) for option in options)
