"""An author's files: found below a folder, read with their version, written whole or not at all.

Only modules that a course found there lists can be written, and only where their real path lies in the
folder that was opened.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.source.whole_file import write_whole

COURSE = "course.yaml"
UNSAVED = ".unsaved"  # folder in the folder for packages, with the texts that were never saved
_DEPTH = 4  # levels of folders that are searched for courses
_NOT_SEARCHED = frozenset({"dist", "node_modules", "__pycache__", "venv", "site-packages"})


class Changed(Exception):
    """The file isn't as it was when it was read; `now` is what it holds."""

    def __init__(self, now: FileText) -> None:
        super().__init__("the file was changed by another program")
        self.now = now


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text with \\n line ends; `version` is the SHA-256 of its bytes."""

    text: str
    version: str


def course_folders(folder: Path) -> list[Path]:
    """The folders below (and with) this one that hold a course.yaml, in order of their paths."""
    return sorted(_courses(folder, _DEPTH))


def _courses(folder: Path, levels: int) -> Iterator[Path]:
    if (folder / COURSE).is_file():
        yield folder
    with suppress(OSError):  # a folder that may not be read holds no courses of ours
        for one in os.scandir(folder) if levels else ():
            searched = one.name not in _NOT_SEARCHED and not one.name.startswith(".")
            if searched and one.is_dir(follow_symlinks=False):
                yield from _courses(Path(one.path), levels - 1)


def read_file(path: Path) -> FileText:
    """What a file holds. Raises OSError, and UnicodeDecodeError where it is no UTF-8."""
    data = path.read_bytes()
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return FileText(text, hashlib.sha256(data).hexdigest())


def save_file(path: Path, text: str, version: str) -> FileText:
    """Write a text over the file of this version, with the line ends and the byte order mark it had.

    The file holds the old text or the new one at any moment. Raises Changed, OSError.
    """
    before = path.read_bytes()
    if hashlib.sha256(before).hexdigest() != version:
        raise Changed(read_file(path))
    ends = "\r\n" if b"\r\n" in before else "\n"
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    write_whole(path, mark + text.replace("\n", ends).encode())
    return read_file(path)


def keep_unsaved(out: Path, path: Path, text: str, version: str) -> None:
    """Keep a text that was typed but not saved, with the version of the file it was made from."""
    kept = _unsaved(out, path)
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_whole(kept, json.dumps({"text": text, "version": version}).encode())


def unsaved_text(out: Path, path: Path) -> FileText | None:
    """The text that was kept for a file, and the version it was made from; None where there is none."""
    try:
        kept = json.loads(_unsaved(out, path).read_bytes())
        return FileText(str(kept["text"]), str(kept["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget_unsaved(out: Path, path: Path) -> None:
    """The text is saved, or no longer wanted."""
    _unsaved(out, path).unlink(missing_ok=True)


def _unsaved(out: Path, path: Path) -> Path:
    return out / UNSAVED / f"{hashlib.sha256(str(path).encode()).hexdigest()[:32]}.json"
