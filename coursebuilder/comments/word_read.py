"""Comments out of review copies in Word: what was typed in boxes, Word's own comments, and changed text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from coursebuilder.bring.items import CannotBring
from coursebuilder.bring.xml import all_text, children, descendants, xml_of
from coursebuilder.bring.zips import judge_xml, parts_of
from coursebuilder.comments.comment import NOBODY, Comment, on_one_line
from coursebuilder.comments.files import no_comments
from coursebuilder.comments.word_text import DOCUMENT, Copy, Line, Number, W, line_hash, numbers_in
from coursebuilder.problems import Place, Problem

_COMMENTS = "word/comments.xml"
_TYPES = "[Content_Types].xml"
_MACROS = b"macroEnabled"
# What Word, LibreOffice and others put into a document without macros, embedded programs and other files.
_ENDINGS = (".xml", ".rels", ".png", ".jpeg", ".jpg", ".gif", ".svg", ".emf", ".wmf", ".odttf", ".ttf")
_MOST_XML = 16 * 1024**2  # a copy of seven modules has two, and Word writes three times as much
_SHOWN = 300  # characters of a changed text that are shown

_Remark = tuple[str, str, str]  # who, the number, what


def read_word_comments(path: Path) -> tuple[tuple[Comment, ...], tuple[Problem, ...]]:
    """The comments in a Word file that a review copy was saved as, and what is wrong with the file."""
    shown = path.as_posix()
    try:
        parts = _parts(path)
        copy = numbers_in(xml_of(parts[DOCUMENT], Place(shown)))
        marks = _marks(parts, Place(shown))
    except OSError as error:
        return (), (no_comments(shown, f"can't be read: {error.strerror}"),)
    except CannotBring as error:
        return (), error.problems
    if not copy.course or not any(one.hash for one in copy.numbers.values()):
        return (), (no_comments(shown, "is a Word document, but no review copy with its codes"),)
    modules = {key.split(".")[0]: one.module for key, one in copy.numbers.items() if one.module}
    found = []
    for by, key, text in _remarks(copy, marks):
        if text := on_one_line(text):
            number = copy.numbers.get(key, Number())
            module = number.module or modules.get(key.split(".")[0], "")
            who = on_one_line(by) or on_one_line(copy.by) or NOBODY
            found.append(Comment(shown, copy.course, copy.language, who, module, key, number.hash, text))
    return tuple(found), ()


def _parts(path: Path) -> Mapping[str, bytes]:
    """The document's files. Raises CannotBring for anything but a plain Word document, and OSError."""
    place = Place(path.as_posix())
    hint = "save it as a Word document (.docx) without macros and without embedded files"
    parts = parts_of(path, _MOST_XML)
    if DOCUMENT not in parts or _TYPES not in parts:
        raise CannotBring(Problem("no-word-document", "this is no Word document (.docx)", place, hint))
    for name in parts:
        if not name.lower().endswith(_ENDINGS):
            what = f'it holds "{name}", which no review copy has'
            raise CannotBring(Problem("no-word-document", what, place, hint))
    if _MACROS in parts[_TYPES]:
        raise CannotBring(Problem("no-word-document", "it is made for macros", place, hint))
    judge_xml(path, parts)
    return parts


def _marks(parts: Mapping[str, bytes], place: Place) -> dict[str, tuple[str, str]]:
    """Word's comments: who wrote each and what, by its id."""
    if _COMMENTS not in parts:
        return {}
    found = {}
    for one in children(xml_of(parts[_COMMENTS], place), "comment"):
        text = " ".join(all_text(paragraph) for paragraph in descendants(one, "p"))
        found[one.get(f"{W}id", "")] = (one.get(f"{W}author", ""), text)
    return found


def _remarks(copy: Copy, marks: Mapping[str, tuple[str, str]]) -> Iterator[_Remark]:
    """All that people said: who, by which number, and what.

    Who is "" for the person who typed a name in the copy.
    """
    left = dict(marks)
    for key, number in copy.numbers.items():
        yield "", key, number.typed
        for line in (*number.lines, *number.below):
            yield from _marked(line, key, left)
        yield from _changed(key, number)
    for line in copy.around:
        yield from _marked(line, "", left)
    for who, text in left.values():  # on what was taken out
        yield who, "", text
    for typed in copy.typed:
        yield "", "", typed
    yield from _recorded(copy.around, "")


def _marked(line: Line, key: str, left: dict[str, tuple[str, str]]) -> Iterator[_Remark]:
    """Word's comments that begin in a line; each is taken out of `left`."""
    for mark in line.marks:
        if mark in left:
            who, text = left.pop(mark)
            yield who, key, text


def _changed(key: str, number: Number) -> Iterator[_Remark]:
    """The lines by a number that are others than when the copy was written, and how many are gone."""
    if number.hash:
        lines = [line for line in number.lines if line.text.strip()]
        known = set(number.hashes)
        new = [line for line in lines if line_hash(line.text) not in known]
        by = next((line.by for line in number.lines if line.by), "")
        for line in new:
            yield line.by or by, key, _to(line.text.removeprefix(key))
        gone = len(number.hashes) - len(lines)
        if gone > 0:
            yield by, key, f"takes out {gone} of the {len(number.hashes)} lines here"
    yield from _recorded(number.below, key)


def _recorded(lines: Iterable[Line], key: str) -> Iterator[_Remark]:
    """Changes where no hash tells of them, as Word's record of changes has them."""
    for line in lines:
        if line.by:
            yield line.by, key, _to(line.text)


def _to(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return "takes the text out"
    return f"changes the text to: {words if len(words) <= _SHOWN else f'{words[:_SHOWN]}…'}"
