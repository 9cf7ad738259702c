"""A page, and what stands on it however deep: its blocks, questions and scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coursebuilder.model.blocks import Block, Callout, Clip, Question, Reflection, Reveal, Scenario
from coursebuilder.problems import Place


@dataclass(frozen=True, slots=True)
class Assessment:
    """Makes a page the assessment: its questions are the bank. None: all are asked, tries are unlimited."""

    place: Place
    draw: int | None
    attempts: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One screen. `minutes` is an estimate of reading and answering time, at least 0.5."""

    place: Place
    id: str
    key: str
    title: str
    blocks: tuple[Block, ...]
    assessment: Assessment | None
    minutes: float


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, those inside callouts, clips, reveals, reflections and scenarios too, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Clip | Callout | Reveal | Reflection):
            yield from blocks_of(block.blocks)
        elif isinstance(block, Question):
            yield from blocks_of(block.setup)
        elif isinstance(block, Scenario):
            yield from blocks_of(block.setup)
            for step in block.steps:
                yield from blocks_of(step.blocks)


def scenarios_of(page: Page) -> tuple[Scenario, ...]:
    """The page's scenarios in reading order; they stand in no other block."""
    return tuple(block for block in page.blocks if isinstance(block, Scenario))


def questions_of(page: Page) -> tuple[Question, ...]:
    """The page's questions in reading order."""
    return tuple(block for block in blocks_of(page.blocks) if isinstance(block, Question))


def questions_asked(page: Page) -> int:
    """How many of a page's questions a learner is asked: of an assessment's bank, what one try draws."""
    bank = len(questions_of(page))
    draw = page.assessment.draw if page.assessment else None
    return bank if draw is None else min(draw, bank)
