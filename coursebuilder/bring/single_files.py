"""A single picture or file of captions: it goes into the course's media/, in a form that a page shows."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from coursebuilder.bring.items import Brought, CannotBring, Note
from coursebuilder.bring.plain_text import clean, on_one_line
from coursebuilder.media.captions import Fault, read_captions
from coursebuilder.media.conversion import NotShown, shown_as
from coursebuilder.media.file_kinds import cure_for, real_kind
from coursebuilder.model import Cue
from coursebuilder.problems import Place, Problem
from coursebuilder.source.ids import slug

_TIMES = re.compile(r"^\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[,.]\d{1,3}[ \t]+-->", re.MULTILINE)
# Where a mark stands, and the mark: MP4, WebM, MP3, Ogg, WAVE, AVI, FLAC.
_CLIPS = (
    (4, b"ftyp"),
    (0, b"\x1aE\xdf\xa3"),
    (0, b"ID3"),
    (0, b"OggS"),
    (8, b"WAVE"),
    (8, b"AVI "),
    (0, b"fLaC"),
)
_OTHER_PICTURES = ((0, b"\xd7\xcd\xc6\x9a"), (40, b" EMF"), (0, b"\0\0\1\0"))  # WMF, EMF, ICO


def is_picture(path: Path, start: bytes) -> bool:
    """Whether a file is a picture, by its first bytes; a text may begin with BM, too."""
    known = real_kind(path) not in {"", "PDF", "SVG"} or _has(start, _OTHER_PICTURES)
    return known and b"\0" in start


def _has(start: bytes, marks: tuple[tuple[int, bytes], ...]) -> bool:
    return any(start[at : at + len(mark)] == mark for at, mark in marks)


def is_clip(start: bytes) -> bool:
    """Whether a file is a video or a recording, by its first bytes."""
    return _has(start, _CLIPS)


def looks_like_captions(text: str) -> bool:
    """Whether a text is WebVTT or SubRip."""
    return text.startswith("WEBVTT") or bool(_TIMES.search(text[:4096]))


def read_picture(path: Path) -> Brought:
    """A picture as it is where browsers show it, else converted. Raises CannotBring with the cure."""
    data = path.read_bytes()
    try:
        shown, suffix = shown_as(data)
    except NotShown as error:
        what, _, cure = str(error).partition(": ")
        what = what if cure else "the picture can't be shown"
        hint = cure or cure_for(path) or str(error)
        raise CannotBring(Problem("picture-not-shown", what, Place(path.as_posix()), hint)) from None
    name = f"{_stem(path)}{suffix}"
    notes = [_to_show(name)]
    if shown != data:
        kind = real_kind(path) or "another form"
        notes.insert(
            0, Note("changed", path.name, f"from {kind} to {suffix[1:].upper()}, which browsers show")
        )
    return _alone(path, name, shown, notes, "picture")


def read_drawing(path: Path) -> Brought:
    """An SVG as it is: a build judges drawings."""
    name = f"{_stem(path)}.svg"
    return _alone(path, name, path.read_bytes(), [_to_show(name)], "drawing")


def _to_show(name: str) -> Note:
    what = f"show it on a page: ![What it shows](media/{name}), and say whose it is"
    return Note("to do", name, what)


def read_captions_file(path: Path, text: str) -> Brought:
    """Captions as WebVTT. Raises CannotBring with the line where they can't be read."""
    suffix = ".vtt" if text.startswith("WEBVTT") else ".srt"
    with tempfile.TemporaryDirectory(prefix="coursebuilder-") as scratch:
        (copy := Path(scratch) / f"captions{suffix}").write_text(text, encoding="utf-8")
        cues = read_captions(copy)
    if isinstance(cues, Fault):
        place = Place(path.as_posix(), cues.line)
        raise CannotBring(Problem("bad-captions", cues.message, place, cues.hint))
    name = f"{_stem(path)}.vtt"
    notes = [Note("to do", name, f"name it behind a video: ::: video media/… {{captions=media/{name}}}")]
    if suffix == ".srt":
        notes.insert(0, Note("changed", path.name, "from SubRip to WebVTT: words, speakers and times alone"))
    return _alone(path, name, as_vtt(cues).encode(), notes, "caption", len(cues))


def as_vtt(cues: tuple[Cue, ...]) -> str:
    """Captions in WebVTT (W3C, 2019)."""
    blocks = [
        f"{_time(cue.start)} --> {_time(cue.end)}\n{_escaped(cue.text)}" for cue in cues if cue.text.strip()
    ]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _time(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _escaped(text: str) -> str:
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, entity)
    return text


def _stem(path: Path) -> str:
    return slug(path.stem, "file")[:60].rstrip("-")


def _alone(path: Path, name: str, data: bytes, notes: list[Note], what: str, number: int = 1) -> Brought:
    """A file under media/ that no page shows yet."""
    return Brought(on_one_line(clean(path.stem)), (), {name: data}, tuple(notes), ((what, number),))
