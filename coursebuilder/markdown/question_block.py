"""A ::: question block cut into the parts that questions.py reads."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.token import Token

from coursebuilder.attributes import Attributes
from coursebuilder.markdown.walk import Walk
from coursebuilder.model import Block, Question
from coursebuilder.problems import Place
from coursebuilder.questions import Body, Item, read_question

_BOX = re.compile(r"\[([ xX])\](\s+|$)")
_OTHER_FORMS = {"ordered_list_open", "table_open"}
ReadBlocks = Callable[[int, int], tuple[Block, ...]]


def question_block(
    walk: Walk, start: int, name: str, attributes: Attributes, place: Place, blocks: ReadBlocks
) -> Question | None:
    """The question that opens at `start`; its Problems go to walk.found."""
    spans = list(walk.spans(start + 1, walk.ends[start]))
    cut = next(
        (n for n, (first, _) in enumerate(spans) if walk.type(first) == "bullet_list_open"), len(spans)
    )
    setup, html, text = _wording(walk, spans[:cut], blocks)
    rest = [first for first, _ in spans[cut + 1 :]]
    _report_strays(walk, name, rest)
    feedback = "".join(_quote(walk, first) for first in rest if walk.type(first) == "blockquote_open")
    items = None
    if cut < len(spans):
        inside = spans[cut][0]
        items = tuple(_item(walk, first) for first, _ in walk.spans(inside + 1, walk.ends[inside]))
    other_form = any(walk.type(first) in _OTHER_FORMS for first, _ in spans)
    question, problems = read_question(
        Body(place, name, attributes, setup, html, text, items, feedback, other_form)
    )
    walk.found.problems.extend(problems)
    return question


def _wording(
    walk: Walk, spans: list[tuple[int, int]], blocks: ReadBlocks
) -> tuple[tuple[Block, ...], str, str]:
    """What stands before the answers: the last paragraph asks, everything above it sets the scene."""
    asking = max(
        (n for n, (first, _) in enumerate(spans) if walk.type(first) == "paragraph_open"), default=None
    )
    if asking is None:
        return (), "", ""
    return blocks(spans[0][0], spans[asking][0]), *walk.paragraph(spans[asking][0])


def _report_strays(walk: Walk, name: str, after: list[int]) -> None:
    for first in after:
        if walk.type(first) == "bullet_list_open":
            walk.problem(
                "several-lists",
                f'question "{name}" has more than one list of answers',
                walk.place(first),
                "keep all answers in one list: the same sign (-) before each, no text between them",
            )
        elif walk.type(first) not in {"blockquote_open", *_OTHER_FORMS}:
            walk.problem(
                "text-after-answers",
                f'question "{name}" has text after its answers',
                walk.place(first),
                "feedback for everybody starts with > ; move other text before the answers",
            )


def _item(walk: Walk, start: int) -> Item:
    """One answer: a paragraph that starts with a box, then a quotation with its feedback."""
    html = text = feedback = ""
    mark: str | None = None
    for number, (first, _) in enumerate(walk.spans(start + 1, walk.ends[start])):
        if walk.type(first) == "paragraph_open" and number == 0:
            mark = _take_box(walk.tokens[first + 1])
            html, text = walk.paragraph(first)
        elif walk.type(first) == "blockquote_open":
            feedback += _quote(walk, first)
        else:
            walk.problem(
                "text-in-answer",
                "an answer is one paragraph, with its feedback below",
                walk.place(first),
                "feedback starts with > and is indented by two:   > why",
            )
    return Item(walk.place(start), mark, html, text, feedback)


def _take_box(inline: Token) -> str | None:
    first = inline.children[0] if inline.children else None
    box = _BOX.match(first.content) if first and first.type == "text" else None
    if not first or not box:
        return None
    first.content = first.content[box.end() :]
    return box[1].lower()


def _quote(walk: Walk, start: int) -> str:
    return walk.finished(start + 1, walk.ends[start])
