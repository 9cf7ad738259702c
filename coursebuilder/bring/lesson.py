"""LESSON.md and ASSESSMENT.md: an open format for lessons in Markdown (docs.slatebuilder.io/lesson-md, 1.6).

Settings between --- lines, then blocks: a fence ::: with the block's type, lines of the form key: value, then
Markdown, and a closing fence. An assessment is a lesson whose settings say how it is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from coursebuilder.bring.html import FindPicture
from coursebuilder.bring.items import Asked, Brought, BroughtPage, CannotBring, Note, Part
from coursebuilder.bring.lesson_blocks import LessonReader
from coursebuilder.bring.lesson_text import MARKS, Lesson, parsed_lesson
from coursebuilder.bring.pictures import Pictures
from coursebuilder.bring.plain_text import escaped, on_one_line, title_of_name
from coursebuilder.bring.question_text import part_text
from coursebuilder.bring.word_words import missing_words
from coursebuilder.problems import Place, Problem

_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*?)[ \t#]*\Z")


def read_lesson(path: Path, text: str) -> Brought:
    """A lesson or assessment as a module. Raises CannotBring where it holds nothing."""
    lesson = parsed_lesson(text)
    pictures = Pictures(path.stem)
    notes: list[Note] = []
    pages = lesson_pages(lesson, _beside(path, pictures), notes, "")
    if not any(page.parts or page.title for page in pages):
        place = Place(path.as_posix())
        raise CannotBring(Problem("import-empty", "there is nothing in this lesson", place, "look into it"))
    title = lesson.title or title_of_name(path.stem)
    settings = pass_mark(lesson, pages, notes) if lesson.marked else ()
    notes += pictures.notes()
    counted = (("page", len(pages)), ("picture", len(pictures.media)))
    return Brought(title[:200] or "Lesson", tuple(pages), pictures.media, tuple(notes), counted, settings)


def _beside(path: Path, pictures: Pictures) -> FindPicture:
    """Pictures in the lesson's folder or below it: nothing else of the machine is read."""

    def find(address: str) -> str:
        folder = path.parent.resolve()
        try:
            file = (folder / address).resolve()
            if file.is_relative_to(folder) and file.is_file() and file.stat().st_size <= 40 * 1024**2:
                return pictures.take(file.read_bytes(), file.name)
        except (OSError, ValueError):
            pass
        return ""

    return find


def lesson_pages(lesson: Lesson, find: FindPicture, notes: list[Note], where: str) -> list[BroughtPage]:
    """A lesson's pages, with all that is told of it added to notes.

    where: what stands in a note before the line, such as "01-welcome.md, " in a bundle
    """
    reader = LessonReader(find, notes, where)
    parts = [part for block in lesson.blocks for part in reader.parts(block)]
    for number in lesson.loose:
        what = "a fence ::: that opens or closes nothing: look where the block ends"
        notes.append(Note("changed", f"{where}line {number}", what))
    for key in sorted(set(lesson.settings) - {"title", *MARKS}):
        notes.append(Note("not carried", f"{where}settings", f"{key}: {lesson.settings[key]}"))
    pages = [_assessment(lesson, parts, notes, where)] if lesson.marked else list(_pages(parts, lesson.title))
    written = "\n\n".join(
        [escaped(lesson.title), *(part_text(part) for page in pages for part in page.parts)]
    )
    written += "\n\n" + "\n\n".join(page.title for page in pages)
    notes += missing_words(reader.placed(lesson.blocks), written, [])
    return pages


def _assessment(lesson: Lesson, parts: list[Part], notes: list[Note], where: str) -> BroughtPage:
    attempts = lesson.settings.get("attempts", "3")
    limits = f" attempts={int(attempts)}" if attempts.isdecimal() and 0 < int(attempts) < 100 else ""
    if lesson.settings.get("randomize", "false") == "true":
        what = "randomize: learners get the questions in the order written"
        notes.append(Note("not carried", f"{where}settings", what))
    shifted = [_deeper(part) if isinstance(part, str) else _in_assessment(part) for part in parts]
    return BroughtPage(escaped(lesson.title) or "Assessment", tuple(shifted), f".assessment{limits}")


def _in_assessment(asked: Asked) -> Asked:
    """A question that is marked has no tries of its own."""
    return replace(asked, keys=" ".join(one for one in asked.keys.split() if not one.startswith("tries=")))


def pass_mark(lesson: Lesson, pages: list[BroughtPage], notes: list[Note]) -> tuple[tuple[str, str], ...]:
    """mastery_score, from a percentage or a number of right answers; 70 % where nothing is said."""
    said = lesson.settings.get("pass", "70%")
    asked = sum(isinstance(part, Asked) for page in pages for part in page.parts)
    number = re.fullmatch(r"(\d{1,3})\s*(%?)", said)
    share = 0.0 if number is None else int(number[1]) / (100 if number[2] else max(1, asked))
    if not 0 < share <= 1:
        notes.append(Note("not carried", "settings", f"pass: {said}"))
        return ()
    if number is not None and not number[2]:
        what = f"pass: {said} right answers of {asked} became a share of {share:.2g}"
        notes.append(Note("changed", "settings", what))
    return (("mastery_score", f"{share:.2g}"),)


def _pages(parts: list[Part], title: str) -> Iterator[BroughtPage]:
    """Pages begin at headings of the highest level that occurs more than once, and at higher ones."""
    headed = [(part, found) for part in parts if isinstance(part, str) and (found := _HEADING.match(part))]
    levels = [len(found[1]) for _, found in headed]
    twice = [level for level in levels if levels.count(level) > 1]
    top = min(twice or levels, default=1)
    page, own = "", list[Part]()
    for number, part in enumerate(parts):
        found = _HEADING.match(part) if isinstance(part, str) else None
        if found is None or len(found[1]) > top:
            own.append(_deeper(part, top) if isinstance(part, str) else part)
            continue
        if number == 0 and on_one_line(found[2]).casefold() == escaped(title).casefold():
            continue  # the lesson's title once more
        if page or own:
            yield BroughtPage(page, tuple(own))
        page, own = found[2], []
    if page or own:
        yield BroughtPage(page, tuple(own))


def _deeper(part: str, top: int = 1) -> str:
    """A heading below a page's: ### for the level next to the pages'."""
    found = _HEADING.match(part)
    return part if found is None else f"{'#' * min(6, max(3, 2 + len(found[1]) - top))} {found[2]}"
