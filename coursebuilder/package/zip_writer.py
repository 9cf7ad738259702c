"""Write a zip entry by entry; its bytes depend on names and contents alone.

Own code because zipfile would deflate a shared script again for each package; here each content is deflated
once.
Source: PKWARE's APPNOTE.TXT 6.3, 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
"""

from __future__ import annotations

import errno
import hashlib
import stat
import zlib
from collections.abc import Iterable
from functools import lru_cache
from struct import Struct
from typing import BinaryIO

MAX_BYTES = 2**32 - 1  # more needs a form that few platforms read
MAX_FILES = 2**16 - 1
_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s4B4H3L5H2L")
_END = Struct("<4s4H2LH")
_VERSION, _UNIX = 20, 3  # zip 2.0: folders and deflate; Unix, also when built on Windows
_EARLIEST = (0, 33)  # the time and date of 1 January 1980, the first that a zip can hold
_UTF_8 = 0x800  # the flag that says so of the name
_MODE = (stat.S_IFREG | 0o644) << 16
_STORED, _DEFLATED = 0, 8
_SHARED = 256 * 1024  # bytes; what is larger is hardly in many packages


class Archive:
    """A zip being written to a stream; its SHA-256 is computed on the way."""

    def __init__(self, stream: BinaryIO) -> None:
        self.size, self._stream, self._directory = 0, stream, list[bytes]()
        self._digest = hashlib.sha256()

    def add_deflated(self, name: str, data: bytes) -> None:
        """Add a file that compresses well: text. Raises OSError if the zip gets too large."""
        packed = _packed(data) if len(data) <= _SHARED else _deflate(data)
        self._begin(name, _DEFLATED, zlib.crc32(data), len(packed), len(data))
        self._write(packed)

    def add_stored(self, name: str, chunks: Iterable[bytes], crc: int, size: int) -> None:
        """Add a file that is compressed already, such as a video, in chunks. Raises OSError.

        crc, size: CRC-32 and number of all the bytes that `chunks` yields
        """
        self._begin(name, _STORED, crc, size, size)
        for chunk in chunks:
            self._write(chunk)

    def close(self) -> str:
        """Write the central directory; returns the SHA-256 of the zip in hexadecimal. Raises OSError."""
        start, size, count = self.size, sum(map(len, self._directory)), len(self._directory)
        if start + size > MAX_BYTES or count > MAX_FILES:
            raise OSError(errno.EFBIG, "more than a zip can hold: leave large files out")
        self._write(b"".join(self._directory))
        self._write(_END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0))
        return self._digest.hexdigest()

    def _begin(self, name: str, method: int, crc: int, packed: int, size: int) -> None:
        if self.size + packed > MAX_BYTES or size > MAX_BYTES:
            raise OSError(errno.EFBIG, "more than a zip can hold: leave large files out", name)
        raw = name.encode()
        flags = 0 if name.isascii() else _UTF_8
        form = (flags, method, *_EARLIEST, crc, packed, size, len(raw))
        at = (0, 0, 0, 0, _MODE, self.size)
        self._directory.append(_CENTRAL.pack(b"PK\1\2", _VERSION, _UNIX, _VERSION, 0, *form, *at) + raw)
        self._write(_LOCAL.pack(b"PK\3\4", _VERSION, *form, 0) + raw)

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self.size += len(data)


@lru_cache(maxsize=64)
def _packed(data: bytes) -> bytes:
    return _deflate(data)


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
