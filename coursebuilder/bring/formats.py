"""Which format a file is in, told by its content and not by its name, and the reader for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from coursebuilder.bring.items import Brought, CannotBring
from coursebuilder.bring.single_files import (
    is_clip,
    is_picture,
    looks_like_captions,
    read_captions_file,
    read_drawing,
    read_picture,
)
from coursebuilder.bring.zips import MAX_FILE, judge_xml, parts_of
from coursebuilder.media.file_kinds import real_kind
from coursebuilder.problems import Place, Problem

Parts = Mapping[str, bytes]
MAX_TEXT = 8 * 1024**2  # a bank of 5,000 questions has two
_TAKEN = (
    "taken are Word (.docx), PowerPoint (.pptx), LESSON.md, GIFT, Moodle XML, QTI (.zip), captions (.srt) "
    "and pictures"
)
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an older Word, PowerPoint or Excel document", "save it as .docx or .pptx"),
    (b"%PDF", "a PDF", "import the document that the PDF was made from"),
    (b"{\\rtf", "an RTF document", "save it as .docx"),
)


def bring(path: Path) -> Brought:
    """Read a file of any format that is known. Raises CannotBring with Problems that say why not."""
    place = Place(path.as_posix())
    try:
        with path.open("rb") as stream:
            start = stream.read(4096)
        if path.stat().st_size > MAX_FILE:
            raise CannotBring(Problem("file-too-large", "the file is over 120 MB", place, "split it"))
    except OSError as error:
        what = f"can't read the file: {error.strerror}"
        raise CannotBring(
            Problem("unreadable-file", what, place, "check the path and its spelling")
        ) from None
    if start.startswith(b"PK"):
        return _zip(path)
    for mark, kind, cure in _OTHERS:
        if start.startswith(mark):
            raise CannotBring(Problem("import-format", f"this is {kind}", place, cure))
    if is_picture(path, start):
        return read_picture(path)
    if is_clip(start):
        cure = "copy it into the course's media/, and show it with ::: video or ::: audio"
        raise CannotBring(Problem("import-format", "this is a video or a recording", place, cure))
    return _text(path, start)


def _zip(path: Path) -> Brought:
    from coursebuilder.bring.lesson_bundle import holds_lessons, read_bundle
    from coursebuilder.bring.qti import read_qti
    from coursebuilder.bring.slides import read_slides
    from coursebuilder.bring.word import read_word

    parts = parts_of(path)
    readers: tuple[tuple[str, Callable[[Path, Parts], Brought]], ...] = (
        ("word/document.xml", read_word),
        ("ppt/presentation.xml", read_slides),
        ("imsmanifest.xml", read_qti),
    )
    for name, read in readers:
        if name in parts:
            if name != "imsmanifest.xml":
                judge_xml(path, parts)
            return read(path, parts)
    if holds_lessons(parts):
        return read_bundle(path, parts)
    what = "this zip is no document or question package that is read here"
    raise CannotBring(Problem("import-format", what, Place(path.as_posix()), _TAKEN))


def _text(path: Path, start: bytes) -> Brought:
    from coursebuilder.bring.gift import looks_like_gift, read_gift
    from coursebuilder.bring.lesson import read_lesson
    from coursebuilder.bring.lesson_text import looks_like_lesson, looks_like_module
    from coursebuilder.bring.moodle_xml import read_moodle_xml

    if re.match(rb"(?:\xef\xbb\xbf|[\xff\xfe]{2})?\s*<", start):
        if real_kind(path) == "SVG":
            return read_drawing(path)
        return read_moodle_xml(path)
    text = text_in(path)
    if looks_like_captions(text):
        return read_captions_file(path, text)
    if looks_like_module(text):
        what = "this is a module already"
        cure = "copy it into the course's modules/, and name it in course.yaml"
        raise CannotBring(Problem("import-format", what, Place(path.as_posix()), cure))
    if looks_like_lesson(text):
        return read_lesson(path, text)
    if looks_like_gift(text):
        return read_gift(path, text)
    what = "this file is in no format that is read here"
    raise CannotBring(Problem("import-format", what, Place(path.as_posix()), _TAKEN))


def text_in(path: Path) -> str:
    """A text file's content with \\n line ends, from UTF-8 or, as older Windows programs write, cp1252."""
    if path.stat().st_size > MAX_TEXT:
        what = f"the file is over {MAX_TEXT // 1024**2} MB of text"
        raise CannotBring(Problem("file-too-large", what, Place(path.as_posix()), "split it"))
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"\0" in data[:4096]:
        what = "this is no text"
        raise CannotBring(Problem("import-format", what, Place(path.as_posix()), _TAKEN))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
