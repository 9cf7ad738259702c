"""A course's passages as a Word table of two columns, for translators without a tool, and back again.

The first column has where a text stands, the text, and notes; the second its translation. A row is known by
its first two paragraphs, so rows may be moved and left out. A fuzzy translation is told of in the first
column: what is typed into the second counts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
import polib
from docx.document import Document
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from coursebuilder.bring.items import CannotBring
from coursebuilder.bring.zips import judge_xml, parts_of
from coursebuilder.problems import Place, Problem
from coursebuilder.source.translations import FUZZY
from coursebuilder.translate.files import CannotTranslate

_SMALL = Pt(8)
_Key = tuple[str, str, str]  # name of the file, context, text


@dataclass(frozen=True, slots=True)
class Taken:
    """What a table brought: how many translations are new or other than before, and rows that fit nothing."""

    count: int
    strange: tuple[str, ...]


def table_of(files: Mapping[Path, polib.POFile], language: str) -> bytes:
    """The Word file (.docx): a table for each PO file."""
    document = docx.Document()
    for section in document.sections:  # A4, which python-docx's template isn't
        section.page_width, section.page_height = Mm(210), Mm(297)
    document.add_paragraph(
        "Type into the right column. Leave [@…], {{…}}, [^…] and the addresses of links as they are."
    )
    for path, file in files.items():
        entries = [entry for entry in file if not entry.obsolete]
        table = document.add_table(len(entries) + 1, 2, style="Table Grid")
        head, *rows = table.rows
        head.cells[0].text, head.cells[1].text = path.name, language
        for row, entry in zip(rows, entries, strict=True):
            left, right = row.cells
            _fill(left, entry)
            right.text = "" if FUZZY in entry.flags else entry.msgstr
        document.add_paragraph()
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _fill(cell: _Cell, entry: polib.POEntry) -> None:
    cell.paragraphs[0].add_run(entry.msgctxt or "").font.size = _SMALL
    cell.add_paragraph(entry.msgid)
    notes = [entry.comment] if entry.comment else []
    if FUZZY in entry.flags:
        notes.append(f"Before: {entry.previous_msgid or ''}\n{entry.msgstr}")
    for note in notes:
        cell.add_paragraph().add_run(note).font.size = _SMALL


def take_table(path: Path, files: Mapping[Path, polib.POFile]) -> Taken:
    """Put the translations of a Word file into PO files, which the caller writes.

    An empty cell changes nothing. Raises CannotTranslate for what is no such file, and OSError.
    """
    known = {
        (file.name, _plain(entry.msgctxt or ""), _plain(entry.msgid)): entry
        for file, entries in files.items()
        for entry in entries
        if not entry.obsolete
    }
    strange: list[str] = []
    count = 0
    for key, typed in _rows(_document(path)):
        entry = known.get(key)
        if entry is None:
            strange.append(key[2] or key[1])
        elif typed and (typed != entry.msgstr or FUZZY in entry.flags):
            entry.msgstr, entry.flags = typed, [flag for flag in entry.flags if flag != FUZZY]
            entry.previous_msgid = entry.previous_msgctxt = None
            count += 1
    return Taken(count, tuple(strange))


def _document(path: Path) -> Document:
    try:
        judge_xml(path, parts_of(path))
        return docx.Document(str(path))
    except CannotBring as error:
        raise CannotTranslate(*error.problems) from error
    except (KeyError, ValueError) as error:  # a zip, but no Word document
        what, hint = "this is no Word document (.docx)", "save it in Word as a document, with its table"
        raise CannotTranslate(Problem("no-word-document", what, Place(path.as_posix()), hint)) from error


def _rows(document: Document) -> Iterator[tuple[_Key, str]]:
    for table in document.tables:
        yield from _rows_of(table)


def _rows_of(table: Table) -> Iterator[tuple[_Key, str]]:
    name = ""
    for number, row in enumerate(table.rows):
        cells = row.cells
        if len(cells) < 2:
            continue
        if number == 0:
            name = cells[0].text.strip()
            continue
        said = [paragraph.text for paragraph in cells[0].paragraphs]
        context, text = (*said, "", "")[:2]
        typed = "\n".join(paragraph.text for paragraph in cells[1].paragraphs)
        yield (name, _plain(context), _plain(text)), _lines(typed, "\\\n" in text)


def _lines(typed: str, broken: bool) -> str:
    """What was typed into a cell, with line breaks only where the text has some of its own."""
    lines = [_plain(line) for line in typed.split("\n")]
    return "\n".join(filter(None, lines)) if broken else _plain(typed)


def _plain(text: str) -> str:
    return " ".join(text.split())
