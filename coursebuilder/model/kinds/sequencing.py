"""Put steps in order; feedback is for everybody, after the list.

1. first                            the right order
2. second
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coursebuilder.model.kinds.body import Body
from coursebuilder.model.kinds.checks import options_of, plain_items, too_few, too_many, without_feedback
from coursebuilder.model.kinds.kind import Activity, Kind, PaperRow, Say
from coursebuilder.model.letters import lettered, letters
from coursebuilder.model.shown_order import shuffled
from coursebuilder.model.tasks import Option, in_order
from coursebuilder.problems import Problem


@dataclass(frozen=True, slots=True)
class Sequencing:
    """The steps in the right order."""

    steps: tuple[Option, ...]
    kind: ClassVar[str] = "sequencing"


def read_sequencing(body: Body) -> tuple[Sequencing, list[Problem]]:
    """Steps to be put in order, from a list in the right order; and what is wrong with it."""
    problems = too_few(body, len(body.items), "steps") + too_many(body, len(body.items))
    problems += plain_items(body, "a step is right by its place in the list")
    if not any(item.feedback for item in body.items):
        problems += without_feedback(body)
    return Sequencing(options_of(body)), problems


def _html(task: Sequencing, key: str, say: Say) -> Mapping[str, object]:
    count = len(task.steps)
    return {
        "how": say("order-steps"),
        "check": "check-order",
        "steps": task.steps,
        "shown": lettered([task.steps[ord(one) - ord("a")] for one in shuffled(key, count)]),
        # Said in the page, as it is made up of the steps' own words.
        "moved": say("moved", title="{title}", n="{n}", total=count),
    }


def _texts(task: Sequencing) -> tuple[str, ...]:
    return tuple(step.text for step in task.steps)


SEQUENCING: Kind[Sequencing] = Kind(
    name="sequencing",
    form="numbered list",
    example="write a numbered list in the right order:  1. first  2. second",
    template="sequencing",
    read=read_sequencing,
    letters=lambda task: letters(len(task.steps)),
    meaning=lambda task: in_order(task.steps),
    longest=lambda task: (len(task.steps), len(task.steps)),
    html=_html,
    on_paper=lambda task, say: tuple(
        PaperRow(True, f"{n}. {step.html}") for n, step in enumerate(task.steps, 1)
    ),
    activity=lambda task: Activity("sequencing", options=_texts(task), letters=letters(len(task.steps))),
    words=_texts,
    data=lambda task, key: {"order": shuffled(key, len(task.steps))},
)
