"""A question block as its author wrote it, cut into parts: what a kind reads its task from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coursebuilder.model.blocks import Block
from coursebuilder.problems import Place, Problem

Form = Literal["list", "numbered list", "table", "nothing"]


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
    """A question block. Its answers stand in `form`: a list's `items`, or a table's `headings` and `rows`.

    values, flags: what stands between the braces: key=value, and single words
    """

    place: Place
    id: str
    values: Mapping[str, str]
    flags: tuple[str, ...]
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
