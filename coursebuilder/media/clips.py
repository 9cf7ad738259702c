"""Video and sound: what a file really is, and how large its picture, read from the first few of its bytes.

Only what leads to the picture's size is read, so a file of 500 MB costs no more than one of 500 KB.
WebM is Matroska's EBML (RFC 8794, RFC 9559); .m4v, .m4a and .mp4 are ISO 14496-12, as boxes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

VIDEO = {".webm", ".m4v", ".mp4"}
AUDIO = {".mp3", ".m4a", ".ogg"}
_BEGINS = {
    ".webm": (0, (b"\x1a\x45\xdf\xa3",)),
    ".m4v": (4, (b"ftyp",)),
    ".mp4": (4, (b"ftyp",)),
    ".m4a": (4, (b"ftyp",)),
    ".ogg": (0, (b"OggS",)),
    ".mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")),
}
_SEGMENT, _TRACKS, _ENTRY, _VIDEO, _WIDTH, _HEIGHT = 0x18538067, 0x1654AE6B, 0xAE, 0xE0, 0xB0, 0xBA
_MOST_PARTS = 1_000  # on a level; what leads to the size stands among the first
_MOST_HEAD = 16_000_000  # bytes of the box that describes a recording of hours
_PLACES = (b"\xa9xyz", b"location.ISO6709", b"loci\0\0\0")
_LARGEST = 16_384  # pixels a side; more is no video


def is_what_it_says(path: Path) -> bool:
    """Whether a file begins as files of its suffix do."""
    at, marks = _BEGINS[path.suffix.lower()]
    with path.open("rb") as stream:
        stream.seek(at)
        return stream.read(4).startswith(marks)


def video_size(path: Path) -> tuple[int, int] | None:
    """Width and height of a video's picture in pixels; None when the file doesn't tell."""
    with path.open("rb") as stream:
        end = os.fstat(stream.fileno()).st_size
        size = _webm(stream, end) if path.suffix.lower() == ".webm" else _boxes(stream, end)
    return size if size and all(0 < side <= _LARGEST for side in size) else None


def says_where(path: Path) -> bool:
    """Whether a phone noted in a .m4v, .mp4 or .m4a where it was recorded: in boxes of QuickTime or 3GPP."""
    if path.suffix.lower() not in {".m4v", ".mp4", ".m4a"}:
        return False
    with path.open("rb") as stream:
        end = os.fstat(stream.fileno()).st_size
        for name, start, stop in _inside_boxes(stream, 0, end, ()):
            if name in {b"moov", b"meta", b"udta"}:
                stream.seek(start)
                head = stream.read(min(stop - start, _MOST_HEAD))
                return any(mark in head for mark in _PLACES)
    return False


# ---- WebM: an id, a size and what is inside, again and again


def _webm(stream: BinaryIO, end: int) -> tuple[int, int] | None:
    sides: dict[int, int] = {}
    for element, start, stop in _inside_webm(stream, 0, end, (_SEGMENT, _TRACKS, _ENTRY, _VIDEO)):
        if element in {_WIDTH, _HEIGHT} and stop - start <= 8:
            stream.seek(start)
            sides.setdefault(element, int.from_bytes(stream.read(stop - start), "big"))
        if len(sides) == 2:
            return sides[_WIDTH], sides[_HEIGHT]
    return None


def _inside_webm(
    stream: BinaryIO, start: int, end: int, path: tuple[int, ...]
) -> Iterator[tuple[int, int, int]]:
    """The elements along a path of ids and, at its end, all there are."""
    for _ in range(_MOST_PARTS):
        stream.seek(start)
        element, size = _number(stream, keep_mark=True), _number(stream)
        if element is None or size is None or start >= end:
            return
        inside = stream.tell()
        unknown = size == -1  # as streams are written: until the end of what it stands in
        stop = end if unknown else min(inside + size, end)
        if not path:
            yield element, inside, stop
        elif element == path[0]:
            yield from _inside_webm(stream, inside, stop, path[1:])
        start = stop


def _number(stream: BinaryIO, keep_mark: bool = False) -> int | None:
    """A number whose first byte tells by its leading zeros how many follow; -1: of unknown size."""
    first = stream.read(1)
    if not first or not first[0]:
        return None
    length = 9 - first[0].bit_length()
    rest = stream.read(length - 1)
    if len(rest) < length - 1:
        return None
    number = int.from_bytes(first + rest, "big")
    if keep_mark:
        return number
    number &= (1 << (7 * length)) - 1
    return -1 if number == (1 << (7 * length)) - 1 else number


# ---- MPEG-4: a size, a name and what is inside


def _boxes(stream: BinaryIO, end: int) -> tuple[int, int] | None:
    """The size that the first track with one is shown at (its header ends in width and height, 16.16)."""
    for name, start, stop in _inside_boxes(stream, 0, end, (b"moov", b"trak")):
        if name == b"tkhd" and stop - start >= 84:
            stream.seek(stop - 8)
            width, height = (int.from_bytes(stream.read(4), "big") >> 16 for _ in range(2))
            if width and height:
                return width, height
    return None


def _inside_boxes(
    stream: BinaryIO, start: int, end: int, path: tuple[bytes, ...]
) -> Iterator[tuple[bytes, int, int]]:
    for _ in range(_MOST_PARTS):
        stream.seek(start)
        head = stream.read(8)
        if len(head) < 8 or start >= end:
            return
        size, name, inside = int.from_bytes(head[:4], "big"), head[4:], start + 8
        if size == 1:  # the size stands behind the name
            size, inside = int.from_bytes(stream.read(8), "big"), start + 16
        stop = end if size == 0 else min(start + size, end)
        if stop < inside:
            return
        if not path:
            yield name, inside, stop
        elif name == path[0]:
            yield from _inside_boxes(stream, inside, stop, path[1:])
        start = stop
