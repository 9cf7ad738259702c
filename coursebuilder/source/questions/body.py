"""The parts of a question block as the Markdown reader cuts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from coursebuilder.model import Block, Kind
from coursebuilder.problems import Place, Problem
from coursebuilder.source.attributes import Attributes

Form = Literal["list", "numbered list", "table", "nothing"]
FORMS: dict[Kind, Form] = {  # what the answers of a kind are written as
    "choice": "list",
    "multiple": "list",
    "true-false": "list",
    "matching": "table",
    "sequencing": "numbered list",
    "fill-in": "list",
    "numeric": "list",
    "likert": "list",
    "long-fill-in": "nothing",
}
MAX_ANSWERS = 26  # an answer is reported as one letter: SCORM 1.2 takes single characters


@dataclass(frozen=True, slots=True)
class Wording:
    """A finished piece of text: safe HTML, and the same as plain words."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A list item of the block; `mark` is 'x', ' ' or None where it has no box."""

    place: Place
    mark: str | None
    html: str
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the block's table."""

    place: Place
    cells: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A question block. Its answers stand in `form`: a list's `items`, or a table's `headings` and `rows`."""

    place: Place
    id: str
    attributes: Attributes
    setup: tuple[Block, ...]
    wording: Wording
    feedback: str
    form: Form = "nothing"
    items: tuple[Item, ...] = ()
    headings: tuple[Wording, ...] = ()
    rows: tuple[Row, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def it(self) -> str:
        """How a Problem names the question."""
        return f'question "{self.id}"'

    def problem(self, code: str, message: str, hint: str, place: Place | None = None) -> Problem:
        """A mistake in this block, at its first line unless told."""
        return Problem(code, message, place or self.place, hint)


def too_many(body: Body, count: int) -> list[Problem]:
    """More than letters can name."""
    if count <= MAX_ANSWERS:
        return []
    hint = f"{MAX_ANSWERS} at most; four or five are easier on the learner"
    return [body.problem("too-many-answers", f"{body.it} has {count} answers", hint)]


def too_few(body: Body, count: int, what: str) -> list[Problem]:
    """Fewer than two of what the kind is made of."""
    if count >= 2:
        return []
    return [body.problem("too-few-answers", f"{body.it} needs two {what} at least", f"it has {count}")]


def twice(body: Body, texts: Iterable[tuple[str, Place]]) -> list[Problem]:
    """Texts that a learner could not tell apart."""
    problems = []
    seen: dict[str, Place] = {}
    for text, place in texts:
        words = " ".join(text.casefold().split())
        if words and words in seen:
            what, hint = f'the answer "{text}" stands twice', f"the first is on line {seen[words].line}"
            problems.append(body.problem("identical-answers", what, hint, place))
        seen.setdefault(words, place)
    return problems


def without_feedback(body: Body, hint: str = "after the answers,  > why") -> list[Problem]:
    """A question that is marked must say why."""
    if body.feedback or any(item.feedback for item in body.items):
        return []
    return [body.problem("question-without-feedback", f"{body.it} has no feedback", hint)]
