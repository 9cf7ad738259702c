"""What a picture's file holds besides the picture: where it was taken, by whom, with which camera.

Cameras and editors write it as EXIF, XMP, IPTC, comments, text chunks, previews behind the picture's end. So
only what is needed to draw the picture is kept, and everything else, known or not, is left out; not one dot
changes. Sources: ITU T.81 annex B (JPEG), W3C PNG 3rd edition, Google's WebP container, GIF89a.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# JPEG: tables, frames, scans. APP0 is JFIF's head, APP2 the colour profile, APP14 says how colours are coded.
_JPEG_KEPT = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, *range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC)}
_JPEG_KEPT |= {0xCD, 0xCE, 0xCF}
_JPEG_NAMED = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"}
_PNG_KEPT |= {b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"}
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP", b"ANIM", b"ANMF"}
_WEBP_FLAGS = 0b0000_1100  # in VP8X: the file has EXIF, has XMP
_GIF_REPEATS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def without_notes(data: bytes, form: str) -> bytes:
    """The same picture without what isn't needed to draw it. `form`: JPEG, PNG, WEBP or GIF.

    Raises ValueError for a file that isn't built as its form asks.
    """
    parts = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif}[form]
    try:
        kept = b"".join(parts(data))
    except IndexError as error:
        raise ValueError("the file ends too early") from error
    if form == "WEBP":
        kept = b"RIFF" + (len(kept) - 8).to_bytes(4, "little") + kept[8:]
    return kept


def _jpeg(data: bytes) -> Iterator[bytes]:
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    yield data[:2]
    at = 2
    while True:
        marker = _JPEG_MARKER.match(data, at)
        if not marker:
            raise ValueError("a segment is missing")
        kind, start = marker[1][0], marker.end()
        if kind == 0xD9:
            yield b"\xff\xd9"
            return
        end = start + int.from_bytes(data[start : start + 2], "big")
        if end < start + 2 or end > len(data):
            raise ValueError("a segment is cut")
        named = _JPEG_NAMED.get(kind)
        if kind in _JPEG_KEPT or kind == 0xDA or (named and data.startswith(named, start + 2)):
            yield b"\xff" + marker[1] + (_bare_jfif(data[start:end]) if kind == 0xE0 else data[start:end])
        at = end
        if kind == 0xDA:  # the dots follow, up to the next marker that is no restart
            following = _JPEG_MARKER.search(data, at)
            if not following:
                raise ValueError("the picture is cut")
            at = following.start()
            yield data[end:at]


def _bare_jfif(segment: bytes) -> bytes:
    """JFIF's head without the small picture it may hold, which may show more than the large one."""
    return b"\x00\x10" + segment[2:14] + b"\0\0" if len(segment) > 16 else segment


def _png(data: bytes) -> Iterator[bytes]:
    if not data.startswith(_PNG_HEAD):
        raise ValueError("no PNG")
    yield _PNG_HEAD
    at = len(_PNG_HEAD)
    while at < len(data):
        kind, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            raise ValueError("a chunk is cut")
        if kind in _PNG_KEPT:
            yield data[at:end]
        at = end
        if kind == b"IEND":
            return
    raise ValueError("the picture is cut")


def _webp(data: bytes) -> Iterator[bytes]:
    """The parts with the old size in the head, which `without_notes` corrects."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("no WebP")
    stop = 8 + int.from_bytes(data[4:8], "little")
    if stop > len(data):
        raise ValueError("the picture is cut")
    yield data[:12]
    at = 12
    while at + 8 <= stop:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if at + 8 + size > stop:
            raise ValueError("a chunk is cut")
        if kind == b"VP8X":
            yield data[at : at + 8] + bytes([data[at + 8] & ~_WEBP_FLAGS]) + data[at + 9 : end]
        elif kind in _WEBP_KEPT:
            yield data[at:end]
        at = end


def _gif(data: bytes) -> Iterator[bytes]:
    if not data.startswith((b"GIF87a", b"GIF89a")):
        raise ValueError("no GIF")
    at = 13 + _gif_colours(data[10])
    yield data[:at]
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            at = _gif_blocks(data, at + 11 + _gif_colours(data[at + 9]))
            kept = True
        elif data[at] == 0x21:
            kept = data[at + 1] == 0xF9
            kept |= data[at + 1] == 0xFF and data.startswith(_GIF_REPEATS, at + 3)
            at = _gif_blocks(data, at + 2)
        else:
            raise ValueError("a part of no kind there is")
        if kept:
            yield data[start:at]
    yield b";"


def _gif_colours(flags: int) -> int:
    """The bytes of a table of colours, if the flags say that there is one."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _gif_blocks(data: bytes, at: int) -> int:
    """Where a chain of blocks ends: each has its length before it, and the last has none."""
    while data[at]:
        at += data[at] + 1
    return at + 1
