"""Files a course shows or links to: found inside their root, safe by name and by content."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

from coursebuilder.media.clips import AUDIO, VIDEO, is_what_it_says, says_where, video_size
from coursebuilder.media.documents import ZIPPED, has_camera_notes, without_camera_notes
from coursebuilder.media.file_kinds import RASTERS, another_kind, cure_for
from coursebuilder.media.file_names import TRAVELS, Listed, on_disk, package_name, plain_address
from coursebuilder.media.pictures import ReadPicture, read_picture
from coursebuilder.model import Media
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.web_content.svg import Drawing, clean_svg

Use = Literal["picture", "file", "video", "audio", "captions"]
PICTURES = {*RASTERS, ".svg"}
CAPTIONS = {".vtt", ".srt", ".txt"}
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
ReadDrawing = Callable[[Path], Drawing]
_Fault = tuple[str, str, str]  # code, message, hint
_Real = Callable[[Path], Path]  # a folder, without links
_SHOWN = 60  # signs of an address that a message repeats


def finder(
    root: Path,
    problems: list[Problem],
    pictures: ReadPicture = read_picture,
    drawings: ReadDrawing = clean_svg,
) -> FindMedia:
    """Look media up under one root (a course's folder, or the shared one), each file judged once.

    pictures: makes of a picture what travels, or looks at it alone; drawings: cleans an SVG file
    What is wrong with a file comes back in its place; what an author should know besides goes to `problems`.
    """
    judged: dict[tuple[str, Use], Media | Problem] = {}
    names: dict[str, str] = {}  # a name in the package -> the file's own, where it had to change
    listed = cache(lambda folder: frozenset(os.listdir(folder)))
    twins = cache(lambda folder: _twins(listed(folder)))
    real = cache(Path.resolve)

    def find(address: str, place: Place, use: Use) -> Media | Problem:
        address = plain_address(address)
        if use == "file" and address.lower().endswith(".svg"):
            use = "picture"  # opened by itself a drawing can do more than in a page: it is judged as one
        if (address, use) not in judged:
            fault = _address_fault(address)
            if fault and fault[0] == "media-elsewhere" and on_disk(root, f"media/{address}", listed):
                fault = (*fault[:2], f"write media/{address}")
            written = address if fault else on_disk(root, address, listed)
            fault = fault or _file_fault(root, address, written, use, listed, real)
            name = package_name(root, written, names, listed) if written and not fault else address
            if not fault:
                path = root / (written or address)
                _same_but_capitals(path.name, twins(path.parent), place, problems)
            found = fault or _read(root, written or address, name, place, use, problems, pictures, drawings)
            judged[address, use] = _told(found, place)
        return replace(judged[address, use], place=place)

    return find


def _told(found: Media | _Fault, place: Place) -> Media | Problem:
    return found if isinstance(found, Media) else Problem(found[0], found[1], place, found[2])


def _address_fault(address: str) -> _Fault | None:
    """What is wrong with the words of an address, wherever it may lead."""
    if address.lower().startswith("data:"):
        what = f'pictures are embedded in the text: "{address[:24]}…"'
        return "embedded-media", what, "save them under media/ and write ![what it shows](media/a-name.png)"
    if len(address) > _SHOWN * 10:
        return "missing-media", f'"{address[:_SHOWN]}…" is no name of a file', "write media/a-name.png"
    if re.match(r"[a-zA-Z]:[/\\]|(?i:file:)", address):
        what = f'"{address}" lies on one computer alone'
        return "remote-media", what, "copy the file into the folder media/ and write media/a-name.png"
    if _REMOTE.match(address):
        return "remote-media", f'"{address}" lies on another host', _elsewhere(address)
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
        if re.fullmatch(r"[^?]+\.\w{2,5}\?[\w=&.-]*", address):
            hint = f"write {address.partition('?')[0]}: nothing stands behind a file's name"
            return "file-name", f'the address "{address}" goes on behind the file\'s name', hint
        hint = 'a name holds none of < > : " | ? * and ends in no dot: other computers refuse such files'
        return "file-name", f'the file name "{address}" does not travel safely', hint
    return None


def _elsewhere(address: str) -> str:
    if re.search(r"youtu\.?be|vimeo|stream|loom\.com", address):
        return "a film on another site is a link:  [Watch: what it shows](https://…)"
    return "save the file under media/ and use that"


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
        cure = cure_for(path)
        hint = f"{cure}; taken here: " if cure else "taken here: "
        hint += " ".join(sorted(_TAKEN[use]))
        if suffix in VIDEO | AUDIO:
            hint += f"; for {suffix} write  ::: {'video' if suffix in VIDEO else 'audio'} {address}"
        return "media-type", f'"{suffix or address}" files are not taken here', hint
    if suffix in VIDEO | AUDIO and not is_what_it_says(path):
        return "broken-media", f'"{address}" is no {suffix} file, whatever its name says', "export it again"
    if suffix in RASTERS and (cure := another_kind(path)):
        return "broken-picture", f'"{address}" is no {suffix} picture, whatever its name says', cure
    return None


def _twins(names: frozenset[str]) -> dict[str, list[str]]:
    """Names of a folder that are one when capitals don't count, by that one."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name.lower(), []).append(name)
    return {name: sorted(some) for name, some in found.items() if len(some) > 1}


def _same_but_capitals(name: str, twins: dict[str, list[str]], place: Place, problems: list[Problem]) -> None:
    """Two names that Windows and macOS take for one: there one file overwrites the other."""
    for twin in twins.get(name.lower(), ()) if twins else ():
        if twin != name:
            what = f'"{name}" and "{twin}" differ by capitals only: on Windows one overwrites the other'
            problems.append(Problem("same-but-capitals", what, place, "rename one of them", "warning"))


def _read(
    root: Path,
    address: str,
    name: str,
    place: Place,
    use: Use,
    problems: list[Problem],
    pictures: ReadPicture,
    drawings: ReadDrawing,
) -> Media | _Fault:
    path = root / address
    suffix = path.suffix.lower()
    if use != "captions" and suffix in RASTERS:
        return _dots(name, path, place, pictures, use == "file")
    if use == "picture":
        return _drawing(address, drawings(path), Media(place, name, path), problems)
    data = without_camera_notes(path) if use == "file" and suffix in ZIPPED else None
    given_away = use == "file" and data is None
    if says_where(path) if use in {"video", "audio"} else given_away and has_camera_notes(path):
        what = f'"{address}" holds what a camera or phone noted, perhaps the place'
        hint = "export it again without such details (properties, metadata), or from a picture without them"
        problems.append(Problem("camera-notes", what, place, hint, "warning"))
    width, height = (video_size(path) if use == "video" else None) or (None, None)
    return Media(place, name, path, width, height, data)


def _drawing(address: str, drawing: Drawing, media: Media, problems: list[Problem]) -> Media | _Fault:
    """The file with its cleaned drawing in its place, or why it is refused."""
    if drawing.fault:
        shown = f"{address}:{drawing.line}" if drawing.line else address
        return "unsafe-svg", f'"{shown}" {drawing.fault}', drawing.cure
    if drawing.removed:
        what = f'"{address}" goes without {", ".join(drawing.removed)}'
        hint = "look at the built page; export the drawing again as plain SVG to be rid of this"
        problems.append(Problem("cleaned-svg", what, media.place, hint, "warning"))
    return replace(media, width=drawing.width, height=drawing.height, data=drawing.data)


def _dots(name: str, path: Path, place: Place, pictures: ReadPicture, given_away: bool) -> Media | _Fault:
    """The picture as it will travel; in another form it needs another name, which no other file has."""
    picture = pictures(path, "attachment" if given_away else "page")
    if isinstance(picture, tuple):
        return picture
    if picture.data is not None and picture.suffix != path.suffix:
        name, folder = f"{name}{picture.suffix}", path.parent
        while (folder / Path(name).name).exists():
            name = f"{name.removesuffix(picture.suffix)}-1{picture.suffix}"
    if given_away:
        return Media(place, name, path, data=picture.data)
    return Media(place, name, path, picture.width, picture.height, picture.data, picture.photograph)


def _near(root: Path, address: str) -> str:
    folder = root / "media"
    names = (
        [f"media/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*")]
        if folder.is_dir()
        else []
    )
    same = [name for name in names if name.casefold() == address.casefold()]
    if same:
        return f"write {same[0]}: capitals count"
    return did_you_mean(address, names[:500]) if names else f"put it into {folder.name}/ beside course.yaml"
