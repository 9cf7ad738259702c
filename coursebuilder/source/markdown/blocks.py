"""Tokens -> pages of blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, get_args

from coursebuilder.model import (
    Block,
    Callout,
    CalloutKind,
    ClipKind,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Table,
)
from coursebuilder.model.keys import key_of
from coursebuilder.problems import Place
from coursebuilder.source.attributes import Attributes
from coursebuilder.source.ids import block_id_hint, slug
from coursebuilder.source.markdown.alerts import with_alerts
from coursebuilder.source.markdown.anchors import anchored
from coursebuilder.source.markdown.around import Gathered, Surroundings
from coursebuilder.source.markdown.clip import clip
from coursebuilder.source.markdown.figure import figure, is_picture
from coursebuilder.source.markdown.footnotes import footnote_html, with_footnotes
from coursebuilder.source.markdown.forgiven import forgiven
from coursebuilder.source.markdown.headings import judged_heading, with_underlined
from coursebuilder.source.markdown.left_out_ids import BLOCKS_WITH_ID, id_left_out
from coursebuilder.source.markdown.opening_line import block_hint, nameless, read_opening_line
from coursebuilder.source.markdown.parse import parse
from coursebuilder.source.markdown.passages import rewriter
from coursebuilder.source.markdown.pictures_apart import with_pictures_apart
from coursebuilder.source.markdown.provider_table import provider_table
from coursebuilder.source.markdown.question_block import question_block
from coursebuilder.source.markdown.raw_markup import first_of_each_kind, raw_title, without_answers
from coursebuilder.source.markdown.scenario_block import scenario_block
from coursebuilder.source.markdown.tutor import tutor_note
from coursebuilder.source.markdown.walk import Walk

START = "start"  # the page made of what stands before the first ##
CLIPS: tuple[ClipKind, ...] = get_args(ClipKind)
CALLOUTS: tuple[CalloutKind, ...] = get_args(CalloutKind)
BLOCK_NAMES = (*CALLOUTS, "question", "reveal", "reflection", "scenario", *CLIPS, "provider-table", "tutor")
TITLED_BLOCKS = (*CALLOUTS, "reveal", "tutor")  # what stands behind the name is read by people
_ID_HINT = "links lead to pages: give the heading above it the id, ## Title {#page-id}"
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as written: its heading's attributes are not judged yet."""

    place: Place
    title: str
    id: str
    attributes: Attributes
    blocks: tuple[Block, ...]


def read_pages(text: str, around: Surroundings) -> tuple[list[Draft], Gathered]:
    """The pages of a module's text: first the opening page, then one for each ## heading."""
    found = Gathered()
    text = forgiven(text)
    rewrite = None
    if around.translate is not None:
        rewrite = rewriter(around.path, text, around.translate, BLOCK_NAMES, TITLED_BLOCKS)
    tokens, problems = parse(text, around.path, rewrite)
    tokens, underlined = with_underlined(tokens, text, around.path)
    tokens = with_alerts(with_pictures_apart(tokens), CALLOUTS)
    tokens, more = with_footnotes(tokens, around.path)
    headings, faults = anchored(tokens, text, around.path)
    found.problems.extend([*problems, *underlined, *more, *faults])
    around = replace(around, headings=headings)
    walk = Walk(tokens, around, found, START)
    starts = [
        i
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0
    ]
    bounds = [*starts, len(tokens)]
    opening = Draft(Place(around.path, 1), "", START, Attributes(id=START), _blocks(walk, 0, bounds[0]))
    drafts = [opening, *(_page(walk, *bound) for bound in zip(starts, bounds[1:], strict=True))]
    found.problems[:] = first_of_each_kind(found.problems)
    return drafts, found


def _page(walk: Walk, start: int, end: int) -> Draft:
    place = walk.place(start)
    walk.marked.clear()
    title, attributes = walk.heading(start)
    walk.report_fault(attributes, place, "## Title {#page-id}")
    if not title:
        walk.problem("empty-title", "a page without a title", place, "## A title {#page-id}")
    walk.page = attributes.id or slug(title, "page")
    return Draft(place, title, walk.page, attributes, _blocks(walk, start + 3, end))


def _blocks(walk: Walk, start: int, end: int, level: int = 2, least: int = 3) -> tuple[Block, ...]:
    """The blocks of a range; neighbouring paragraphs, lists and so on become one Prose.

    level: that of the heading the range stands under, as many as its signs #
    least: that which headings in it have at least
    """
    blocks: list[Block] = []
    prose: tuple[int, int] | None = None
    caption = ""
    for first, last in walk.spans(start, end):
        kind = _kind(walk, first, last, end)
        if kind == "plain":
            if walk.type(first) == "heading_open":
                level = judged_heading(walk, first, level, least)
            prose = (prose[0] if prose else first, last)
            continue
        blocks += [_prose(walk, *prose)] if prose else []
        prose = None
        block: Block | None = None
        match kind:
            case "caption":
                caption = walk.paragraph(first)[1].removeprefix("Table:").strip()
            case "table":
                block, caption = _table(walk, first, caption), ""
            case "container":
                block = _container(walk, first, level)
            case "picture":
                block = figure(walk.tokens[first + 1], walk.place(first), walk.around, walk.found)
            case "footnote":
                html = footnote_html(walk.tokens[first], walk.finished(first + 1, last - 1))
                block = Prose(walk.place(first), html, walk.text(first, last))
        blocks += [block] if block else []
    return (*blocks, *([_prose(walk, *prose)] if prose else ()))


def _kind(
    walk: Walk, first: int, last: int, end: int
) -> Literal["plain", "caption", "table", "container", "picture", "footnote"]:
    match walk.type(first):
        case "container_block_open":
            return "container"
        case "table_open":
            return "table"
        case "footnote_reference_open":
            return "footnote"
        case "paragraph_open":
            inline = walk.tokens[first + 1]
            if inline.content.startswith("Table:") and last < end and walk.type(last) == "table_open":
                return "caption"
            if is_picture(inline):
                return "picture"
    return "plain"


def _container(walk: Walk, start: int, level: int) -> Block | None:
    place = walk.place(start)
    opening = read_opening_line(walk.tokens[start].info, BLOCK_NAMES)
    name, rest, attributes = opening.name, opening.rest, opening.attributes
    if name in BLOCKS_WITH_ID and not rest:
        rest = attributes.id or id_left_out(walk, name, place, BLOCK_NAMES)
    elif attributes.id and name:
        walk.problem("unknown-key", f'"#{attributes.id}" means nothing here', place, _ID_HINT)
    walk.report_fault(attributes, place, "::: question first-meeting {objective=own-words}")
    if name == "provider-table":
        return provider_table(walk, start, rest, attributes)
    if walk.ends[start] == start + 1 and name not in ("", *CLIPS):
        walk.problem("empty-block", f"::: {name} holds nothing", place, "write its text, or remove it")
    match name:
        case "question":
            return _question(walk, start, rest, attributes, place)
        case "reveal":
            return _reveal(walk, start, rest, attributes, level)
        case "reflection":
            return _reflection(walk, start, rest, attributes, place)
        case "scenario":
            return _scenario(walk, start, rest, attributes, place)
        case "tutor":
            tutor_note(walk, start, rest, attributes, place, _tutor)
            return None
    title = rest or attributes.values.get("title", "")
    walk.found.problems.extend(raw_title(title, place))
    named = level + 1 if title and name in CALLOUTS else level
    told = len(walk.found.problems)
    inside = _blocks(walk, start + 1, walk.ends[start], named, max(3, named + (named > level)))
    for medium in CLIPS:
        if name == medium:
            _report_questions(walk, inside)
            return clip(walk, medium, rest, attributes, place, inside)
    for kind in CALLOUTS:
        if name == kind:
            practice = _is_practice(walk, attributes, place)
            _report_questions(walk, inside)
            return Callout(place, kind, title, practice, inside, max(2, named - 1))
    walk.found.problems[:] = without_answers(walk.found.problems, told)  # of a block that is named wrongly
    if name:
        walk.problem("unknown-block", f'unknown block "{name}"', place, block_hint(name, BLOCK_NAMES, rest))
    elif walk.tokens[start].info.strip() and not attributes.fault:  # else the parser has told of it
        what, hint = nameless(attributes, BLOCK_NAMES)
        walk.problem("nameless-block", what, place, hint)
    return None


def _is_practice(walk: Walk, attributes: Attributes, place: Place) -> bool:
    walk.only(attributes, ["basis", "title"], place)
    basis = attributes.values.get("basis", "practice")
    if basis != "practice":
        walk.problem("wrong-value", f'basis can\'t be "{basis}"', place, "basis=practice, or leave it out")
    return "basis" in attributes.values


def _question(walk: Walk, start: int, name: str, attributes: Attributes, place: Place) -> Question | None:
    found = question_block(walk, start, name, attributes, place, lambda a, b: _blocks(walk, a, b))
    if found:
        _report_questions(walk, found.setup)
    return found


def _reveal(walk: Walk, start: int, title: str, attributes: Attributes, level: int) -> Reveal:
    place = walk.place(start)
    walk.only(attributes, ["title"], place)
    title = title or attributes.values.get("title", "")
    walk.found.problems.extend(raw_title(title, place))
    if not title:
        walk.problem(
            "reveal-without-title", "a reveal without a title", place, "::: reveal What the learner opens"
        )
    inside = _blocks(walk, start + 1, walk.ends[start], level)
    _report_questions(walk, inside)
    return Reveal(place, title, inside)


def _reflection(walk: Walk, start: int, name: str, attributes: Attributes, place: Place) -> Reflection:
    walk.only(attributes, ["key", "was"], place)
    if not _ID.fullmatch(name):
        walk.problem(
            "bad-id",
            f'"{name}" can\'t be the id of a reflection',
            place,
            block_id_hint("reflection", name),
        )
    prompt, rest = "", start + 1
    if walk.type(rest) == "paragraph_open":
        prompt = walk.paragraph(rest)[1]
        rest = walk.ends[rest] + 1
    else:
        walk.problem(
            "reflection-without-prompt",
            "a reflection that asks nothing",
            place,
            "begin it with a paragraph: the prompt",
        )
    inside = _blocks(walk, rest, walk.ends[start])
    _report_questions(walk, inside)
    key = attributes.values.get("key") or key_of("reflection", attributes.values.get("was") or name)
    return Reflection(place, name, key, prompt, inside)


def _scenario(walk: Walk, start: int, name: str, attributes: Attributes, place: Place) -> Scenario:
    found = scenario_block(walk, start, name, attributes, place, lambda a, b: _blocks(walk, a, b))
    for blocks in (found.setup, *(step.blocks for step in found.steps)):
        _report_questions(walk, blocks)
    return found


def _tutor(walk: Walk, start: int, end: int) -> tuple[Block, ...]:
    inside = _blocks(walk, start, end)
    _report_questions(walk, inside)
    return inside


def _report_questions(walk: Walk, blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Question | Reflection | Scenario):
            walk.problem(
                "block-inside",
                "a question, reflection or scenario inside another block",
                block.place,
                "give it a place of its own, after the block",
            )


def _prose(walk: Walk, start: int, end: int) -> Prose:
    html = walk.finished(start, end, terms=True)
    return Prose(walk.place(start), html, walk.text(start, end))


def _table(walk: Walk, start: int, caption: str) -> Table:
    end = walk.ends[start]
    heads = [token for token in walk.tokens[start:end] if token.type == "th_open"]
    for token in heads:
        token.attrs["scope"] = "col"
    html = walk.finished(start + 1, end)
    return Table(walk.place(start), caption, len(heads), html, walk.text(start, end))
