"""Comments of reviewers, merged and put to the lines that their paragraphs begin on now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from coursebuilder.comments.comment import Comment
from coursebuilder.comments.files import no_comments
from coursebuilder.model import Course
from coursebuilder.model.paragraphs import Paragraph, numbered_modules, paragraphs
from coursebuilder.problems import Place, Problem

_QUOTED = 50  # characters of a paragraph that are shown with a comment


@dataclass(frozen=True, slots=True)
class _Commented:
    """A module as it is now: its file with its lines, and its numbered paragraphs."""

    place: Place
    lines: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]

    def place_of(self, paragraph: Paragraph) -> Place:
        """The line that a paragraph begins on; where its first words aren't found, that of its block."""
        first = _words(_plain(paragraph.html)).split()
        for many in range(min(6, len(first)), 0, -1):
            sought = " ".join(first[:many])
            for number in range(paragraph.place.line, len(self.lines) + 1):
                if f" {sought} " in f" {self.lines[number - 1]} ":
                    return Place(paragraph.place.path, number)
        return paragraph.place


def placed(comments: Iterable[Comment], courses: Sequence[Course]) -> list[Problem]:
    """Each comment as a piece of advice at the line where its paragraph begins now; doubles once.

    A comment goes with its paragraph wherever that has moved. One on a paragraph that was changed since
    stands where its number leads, and one on what is gone at the module's or the course's file.
    """
    modules = {
        (course.id, course.language, module.id): _Commented(
            module.place,
            _lines(module.place),
            tuple(one for one in paragraphs(module, number) if one.numbered),
        )
        for course in courses
        for number, module in numbered_modules(course)
    }
    known = {(course.id, course.language): course for course in courses}
    found = []
    for comment in dict.fromkeys(comments):
        course = known.get((comment.course, comment.language))
        if course is None:
            what = f'is about the course "{comment.course}" ({comment.language}), which is none of these'
            found.append(no_comments(comment.file, what))
        else:
            module = modules.get((course.id, course.language, comment.module))
            found.append(_placed(comment, module, course.place))
    return list(dict.fromkeys(found))


def _placed(comment: Comment, module: _Commented | None, course: Place) -> Problem:
    if not comment.number:
        return Problem(
            "comment", f"{comment.by}: {comment.text}", course, "on no numbered paragraph", "advice"
        )
    if module is None:
        return _said(comment, "comment-on-changed-text", course, f'the module "{comment.module}" is gone')
    same = [one for one in module.paragraphs if one.hash == comment.hash]
    if same:
        at = next((one for one in same if one.number == comment.number), same[0])
        moved = f", now {at.number}" if at.number != comment.number else ""
        return _said(comment, "comment", module.place_of(at), _start(at.html), moved)
    here = next((one for one in module.paragraphs if one.number == comment.number), None)
    if here is None:
        return _said(comment, "comment-on-changed-text", module.place, "that paragraph is gone")
    changed = f"the paragraph has changed since; now: {_start(here.html)}"
    return _said(comment, "comment-on-changed-text", module.place_of(here), changed)


def _said(comment: Comment, code: str, place: Place, about: str, moved: str = "") -> Problem:
    hint = f"on {comment.number}{moved}: {about}"
    return Problem(code, f"{comment.by}: {comment.text}", place, f"{hint} ({comment.by})", "advice")


def _start(text: str) -> str:
    """The first words of a finished text."""
    words = _plain(text)
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rsplit(' ', 1)[0]} …"


def _plain(text: str) -> str:
    """The words of a finished text, without its markup."""
    return " ".join(str(html.fromstring(f"<div>{text}</div>").xpath("string()")).split())


def _words(text: str) -> str:
    """A text by its words alone, to find it again among its source's marks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _lines(place: Place) -> tuple[str, ...]:
    """The words of each line of a module's file; () where it can't be read any more."""
    try:
        return tuple(map(_words, Path(place.path).read_text(encoding="utf-8").splitlines()))
    except (OSError, ValueError):
        return ()
