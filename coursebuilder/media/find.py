"""Files a course shows or links to: found inside their root, safe by name and by content."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

from coursebuilder.media.clips import AUDIO, VIDEO, is_what_it_says, video_size
from coursebuilder.media.file_names import TRAVELS, Listed, on_disk, package_name, plain_address
from coursebuilder.media.pictures import RASTERS, has_notes, read_picture
from coursebuilder.model import Media
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.web_content.svg import clean_svg
from coursebuilder.web_content.svg_size import svg_size

Use = Literal["picture", "file", "video", "audio", "captions"]
PICTURES = {*RASTERS, ".svg"}
CAPTIONS = {".vtt", ".txt"}
DOCUMENTS = {".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".ods", ".odp", ".rtf", ".txt", ".csv"}
_TAKEN: dict[Use, set[str]] = {
    "picture": PICTURES,
    "file": PICTURES | DOCUMENTS,
    "video": VIDEO,
    "audio": AUDIO,
    "captions": CAPTIONS,
}
_REMOTE = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*:)?//|[a-zA-Z][a-zA-Z0-9+.-]*:")

FindMedia = Callable[[str, Place, Use], Media | Problem]
_Fault = tuple[str, str, str]  # code, message, hint
_Real = Callable[[Path], Path]  # a folder, without links


def finder(root: Path, problems: list[Problem]) -> FindMedia:
    """Look media up under one root (a course's folder, or the shared one), each file judged once.

    What is wrong with a file comes back in its place; what an author should know besides goes to `problems`.
    """
    judged: dict[tuple[str, Use], Media | Problem] = {}
    names: dict[str, str] = {}  # a name in the package -> the file's own, where it had to change
    listed = cache(lambda folder: frozenset(os.listdir(folder)))
    real = cache(Path.resolve)

    def find(address: str, place: Place, use: Use) -> Media | Problem:
        address = plain_address(address)
        if use == "file" and address.lower().endswith(".svg"):
            use = "picture"  # opened by itself a drawing can do more than in a page: it is judged as one
        if (address, use) not in judged:
            written = address if _address_fault(address) else on_disk(root, address, listed)
            fault = _address_fault(address) or _file_fault(root, address, written, use, listed, real)
            name = package_name(root, written, names, listed) if written and not fault else address
            found = fault or _read(root, written or address, name, place, use, problems)
            judged[address, use] = _told(found, place)
        return replace(judged[address, use], place=place)

    return find


def _told(found: Media | _Fault, place: Place) -> Media | Problem:
    return found if isinstance(found, Media) else Problem(found[0], found[1], place, found[2])


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
        within = re.match(r"(?i)media[/\\](.+)", address)
        cure = f"write media/{within[1]}" if within else "move the file into the folder media/"
        return "media-elsewhere", f'"{address}" is not under media/', cure
    if not TRAVELS.fullmatch(address) or address.endswith("."):
        hint = 'a name holds none of < > : " | ? * and ends in no dot: other computers refuse such files'
        return "file-name", f'the file name "{address}" does not travel safely', hint
    return None


def _file_fault(
    root: Path, address: str, written: str | None, use: Use, listed: Listed, real: _Real
) -> _Fault | None:
    """What is wrong with the file at an address; `written` is its name as the disk has it."""
    path = root / (written or address)
    if written is None or not path.is_file():
        return "missing-media", f'there is no file "{address}"', _near(root, address)
    if not (path.resolve() if path.is_symlink() else real(path.parent)).is_relative_to(real(root)):
        return "outside-roots", f'"{address}" is a link out of the course', "copy the file itself into media/"
    suffix = path.suffix.lower()
    if suffix not in _TAKEN[use]:
        hint = f"taken here: {' '.join(sorted(_TAKEN[use]))}"
        if suffix in VIDEO | AUDIO:
            hint += f"; for {suffix} write  ::: {'video' if suffix in VIDEO else 'audio'} {address}"
        return "media-type", f'"{suffix or address}" files are not taken here', hint
    if suffix in VIDEO | AUDIO and not is_what_it_says(path):
        return "broken-media", f'"{address}" is no {suffix} file, whatever its name says', "export it again"
    return None


def _read(
    root: Path, address: str, name: str, place: Place, use: Use, problems: list[Problem]
) -> Media | _Fault:
    path = root / address
    suffix = path.suffix.lower()
    if use == "file" and suffix in RASTERS and has_notes(path):
        what = f'"{address}" is given away with what a camera noted, perhaps the place'
        hint = "save it anew without them: a link hands out the file as it is"
        problems.append(Problem("picture-notes", what, place, hint, "warning"))
    if use == "video":
        return Media(place, name, path, *(video_size(path) or (None, None)))
    if use != "picture":
        return Media(place, name, path)
    read = _drawing if suffix == ".svg" else _dots
    return read(address, name, path, place, problems)


def _drawing(address: str, name: str, path: Path, place: Place, problems: list[Problem]) -> Media | _Fault:
    drawing = clean_svg(path)
    if drawing.fault:
        shown = f"{address}:{drawing.line}" if drawing.line else address
        return "unsafe-svg", f'"{shown}" {drawing.fault}', drawing.cure
    if drawing.removed:
        what = f'"{address}" goes without {", ".join(drawing.removed)}'
        hint = "look at the built page; export the drawing again as plain SVG to be rid of this"
        problems.append(Problem("cleaned-svg", what, place, hint, "warning"))
    return Media(place, name, path, *svg_size(drawing.data), data=drawing.data)


def _dots(address: str, name: str, path: Path, place: Place, problems: list[Problem]) -> Media | _Fault:
    """The picture as it will travel; in another form it needs another name, which no other file has."""
    picture = read_picture(path)
    if isinstance(picture, tuple):
        return picture
    if picture.note:
        code, message, hint = picture.note
        problems.append(Problem(code, message, place, hint, "warning"))
    if picture.data is not None and picture.suffix != path.suffix:
        name, folder = f"{name}{picture.suffix}", path.parent
        while (folder / Path(name).name).exists():
            name = f"{name.removesuffix(picture.suffix)}-1{picture.suffix}"
    return Media(place, name, path, picture.width, picture.height, picture.data)


def _near(root: Path, address: str) -> str:
    folder = root / "media"
    names = (
        [f"media/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*")]
        if folder.is_dir()
        else []
    )
    return did_you_mean(address, names[:500]) if names else f"put it into {folder.name}/ beside course.yaml"
