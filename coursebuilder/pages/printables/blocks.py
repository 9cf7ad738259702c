"""Blocks as they stand on paper: everything is open, and questions show their answers."""

from __future__ import annotations

from typing import assert_never, get_args

from markupsafe import Markup

from coursebuilder.model import (
    Block,
    Callout,
    Clip,
    Figure,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Speech,
    Step,
    Table,
    Verdict,
    kind_of,
)
from coursebuilder.pages.printables.claims import claim, claim_rows, claims
from coursebuilder.pages.printables.paper import on_paper, picture, with_pictures
from coursebuilder.pages.writing import Writing


def blocks_on_paper(blocks: tuple[Block, ...], writing: Writing, uncited: str = "") -> Markup:
    """These blocks, one after the other.

    uncited: what stands beside a claim without a source; "": claims are neither numbered nor judged
    """
    return Markup("\n").join(_block(block, writing, uncited) for block in blocks)


def _block(block: Block, writing: Writing, uncited: str) -> Markup:
    say = writing.words.say
    match block:
        case Prose():
            html = _text(block.html.strip(), writing, uncited)
            return claims(html, uncited) if uncited else html
        case Table():
            return _table(block, writing, uncited)
        case Figure():
            return writing.fill(
                "printables/figure", block=block, address=picture(block.media), told=bool(uncited)
            )
        case Clip():
            return _box(say("transcript"), block.title, block.blocks, writing, uncited)
        case Callout():
            label = "callout-practice" if block.practice else f"callout-{block.kind}"
            beside = uncited and _beside(block, writing, uncited)
            return _box(say(label), block.title, block.blocks, writing, beside, min(6, block.level + 2))
        case Reveal():
            return _box(say("paper-reveal"), block.title, block.blocks, writing, uncited)
        case Reflection():
            return _box(say("paper-reflection"), block.prompt, block.blocks, writing, uncited)
        case Question():
            return _question(block, writing, uncited)
        case Scenario():
            return _scenario(block, writing, uncited)
        case Speech():
            return writing.fill("printables/speech", block=block)
        case _:
            assert_never(block)


def _text(html: str, writing: Writing, uncited: str) -> Markup:
    """Finished text for paper; in a review each picture's description stands below it."""
    module = writing.module
    media = {item.name: item for note in module.tutor_notes for item in note.media}
    media |= {item.name: item for item in module.media}
    return with_pictures(on_paper(html), media, writing.words.say if uncited else None)


def _beside(callout: Callout, writing: Writing, uncited: str) -> str:
    """What stands beside an uncited claim in a callout."""
    if callout.practice:
        return str(writing.words.say("basis-practice"))
    return str(writing.words.say("basis-story")) if callout.kind == "example" else uncited


def _table(table: Table, writing: Writing, uncited: str) -> Markup:
    html, say = _text(table.html, writing, uncited), writing.words.say
    heads = (str(say("paper-number")), str(say("paper-basis")))
    rows = claim_rows(html, uncited, heads) if uncited else html
    return writing.fill("printables/table", block=table, html=rows)


def _question(question: Question, writing: Writing, uncited: str) -> Markup:
    """A question with all its answers, which of them are right, and what learners read about each."""
    texts = {one.id: one.text for one in writing.module.objectives}
    return writing.fill(
        "printables/question",
        block=question,
        setup=blocks_on_paper(question.setup, writing, uncited and str(writing.words.say("basis-story"))),
        asked=_asked(question.html, uncited),
        objective=texts.get(question.objective or ""),
        answers=kind_of(question.task).on_paper(question.task, writing.words.say),
    )


def _scenario(scenario: Scenario, writing: Writing, uncited: str) -> Markup:
    """Every step with every reply, what it is and where it leads."""
    say, numbers = writing.words.say, {step.id: n for n, step in enumerate(scenario.steps, 1)}
    beside = uncited and str(say("basis-story"))
    steps = [
        (numbers[step.id], step, blocks_on_paper(step.blocks, writing, beside), _ask(step, writing, uncited))
        for step in scenario.steps
    ]
    return writing.fill(
        "printables/scenario",
        block=scenario,
        setup=blocks_on_paper(scenario.setup, writing, beside),
        steps=steps,
        numbers=numbers,
        verdicts={verdict: say(f"scene-{verdict}") for verdict in get_args(Verdict)},
    )


def _ask(step: Step, writing: Writing, uncited: str) -> Markup:
    return _asked(step.ask or str(writing.words.say("scene-ask")), uncited) if step.replies else Markup("")


def _asked(html: str, uncited: str) -> Markup:
    asked = f"<p><b>{html}</b></p>"
    return claim(asked) if uncited else Markup(asked)


def _box(
    label: Markup, title: str, blocks: tuple[Block, ...], writing: Writing, uncited: str, level: int = 0
) -> Markup:
    """`level`: the title's as a heading, 0 where it is none."""
    body = blocks_on_paper(blocks, writing, uncited)
    return writing.fill("printables/box", label=label, title=title, body=body, level=level)
