"""A package: file names and contents, between the course on one side and the learning platforms on the other.

Build, verify and tests all use the same `Package`. Large media stay where they are (`OnDisk`, `Zipped`) and
are streamed, so that 500 MB of video is never in memory. A zip's bytes depend on its content alone.
"""

from __future__ import annotations

import hashlib
import io
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from coursebuilder.package.unzip import BadPackage, Entry, content, entries
from coursebuilder.package.unzip.directory import Damaged
from coursebuilder.package.zip_writer import Archive

TEXT_SUFFIXES = frozenset({".html", ".css", ".js", ".json", ".xml", ".xsd", ".dtd", ".svg", ".txt", ".vtt"})
CHUNK = 1024**2
SMALL = 128 * 1024  # bytes that are kept rather than read twice

__all__ = [
    "BadPackage",
    "Damaged",
    "File",
    "Inline",
    "OnDisk",
    "Package",
    "Zipped",
    "on_disk",
    "read_zip",
    "write_zip",
]


@dataclass(frozen=True, slots=True)
class Inline:
    """A file in memory: everything that the compiler writes itself."""

    data: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)

    def open(self) -> BinaryIO:
        """A stream of its bytes."""
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class OnDisk:
    """An author's file, copied when the package is written; its CRC-32 shows whether it changed since.

    data: the content of a file up to SMALL bytes, so that it isn't read again; else None
    """

    path: Path
    size: int
    sha256: str
    crc: int
    data: bytes | None = None

    def open(self) -> BinaryIO:
        """A stream of its bytes; raises OSError."""
        return self.path.open("rb") if self.data is None else io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class Written:
    """A zip that was written; size in bytes."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Zipped:
    """A file inside a zip that was read; unpacked when it is opened."""

    archive: Path
    entry: Entry

    @property
    def size(self) -> int:
        """Bytes when unpacked."""
        return self.entry.size

    def open(self) -> BinaryIO:
        """A stream of its bytes; reading raises `Damaged` if the zip changed since it was read."""
        return content(self.archive.open("rb"), self.entry)


File = Inline | OnDisk | Zipped


@dataclass(frozen=True, slots=True)
class Package:
    """What is uploaded: `name` without .zip, and the files by their path in the zip."""

    name: str
    files: Mapping[str, File]

    def read(self, name: str) -> bytes:
        """The whole content of a file; meant for text."""
        with self.files[name].open() as stream:
            return stream.read()


def on_disk(path: Path) -> OnDisk:
    """The file at `path` as it is now; reads it once. Raises OSError."""
    digest, size, crc, chunk = hashlib.sha256(), 0, 0, b""
    with path.open("rb") as stream:
        for chunk in _chunks(stream):
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    return OnDisk(path, size, digest.hexdigest(), crc, chunk if size <= SMALL else None)


def in_zip_order(names: Mapping[str, File]) -> list[str]:
    """The names in a zip's order: XML documents at the root, which an LMS looks for, then by name."""
    return sorted(names, key=lambda name: ("/" in name or not name.endswith(".xml"), name))


def write_zip(package: Package, path: Path) -> Written:
    """Write the package as a zip; an old zip at `path` is replaced only when the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        written = new_zip(package, part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return replace(written, path=path)


def new_zip(package: Package, path: Path) -> Written:
    """Write the package as a zip where no file is yet; after an exception the file is incomplete."""
    with path.open("xb") as stream:
        archive = Archive(stream)
        for name in in_zip_order(package.files):
            _add(archive, name, package.files[name])
        digest = archive.close()
    return Written(path, archive.size, digest)


def _add(archive: Archive, name: str, file: File) -> None:
    if PurePosixPath(name).suffix.lower() in TEXT_SUFFIXES:
        archive.add_deflated(name, file.data if isinstance(file, Inline) else b"".join(_checked_chunks(file)))
    else:
        archive.add_stored(name, _checked_chunks(file), _crc(file), file.size)


def _crc(file: File) -> int:
    if isinstance(file, OnDisk):
        return file.crc
    crc = 0
    with file.open() as stream:
        for chunk in _chunks(stream):
            crc = zlib.crc32(chunk, crc)
    return crc


def _checked_chunks(file: File) -> Iterator[bytes]:
    """The file's content in chunks; raises OSError at the end if it changed since `on_disk`."""
    crc = 0
    with file.open() as stream:
        for chunk in _chunks(stream):
            if isinstance(file, OnDisk):
                crc = zlib.crc32(chunk, crc)
            yield chunk
    if isinstance(file, OnDisk) and file.crc != crc:
        raise OSError(f"{file.path} changed while the package was being written: build again")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def read_zip(path: Path) -> Package:
    """Anybody's zip as a package; raises `BadPackage` if it is unsafe or can't be read."""
    return Package(path.stem, {entry.name: Zipped(path, entry) for entry in entries(path)})
