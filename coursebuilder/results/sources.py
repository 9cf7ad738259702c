"""What a SOURCE is, told by its content: statements, run-time records or an export of Moodle's; and its rows.

A file of statements, a line each, is cut into pieces that several processes read at once; other files are
read
whole. `.gz` is unpacked on the way.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import orjson

PIECE = 64 * 1024 * 1024  # bytes of a file of lines that one process takes at a time
_JSON = (b"{", b"[")
_WRAPPED = re.compile(rb'\{\s*"(?:statements|records|more)"')
_LOOK = 65_536  # bytes that are looked at to tell what a file is
# What reading a damaged file raises: one cut off, overwritten, or not of the form that it begins like.
DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
    csv.Error,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or the lines of it that begin at one of its bytes from `start` up to, not including, `end`."""

    path: Path
    kind: str  # lines, json, table or sheet
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A row, or with row 0 a file, that could not be read, and why; nothing of what it held."""

    path: str
    row: int
    reason: str


def pieces(sources: list[Path]) -> tuple[list[Piece], list[Unread]]:
    """Everything in the files and folders that looks like a source, and files that don't."""
    found: list[Piece] = []
    unread: list[Unread] = []
    for path in (file for source in sources for file in _files(source)):
        try:
            kind = _kind(path)
        except DAMAGED as error:
            unread.append(Unread(path.as_posix(), 0, f"can't be opened ({type(error).__name__})"))
            continue
        if not kind:
            unread.append(
                Unread(path.as_posix(), 0, "neither statements nor records nor a report of Moodle's")
            )
        elif kind == "lines" and not _packed(path):
            size = path.stat().st_size
            found += [Piece(path, kind, at, min(at + PIECE, size)) for at in range(0, size, PIECE)]
        else:
            found.append(Piece(path, kind))
    return found, unread


def _files(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    return sorted(path for path in source.rglob("*") if path.is_file() and not path.name.startswith("."))


def _packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if _packed(path) else path.open("rb")


def _kind(path: Path) -> str:
    """What a file is: lines, json, table or sheet; "" for none of them."""
    with _opened(path) as file:
        start = file.read(_LOOK)
    if start.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(path) as packed:
            return "sheet" if "xl/workbook.xml" in packed.namelist() else ""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(_JSON):
        return "lines" if _is_lines(text, len(start) < _LOOK) else "json"
    if not text or b"\0" in text:
        return ""
    return "table" if any(mark in text.splitlines()[0] for mark in b",;\t") else ""


def _is_lines(text: bytes, whole: bool) -> bool:
    """Whether each line is JSON of its own. A first line longer than what was looked at counts as such."""
    lines = text.split(b"\n")
    if len(lines) == 1 and not whole:
        return text.startswith(b"{") and not _WRAPPED.match(text)
    try:
        first = orjson.loads(lines[0])
    except orjson.JSONDecodeError:
        return len([line for line in lines[1:3] if line.lstrip().startswith(b'{"')]) > 1 and text[:1] == b"{"
    return isinstance(first, dict) and not {"statements", "records"} & set(first)


def lines(piece: Piece) -> Iterator[tuple[int, bytes]]:
    """The lines of a piece, numbered from 1."""
    with _opened(piece.path) as file:
        if not piece.end:
            yield from enumerate(file, 1)
            return
        at = piece.start
        if at:
            file.seek(at - 1)
            at += len(file.readline()) - 1
        number = 0
        while at < piece.end and (line := file.readline()):
            number += 1
            yield number, line
            at += len(line)


def documents(piece: Piece) -> Iterator[Any]:
    """The values of a JSON file: those of a list, or of the list under "statements" or "records". Raises
    ValueError."""
    with _opened(piece.path) as file:
        whole = orjson.loads(file.read().removeprefix(b"\xef\xbb\xbf"))
    for name in ("statements", "records"):
        if isinstance(whole, dict) and isinstance(whole.get(name), list):
            whole = whole[name]
    yield from whole if isinstance(whole, list) else [whole]


def rows(piece: Piece) -> Iterator[list[str]]:
    """The rows of a table, header first: text with commas, semicolons or tabs, or a workbook's first
    sheet."""
    if piece.kind == "sheet":
        yield from _sheet(piece.path)
        return
    with _opened(piece.path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        header = text.readline()
        mark = max(",;\t", key=header.count)
        yield from csv.reader(_lines_of(header, text), delimiter=mark)


def _lines_of(first: str, text: IO[str]) -> Iterator[str]:
    """The lines again; without those NULs that a csv reader stops at."""
    yield first
    yield from (line.replace("\0", "") for line in text)


def _sheet(path: Path) -> Iterator[list[str]]:
    """The rows of a workbook's first sheet. Raises ValueError where openpyxl can't read on."""
    import openpyxl

    with path.open("rb") as file:  # by name it would refuse Moodle's .xls, which holds the newer form
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            for row in book.worksheets[0].iter_rows(values_only=True):
                yield ["" if cell is None else str(cell) for cell in row]
        except Exception as error:  # it fails in more ways than it documents, its XML reader in others
            raise ValueError("no workbook that can be read on") from error
