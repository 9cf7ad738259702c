"""The words of a module as it was read: of each block of its pages and of its tutor's notes, by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from coursebuilder.model import (
    Block,
    Callout,
    Choice,
    Clip,
    Figure,
    FillIn,
    Likert,
    LongFillIn,
    Matching,
    Module,
    Numeric,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Sequencing,
    Sort,
    Speech,
    Step,
    Table,
    Task,
    TrueFalse,
)
from coursebuilder.source.markdown import is_footnote
from coursebuilder.source.written_words import words_in

_CITED = re.compile(r'<a class="cite".*?</a>', re.DOTALL)
_TITLED_LINK = re.compile(r'<a [^<>]*?title="([^"]*)"[^<>]*>(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'<img [^<>]*?alt="([^"]*)"[^<>]*>')
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Shown:
    """What became of the source from `line` on. `ordered`: its words stand as they were written.

    `numbers`: numbers in it are kept as amounts, not as they were written. `captioned`: a table, of which the
    caption stands above its first line.
    """

    line: int
    words: list[str]
    ordered: bool = True
    numbers: bool = False
    captioned: bool = False


def shown_words(module: Module) -> list[Shown]:
    """The title of each page, each block directly on a page, and each tutor's note, by line."""
    found = [Shown(page.place.line, words_in(page.title)) for page in module.pages[1:]]
    for page in module.pages:
        found += [_block(block) for block in page.blocks if not is_footnote(block)]
    for note in module.tutor_notes:
        found.append(Shown(note.place.line, _read([f"{note.title} ", *_texts(note.blocks)])))
    return sorted(found, key=lambda one: one.line)


def footnote_words(module: Module) -> Shown:
    """The words of all footnotes, those of tutor's notes too."""
    pages = (page.blocks for page in module.pages)
    blocks = chain(*pages, *(note.blocks for note in module.tutor_notes))
    return Shown(1, _read(_texts(tuple(filter(is_footnote, blocks)))), ordered=False)


def _block(block: Block) -> Shown:
    numbers = isinstance(block, Question) and isinstance(block.task, Numeric)
    captioned = isinstance(block, Table) and bool(block.caption)
    words = _read(_texts((block,)))
    return Shown(block.place.line, words, not isinstance(block, Question), numbers, captioned)


def _read(texts: Iterable[str]) -> list[str]:
    """The words of finished HTML; plain text, in which nothing is escaped, is as good."""
    text = _PICTURE.sub(r" \1 ", _CITED.sub(" ", " ".join(texts)))
    return words_in(_TAG.sub(" ", _TITLED_LINK.sub(r"\2 \1", text)))


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The texts of blocks in the order in which they are written; a question's are in the model's."""
    for block in blocks:
        match block:
            case Prose(html=html):
                yield html
            case Table(caption=caption, html=html):
                yield from (caption, html)
            case Figure(alt=alt, caption=caption):
                yield from (alt, caption)
            case Callout(title=title, blocks=inside) | Reveal(title=title, blocks=inside):
                yield from (title, *_texts(inside))
            case Clip(blocks=inside):
                yield from _texts(inside)
            case Reflection(prompt=prompt, blocks=inside):
                yield from (prompt, *_texts(inside))
            case Speech(speaker=speaker, html=html):
                yield from (speaker, html)
            case Question():
                yield from (*_texts(block.setup), block.html, block.feedback, *block.hints)
                yield from _task(block.task)
            case Scenario():
                yield from _texts(block.setup)
                for gauge in block.gauges:
                    yield from (gauge.name, *gauge.words)
                for step in block.steps:
                    yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    yield from (step.title, *_texts(step.blocks), step.ask)
    for reply in step.replies:
        changes = (f"{name} {abs(by)}" for name, by in reply.changes)
        yield from (reply.verdict, reply.html, reply.to, *changes, reply.led)


def _task(task: Task) -> Iterator[str]:
    match task:
        case Matching():
            yield from task.headings
            for option in (*task.lefts, *task.rights):
                yield option.html
        case Sort():
            yield from (*task.headings, *task.reasons)
            for item, place in task.pairs:
                yield from (item.html, place.html)
        case Sequencing(options) | Likert(options):
            for option in options:
                yield option.html
        case Numeric(numbers):
            for number in numbers:
                yield number.feedback
        case FillIn(answers) | Choice(answers) | TrueFalse(answers):
            for answer in answers:
                yield from (answer.html, answer.feedback)
        case LongFillIn():
            return
