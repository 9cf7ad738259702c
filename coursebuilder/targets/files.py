"""Package rules for files of every standard: names, types, encodings, and nothing fetched from another host.

Each rule takes a package and yields Problems; RULES lists them by the code they report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem, Severity
from coursebuilder.targets.remote import REMOTE, fetched_addresses, mentioned_addresses

NAME = re.compile(r"[A-Za-z0-9._/-]+")
MAX_NAME = 255
MAX_TEXT = 8 * 1024**2  # bytes of one page, sheet or script that are looked into
MAX_TEXTS = 64 * 1024**2  # and of all of them
SHOWN = 3  # hosts that are named where there are many
STRAY = 3  # bytes that aren't UTF-8, below which a text is UTF-8 with a slip in it
MAX_TOLD = 10  # problems of one kind that are reported one by one
RESERVED = frozenset({"aiccshim.html"})  # the name a bridge between standards gives its own start page
UNSERVED = {".mp4": ".webm or .m4v", ".vtt": "captions inside the page", ".mjs": ".js"}
_REMOVED = re.compile("['&:\"<>|`*?\\\\\x00-\x1f\x7f]")  # by Moodle, or by Windows at unpacking
_LEFT = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9._-]+)", re.I)
_DECLARED = {
    ".html": _CHARSET,
    ".htm": _CHARSET,
    ".css": re.compile(rb'^@charset "([^"]+)"'),
    ".js": re.compile(rb"(?!)"),
}
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def first_few(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The first MAX_TOLD problems of one kind, then one that says how many more there are."""
    found = list(problems)
    yield from found[:MAX_TOLD]
    if len(found) > MAX_TOLD:
        one = found[0]
        message = f"and {len(found) - MAX_TOLD:,} more files like these: {one.message}"
        yield Problem(one.code, message, found[MAX_TOLD].place, one.hint, one.severity)


@lru_cache(maxsize=1024)  # each rule asks, and many packages have files of the same names
def is_system_file(name: str) -> bool:
    """Whether an operating system puts files of this name into folders (.DS_Store, Thumbs.db)."""
    return bool(_LEFT.search(name))


def _names(package: Package) -> list[str]:
    return [name for name in sorted(package.files) if not is_system_file(name)]


def file_names(package: Package) -> Iterator[Problem]:
    """Rule: names hold only characters that every platform keeps; some remove others, and links break."""
    for name in _names(package):
        if not NAME.fullmatch(name):
            removed = _REMOVED.search(name)
            severity: Severity = "error" if removed else "warning"
            message = "that platforms remove" if removed else "that not every platform keeps"
            hint = "use letters, digits, . _ and - only"
            yield Problem("file-name", f"a file name with characters {message}", Place(name), hint, severity)


def name_lengths(package: Package) -> Iterator[Problem]:
    """Rule: no path is longer than MAX_NAME characters."""
    for name in _names(package):
        if len(name) > MAX_NAME:
            message, hint = f"a path longer than {MAX_NAME} characters", "shorten names of folders and files"
            yield Problem("file-name-length", message, Place(name), hint)


def reserved_names(package: Package) -> Iterator[Problem]:
    """Rule: no file has the name of AICCShim's own start page."""
    for name in _names(package):
        if PurePosixPath(name).name.lower() in RESERVED:
            message, hint = "a name that a bridge between platforms needs for itself", "rename the file"
            yield Problem("file-reserved", message, Place(name), hint, "warning")


def leftovers(package: Package) -> Iterator[Problem]:
    """Rule (warning): no files that an operating system left there; a strict platform may refuse them."""
    for name in sorted(package.files):
        if is_system_file(name):
            message, hint = "a file of the system that made the zip", "zip without it"
            yield Problem("file-leftover", message, Place(name), hint, "warning")


def unserved_types(package: Package) -> Iterator[Problem]:
    """Rule (warning): no types that the NHS Learning Hub serves as something else."""
    for name in _names(package):
        if instead := UNSERVED.get(_suffix(name)):
            message = "a type that not every platform serves rightly"
            yield Problem("file-type", message, Place(name), f"use {instead}", "warning")


@lru_cache(maxsize=1024)
def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _texts(package: Package) -> tuple[list[str], list[str]]:
    """Names of the text files that the rules read, and of those over a size limit, which they don't read."""
    small, large, left = list[str](), list[str](), MAX_TEXTS
    for name in _names(package):
        if _suffix(name) in REMOTE:
            size = package.files[name].size
            (small if size <= min(MAX_TEXT, left) else large).append(name)
            left -= size if size <= min(MAX_TEXT, left) else 0
    return small, large


def text_files(package: Package) -> list[str]:
    """The names of the pages, style sheets and scripts that the rules read, in order."""
    return _texts(package)[0]


def large_texts(package: Package) -> Iterator[Problem]:
    """Rule (warning): no text files over a size limit, because nobody checks what is in those."""
    for name in _texts(package)[1]:
        message = (
            f"{package.files[name].size:,} bytes of text: nobody waits for that, and it isn't looked into"
        )
        yield Problem("file-large", message, Place(name), "make it smaller", "warning")


def encodings(package: Package) -> Iterator[Problem]:
    """Rule: text is UTF-8 and doesn't declare another encoding; servers declare UTF-8 or nothing."""
    for name in text_files(package):
        if declaration := _DECLARED.get(_suffix(name)):
            yield from _encoding(name, declaration, package.read(name))


def _encoding(name: str, declaration: re.Pattern[bytes], data: bytes) -> Iterator[Problem]:
    hint = "save the file as UTF-8"
    declared = declaration.search(data[:1024])
    said = declared[1].decode("ascii", "replace").lower() if declared else ""
    if data.startswith(_BYTE_ORDER_MARKS[1:]):
        yield Problem("file-encoding", "written in UTF-16", Place(name), hint, "warning")
    elif not _is_utf_8(data):
        stray = data.decode("utf-8", "replace").count("\ufffd") <= STRAY
        severity: Severity = "warning" if stray or (said and "utf-8" not in said) else "error"
        message = f"not in UTF-8, and it says {said}" if said else "not in UTF-8, and it says nothing else"
        yield Problem("file-encoding", message, Place(name), hint, severity)
    elif said and said not in {"utf-8", "utf8"} and not data.isascii():
        message = f"it says {said}, and is in UTF-8: umlauts and the like show wrong"
        yield Problem("file-encoding", message, Place(name), "say UTF-8")
    elif (
        not said and declaration is _CHARSET and not data.isascii() and not data.startswith(_BYTE_ORDER_MARKS)
    ):
        message = "it doesn't say that it is in UTF-8: where the server doesn't either, signs show wrong"
        yield Problem("file-encoding", message, Place(name), 'write <meta charset="utf-8">', "warning")


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def remote_files(package: Package) -> Iterator[Problem]:
    """Rule: nothing is fetched from another host.

    Firewalls block that, and the host learns who is learning.
    """
    for name, address in _addresses(package, fetched_addresses):
        message, hint = f"fetches {address} from another host", "put the file into the package"
        yield Problem("remote-file", message, Place(name), hint)


def remote_names(package: Package) -> Iterator[Problem]:
    """Rule (warning): scripts name no other hosts; whether they fetch from there only a browser shows."""
    named: dict[str, str] = {}  # hosts, and the file each is first named in
    for name, address in _addresses(package, mentioned_addresses):
        named.setdefault(address.partition("//")[2].partition("/")[0].lower(), name)
    if named:
        few_of = ", ".join(list(named)[:SHOWN]) + (" and others" if len(named) > SHOWN else "")
        many = "another host" if len(named) == 1 else f"{len(named)} other hosts"
        hint = "make sure that nothing is fetched from there, or sent there: verify sees what is"
        place = Place(next(iter(named.values())))
        yield Problem("remote-mention", f"scripts name addresses on {many}: {few_of}", place, hint, "warning")


def _addresses(package: Package, found: Callable[[str, str], tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """(file name, address) for each address that `found(suffix, text)` finds in the text files."""
    for name in text_files(package):
        for address in found(_suffix(name), package.read(name).decode("utf-8", "replace")):
            yield name, address if len(address) <= 100 else f"{address[:99]}…"


RULES: dict[str, Callable[[Package], Iterator[Problem]]] = {
    "file-name": file_names,
    "file-name-length": name_lengths,
    "file-reserved": reserved_names,
    "file-leftover": leftovers,
    "file-type": unserved_types,
    "file-large": large_texts,
    "file-encoding": encodings,
    "remote-file": remote_files,
    "remote-mention": remote_names,
}


def file_rules(package: Package) -> list[Problem]:
    """All problems with a package's files, in the order of RULES."""
    return [problem for rule in RULES.values() for problem in first_few(rule(package))]
