"""The scripted learners by name: each a short script that plays on a stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coursebuilder.verify import learners
from coursebuilder.verify.stage import Stage

SHARE = 0.4  # of the pages that a leaver reads
PATIENCE = 61_000  # milliseconds that a visitor stays


@dataclass(frozen=True, slots=True)
class Person:
    """A learner by name: what they do, how their browser looks (a context's options), whom they suit.

    clock: whether their browser's clock is moved by the script
    anyone: whether the script needs to know nothing of the package's pages
    """

    name: str
    does: str
    script: Callable[[Stage], object]
    looks: Mapping[str, Any] = field(default_factory=dict)
    clock: bool = False
    anyone: bool = False


def completer(stage: Stage) -> None:
    learners.completer(stage).close()


def leaver(stage: Stage) -> None:
    first = stage.launch().ready()
    pages = learners.reading_pages(first)
    learners.read(first, pages[: max(2, round(SHARE * len(pages)))])
    first.leave()
    first.close()
    again = stage.launch().ready()
    learners.finish(again)
    again.leave()


def visitor(stage: Stage) -> None:
    for number in range(2):
        window = stage.launch().window
        window.wait_for_load_state("load")
        stage.place.context.clock.fast_forward(PATIENCE)
        stage.shot(f"launch {number + 1}: after a minute", window)
        window.close()


PEOPLE: Mapping[str, Person] = {
    person.name: person
    for person in (
        Person("completer", "reads everything, answers everything, passes", completer),
        Person("leaver", "leaves at 40 %, comes back, passes", leaver),
        Person("visitor", "opens it, waits, leaves, opens it again", visitor, clock=True, anyone=True),
    )
}
