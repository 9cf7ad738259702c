"""Read anybody's zip safely: everything is checked before any of it is used."""

from __future__ import annotations

from pathlib import Path

from coursebuilder.package.unzip.content import content
from coursebuilder.package.unzip.directory import Damaged, Entry, directory
from coursebuilder.package.unzip.rules import content_problems, directory_problems
from coursebuilder.problems import Place, Problem

__all__ = ["BadPackage", "Entry", "content", "entries"]

OTHER_FORMATS = {
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF document",
    b"<": "a page or an XML document",
}


class BadPackage(Exception):
    """Raised for a zip that is unsafe or can't be read; `problems` says everything wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
        self.problems = problems


def entries(path: Path) -> list[Entry]:
    """The files of a zip, after all checks; raises `BadPackage` for what they find.

    Every byte is unpacked once and dropped, to check its CRC-32.
    """
    try:
        with path.open("rb") as stream:
            found = directory(stream)
            problems = directory_problems(str(path), found) or content_problems(str(path), stream, found)
    except Damaged as error:
        problems = [_unreadable(path, str(error), _hint(path))]
    except OSError as error:
        problems = [_unreadable(path, error.strerror or str(error), "")]
    if problems:
        raise BadPackage(tuple(problems))
    return [entry for entry in found if not entry.folder]


def _unreadable(path: Path, reason: str, hint: str) -> Problem:
    return Problem("zip-unreadable", f"this is not a readable zip: {reason}", Place(str(path)), hint)


def _hint(path: Path) -> str:
    with path.open("rb") as stream:
        start = stream.read(8).lstrip()
    kind = next((kind for mark, kind in OTHER_FORMATS.items() if start.startswith(mark)), "")
    if kind:
        return f"it is {kind}: pack the package's files as .zip"
    return "download or zip it once more" if start.startswith(b"PK") else "pack the package's files as .zip"
