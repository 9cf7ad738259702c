"""Give each left side its right side; feedback is for everybody, after the table.

| What you hear | What you say |    the header names both sides, each row is a right pair
|---|---|
| "I'm bored."  | "Since when?" |
|               | "Never mind." |   an empty left cell: an answer that belongs to none
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from coursebuilder.model.kinds.body import Body, Row
from coursebuilder.model.kinds.checks import too_few, too_many, twice, without_feedback
from coursebuilder.model.kinds.kind import Activity, Kind, PaperRow, Say
from coursebuilder.model.letters import letter, lettered, letters
from coursebuilder.model.shown_order import shuffled
from coursebuilder.model.tasks import Option, in_order
from coursebuilder.problems import Problem

_FITS_LIST = 28  # characters that a list of choices shows whole on a phone


@dataclass(frozen=True, slots=True)
class Matching:
    """The right pairs, and right sides that belong to none (`distractors`); `headings` name both sides."""

    headings: tuple[str, str]
    pairs: tuple[tuple[Option, Option], ...]
    distractors: tuple[Option, ...]
    kind: ClassVar[str] = "matching"

    @property
    def lefts(self) -> tuple[Option, ...]:
        """The left sides, in the table's order."""
        return tuple(left for left, _ in self.pairs)

    @property
    def rights(self) -> tuple[Option, ...]:
        """Everything to choose from, in the letters' order: the pairs' right sides, then the distractors."""
        return (*(right for _, right in self.pairs), *self.distractors)


def read_matching(body: Body) -> tuple[Matching | None, list[Problem]]:
    """Pairs from a table of two columns, a row without a left side being a distractor; and what is wrong."""
    if len(body.headings) != 2:
        what = f"{body.it} has a table with {len(body.headings)} column{'s' * (len(body.headings) > 1)}"
        hint = "two columns, one right pair a row:  | left | right |"
        return None, [body.problem("not-two-columns", what, hint)]
    problems = [] if all(heading.text for heading in body.headings) else [_unnamed(body)]
    problems += [_without_reply(body, row) for row in body.rows if not row.cells[1].text]
    sides = [tuple(Option(row.place, cell.html, cell.text) for cell in row.cells) for row in body.rows]
    pairs = tuple((left, right) for left, right in sides if left.text)
    problems += too_few(body, len(pairs), "pairs") + too_many(body, len(sides))
    for side in (0, 1):
        problems += twice(body, ((row[side].text, row[side].place) for row in sides))
    problems += without_feedback(body)
    distractors = tuple(right for left, right in sides if not left.text)
    left, right = body.headings
    return Matching((left.text, right.text), pairs, distractors), problems


def _unnamed(body: Body) -> Problem:
    what, hint = "a column without a heading", "say what stands in it: learners are told what to match"
    return body.problem("column-without-heading", what, hint)


def _without_reply(body: Body, row: Row) -> Problem:
    what = "a row without a right side"
    hint = "write what belongs to the left side; an answer that belongs to none has an empty left side"
    return body.problem("pair-without-answer", what, hint, row.place)


def _html(task: Matching, key: str, say: Say) -> Mapping[str, object]:
    """Long answers are listed with letters above, and the lists of choices show how they begin."""
    order = shuffled(key, len(task.rights))
    replies = [task.rights[ord(one) - ord("a")] for one in order]
    brief = all(len(reply.text) <= _FITS_LIST for reply in replies)
    labels = [
        (letter(n), reply.text if brief else f"{letter(n).upper()}: {_beginning(reply.text)}")
        for n, reply in enumerate(replies)
    ]
    left, right = task.headings
    return {
        "how": say("choose-pair", left=left, right=right),
        "lefts": lettered(task.lefts),
        "pairs": task.pairs,
        "replies": replies,
        "labels": labels,
        "brief": brief,
    }


def _beginning(text: str) -> str:
    """As many whole words as a list shows."""
    if len(text) <= _FITS_LIST - 3:
        return text
    return f"{text[: _FITS_LIST - 4].rsplit(' ', 1)[0]} …"


def _on_paper(task: Matching, say: Say) -> tuple[PaperRow, ...]:
    left, right = map(escape, task.headings)
    alone = say("paper-no-pair", answer="{answer}")
    return (
        PaperRow(None, f"<i>{left} → {right}</i>"),
        *(PaperRow(True, f"{one.html} → {other.html}") for one, other in task.pairs),
        *(PaperRow(False, str(alone).replace("{answer}", one.html)) for one in task.distractors),
    )


def _activity(task: Matching) -> Activity:
    return Activity(
        "matching",
        options=tuple(right.text for right in task.rights),
        sources=tuple(left.text for left in task.lefts),
        letters=letters(len(task.pairs)),
    )


MATCHING: Kind[Matching] = Kind(
    name="matching",
    form="table",
    example="write a table with two columns, one right pair a row:  | left | right |",
    template="matching",
    read=read_matching,
    letters=lambda task: letters(len(task.pairs)),
    meaning=lambda task: in_order((*task.lefts, *task.rights)),
    longest=lambda task: (len(task.pairs), len(task.pairs)),
    html=_html,
    on_paper=_on_paper,
    activity=_activity,
    words=lambda task: (*task.headings, *(option.text for option in (*task.lefts, *task.rights))),
    data=lambda task, key: {"order": shuffled(key, len(task.rights))},
)
