"""A bundle of lessons: a zip of LESSON.md files, in folders that are sections, with their pictures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from coursebuilder.bring.html import FindPicture
from coursebuilder.bring.items import Brought, BroughtPage, Note, Part
from coursebuilder.bring.lesson import lesson_pages, pass_mark
from coursebuilder.bring.lesson_text import Lesson, looks_like_lesson, parsed_lesson
from coursebuilder.bring.pictures import Pictures
from coursebuilder.bring.plain_text import escaped, title_of_name

_NUMBER = re.compile(r"(\d{1,6})[-_ .]")


def holds_lessons(parts: Mapping[str, bytes]) -> bool:
    """Whether a zip's files are lessons."""
    return any(looks_like_lesson(_text(parts[name])) for name in _names(parts))


def _names(parts: Mapping[str, bytes]) -> list[str]:
    """Its lessons in order: by the number that a folder's and a file's name begin with, then by name."""
    names = [
        name
        for name in parts
        if name.lower().endswith(".md") and posixpath.basename(name).lower() != "readme.md"
    ]
    return sorted(names, key=lambda name: [_rank(part) for part in name.split("/")])


def _rank(part: str) -> tuple[int, str]:
    found = _NUMBER.match(part)
    return (int(found[1]) if found else 10**6, part)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def read_bundle(path: Path, parts: Mapping[str, bytes]) -> Brought:
    """The lessons as pages of a module; the first assessment is the module's."""
    pictures = Pictures(path.stem)
    notes: list[Note] = []
    pages: list[BroughtPage] = []
    settings: tuple[tuple[str, str], ...] = ()
    section = ""
    for name in _names(parts):
        text = _text(parts[name])
        lesson = parsed_lesson(text)
        found = lesson_pages(lesson, _finder(name, parts, pictures), notes, f"{name}, ")
        page = _one_page(lesson, name, found)
        folder = posixpath.dirname(name)
        if folder != section:
            section = folder
            what = f"the section {_words(posixpath.basename(folder))} begins at the page {page.title}"
            notes.append(Note("changed", folder or name, what))
        if lesson.marked and any(one.attributes for one in pages):
            what = "a second assessment: its questions are for practice"
            notes.append(Note("changed", name, what))
            page = replace(page, attributes="")
        elif lesson.marked:
            settings = pass_mark(lesson, [page], notes)
        pages.append(page)
    notes += pictures.notes()
    counted = (("lesson", len(pages)), ("picture", len(pictures.media)))
    title = _words(path.stem) or "Lessons"
    return Brought(title[:200], tuple(pages), pictures.media, tuple(notes), counted, settings)


def _one_page(lesson: Lesson, name: str, pages: list[BroughtPage]) -> BroughtPage:
    """A lesson's pages as one, their titles as headings in it."""
    together: list[Part] = []
    for page in pages:
        if page.title and not page.attributes:
            together.append(f"### {page.title}")
        together += page.parts
    title = escaped(lesson.title[:190]) or escaped(_words(posixpath.splitext(posixpath.basename(name))[0]))
    return BroughtPage(title or "Lesson", tuple(together), pages[0].attributes if pages else "")


def _words(name: str) -> str:
    """A file's or folder's name as a title: without its number, with blanks for signs between words."""
    words = title_of_name(_NUMBER.sub("", name, count=1))
    return words[:1].upper() + words[1:]


def _finder(name: str, parts: Mapping[str, bytes], pictures: Pictures) -> FindPicture:
    """Pictures in the zip, as seen from the lesson or from the zip's top."""

    def find(address: str) -> str:
        wanted = unquote(address)
        for base in (posixpath.dirname(name), ""):
            data = parts.get(posixpath.normpath(posixpath.join(base, wanted)))
            if data:
                return pictures.take(data, wanted)
        return ""

    return find
