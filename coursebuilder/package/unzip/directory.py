"""Read a zip's central directory strictly: readers that guess disagree on what is in a zip.

Source: PKWARE's APPNOTE.TXT 6.3, 4.3.7 (local header), 4.3.12 (directory), 4.3.14 to 4.3.16 (its ends), 4.5.3
(zip64), 4.6.9 (names in Unicode).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct
from struct import error as StructError
from typing import BinaryIO

MAX_DIRECTORY = 16 * 1024**2  # bytes; 20,000 files with long names need less
LOCAL = Struct("<4s5H3L2H")
CENTRAL = Struct("<4s4B4H3L5H2L")
END = Struct("<4s4H2LH")
LOCATOR = Struct("<4sLQL")
END64 = Struct("<4sQ2H2L4Q")
_EXTRA = Struct("<2H")
_UTF_8, _ZIP64, _UNICODE_NAME = 0x800, 1, 0x7075
_FULL, _FULL_SHORT = 2**32 - 1, 2**16 - 1  # "look for the number elsewhere"


class Damaged(Exception):
    """Raised for a file that is no zip, or a damaged or incomplete one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder as the central directory describes it.

    name: decoded; encoding_known: whether its encoding is certain
    start: offset of its local header; packed, size: bytes, packed and unpacked
    """

    name: str
    raw: bytes
    encoding_known: bool
    start: int
    packed: int
    size: int
    crc: int
    method: int
    flags: int
    mode: int

    @property
    def folder(self) -> bool:
        """Whether it is a folder."""
        return self.name.endswith("/")


def directory(stream: BinaryIO) -> list[Entry]:
    """All entries, in the directory's order. Raises `Damaged`."""
    try:
        at, size, count, before = _ends(stream)
        stream.seek(at)
        data = stream.read(size)
        found = list(_entries(data, before))
    except (StructError, ValueError, OverflowError) as error:
        raise Damaged(f"its directory is damaged ({error})") from None
    if len(found) != count:
        raise Damaged(f"its directory names {len(found)} files and says that they are {count}")
    return found


def _ends(stream: BinaryIO) -> tuple[int, int, int, int]:
    """Offset and bytes of the directory, number of files in it, and bytes before the zip in the file."""
    total = stream.seek(0, io.SEEK_END)
    tail_at = max(0, total - END.size - 2**16)
    stream.seek(tail_at)
    tail = stream.read()
    found = tail.rfind(b"PK\5\6")
    if found < 0:
        raise Damaged("it has no directory at its end: it is something else, or was cut off")
    _, disk, first, here, count, size, offset, _ = END.unpack_from(tail, found)
    end = tail_at + found
    if (_FULL_SHORT in {here, count} or _FULL in {size, offset}) and end >= LOCATOR.size:
        stream.seek(end - LOCATOR.size)
        mark, _, at64, _ = LOCATOR.unpack(stream.read(LOCATOR.size))
        if mark == b"PK\6\7":
            stream.seek(at64)
            _, _, _, _, disk, first, here, count, size, offset = END64.unpack(stream.read(END64.size))
            end = at64
    if disk or first or here != count:
        raise Damaged("it is one of several parts")
    if size > MAX_DIRECTORY:
        raise Damaged(f"a directory of {size:,} bytes: no package has so many files")
    at = end - size
    if at < 0 or at < offset:
        raise Damaged("its directory is not where it should be")
    return at, size, count, at - offset


def _entries(data: bytes, before: int) -> Iterator[Entry]:
    at = 0
    while at < len(data):
        (
            mark,
            _,
            _,
            _,
            _,
            flags,
            method,
            _,
            _,
            crc,
            packed,
            size,
            name,
            extra,
            comment,
            _,
            _,
            attributes,
            start,
        ) = CENTRAL.unpack_from(data, at)
        if mark != b"PK\1\2":
            raise Damaged("its directory is damaged")
        at += CENTRAL.size
        raw, more = data[at : at + name], data[at + name : at + name + extra]
        at += name + extra + comment
        if at > len(data):
            raise Damaged("its directory is cut off")
        extras = dict(_extras(more))
        size, packed, start = _zip64_numbers(extras.get(_ZIP64, b""), size, packed, start)
        text, encoding_known = _name(raw, flags, extras.get(_UNICODE_NAME, b""))
        yield Entry(
            text, raw, encoding_known, start + before, packed, size, crc, method, flags, attributes >> 16
        )


def _extras(more: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + _EXTRA.size <= len(more):
        kind, length = _EXTRA.unpack_from(more, at)
        at += _EXTRA.size
        yield kind, more[at : at + length]
        at += length


def _zip64_numbers(extra: bytes, *numbers: int) -> Iterator[int]:
    """Numbers too large for their field, read from the zip64 extra field; others unchanged."""
    for number in numbers:
        if number == _FULL and extra:
            number, extra = int.from_bytes(extra[:8], "little"), extra[8:]
        yield number


def _name(raw: bytes, flags: int, unicode_name: bytes) -> tuple[str, bool]:
    """The decoded name, and whether every reader decodes it so."""
    if flags & _UTF_8 or raw.isascii():
        return raw.decode("utf-8"), True
    if unicode_name[:1] == b"\1" and int.from_bytes(unicode_name[1:5], "little") == zlib.crc32(raw):
        return unicode_name[5:].decode("utf-8"), True
    return raw.decode("cp437"), False
