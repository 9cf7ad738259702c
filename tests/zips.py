"""Zips for tests: whole ones, spoilt ones byte by byte, and unusual ones."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

Zip = zipfile.ZipFile
Fill = Callable[[Zip], object]
Spoil = Callable[[bytes], bytes]


def entry(name: str, mode: int = 0o644, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    made.compress_type = method
    return made


def add(name: str, data: bytes = b"some text, packed", mode: int = 0o644) -> Fill:
    return lambda archive: archive.writestr(entry(name, mode), data)


def several(*fills: Fill) -> Fill:
    return lambda archive: [one(archive) for one in fills]


def packed(method: int) -> Fill:
    return lambda archive: archive.writestr(entry("a.txt", method=method), b"1" * 99)


def as_zip(fill: Fill, **options: object) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), Zip(stream, "w", **options) as archive:  # type: ignore[call-overload]
        warnings.simplefilter("ignore")  # zipfile's own word on names that stand twice
        fill(archive)
    return stream.getvalue()


def spoilt(fill: Fill, spoil: Spoil) -> bytes:
    return spoil(as_zip(fill))


def put(mark: bytes, offset: int, new: bytes) -> Spoil:
    """Other bytes at a place after the last such mark."""

    def change(data: bytes) -> bytes:
        at = data.rindex(mark) + offset
        return data[:at] + new + data[at + len(new) :]

    return change


def swap(old: bytes, new: bytes, times: int = -1) -> Spoil:
    return lambda data: data.replace(old, new, times)


def at_local(offset: int, new: bytes) -> Spoil:
    return put(b"PK\3\4", offset, new)


def at_central(offset: int, new: bytes) -> Spoil:
    return put(b"PK\1\2", offset, new)


def at_end(offset: int, new: bytes) -> Spoil:
    return put(b"PK\5\6", offset, new)


def no_utf_8(data: bytes) -> bytes:
    """Names in UTF-8 that don't say so, as the macOS Finder writes them."""
    return at_local(6, b"\0\0")(at_central(8, b"\0\0")(data))


def overlapping(data: bytes) -> bytes:
    """Two names for the same bytes, as a bomb of the better kind has them."""
    second = data.rindex(b"PK\1\2")
    first = data.index(b"PK\1\2")
    return data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :]


def unicode_extra(data: bytes) -> bytes:
    """A name in an old alphabet, with the same in Unicode beside it (Info-ZIP)."""
    raw = b"caf\x82.txt"
    name = "caf\u00e9.txt".encode()
    extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(raw)) + name
    local = (
        struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, zlib.crc32(b"x"), 1, 1, len(raw), 0) + raw + b"x"
    )
    fields = (0, 0, 0, 33, zlib.crc32(b"x"), 1, 1, len(raw), len(extra), 0, 0, 0, 0, 0)
    central = struct.pack("<4s4B4H3L5H2L", b"PK\1\2", 20, 3, 20, 0, *fields) + raw + extra
    return local + central + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local), 0)


def with_descriptor() -> bytes:
    """Sizes behind the data, as programs write them that can't go back."""

    class Forwards(io.BytesIO):
        def seekable(self) -> bool:
            return False

    stream = Forwards()
    with Zip(stream, "w") as archive:
        archive.writestr(entry("a.txt"), b"abc" * 99)
    return stream.getvalue()


def with_zip64() -> bytes:
    """Numbers in the long form, though they are small."""
    stream = io.BytesIO()
    with Zip(stream, "w") as archive, archive.open(entry("a.txt"), "w", force_zip64=True) as file:
        file.write(b"abc" * 99)
    data = bytearray(stream.getvalue())
    at, end = data.rindex(b"PK\1\2"), data.rindex(b"PK\5\6")
    size, packed_size = struct.unpack_from("<L", data, at + 24)[0], struct.unpack_from("<L", data, at + 20)[0]
    extra = struct.pack("<HHQQ", 1, 16, size, packed_size)
    data[at + 20 : at + 28] = b"\xff" * 8
    data[at + 30 : at + 32] = struct.pack("<H", len(extra))
    data[end:end] = extra
    end += len(extra)
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, end - at, at)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    return (
        bytes(data[:end])
        + record
        + locator
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    )
