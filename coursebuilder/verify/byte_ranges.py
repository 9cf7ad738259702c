"""Byte ranges of files for the web server, read in chunks so that no file is ever whole in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursebuilder.package import File

CHUNK = 256 * 1024  # bytes
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class OutOfRange(Exception):
    """The requested range begins behind the end of the file."""


def requested_range(header: str | None, size: int) -> range | None:
    """The bytes that a Range header asks for, of a file of `size` bytes (RFC 9110, 14.1.2).

    None stands for the whole file: without a header, with an invalid one, or with several ranges.
    Raises OutOfRange.
    """
    found = _RANGE.fullmatch((header or "").strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found.groups()
    if first and last and int(last) < int(first):
        return None
    begin = int(first) if first else max(0, size - int(last))
    end = min(size, int(last) + 1) if first and last else size
    if begin >= size:
        raise OutOfRange
    return range(begin, end)


def read_chunks(file: File, wanted: range) -> Iterator[bytes]:
    """The bytes of the file in this range, in order, in chunks of at most `CHUNK` bytes.

    Raises what reading the file raises, such as Damaged for a zip's entry.
    """
    with file.open() as stream:
        left = wanted.start
        while left and (skipped := stream.read(min(CHUNK, left))):
            left -= len(skipped)
        left = len(wanted)
        while left and (data := stream.read(min(CHUNK, left))):
            left -= len(data)
            yield data
