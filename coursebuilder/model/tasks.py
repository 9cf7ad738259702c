"""What a question asks for: one record a kind. A `match` on `Task` ends in assert_never."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, assert_never

from coursebuilder.problems import Place

Kind = Literal[
    "choice",
    "multiple",
    "true-false",
    "matching",
    "sequencing",
    "fill-in",
    "numeric",
    "likert",
    "long-fill-in",
]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose, or a text the author foresees; letters a, b, c ... follow the source's order."""

    place: Place
    html: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Choose one answer, or several when `multiple`; all or nothing, one point."""

    answers: tuple[Answer, ...]
    multiple: bool


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """Two answers; the first says that it is true."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A side of a pair, a step, or a point on a scale: words that are right or wrong only by their place."""

    place: Place
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Matching:
    """Give each left side its right side; `distractors` are right sides that belong to none.

    `headings` name the two sides.
    """

    headings: tuple[str, str]
    pairs: tuple[tuple[Option, Option], ...]
    distractors: tuple[Option, ...]

    @property
    def lefts(self) -> tuple[Option, ...]:
        return tuple(left for left, _ in self.pairs)

    @property
    def rights(self) -> tuple[Option, ...]:
        """Everything to choose from, in the letters' order: the pairs' right sides, then the distractors."""
        return (*(right for _, right in self.pairs), *self.distractors)


@dataclass(frozen=True, slots=True)
class Sequencing:
    """Put steps in order; here they stand in the right one."""

    steps: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class FillIn:
    """Type a short text; capital letters count when `case`. Wrong answers are those that have feedback."""

    answers: tuple[Answer, ...]
    case: bool


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """The numbers from `low` to `high`, both included."""

    place: Place
    low: Decimal
    high: Decimal
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Numeric:
    """Type a number; `unit` is shown behind the field."""

    answers: tuple[NumberAnswer, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Likert:
    """Say where one stands on a scale, low to high; never scored."""

    points: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class LongFillIn:
    """Write a text of at most `most` characters; never scored, and sent only where the author says so."""

    most: int
    send_text: bool


Task = Choice | TrueFalse | Matching | Sequencing | FillIn | Numeric | Likert | LongFillIn


def kind_of(task: Task) -> Kind:
    """What authors, runtime and adapters call the kind."""
    match task:
        case Choice():
            return "multiple" if task.multiple else "choice"
        case TrueFalse():
            return "true-false"
        case Matching():
            return "matching"
        case Sequencing():
            return "sequencing"
        case FillIn():
            return "fill-in"
        case Numeric():
            return "numeric"
        case Likert():
            return "likert"
        case LongFillIn():
            return "long-fill-in"
        case _ as unreachable:
            assert_never(unreachable)


def is_scored(task: Task) -> bool:
    """Whether there is a right and a wrong."""
    return not isinstance(task, Likert | LongFillIn)


def words_of(task: Task) -> tuple[str, ...]:
    """The texts a learner reads beside the question's wording."""
    match task:
        case Choice(answers) | TrueFalse(answers):
            return tuple(answer.text for answer in answers)
        case Matching():
            return (*task.headings, *(option.text for option in (*task.lefts, *task.rights)))
        case Sequencing(options) | Likert(options):
            return tuple(option.text for option in options)
        case FillIn() | LongFillIn():
            return ()
        case Numeric(unit=unit):
            return (unit,)
        case _ as unreachable:
            assert_never(unreachable)
