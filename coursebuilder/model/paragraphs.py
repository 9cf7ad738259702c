"""A module cut into the pieces that people speak about: numbered paragraphs, and what stands beneath each.

The review copy prints these numbers; signatures, comments and comparisons of two releases tell by the hashes
which pieces are still what they were.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, assert_never

from coursebuilder.model import (
    Block,
    Callout,
    Clip,
    Course,
    Figure,
    Module,
    Page,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Speech,
    Step,
    Table,
    kind_of,
)
from coursebuilder.model.letters import letter
from coursebuilder.problems import Place

Basis = Literal["cited", "practice", "story", "none", ""]
HASH = 12  # characters of a hash: enough to tell two texts apart
_TAGS = re.compile(r"(</?(?:p|li)>)")
_CITE = re.compile(r'<a class="cite"[^>]*>(.*?)</a>')
_REFERENCE = re.compile(r" \[[a-z][a-z0-9-]*:\d+\]")
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of a page.

    number: "2.3.1" for a paragraph, list item, table row, or what a question asks: module, page, paragraph.
        What has no number of its own goes by the one before it: "2.3.1 answer b", "2.3 picture"
    page: the page's id; place: the line that its block begins on
    html: as learners see it, finished
    basis: what a claim rests on: sections of works (`cited`), common practice, a made-up story, or none;
        "" for what is no claim, such as a question
    for_tutors: whether it stands in a note for tutors, which no learner's package holds
    """

    number: str
    page: str
    place: Place
    html: str
    basis: Basis = ""
    cited: tuple[str, ...] = ()
    for_tutors: bool = False

    @property
    def numbered(self) -> bool:
        """Whether it has a number of its own."""
        return " " not in self.number

    @property
    def hash(self) -> str:
        """`HASH` hex digits that change whenever the text does, but not with its number."""
        return text_hash(self.html)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece before it is numbered; `label` is "" for one that gets a number of its own."""

    place: Place
    label: str
    html: str
    basis: Basis = ""


def text_hash(text: str) -> str:
    """`HASH` hex digits for a text; blanks and line breaks that no reader sees make no difference."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:HASH]


def numbered_modules(course: Course) -> tuple[tuple[int, Module], ...]:
    """The modules that are built, each behind its number."""
    return tuple(enumerate(course.built, 1))


def paragraphs(module: Module, number: int = 1) -> tuple[Paragraph, ...]:
    """All pieces of a module in the order of its review copy: of each page its blocks, then tutors' notes.

    number: the module's place in its course, from 1
    """
    made: list[Paragraph] = []
    for n, page in enumerate(module.pages, 1):
        made += page_paragraphs(module, page, f"{number}.{n}")
    return tuple(made)


def page_paragraphs(module: Module, page: Page, number: str) -> tuple[Paragraph, ...]:
    """The pieces of one page of a module; `number` is the page's, such as 2.3."""
    pieces = [(piece, False) for piece in (_Piece(page.place, "title", page.title), *_pieces(page.blocks))]
    for note in module.tutor_notes:
        if note.page == page.id:
            pieces += [
                (piece, True) for piece in (_Piece(note.place, "note", note.title), *_pieces(note.blocks))
            ]
    made: list[Paragraph] = []
    taken: dict[str, int] = {}
    last, count = number, 0
    for piece, for_tutors in pieces:
        if not piece.label:
            count += 1
            last = f"{number}.{count}"
        name = f"{last} {piece.label}".rstrip()
        taken[name] = taken.get(name, 0) + 1
        name = name if taken[name] == 1 else f"{name} {taken[name]}"
        cited = cited_in(piece.html)
        basis: Basis = "cited" if cited and piece.basis else piece.basis
        html = as_learners_see(piece.html)
        made.append(Paragraph(name, page.id, piece.place, html, basis, cited, for_tutors))
    return tuple(made)


def claims_of(html: str) -> Iterator[tuple[str, bool]]:
    """Finished text cut at its outermost paragraphs and list items: each part, and whether it is one.

    A list inside a list item belongs to that item. The parts joined are the text.
    """
    depth, part = 0, ""
    for piece in _TAGS.split(html):
        if piece in {"<p>", "<li>"}:
            if not depth and part:
                yield part, False
                part = ""
            depth += 1
            part += piece
        elif piece in {"</p>", "</li>"} and depth:
            depth -= 1
            part += piece
            if not depth:
                yield part, True
                part = ""
        else:
            part += piece
    if part:
        yield part, False


def rows_of(html: str) -> list[str]:
    """The inside of each row of a table but those of its head."""
    return [inside for inside in _ROW.findall(html) if "<th" not in inside]


def cited_in(html: str) -> tuple[str, ...]:
    """The names of the sections that a text cites, each once."""
    found = (name[1:-1] if name.startswith("(") else name for name in _CITE.findall(html))
    return tuple(dict.fromkeys(found))


def as_learners_see(html: str) -> str:
    """Citations without the references that stand beside a claim for reviewers, each section once."""

    def shown(found: re.Match[str]) -> str:
        names = _REFERENCE.sub("", found[1])
        inside = ", ".join(dict.fromkeys(names.removeprefix("(").removesuffix(")").split(", ")))
        return found[0].replace(f">{found[1]}<", f">({inside})<" if names.startswith("(") else f">{names}<")

    return _CITE.sub(shown, html)


def _pieces(blocks: Iterable[Block], basis: Basis = "none") -> Iterator[_Piece]:
    """The pieces of these blocks; `basis`: what a claim without a source rests on here."""
    for block in blocks:
        yield from _block(block, basis)


def _block(block: Block, basis: Basis) -> Iterator[_Piece]:
    place = block.place
    match block:
        case Prose(html=html):
            for part, is_claim in claims_of(html):
                if is_claim:
                    yield _Piece(place, "", part, basis)
                elif part.strip():
                    yield _Piece(place, "text", part)
        case Table(caption=caption, html=html):
            heads = "".join(row for row in _ROW.findall(html) if "<th" in row)
            yield _Piece(place, "table", f"{caption} {heads}")
            yield from (_Piece(place, "", row, basis) for row in rows_of(html))
        case Figure(alt=alt, caption=caption, media=media):
            yield _Piece(place, "picture", f"{media.name} {alt} {caption}")
        case Clip(title=title, blocks=inside, captions=captions, media=media):
            said = " ".join(f"{cue.start} {cue.end} {cue.text}" for cue in captions)
            yield _Piece(place, block.kind, f"{media.name} {title} {said}")
            yield from _pieces(inside, basis)
        case Callout(kind=kind, title=title, practice=practice, blocks=inside):
            yield _Piece(place, kind, f"{title} {'practice' * practice}")
            yield from _pieces(inside, _basis_in(block, basis))
        case Reveal(title=title, blocks=inside) | Reflection(prompt=title, blocks=inside):
            yield _Piece(place, "reveal" if isinstance(block, Reveal) else "reflection", title)
            yield from _pieces(inside, basis)
        case Question():
            yield from _question(block)
        case Scenario():
            yield from _scenario(block)
        case Speech(speaker=speaker, html=html):
            yield _Piece(place, "speech", f"{speaker}: {html}")
        case _:
            assert_never(block)


def _basis_in(callout: Callout, basis: Basis) -> Basis:
    if callout.practice:
        return "practice"
    return "story" if callout.kind == "example" else basis


def _question(question: Question) -> Iterator[_Piece]:
    """Its story, what it asks, each answer with whether it is right and its feedback, then the rest."""
    place, task = question.place, question.task
    yield from _pieces(question.setup, "story")
    safety = "safety " * question.safety
    yield _Piece(place, "", f"{safety}{task.kind} {question.html}")
    for n, row in enumerate(kind_of(task).on_paper(task, _say)):
        right = {True: "right", False: "wrong", None: ""}[row.right]
        yield _Piece(place, f"answer {letter(n)}", f"{right} {row.html} {row.feedback}")
    for hint in question.hints:
        yield _Piece(place, "hint", hint)
    if question.feedback:
        yield _Piece(place, "feedback", question.feedback)


def _say(key: str, **values: object) -> str:
    """Words of the player by their keys: what they say in a language is no part of the author's text."""
    return " ".join((key, *map(str, values.values())))


def _scenario(scenario: Scenario) -> Iterator[_Piece]:
    yield from _pieces(scenario.setup, "story")
    for gauge in scenario.gauges:
        yield _Piece(gauge.place, "gauge", f"{gauge.name}: {', '.join(gauge.words)}; {gauge.start}")
    for step in scenario.steps:
        yield from _step(step)


def _step(step: Step) -> Iterator[_Piece]:
    yield _Piece(step.place, "step", f"{step.title}{' (end)' * step.end}")
    yield from _pieces(step.blocks, "story")
    if step.replies:
        yield _Piece(step.place, "", step.ask)
    for n, reply in enumerate(step.replies):
        changes = " ".join(f"{name} {by:+d}" for name, by in reply.changes)
        said = f"{reply.verdict} {reply.html} {reply.led} {reply.to} {changes}"
        yield _Piece(reply.place, f"reply {letter(n)}", said)
