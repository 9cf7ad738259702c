"""What a question asks for (`Task`), and the parts that several kinds of task are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coursebuilder.problems import Place


class Task(Protocol):
    """One frozen dataclass a kind of question, in that kind's file under kinds/."""

    @property
    def kind(self) -> str:
        """The name of its Kind: its key in KINDS."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose, or a text the author foresees; letters a, b, c ... follow the source's order."""

    place: Place
    html: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Option:
    """A side of a pair, a step, or a point on a scale: words that are right or wrong only by their place."""

    place: Place
    html: str
    text: str


def in_order(options: Sequence[Option]) -> str:
    """Which stands where, for a place is all that makes these right; a comma more or less is no change."""
    return "\n".join(re.sub(r"\W", "", option.text.casefold()) for option in options)
