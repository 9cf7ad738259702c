"""The files a course shows or links to: found inside their root, safe by name and by content."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from coursebuilder.drawings import svg_fault, svg_size
from coursebuilder.model import Media
from coursebuilder.problems import Place, Problem
from coursebuilder.settings import did_you_mean

PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}
DOCUMENTS = {".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp", ".rtf", ".txt", ".csv"}
_NAME = re.compile(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")
_REMOTE = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*:)?//|[a-zA-Z][a-zA-Z0-9+.-]*:")

FindMedia = Callable[[str, Place], Media | Problem]


def finder(root: Path) -> FindMedia:
    """Look media up under one root (a course's folder, or the shared one), each file judged once."""
    judged: dict[str, Media | Problem] = {}
    listed = cache(lambda folder: frozenset(os.listdir(folder)))

    def find(address: str, place: Place) -> Media | Problem:
        if address not in judged:
            fault = _address_fault(address) or _file_fault(root, address, listed)
            judged[address] = (
                Problem(fault[0], fault[1], place, fault[2]) if fault else _media(root, address, place)
            )
        return replace(judged[address], place=place)

    return find


_Fault = tuple[str, str, str]  # code, message, hint
_Listed = Callable[[Path], frozenset[str]]  # the names in a folder


def _address_fault(address: str) -> _Fault | None:
    """What is wrong with the words of an address, wherever it may lead."""
    if _REMOTE.match(address):
        return "remote-media", f'"{address}" lies on another host', "save the file under media/ and use that"
    if address.startswith("/") or "\\" in address:
        return (
            "absolute-media",
            f'"{address}" is an absolute path',
            "write it from the course's folder: media/…",
        )
    if ".." in address.split("/"):
        return "outside-roots", f'"{address}" leads out of the course', "copy the file into media/"
    if not address.startswith("media/"):
        return "media-elsewhere", f'"{address}" is not under media/', "move the file into the folder media/"
    if not _NAME.fullmatch(address) or address.endswith("."):
        hint = "use letters A-Z a-z, digits, dot, underscore and hyphen only"
        return "file-name", f'the file name "{address}" does not travel safely', hint
    return None


def _file_fault(root: Path, address: str, listed: _Listed) -> _Fault | None:
    """What is wrong with the file at an address."""
    path = root / address
    if not path.is_file() or not _same_case(root, address, listed):
        return "missing-media", f'there is no file "{address}"', _near(root, address)
    if not path.resolve().is_relative_to(root.resolve()):
        return "outside-roots", f'"{address}" is a link out of the course', "copy the file itself into media/"
    suffix = path.suffix.lower()
    if suffix not in PICTURES | DOCUMENTS:
        hint = f"pictures: {' '.join(sorted(PICTURES))}; documents: {' '.join(sorted(DOCUMENTS))}"
        return "media-type", f'"{suffix or address}" files are not taken', hint
    if suffix == ".svg" and (fault := svg_fault(path)):
        return "unsafe-svg", f'"{address}" {fault}', "export it again as plain SVG"
    return None


def _media(root: Path, address: str, place: Place) -> Media:
    path = root / address
    suffix = path.suffix.lower()
    if suffix not in PICTURES:
        return Media(place, address, path)
    if suffix == ".svg":
        return Media(place, address, path, *svg_size(path))
    import imagesize  # costs as much to import as the parser of Markdown; many courses have only drawings

    width, height = imagesize.get(str(path))
    return Media(place, address, path, *((width, height) if width > 0 and height > 0 else (None, None)))


def _same_case(root: Path, address: str, listed: _Listed) -> bool:
    """Whether every part is spelled as on disk: servers mind capitals even where our file system doesn't."""
    folder = root
    for part in address.split("/"):
        if part not in listed(folder):
            return False
        folder = folder / part
    return True


def _near(root: Path, address: str) -> str:
    folder = root / "media"
    names = (
        [f"media/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*")]
        if folder.is_dir()
        else []
    )
    return did_you_mean(address, names[:500]) if names else f"put it into {folder.name}/ beside course.yaml"
