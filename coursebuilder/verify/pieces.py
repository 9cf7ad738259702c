"""A file as browsers ask for it: whole or a part, and never more of it in memory than a piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursebuilder.package import File

PIECE = 256 * 1024  # bytes
_ASKED = re.compile(r"bytes=(\d*)-(\d*)")


class OutOfRange(Exception):
    """The part that was asked for lies behind the end of the file."""


def part(asked: str | None, size: int) -> range | None:
    """The bytes that a Range header asks for; None for all of them: also where it names several parts.

    Raises `OutOfRange`. RFC 9110, 14.1.2.
    """
    found = _ASKED.fullmatch((asked or "").strip())
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


def pieces(file: File, wanted: range) -> Iterator[bytes]:
    """These bytes of the file, in order. Raises what reading the file does."""
    with file.open() as stream:
        left = wanted.start
        while left and (skipped := stream.read(min(PIECE, left))):
            left -= len(skipped)
        left = len(wanted)
        while left and (data := stream.read(min(PIECE, left))):
            left -= len(data)
            yield data
