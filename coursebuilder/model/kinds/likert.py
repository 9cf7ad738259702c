"""Say where one stands on a scale; never scored.

- Not at all                        low to high, no brackets, nothing right or wrong
- A little
- Very
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coursebuilder.model.kinds.body import Body
from coursebuilder.model.kinds.checks import options_of, plain_items, too_few, too_many
from coursebuilder.model.kinds.kind import Activity, Kind, PaperRow, Say
from coursebuilder.model.letters import lettered
from coursebuilder.model.tasks import Option
from coursebuilder.problems import Problem


@dataclass(frozen=True, slots=True)
class Likert:
    """The points of a scale, low to high."""

    points: tuple[Option, ...]
    kind: ClassVar[str] = "likert"


def read_likert(body: Body) -> tuple[Likert, list[Problem]]:
    """A scale on which nothing is right or wrong, from the list of its points; and what is wrong with it."""
    problems = too_few(body, len(body.items), "points")
    problems += too_many(body, len(body.items))
    problems += plain_items(body, "a point of a scale is neither right nor wrong")
    return Likert(options_of(body)), problems


def _html(task: Likert, key: str, say: Say) -> Mapping[str, object]:
    return {"how": say("rate"), "check": "save-answer", "points": lettered(task.points)}


def _texts(task: Likert) -> tuple[str, ...]:
    return tuple(point.text for point in task.points)


LIKERT: Kind[Likert] = Kind(
    name="likert",
    form="list",
    example="write a list, low to high:  - Not at all  - A little  - Very",
    template="likert",
    read=read_likert,
    letters=lambda task: "",
    meaning=lambda task: str(len(task.points)),
    longest=lambda task: (1, 1),
    html=_html,
    on_paper=lambda task, say: tuple(PaperRow(None, point.html) for point in task.points),
    activity=lambda task: Activity("likert", options=_texts(task)),
    words=_texts,
    scored=False,
)
