"""A package: names and files, the waist between the course and the learning platforms.

Build, preview, verify and tests all pass the same `Package`. Large media stay where they are (`OnDisk`,
`Zipped`) and are streamed, so 500 MB of video is never in memory. Zips depend on nothing but their content.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from coursebuilder.archive import Archive
from coursebuilder.problems import Place, Problem

TEXT_SUFFIXES = frozenset({".html", ".css", ".js", ".json", ".xml", ".xsd", ".dtd", ".svg", ".txt", ".vtt"})
MAX_BYTES = 2 * 1024**3  # the most that any platform known to us takes
MAX_FILES = 20_000
MAX_RATIO = 250  # HTML and JSON shrink 5 to 20 times; zeros 1,000 times
SMALL = 1024**2  # a file this small is no bomb, however well it packs
CHUNK = 1024**2


@dataclass(frozen=True, slots=True)
class Inline:
    """A file held in memory: everything the compiler writes itself."""

    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


@dataclass(frozen=True, slots=True)
class OnDisk:
    """An author's file, copied only when the package is written; the hash shows a change in between."""

    path: Path
    size: int
    sha256: str

    def open(self) -> BinaryIO:
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class Zipped:
    """A file inside a zip that was read; unpacked when asked for."""

    archive: Path
    name: str
    size: int

    def open(self) -> BinaryIO:
        with zipfile.ZipFile(self.archive) as archive:
            return cast(BinaryIO, archive.open(self.name))  # the zip stays open until this is closed


File = Inline | OnDisk | Zipped


@dataclass(frozen=True, slots=True)
class Package:
    """What is uploaded: a name without its .zip, and the files by their path in the zip."""

    name: str
    files: Mapping[str, File]

    def read(self, name: str) -> bytes:
        """The whole content of a file; meant for text. Raises `BadPackage` where a zip is damaged."""
        try:
            with self.files[name].open() as stream:
                return stream.read()
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise BadPackage((Problem("zip-unreadable", f"damaged: {error}", Place(name)),)) from None


class BadPackage(Exception):
    """A zip that is not safe, or not possible, to read; says everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
        self.problems = problems


def on_disk(path: Path) -> OnDisk:
    """The file as it is now."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        for chunk in _chunks(stream):
            digest.update(chunk)
            size += len(chunk)
    return OnDisk(path, size, digest.hexdigest())


def in_zip_order(names: Mapping[str, File]) -> list[str]:
    """XML at the root (the document an LMS looks for) first, then by name."""
    return sorted(names, key=lambda name: ("/" in name or not name.endswith(".xml"), name))


def write_zip(package: Package, path: Path) -> OnDisk:
    """Write the package; an old zip of that name stays whole until the new one is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as stream:
            archive = Archive(stream)
            for name in in_zip_order(package.files):
                _add(archive, name, package.files[name])
            digest = archive.close()
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return OnDisk(path, archive.size, digest)


def _add(archive: Archive, name: str, file: File) -> None:
    if PurePosixPath(name).suffix.lower() in TEXT_SUFFIXES:
        archive.add_packed(name, b"".join(_unchanged(file)))
        return
    crc = 0
    with file.open() as stream:
        for chunk in _chunks(stream):
            crc = zlib.crc32(chunk, crc)
    archive.add_stored(name, _unchanged(file), crc, file.size)


def _unchanged(file: File) -> Iterator[bytes]:
    """The file's content, in pieces; raises OSError at the end where it isn't what it was."""
    digest = hashlib.sha256()
    with file.open() as stream:
        for chunk in _chunks(stream):
            if isinstance(file, OnDisk):
                digest.update(chunk)
            yield chunk
    if isinstance(file, OnDisk) and file.sha256 != digest.hexdigest():
        raise OSError(f"{file.path} changed while the package was being written: build again")


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def read_zip(path: Path) -> Package:
    """Anybody's zip as a package; raises `BadPackage` for one that could do harm or can't be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        problem = Problem("zip-unreadable", f"this is not a readable zip: {reason}", Place(str(path)))
        raise BadPackage((problem,)) from None
    problems = [*_whole_faults(path, entries), *(p for entry in entries for p in _entry_faults(entry))]
    problems += _name_faults(entries)
    if problems:
        raise BadPackage(tuple(problems))
    files = {e.filename: Zipped(path, e.filename, e.file_size) for e in entries if not e.is_dir()}
    return Package(path.stem, files)


def _whole_faults(path: Path, entries: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    place = Place(str(path))
    if len(entries) > MAX_FILES:
        yield Problem("zip-bomb", f"{len(entries):,} files; {MAX_FILES:,} at most are read", place)
    total = sum(entry.file_size for entry in entries)
    if total > MAX_BYTES:
        yield Problem("zip-bomb", f"{total:,} bytes when unpacked; {MAX_BYTES:,} at most are read", place)


def _entry_faults(entry: zipfile.ZipInfo) -> Iterator[Problem]:
    name = entry.orig_filename  # as written: zipfile's own `filename` is already made harmless
    place = Place(name)
    if name.startswith("/") or (len(name) > 1 and name[1] == ":"):
        yield Problem("zip-absolute", "an absolute path", place, "store names relative to the package's root")
    if ".." in name.replace("\\", "/").split("/"):
        yield Problem("zip-slip", "a path that leads out of the package", place, "remove .. from the name")
    if "\\" in name or "\0" in name or not name or "//" in name:
        yield Problem("zip-name", "a name that systems unpack differently", place, "use / between folders")
    if entry.flag_bits & 0x1:
        yield Problem("zip-encrypted", "an encrypted file", place, "zip without a password")
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield Problem("zip-symlink", "a symbolic link", place, "store the file itself")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        yield Problem("zip-method", "packed in a way few platforms read", place, "use deflate, as usual")
    if entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        yield Problem("zip-bomb", "unpacks to more than could be meant", place)


def _name_faults(entries: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Names that are one file on Windows and macOS, or twice in the zip: readers disagree on which counts."""
    seen: dict[str, str] = {}
    for entry in entries:
        folded = entry.filename.casefold()
        if folded in seen:
            yield Problem(
                "zip-duplicate",
                f"the same name as {seen[folded]}",
                Place(entry.filename),
                "keep one of them; capitals don't make a difference everywhere",
            )
        seen.setdefault(folded, entry.filename)
