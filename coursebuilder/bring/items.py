"""What a reader of another format hands on: pages of Markdown and questions, media, and notes on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from coursebuilder.problems import Problem

Fate = Literal["changed", "not carried", "to do"]


class CannotBring(Exception):
    """A file that can't be read at all; `problems` says why, each with its cure."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the report. where: the place in the file brought, such as "line 12" or "slide 3"."""

    fate: Fate
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a question; `text` and `feedback` are Markdown, `text` on one line."""

    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was found, its texts as Markdown.

    name: what its id is made of; "" where it had no name
    kind: as authors write it behind kind=, here always named
    text: the scene and the wording, paragraphs with empty lines between
    replies: of choice, multiple, true-false, fill-in, numeric; steps of sequencing; points of likert
    pairs: of matching, which `is_sorting` may tell to be a sort; a right side that belongs to none has an
        empty left side
    feedback: what everybody reads afterwards
    keys: other words between the braces, such as case=yes
    """

    where: str
    name: str
    kind: str
    text: str
    replies: tuple[Reply, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    feedback: str = ""
    keys: str = ""


def is_sorting(rights: Sequence[str]) -> bool:
    """Whether right sides of pairs are bins: two to four different ones, some of them for several items."""
    return 2 <= len(set(rights)) <= 4 and len(set(rights)) < len(rights)


Part = str | Asked


@dataclass(frozen=True, slots=True)
class BroughtPage:
    """A page: Markdown without headings of pages, and questions. The page without a title opens a module.

    attributes: what stands behind the id between the braces, such as ".assessment attempts=2"
    """

    title: str
    parts: tuple[Part, ...]
    attributes: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """All that came of one file.

    media: bytes by file name, which the Markdown calls media/NAME
    counted: what was found, for the first line of the report, such as ("table", 4)
    settings: further lines between the --- of each module, such as ("mastery_score", "0.8")
    """

    title: str
    pages: tuple[BroughtPage, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    counted: tuple[tuple[str, int], ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
