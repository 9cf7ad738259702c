"""A handbook as one HTML file: to print, to read, and what its PDF and its Word document are made of."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from coursebuilder.model import Block, Callout, Clip, Course, Question, Reflection, Reveal, Scenario
from coursebuilder.model.handbook import Chapter, Handbook, course_of
from coursebuilder.pages.printables.blocks import blocks_on_paper
from coursebuilder.pages.printables.paper import Paper, document, works
from coursebuilder.pages.writing import Writing, begin
from coursebuilder.templating import environment
from coursebuilder.words import words

_HEADING = re.compile(r"(</?h)([4-6])(?=[ >])")
_LINK = re.compile(r'<a href="#page-([^"]*)">(.*?)</a>', re.DOTALL)


def handbook_html(handbook: Handbook, course: Course) -> bytes:
    """The document; learners may have it, so it holds no question and no answer."""
    course = course_of(handbook, course)
    count = len(course.modules)
    parts = {module.id: begin(module, course, (n, count)) for n, module in enumerate(course.modules, 1)}
    paper = Paper(course, words(course.language), tuple(parts.values()))
    own, say = parts[handbook.own.id], paper.words.say
    title = say("title-unsigned") if handbook.unsigned else ""
    named = Markup("{} {}").format(handbook.title, title) if title else Markup("{}").format(handbook.title)
    terms = {term.term: term for module in course.modules for term in module.terms}
    body = (
        environment()
        .get_template("printables/handbook.html.j2")
        .render(
            w=say,
            course=course,
            title=named,
            opening=_blocks(handbook.opening.blocks, own),
            chapters=[(one.page, _chapter(one, parts), _unsigned(one)) for one in handbook.chapters],
            terms=sorted(terms.values(), key=lambda term: term.term.casefold()),
            works=works(paper),
        )
    )
    return document(paper, named, Markup(body))


def _unsigned(chapter: Chapter) -> bool:
    return chapter.included is not None and not chapter.included[0].signed_off


def _chapter(chapter: Chapter, parts: dict[str, Writing]) -> Markup:
    """A chapter's own text, then the page it includes."""
    html = _blocks(chapter.page.blocks, parts["handbook"])
    if chapter.included is None:
        return html
    module, page = chapter.included
    included = _blocks(unplayed(page.blocks), parts[module.id])
    return html + Markup("\n") + Markup(_LINK.sub(r"\2", str(included)))  # its module's pages aren't here


def _blocks(blocks: tuple[Block, ...], writing: Writing) -> Markup:
    """Blocks with room to write under each prompt, and headings that follow a chapter's."""
    html = Markup("\n").join(_block(block, writing) for block in blocks)
    return Markup(_HEADING.sub(lambda found: f"{found[1]}{int(found[2]) - 1}", html))


def _block(block: Block, writing: Writing) -> Markup:
    if not isinstance(block, Reflection):
        return blocks_on_paper((block,), writing)
    body = blocks_on_paper(block.blocks, writing)
    return writing.fill("printables/prompt", prompt=block.prompt, body=body)


def unplayed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without questions and conversations, which are played and not read, at any depth."""
    return tuple(_without_played(block) for block in blocks if not isinstance(block, Question | Scenario))


def _without_played(block: Block) -> Block:
    if isinstance(block, Callout | Clip | Reveal | Reflection):
        return replace(block, blocks=unplayed(block.blocks))
    return block
