"""Rules for zips: what makes one unsafe, or different for each reader; each with its cure."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from coursebuilder.package.unzip.content import CHUNK, DEFLATED, STORED, content, header
from coursebuilder.package.unzip.directory import Damaged, Entry
from coursebuilder.problems import Place, Problem

MAX_BYTES = 2 * 1024**3  # the most that any platform known to us takes
MAX_FILES = 20_000
MAX_RATIO = 250  # HTML and JSON shrink 5 to 20 times; zeros 1,000 times
MAX_XML = 16 * 1024**2  # of a document at the root, that platforms read whole
SMALL = 1024**2  # a file this small is no bomb, however well it packs
MAX_TOLD = 10  # problems of one kind that are reported one by one
_ODD = re.compile(r"[\\\x00-\x1f\x7f]|//|[. ](/|$)")
_ENCRYPTED = 0x1 | 0x40 | 0x2000

Found = Iterator[tuple[str, str, str]]  # code, message, hint


def directory_problems(path: str, entries: Sequence[Entry]) -> list[Problem]:
    """Everything in the directory that could do harm; nothing is unpacked for it."""
    found = [*_totals(entries), *(fault for entry in entries for fault in _entry(entry)), *_names(entries)]
    return _as_problems(path, found)


def content_problems(path: str, stream: BinaryIO, entries: Sequence[Entry]) -> list[Problem]:
    """Files that aren't what the directory says: places, names, or contents. Unpacks everything."""
    overlap = list(_positions(stream, entries))
    return _as_problems(path, overlap or _contents(path, entries))


def _as_problems(path: str, found: Iterable[tuple[str, str, str]]) -> list[Problem]:
    """As Problems; only the first MAX_TOLD of one code, then how many more there are."""
    told: Counter[str] = Counter()
    problems = []
    for code, message, hint in found:
        told[code] += 1
        if told[code] <= MAX_TOLD:
            problems.append(Problem(code, message, Place(path), hint))
    for code, times in told.items():
        if times > MAX_TOLD:
            problems.append(Problem(code, f"and {times - MAX_TOLD:,} more like these", Place(path)))
    return problems


def _totals(entries: Sequence[Entry]) -> Found:
    less = "leave out what the package doesn't need"
    if not any(not entry.folder for entry in entries):
        yield "zip-empty", "there is no file in this zip", "zip the package's files, then look into the zip"
    if len(entries) > MAX_FILES:
        yield "zip-bomb", f"{len(entries):,} files; {MAX_FILES:,} at most are read", less
    total = sum(entry.size for entry in entries)
    if total > MAX_BYTES:
        yield "zip-bomb", f"{total:,} bytes when unpacked; {MAX_BYTES:,} at most are read", less


def _entry(entry: Entry) -> Found:
    name = entry.name
    if name.startswith(("/", "\\")) or re.match("[A-Za-z]:", name):
        yield "zip-absolute", f"{name}: an absolute path", "store names relative to the package's root"
    if ".." in name.replace("\\", "/").split("/"):
        yield "zip-slip", f"{name}: a path that leads out of the package", "remove .. from the name"
    if not name or _ODD.search(name.removesuffix("/")) or name.startswith("./"):
        hint = "use / between folders, and no control characters or dots and blanks at a name's end"
        yield "zip-name", f"{name!r}: a name that systems unpack differently", hint
    if not entry.encoding_known:
        hint = "zip it with a program that writes names in UTF-8, or use plain letters in file names"
        yield "zip-name-encoding", f"{name}: nobody can tell in which alphabet this name is written", hint
    if entry.flags & _ENCRYPTED:
        yield "zip-encrypted", f"{name}: an encrypted file", "zip without a password"
    if stat.S_IFMT(entry.mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield "zip-symlink", f"{name}: a symbolic link or device", "store the file itself"
    if entry.method not in {STORED, DEFLATED}:
        yield "zip-method", f"{name}: packed in a way few platforms read", "use deflate, as usual"
    if name.endswith(".xml") and "/" not in name and entry.size > MAX_XML:
        hint = "list fewer files, or leave out what platforms don't read"
        yield "zip-bomb", f"{name}: {entry.size:,} bytes: no platform reads a document of that size", hint
    if entry.size > SMALL and entry.size > MAX_RATIO * max(1, entry.packed):
        hint = "leave it out, or put the real file there"
        yield "zip-bomb", f"{name}: unpacks to {entry.size // max(1, entry.packed):,} times its size", hint


def _names(entries: Sequence[Entry]) -> Found:
    """Names that are equal on Windows and macOS, or twice in the zip: readers disagree which file counts."""
    hint = "keep one of them; capitals and forms of accents don't make a difference everywhere"
    seen: dict[str, str] = {}
    for entry in entries:
        folded = unicodedata.normalize("NFC", entry.name).casefold()
        if folded in seen:
            yield "zip-duplicate", f"{entry.name}: the same name as {seen[folded]}", hint
        seen.setdefault(folded, entry.name)
    for folded, name in seen.items():
        parts = folded.removesuffix("/").split("/")
        for n in range(1, len(parts)):
            if (other := "/".join(parts[:n])) in seen:
                yield "zip-duplicate", f"{name}: {seen[other]} is a file, and can't be a folder as well", hint


def _positions(stream: BinaryIO, entries: Sequence[Entry]) -> Found:
    """Files whose bytes overlap, or whose local header has another name."""
    hint = "zip the package's files once more"
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.start):
        try:
            name, start = header(stream, entry)
        except Damaged as error:
            yield "zip-unreadable", f"{entry.name}: damaged: {error}", hint
            continue
        if name != entry.raw:
            yield "zip-name", f"{entry.name}: is called otherwise in front of its data", hint
        if entry.start < end:
            yield "zip-bomb", f"{entry.name}: shares its bytes with another file", hint
        end = max(end, start + entry.packed)


def _contents(path: str, entries: Sequence[Entry]) -> Found:
    for entry in entries:
        try:
            with Path(path).open("rb") as stream, content(stream, entry) as unpacked:
                while unpacked.read(CHUNK):
                    pass
        except Damaged as error:
            hint = "download or zip it once more"
            yield "zip-unreadable", f"{entry.name}: damaged: {error}", hint
