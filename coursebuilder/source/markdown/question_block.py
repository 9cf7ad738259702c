"""A ::: question block cut into the parts that questions/ reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from markdown_it.token import Token

from coursebuilder.model import Block, Question
from coursebuilder.problems import Place
from coursebuilder.source.attributes import Attributes
from coursebuilder.source.markdown.raw_markup import without_answers
from coursebuilder.source.markdown.walk import Walk
from coursebuilder.source.questions import FORMS, Body, Form, Item, Row, Wording, read_question

# A box as it is written here; also (x), [(x)], [[x]] as other tools have it, and the signs of Word.
BOX = re.compile(r"\[?[\[(]([ xX✓✔])[\])]\]?(\s+|$)|([☐□☒☑])\s*")
_TICKED = frozenset("xX✓✔☒☑")
_HINT = "Hint:"
_NO_ANSWERS = {"question-without-answers", "answer-without-box", "wrong-form"}
_WRITTEN: dict[str, Form] = {
    "bullet_list_open": "list",
    "ordered_list_open": "numbered list",
    "table_open": "table",
}
ReadBlocks = Callable[[int, int], tuple[Block, ...]]
Span = tuple[int, int]


def question_block(
    walk: Walk, start: int, name: str, attributes: Attributes, place: Place, blocks: ReadBlocks
) -> Question | None:
    """The question that opens at `start`; its Problems go to walk.found."""
    told = len(walk.found.problems)
    spans, hints = _without_hints(walk, list(walk.spans(start + 1, walk.ends[start])))
    if walk.report_loose_feedback(spans):
        return None  # each answer is a list of its own: nothing more can be said of them
    cut, form = _answers(walk, spans, attributes.values.get("kind", ""))
    setup, wording, left = _wording(walk, spans[:cut], blocks)
    rest = [first for first, _ in (spans[cut:] if form == "nothing" else spans[cut + 1 :])]
    _report_strays(walk, name, left, "between its wording and its answers")
    quotes = [first for first in rest if walk.type(first) == "blockquote_open"]
    _report_strays(walk, name, [first for first in rest if first not in quotes], "after its answers")
    feedback = "".join(_quote(walk, first) for first in quotes)
    body = Body(place, name, attributes.values, attributes.flags, setup, wording, feedback, form, hints=hints)
    if form == "table":
        headings, *rows = _rows(walk, *spans[cut])
        body = replace(body, headings=headings.cells, rows=tuple(rows))
    elif form != "nothing":
        inside = spans[cut][0]
        items = tuple(_item(walk, first) for first, _ in walk.spans(inside + 1, walk.ends[inside]))
        body = replace(body, items=items)
    question, problems = read_question(body)
    if {problem.code for problem in problems} & _NO_ANSWERS:
        walk.found.problems[:] = without_answers(walk.found.problems, told)
    for name in attributes.classes:
        hint = (
            "a whole page is an assessment:  ## Title {.assessment}" if name == "assessment" else "remove it"
        )
        walk.problem("unknown-key", f'".{name}" means nothing on a question', place, hint)
    walk.found.problems.extend(problems)
    return question


def _without_hints(walk: Walk, spans: list[Span]) -> tuple[list[Span], tuple[str, ...]]:
    """Hints are paragraphs that begin with Hint: and stand behind the wording."""
    paragraphs = [n for n, (first, _) in enumerate(spans) if walk.type(first) == "paragraph_open"]
    found = [n for n in paragraphs if walk.tokens[spans[n][0] + 1].content.startswith(_HINT)]
    wording = max((n for n in paragraphs if n not in found), default=-1)
    hints = [n for n in found if n > wording]
    left = [span for n, span in enumerate(spans) if n not in hints]
    return left, tuple(_hint(walk, spans[n][0]) for n in hints)


def _hint(walk: Walk, start: int) -> str:
    """The paragraph without the word it begins with."""
    first = (walk.tokens[start + 1].children or [])[0]
    first.content = first.content.removeprefix(_HINT).lstrip()
    html, text = walk.paragraph(start)
    if not text:
        walk.problem("empty-hint", "a hint without text", walk.place(start), "Hint: what to think of first")
    return html


def _answers(walk: Walk, spans: list[Span], kind: str) -> tuple[int, Form]:
    """Where the answers stand, and as what: the first list with brackets, else the last list or table.

    A kind that is named looks for its own form first. Before answers in no form stand no lists, but the
    scene may have some: there the last paragraph ends the question.
    """
    wanted = next((form for name, form in FORMS.items() if name == kind), None)
    types = [walk.type(first) for first, _ in spans]
    last = max((n for n, name in enumerate(types) if name == "paragraph_open"), default=-1)
    found = [(n, _WRITTEN[name]) for n, name in enumerate(types) if name in _WRITTEN]
    if wanted == "nothing":
        found = [(n, form) for n, form in found if n > last]
    own = [(n, form) for n, form in found if form == wanted] or found
    boxed = [(n, form) for n, form in own if form == "list" and _has_box(walk, spans[n])]
    for n, form in boxed or own[-1:]:
        return n, form
    return last + 1, "nothing"


def _has_box(walk: Walk, span: Span) -> bool:
    inlines = (token for token in walk.tokens[span[0] : span[1]] if token.type == "inline")
    return any(BOX.match(token.content) for token in inlines)


def _wording(
    walk: Walk, spans: list[Span], blocks: ReadBlocks
) -> tuple[tuple[Block, ...], Wording, list[int]]:
    """What stands before the answers: the last paragraph asks, everything above it sets the scene.

    What is left stands between the two, where it has no place.
    """
    asking = max(
        (n for n, (first, _) in enumerate(spans) if walk.type(first) == "paragraph_open"), default=None
    )
    if asking is None:
        return (), Wording("", ""), [first for first, _ in spans]
    setup = blocks(spans[0][0], spans[asking][0])
    return setup, Wording(*walk.paragraph(spans[asking][0])), [first for first, _ in spans[asking + 1 :]]


def _report_strays(walk: Walk, name: str, strays: list[int], where: str) -> None:
    for first in strays:
        if walk.type(first) in _WRITTEN:
            walk.problem(
                "several-lists",
                f'question "{name}" has more than one list of answers',
                walk.place(first),
                "keep all answers in one list: the same sign (-) before each, no text between them",
            )
        else:
            walk.problem(
                "text-after-answers",
                f'question "{name}" has text {where}',
                walk.place(first),
                "feedback for everybody starts with > after the answers; move other text to the top",
            )


def _rows(walk: Walk, start: int, end: int) -> Iterator[Row]:
    """The table's rows, the headings first."""
    for index in range(start, end):
        if walk.type(index) == "tr_open":
            cells = (n for n in range(index, walk.ends[index]) if walk.type(n) in {"th_open", "td_open"})
            yield Row(walk.place(index), tuple(Wording(*walk.paragraph(n)) for n in cells))


def _item(walk: Walk, start: int) -> Item:
    """One answer: a paragraph that starts with a box, then a quotation with its feedback."""
    html = text = feedback = ""
    mark: str | None = None
    for number, (first, _) in enumerate(walk.spans(start + 1, walk.ends[start])):
        if walk.type(first) == "paragraph_open" and number == 0:
            mark = _take_box(walk.tokens[first + 1])
            if f"\n{_HINT}" in walk.tokens[first + 1].content:
                hint = f"leave an empty line before {_HINT}"
                walk.problem("hint-in-answer", "a hint that runs on from an answer", walk.place(first), hint)
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
    box = BOX.match(first.content) if first and first.type == "text" else None
    if not first or not box:
        return None
    first.content = first.content[box.end() :]
    return "x" if (box[1] or box[3]) in _TICKED else " "


def _quote(walk: Walk, start: int) -> str:
    return walk.finished(start + 1, walk.ends[start])
