"""Sources -> one Parquet file a piece, by several processes where there is much to read.

The key that makes numbers of names is drawn here, handed to the processes and nowhere else, and dropped.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import orjson

from coursebuilder.results.lookup import Lookup
from coursebuilder.results.moodle import moodle_record, moodle_report
from coursebuilder.results.runtime_records import Record, RecordReader, flat
from coursebuilder.results.sources import DAMAGED, Piece, Unread, documents, lines, pieces, rows
from coursebuilder.results.statements import StatementReader, Unreadable
from coursebuilder.results.table import Event, EventWriter, Hasher
from coursebuilder.results.times import milliseconds

_MANY = 32 * 1024 * 1024  # bytes; with less to read, starting processes takes longer than reading
_KEPT = 100  # rows that are listed; others are counted
_COLUMNS = {"learner", "attempt", "module", "version", "began", "element", "value"}


@dataclass(slots=True)
class Reading:
    """What was read: counts, the first rows that could not be read, and the numbers of voided statements."""

    events: int = 0
    elsewhere: int = 0
    unread: list[Unread] = field(default_factory=list)
    unread_rows: int = 0
    voided: set[int] = field(default_factory=set)
    rows: int = 0

    def refuse(self, path: Path | str, row: int, error: Exception | str) -> None:
        self.unread_rows += 1
        if len(self.unread) < _KEPT:
            name = path if isinstance(path, str) else path.as_posix()
            self.unread.append(Unread(name, row, str(error)))

    def add(self, other: Reading) -> None:
        self.events += other.events
        self.elsewhere += other.elsewhere
        self.unread += other.unread[: max(0, _KEPT - len(self.unread))]
        self.unread_rows += other.unread_rows
        self.voided |= other.voided


def read_all(
    sources: list[Path],
    lookup: Lookup,
    folder: Path,
    statements: Iterable[tuple[str, Any]] = (),
    workers: int | None = None,
) -> Reading:
    """Read everything into FOLDER/*.parquet.

    statements: further ones, from record stores, each with the name of its source
    """
    salt = secrets.token_bytes(32)
    found, unread = pieces(sources)
    reading = Reading(unread=unread[:_KEPT], unread_rows=len(unread))
    jobs = [(piece, folder / f"{number:06}.parquet") for number, piece in enumerate(found)]
    work = partial(_read_piece, lookup=lookup, salt=salt)
    size = sum((piece.end - piece.start) or 8 * piece.path.stat().st_size for piece in found)
    workers = workers or _processors()
    several = workers > 1 and size > _MANY and len(jobs) > 1
    with ProcessPoolExecutor(workers, get_context("spawn")) if several else nullcontext() as pool:
        before = 0  # lines of the same file in the pieces before
        for piece, part in zip(found, pool.map(work, jobs) if pool else map(work, jobs), strict=True):
            before = before if piece.start else 0
            part.unread = [replace(one, row=one.row + before) for one in part.unread]
            before += part.rows
            reading.add(part)
    with EventWriter(folder / "stores.parquet") as writer:
        reader, kept = StatementReader(lookup, Hasher(salt)), _Kept(reading, writer)
        for number, (name, statement) in enumerate(statements, 1):
            kept.take(partial(reader.read, statement), name, number)
    return reading


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Kept:
    """Where events go, and rows that are none."""

    reading: Reading
    writer: EventWriter

    def take(self, read: Callable[[], object], path: Path | str, row: int) -> None:
        """Keep what `read` gives for a row: events, the number of a voided statement, or nothing."""
        try:
            made = read()
        except (Unreadable, orjson.JSONDecodeError) as error:
            why = "not JSON" if isinstance(error, orjson.JSONDecodeError) else error
            self.reading.refuse(path, row, why)
            return
        except RecursionError:
            self.reading.refuse(path, row, "nested too deeply")
            return
        if isinstance(made, Event):
            made = (made,)
        if isinstance(made, int):
            self.reading.voided.add(made)
        elif made is None:
            self.reading.elsewhere += 1
        elif isinstance(made, list | tuple):
            for event in made:
                self.writer.add(event)
            self.reading.events += len(made)


def _read_piece(job: tuple[Piece, Path], lookup: Lookup, salt: bytes) -> Reading:
    """Read one piece into its Parquet file; in a process of its own where there are several."""
    piece, out = job
    reading = Reading()
    with EventWriter(out) as writer:
        kept = _Kept(reading, writer)
        try:
            _READERS[piece.kind](piece, lookup, Hasher(salt), kept)
        except DAMAGED as error:
            reading.refuse(piece.path, 0, f"can't be read on ({type(error).__name__})")
    return reading


def _lines(piece: Piece, lookup: Lookup, hasher: Hasher, kept: _Kept) -> None:
    read_statement = StatementReader(lookup, hasher, piece.start).read
    read_record = RecordReader(lookup, hasher, piece.start)
    for number, line in lines(piece):
        kept.reading.rows = number
        if line.strip():
            kept.take(partial(_value, line, read_statement, read_record), piece.path, number)


def _value(line: bytes, read_statement: Callable[[object], object], read_record: RecordReader) -> object:
    """What a line of JSON holds. Raises Unreadable or JSONDecodeError."""
    value = orjson.loads(line)
    return read_record.read(_json_record(value)) if _is_record(value) else read_statement(value)


def _documents(piece: Piece, lookup: Lookup, hasher: Hasher, kept: _Kept) -> None:
    read_statement = StatementReader(lookup, hasher).read
    read_record = RecordReader(lookup, hasher)
    for number, value in enumerate(documents(piece), 1):
        if _is_record(value):
            kept.take(lambda value=value: read_record.read(_json_record(value)), piece.path, number)  # type: ignore[misc]
        else:
            kept.take(partial(read_statement, value), piece.path, number)


def _is_record(value: object) -> bool:
    return isinstance(value, dict) and "learner" in value and "verb" not in value


def _json_record(value: dict[str, Any]) -> Record:
    elements = dict(flat(value.get("cmi") or value.get("elements") or {}))
    columns = {name: "" if (told := value.get(name)) is None else str(told) for name in _COLUMNS}
    return _record(columns, elements)


def _record(columns: dict[str, str], elements: dict[str, str]) -> Record:
    """A record of the simple form. Raises Unreadable where its time is none."""
    began = columns.get("began", "")
    try:
        at = milliseconds(began) if began else 0
    except ValueError as error:
        raise Unreadable('"began" is no time like 2026-11-30T09:00:00Z') from error
    return Record(
        columns.get("learner", ""),
        columns.get("attempt", "") or "1",
        elements,
        columns.get("module", ""),
        columns.get("version", ""),
        at,
    )


def _table(piece: Piece, lookup: Lookup, hasher: Hasher, kept: _Kept) -> None:
    reader = RecordReader(lookup, hasher)
    table = rows(piece)
    header = next(table, [])
    try:
        report = moodle_report(header, lookup)
    except Unreadable as error:
        kept.reading.refuse(piece.path, 1, error)
        return
    if report:
        names = _objectives(lookup)
        for number, row in enumerate(table, 2):
            if any(cell.strip() for cell in row):
                record = moodle_record(report, row, names)
                if record:
                    kept.take(partial(reader.read, record), piece.path, number)
        return
    names = [name.strip().lower() for name in header]
    if "learner" not in names or not ("element" in names or any(name.startswith("cmi.") for name in names)):
        kept.reading.refuse(piece.path, 1, "neither a report of Moodle's nor columns learner, element, value")
        return
    for number, columns, elements in _records(names, table, "element" in names):
        kept.take(lambda c=columns, e=elements: reader.read(_record(c, e)), piece.path, number)  # type: ignore[misc]


def _records(
    names: list[str], table: Iterator[list[str]], long: bool
) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """Row number, columns and elements of each record; in the long form its rows are together in the
    memory."""
    held: dict[tuple[str, str, str], tuple[int, dict[str, str], dict[str, str]]] = {}
    for number, row in enumerate(table, 2):
        cells = dict(zip(names, map(str.strip, row), strict=False))
        columns = {name: cells.get(name, "") for name in _COLUMNS}
        if not long:
            elements = {name: cell for name, cell in cells.items() if name.startswith("cmi.") and cell}
            yield number, columns, elements
        elif any(cells.values()):
            key = columns["learner"], columns["attempt"], columns["module"]
            held.setdefault(key, (number, columns, {}))[2][columns["element"]] = columns["value"]
    yield from held.values()


def _objectives(lookup: Lookup) -> list[str]:
    """The ids of objectives as a platform may have them, those of a whole course too."""
    plain = [one.id for asked in lookup.modules.values() for one in asked.module.objectives]
    whole = [f"{name}--{one.id}" for name, asked in lookup.modules.items() for one in asked.module.objectives]
    return list(dict.fromkeys([*plain, *whole]))


_READERS = {"lines": _lines, "json": _documents, "table": _table, "sheet": _table}
