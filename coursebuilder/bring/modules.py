"""What was brought as modules of a course, each read by our own reader before anybody sees it.

What the reader calls broken is put right or left out, and the report says so: a module that was brought never
keeps a course from being built as a draft.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder.bring.items import Asked, Brought, BroughtPage, Note, Part
from coursebuilder.bring.plain_text import beginning, escaped, escaped_lines, on_one_line
from coursebuilder.bring.question_text import part_text, question_text
from coursebuilder.bring.reading import Reading, read_text
from coursebuilder.model.keys import key_of
from coursebuilder.source.ids import slug

LONGEST_TITLE = 200  # an LMS takes 255
_ROOM = 3600  # characters of a learner's progress, of 4,000: model/state_size.py
_BYTES = 400_000  # of a module's file, of 500,000
_ROUNDS = 6
_TYPED = {"fill-in": 250, "numeric": 34}
_FENCE = ":::"  # a part that begins with it is one block to its end


@dataclass(frozen=True, slots=True)
class ModuleText:
    """A module ready to be written. name: what its id is made of; minutes: as they were reckoned."""

    name: str
    text: str
    minutes: int
    pages: int
    questions: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a module's text: its lines, what it was made of, and whether it was put right before."""

    text: str
    part: Part | None
    mended: bool = False


def modules_of(brought: Brought) -> tuple[list[ModuleText], list[Note]]:
    """The modules, as many as progress and size need, and what had to be changed or left out."""
    groups = list(_groups([part for page in brought.pages for part in _split(page)]))
    notes: list[Note] = []
    made = []
    for number, pages in enumerate(groups, 1):
        title = brought.title if len(groups) == 1 else f"{brought.title} ({number})"
        text, reading = _readable(title, pages, brought, notes)
        minutes, asked = reading.minutes, reading.questions
        made.append(
            ModuleText(title, text, minutes, len([page for page in pages if page.parts or page.title]), asked)
        )
    if len(groups) > 1:
        what = f"it became {len(groups)} modules: a learner's progress or a file must not grow too large"
        notes.insert(0, Note("changed", "the whole file", what))
    return made, notes


def _groups(pages: Sequence[BroughtPage]) -> Iterator[list[BroughtPage]]:
    group: list[BroughtPage] = []
    room, size = _ROOM, 0
    for page in pages:
        need = 3 + sum(_kept(part) for part in page.parts if isinstance(part, Asked))
        length = sum(map(_bytes, page.parts))
        if group and (need > room or size + length > _BYTES):
            yield group
            group, room, size = [], _ROOM, 0
        group.append(page)
        room, size = room - need, size + length
    if group:
        yield group


def _split(page: BroughtPage) -> Iterator[BroughtPage]:
    """The page, or several where it alone is too large for a file or for a learner's progress."""
    parts: list[Part] = []
    room, size = _ROOM, 0
    for part in page.parts:
        need, length = _kept(part) if isinstance(part, Asked) else 0, _bytes(part)
        if parts and (need > room or size + length > _BYTES):
            yield replace(page, parts=tuple(parts))
            parts, room, size = [], _ROOM, 0
        parts.append(part)
        room, size = room - need, size + length
    yield replace(page, parts=tuple(parts))


def _bytes(part: Part) -> int:
    return len(part_text(part).encode())


def _kept(asked: Asked) -> int:
    """Characters that an answer takes of a learner's progress."""
    return 7 + _TYPED.get(asked.kind, max(len(asked.replies), len(asked.pairs)))


def _readable(
    title: str, pages: list[BroughtPage], brought: Brought, notes: list[Note]
) -> tuple[str, Reading]:
    pieces = list(_pieces(pages))
    with tempfile.TemporaryDirectory(prefix="coursebuilder-") as scratch:
        for _ in range(_ROUNDS):
            text = _whole(title, pieces, 0, brought.settings)
            reading = read_text(text, brought.media, Path(scratch))
            if not reading.broken:
                break
            pieces = _without(pieces, reading, notes, 4 + len(brought.settings))
    return _whole(title, pieces, reading.minutes, brought.settings), reading


def _whole(title: str, pieces: list[_Piece], minutes: int, settings: Iterable[tuple[str, str]] = ()) -> str:
    head = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n"
    head += f"minutes: {minutes}\n" if minutes else ""
    head += "".join(f"{key}: {value}\n" for key, value in settings)
    return head + "---\n" + "\n\n".join(piece.text for piece in pieces if piece.text) + "\n"


def _pieces(pages: list[BroughtPage]) -> Iterator[_Piece]:
    pages_taken: set[str] = {"start", "key " + key_of("page", "start")}
    named: set[str] = set()
    for page in pages:
        level = 2
        if page.title:
            title = on_one_line(page.title)
            identifier = _free(slug(title, "page"), "page", pages_taken)
            braces = " ".join(filter(None, (f"#{identifier}", page.attributes)))
            yield _Piece(f"## {title} {{{braces}}}", None)
        for part in page.parts:
            if isinstance(part, Asked):
                name = part.name or beginning(re.sub(r"[\\*_\[\]]", "", part.text.rsplit("\n\n", 1)[-1]), 48)
                yield _Piece(question_text(part, _free(slug(name, "question"), "question", named)), part)
                continue
            for block in [part] if part.startswith(_FENCE) else part.split("\n\n"):
                if heading := re.match(r"(#{3,6}) (?=\S)", block):
                    level = min(len(heading[1]), level + 1)
                    block = f"{'#' * level} {block[heading.end() :]}"
                yield _Piece(block, block)


def _free(identifier: str, kind: str, taken: set[str]) -> str:
    """The id, or one like it with a number; it and its key are taken from now on."""
    base, number = identifier[:50].rstrip("-"), 1
    found = base
    while found in taken or f"key {key_of(kind, found)}" in taken:
        number += 1
        found = f"{base}-{number}"
    taken.update((found, f"key {key_of(kind, found)}"))
    return found


def _without(pieces: list[_Piece], reading: Reading, notes: list[Note], line: int) -> list[_Piece]:
    """The pieces without those that are broken: a question goes, a paragraph stays as words without form.

    line: the number of the line on which the first piece begins, behind the settings
    """
    kept: list[_Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        last = line + piece.text.count("\n")
        broken = next((one for one in reading.broken if line <= one.place.line <= last), None)
        line = last + 2
        if broken is None:
            kept.append(piece)
        elif isinstance(piece.part, Asked):
            what = f'the question "{beginning(piece.part.text)}": {broken.message} ({broken.hint})'
            notes.append(Note("not carried", piece.part.where, what))
        elif not piece.mended and piece.text.strip():
            kept.append(_plainer(piece))
            notes.append(Note("changed", beginning(piece.text), f"its form: {broken.message}"))
        else:
            notes.append(Note("not carried", beginning(piece.text), broken.message))
    if kept == [piece for piece in pieces if piece.text]:  # what is broken stands on no line: nothing to cut
        return [
            _plainer(piece) if isinstance(piece.part, str) and not piece.mended else piece for piece in kept
        ]
    return kept


def _plainer(piece: _Piece) -> _Piece:
    """The same words as a paragraph without any form; a page's heading keeps its own."""
    if piece.part is None:
        words = re.sub(r"^## | \{#[^{}]*\}$", "", piece.text)
        plain = escaped(on_one_line(re.sub(r"[\\*`\[\]~^<>|_{}$]", " ", words)))[:LONGEST_TITLE] or "Page"
        identifier = re.search(r"\{#[^{}]*\}$", piece.text)
        return replace(piece, text=f"## {plain} {identifier[0] if identifier else ''}".rstrip(), mended=True)
    text, before, behind = piece.text, "", ""
    if text.startswith(_FENCE):  # what is for tutors stays theirs
        lines = text.split("\n")
        text, before, behind = "\n".join(lines[1:-1]), f"{lines[0]}\n", f"\n{lines[-1]}"
    words = on_one_line(re.sub(r"[\\*`\[\]~^<>|_{}$@]", " ", text))
    return replace(piece, text=f"{before}{escaped_lines(escaped(words))}{behind}", mended=True)
