"""A page's blocks as HTML, one template a kind. Prose brings finished, safe HTML; the rest is escaped."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import assert_never

from markupsafe import Markup

from coursebuilder.model import (
    Block,
    Callout,
    Clip,
    Figure,
    Page,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Speech,
    Table,
    kind_of,
    questions_of,
)
from coursebuilder.model.letters import letters
from coursebuilder.pages.captions import text_track
from coursebuilder.pages.writing import Writing

_LEAD_LENGTH = 190  # a longer first paragraph reads better at the size of the others
_ICONS = {
    "note": "info",
    "tip": "bulb",
    "important": "flag",
    "warning": "warn",
    "example": "chat",
    "safeguarding": "shield",
    "key-message": "bulb",
}
_VERDICTS = {
    "best": "scene-best",
    "better": "scene-better",
    "not-quite": "scene-not-quite",
    "unsafe": "scene-unsafe",
}


def page_body(page: Page, writing: Writing) -> Markup:
    """All blocks of a page; a short first paragraph is set larger."""
    html = _blocks(page.blocks, writing, page)
    return _with_lead(html) if page.blocks and isinstance(page.blocks[0], Prose) else html


def _blocks(blocks: tuple[Block, ...], writing: Writing, page: Page) -> Markup:
    return Markup("\n".join([_block(block, writing, page) for block in blocks]))


def _block(block: Block, writing: Writing, page: Page) -> Markup:
    match block:
        case Prose():
            return Markup(block.html.strip())
        case Table():
            return writing.fill("blocks/table", block=block)
        case Figure():
            # The first screen's pictures come at once, so that nothing moves.
            return writing.fill("blocks/figure", block=block, lazy=page is not writing.module.pages[0])
        case Clip():
            return writing.fill(
                "blocks/clip",
                block=block,
                track=text_track(block.captions) if block.captions else "",
                language=writing.course.language,
                body=_blocks(block.blocks, writing, page),
            )
        case Callout():
            body = _blocks(block.blocks, writing, page)
            return writing.fill("blocks/callout", block=block, symbol=_ICONS[block.kind], body=body)
        case Reveal():
            return writing.fill("blocks/reveal", block=block, body=_blocks(block.blocks, writing, page))
        case Reflection():
            return writing.fill("blocks/reflection", block=block, body=_blocks(block.blocks, writing, page))
        case Question():
            return _question(block, writing, page)
        case Scenario():
            return _scenario(block, writing, page)
        case Speech():
            return writing.fill("blocks/speech", block=block)
        case _:
            assert_never(block)


def _question(question: Question, writing: Writing, page: Page) -> Markup:
    kind = kind_of(question.task)
    return writing.fill(
        f"blocks/{kind.template}",
        block=question,
        setup=_blocks(question.setup, writing, page),
        assessed=page.assessment is not None,
        scored=kind.scored,
        count=_count(question, writing, page),
        **{"check": "check", **kind.html(question.task, question.key, writing.words.say)},
    )


def _scenario(scenario: Scenario, writing: Writing, page: Page) -> Markup:
    return writing.fill(
        "blocks/scenario",
        block=scenario,
        said=_VERDICTS,
        setup=_blocks(scenario.setup, writing, page),
        steps=[(n, step, _blocks(step.blocks, writing, page)) for n, step in enumerate(scenario.steps, 1)],
        titles={step.id: step.title for step in scenario.steps},
        following={step.id: after.id for step, after in pairwise(scenario.steps)},
        letters=letters(max((len(step.replies) for step in scenario.steps), default=0)),
    )


def _count(question: Question, writing: Writing, page: Page) -> Markup:
    questions, say = questions_of(page), writing.words.say
    if len(questions) == 1 and not page.assessment:
        return say("question-only")
    number = questions.index(question) + 1
    return say("question-of" if page.assessment else "question-of-page", n=number, total=len(questions))


def _with_lead(html: Markup) -> Markup:
    match = re.match(r"(?:<h2.*?</h2>\s*)?<p>(.*?)</p>", html, re.DOTALL)
    if not match or len(Markup(match[1]).striptags()) > _LEAD_LENGTH:
        return html
    start = match.start(1) - len("<p>")
    return Markup(f'{html[:start]}<p class="lead">{html[match.start(1) :]}')
