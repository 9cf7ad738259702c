"""Read one file in a zip: unpack it in pieces and check it against its directory entry."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from coursebuilder.package.unzip.directory import LOCAL, Damaged, Entry

STORED, DEFLATED = 0, 8
CHUNK = 256 * 1024


def header(stream: BinaryIO, entry: Entry) -> tuple[bytes, int]:
    """The name in the local header, and the offset of the file's data. Raises `Damaged`."""
    stream.seek(entry.start)
    data = stream.read(LOCAL.size)
    if len(data) < LOCAL.size or data[:4] != b"PK\3\4":
        raise Damaged("there is no file where the directory says")
    *_, name, extra = LOCAL.unpack(data)
    return stream.read(name), entry.start + LOCAL.size + name + extra


def content(stream: BinaryIO, entry: Entry) -> BinaryIO:
    """A stream of the file's bytes; closing it closes the zip.

    Reading raises `Damaged` if they don't fit the entry.
    """
    _, at = header(stream, entry)
    return io.BufferedReader(_Content(stream, entry, at), CHUNK)


class _Content(io.RawIOBase):
    """Unpacks no more than the entry announces, and no more at once than is asked for."""

    def __init__(self, stream: BinaryIO, entry: Entry, at: int) -> None:
        self._stream, self._entry, self._at = stream, entry, at
        self._packed, self._left, self._crc = entry.packed, entry.size, 0
        self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == DEFLATED else None
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # of bytes, as io's own readers
        data = self._next(min(len(buffer), CHUNK))
        if len(data) > self._left:
            raise Damaged("there is more in it than the zip says")
        self._left -= len(data)
        self._crc = zlib.crc32(data, self._crc)
        if not data and self._left:
            raise Damaged("there is less in it than the zip says")
        if not data and self._crc != self._entry.crc:
            raise Damaged("its check sum is wrong")
        buffer[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        if self._unpacker is None:
            return self._more(most)
        while not self._unpacker.eof:
            packed = self._waiting or self._more(CHUNK)
            try:
                data = self._unpacker.decompress(packed, most)
            except zlib.error as error:
                raise Damaged(f"it can't be unpacked ({error})") from None
            self._waiting = self._unpacker.unconsumed_tail
            if data or not packed:
                return data
        return b""

    def _more(self, most: int) -> bytes:
        self._stream.seek(self._at)
        data = self._stream.read(min(most, self._packed))
        self._at += len(data)
        self._packed -= len(data)
        return data
