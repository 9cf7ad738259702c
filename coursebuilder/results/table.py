"""The one table that every source is read into, a row an event; docs/results.md says what its columns mean.

A row names no learner: learners, attempts and statements are numbers, made with a salt of the run that nobody
keeps. Nothing a learner typed is in it: a typed answer is the letter of the one that the author foresaw, or
"*".
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import pyarrow as pa
import pyarrow.parquet as pq

OTHER = "*"  # a response that no author foresaw; it is counted, and not kept
CHUNK = 50_000  # rows that are held before they are written


class Event(NamedTuple):
    """One event of one learner.

    id: of the statement, so that a copy of it counts once
    what: began, page, answered, objective, completed, passed, failed or ended
    part: where a question stands: assessment, practice, scenario or confidence; "" for other events
    item: id of the page, question, step or objective
    form: whether the question was asked as the course asks it now
    seconds: time on a question, or of learning up to the end of a module
    moment: milliseconds since 1970; sequence: which of two events of one moment came first
    week: the Monday, 2026-11-30
    """

    id: int
    learner: int
    attempt: int
    module: str
    version: str
    what: str
    part: str
    item: str
    response: str
    right: bool | None
    form: bool
    seconds: float | None
    score: float | None
    moment: int
    sequence: int
    week: str
    source: str


_TYPES: dict[str, pa.DataType] = {
    "id": pa.int64(),
    "learner": pa.int64(),
    "attempt": pa.int64(),
    "right": pa.bool_(),
    "form": pa.bool_(),
    "seconds": pa.float64(),
    "score": pa.float64(),
    "moment": pa.int64(),
    "sequence": pa.int64(),
}
SCHEMA = pa.schema([(name, _TYPES.get(name, pa.string())) for name in Event._fields])


class Hasher:
    """Makes numbers of names, with a key that exists only while the sources are read."""

    def __init__(self, salt: bytes) -> None:
        self._keyed = hashlib.blake2b(digest_size=8, key=salt)

    def number(self, name: str) -> int:
        """A signed number of 64 bits: equal for equal names within one run, and unlike in the next run."""
        copy = self._keyed.copy()
        copy.update(name.encode("utf-8", "surrogatepass"))
        return int.from_bytes(copy.digest(), "big", signed=True)


class EventWriter:
    """Writes events into one Parquet file, some thousands at a time."""

    def __init__(self, path: Path) -> None:
        self._file = pq.ParquetWriter(path, SCHEMA, compression="zstd")
        self._rows: list[Event] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._flush()
        self._file.close()

    def add(self, event: Event) -> None:
        self._rows.append(event)
        if len(self._rows) >= CHUNK:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            columns: list[Any] = [
                pa.array(column, field.type)
                for column, field in zip(zip(*self._rows, strict=True), SCHEMA, strict=True)
            ]
            self._file.write_table(pa.Table.from_arrays(columns, schema=SCHEMA))
        self._rows.clear()
