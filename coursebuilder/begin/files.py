"""New files, all or none, and never over one that is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from coursebuilder.source.ids import slug

LONGEST_ID = 40  # of a course or module: ids of packages are made of both
LONGEST_TITLE = 255  # an LMS takes no more


class CannotBegin(Exception):
    """Why nothing was written, with the cure, as a sentence for the person at the terminal."""


def write_new(files: Mapping[Path, bytes]) -> None:
    """Write files that don't exist yet. Raises CannotBegin where one does, and OSError."""
    for path in files:
        if path.exists() or path.is_symlink():
            raise CannotBegin(f"{path.as_posix()} is there already, and nothing is ever written over")
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(data)


def empty_folder(folder: Path) -> None:
    """Raises CannotBegin unless a folder is empty or isn't there yet."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotBegin(f"{folder.as_posix()} is there already: choose another folder with --folder")


def one_line(title: str) -> str:
    """A title as one line of text. Raises CannotBegin where it is none."""
    line = " ".join(title.split())
    if not any(char.isalnum() for char in line):
        raise CannotBegin(f'"{line}" is no title: write it in words')
    if len(line) > LONGEST_TITLE:
        raise CannotBegin(f"the title has {len(line)} characters; an LMS takes {LONGEST_TITLE}: shorten it")
    return line


def id_of(title: str, kind: str) -> str:
    """The id of a course or module with this title."""
    return slug(title, kind)[:LONGEST_ID].rstrip("-")


def quoted(text: str) -> str:
    """A text as a YAML value on one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
