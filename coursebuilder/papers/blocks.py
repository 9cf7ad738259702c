"""Blocks as they stand on paper: everything is open, and questions show their answers."""

from __future__ import annotations

from typing import assert_never, get_args

from markupsafe import Markup

from coursebuilder.model import (
    Block,
    Callout,
    Figure,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Speech,
    Table,
    Verdict,
)
from coursebuilder.papers.answers import answers
from coursebuilder.papers.paper import on_paper, picture
from coursebuilder.writing import Writing


def blocks_on_paper(blocks: tuple[Block, ...], writing: Writing) -> Markup:
    """These blocks, one after the other."""
    return Markup("\n").join(_block(block, writing) for block in blocks)


def _block(block: Block, writing: Writing) -> Markup:
    match block:
        case Prose():
            return on_paper(block.html.strip())
        case Table():
            return writing.fill("papers/table", block=block, html=on_paper(block.html))
        case Figure():
            return writing.fill("papers/figure", block=block, address=picture(block.media))
        case Callout():
            label = "callout-practice" if block.practice else f"callout-{block.kind}"
            return _box(writing.words.say(label), block.title, block.blocks, writing)
        case Reveal():
            return _box(writing.words.say("paper-reveal"), block.title, block.blocks, writing)
        case Reflection():
            return _box(writing.words.say("paper-reflection"), block.prompt, block.blocks, writing)
        case Question():
            return question_on_paper(block, writing)
        case Scenario():
            return _scenario(block, writing)
        case Speech():
            return writing.fill("papers/speech", block=block)
        case _:
            assert_never(block)


def question_on_paper(question: Question, writing: Writing) -> Markup:
    """A question with all its answers, which of them are right, and what learners read about each."""
    return writing.fill(
        "papers/question",
        block=question,
        setup=blocks_on_paper(question.setup, writing),
        answers=answers(question.task, writing.words.say),
    )


def _scenario(scenario: Scenario, writing: Writing) -> Markup:
    """Every step with every reply, what it is and where it leads."""
    numbers = {step.id: n for n, step in enumerate(scenario.steps, 1)}
    return writing.fill(
        "papers/scenario",
        block=scenario,
        setup=blocks_on_paper(scenario.setup, writing),
        steps=[(numbers[step.id], step, blocks_on_paper(step.blocks, writing)) for step in scenario.steps],
        numbers=numbers,
        verdicts={verdict: writing.words.say(f"scene-{verdict}") for verdict in get_args(Verdict)},
    )


def _box(label: Markup, title: str, blocks: tuple[Block, ...], writing: Writing) -> Markup:
    return writing.fill("papers/box", label=label, title=title, body=blocks_on_paper(blocks, writing))
