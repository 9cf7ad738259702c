"""A scenario: a conversation in steps, in which the learner chooses what to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coursebuilder.problems import Place

if TYPE_CHECKING:
    from coursebuilder.model.content import Block

Verdict = Literal["best", "better", "not-quite", "unsafe"]


@dataclass(frozen=True, slots=True)
class Gauge:
    """Something that choices change, such as trust: its words from low to high, and which it starts with."""

    place: Place
    name: str
    words: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody says; `face` is the number of a drawn face, 0 for none."""

    place: Place
    speaker: str
    html: str
    text: str
    face: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What the learner may say. `led` tells what came of it, as finished HTML.

    to: the id of the step it leads to; "" for an unsafe one, which is put right where it was chosen
    changes: names of gauges, and by how many of their words they rise or, below 0, fall
    """

    place: Place
    verdict: Verdict
    html: str
    text: str
    led: str
    to: str
    changes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A turn of the conversation. An end has no replies; `ask` is "" where the usual question is asked."""

    place: Place
    id: str
    title: str
    blocks: tuple[Block, ...]
    ask: str
    replies: tuple[Reply, ...]
    end: bool


@dataclass(frozen=True, slots=True)
class Scenario:
    """A conversation: it begins with the first of its steps. `setup` holds the blocks that set the scene."""

    place: Place
    id: str
    key: str
    setup: tuple[Block, ...]
    gauges: tuple[Gauge, ...]
    steps: tuple[Step, ...]

    def step(self, identifier: str) -> Step | None:
        return next((step for step in self.steps if step.id == identifier), None)
