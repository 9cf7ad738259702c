"""What stands in a review copy's Word document: its numbers, the lines by each, what was typed in boxes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from coursebuilder.bring.xml import children, descendants, name_of

DOCUMENT = "word/document.xml"
COPY = "coursebuilder review copy:"  # begins the line that names course and language
ANY_COMMENT = "coursebuilder comments"  # beside the place for comments in a form to sign
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HASH = 6  # hex digits of a line's hash: a changed line goes unnoticed once in 16 million times
CODE = re.compile(r"(\S+) (\d+\.\d+\.\d+) ([0-9a-f]{12})((?: [0-9a-f]{6})*)")
_NUMBER = re.compile(r"(\d+\.\d+\.\d+)(?=\s|$)")
_PAGE = re.compile(r"\d+\.\d+\s")  # begins the heading of a page


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or cell of the document as it reads with all changes accepted.

    marks: ids of Word's comments that begin in it
    by: who changed it with Word's record of changes on; "" where nobody did
    """

    text: str
    marks: tuple[str, ...] = ()
    by: str = ""


@dataclass(slots=True)
class Number:
    """A number of the copy with all that goes by it.

    module, hash, hashes: of its code: the module's id, the paragraph's hash, those of `lines`;
        "" and () where somebody removed the code
    typed: into its box
    lines: from its number to its box
    below: what stands behind the box, such as a picture's description
    """

    module: str = ""
    hash: str = ""
    hashes: tuple[str, ...] = ()
    typed: str = ""
    lines: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The lines that hold anything."""
        return [line.text for line in self.lines if line.text.strip()]


@dataclass(slots=True)
class Copy:
    """A whole document. course, language: "" where it is no review copy; by: who typed a name in it.

    typed: into the places for comments beside signatures
    around: lines that go by no number
    """

    course: str = ""
    language: str = ""
    by: str = ""
    numbers: dict[str, Number] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    around: list[Line] = field(default_factory=list)


def line_hash(line: str) -> str:
    """Of a line's characters; blanks, which programs move about, make no difference."""
    return hashlib.sha256("".join(line.split()).encode()).hexdigest()[:_HASH]


def numbers_in(root: etree._Element) -> Copy:
    """Read the document."""
    copy = Copy()
    now = ""  # the number that lines go by; "" for none
    before: list[Line] = []  # the heading of a page goes by the first number on it
    for cells in _rows(root):
        first = cells[0].text
        if len(cells) > 1 and _form(copy, cells):
            now = "" if ANY_COMMENT in first else now
        elif found := _NUMBER.match(first):
            now = found[1]
            number = copy.numbers.setdefault(now, Number())
            number.below += before
            number.lines += cells[1:] if first.strip() == now and len(cells) > 1 else cells
            before = []
        elif _PAGE.match(first):
            before += cells
        elif now:
            number = copy.numbers[now]
            (number.below if number.hash else number.lines).extend(cells)
        else:
            copy.around += cells
    copy.around += before
    return copy


def _form(copy: Copy, cells: list[Line]) -> bool:
    """Whether a table's row is one to type in; what was typed is put into the copy."""
    typed = "\n".join(line.text for line in cells[1:])
    for line in cells[0].text.split("\n"):
        if line.startswith(COPY) and len(words := line.removeprefix(COPY).split()) == 2:
            copy.course, copy.language = words
            copy.by = typed
            return True
        if line.strip() == ANY_COMMENT:
            copy.typed += [typed]
            return True
        if code := CODE.fullmatch(line.strip()):
            number = copy.numbers.setdefault(code[2], Number())
            number.module, number.hash, number.hashes = code[1], code[3], tuple(code[4].split())
            number.typed = "\n".join(filter(None, (number.typed, typed)))
            number.below += [Line("", one.marks) for one in cells]
            return True
    return False


def _rows(element: etree._Element) -> Iterator[list[Line]]:
    """Each paragraph alone, and the cells of each row of a table together, in the document's order."""
    for child in element:
        name = name_of(child)
        if name == "p":
            yield [_line([child])]
        elif name == "tr":
            yield [_line(descendants(cell, "p")) for cell in children(child, "tc")] or [Line("")]
        elif name:
            yield from _rows(child)


def _line(paragraphs: list[etree._Element]) -> Line:
    texts: list[str] = []
    marks: list[str] = []
    by: list[str] = []
    for paragraph in paragraphs:
        texts.append("".join(_said(paragraph, marks, by)))
    return Line("\n".join(texts).strip(), tuple(dict.fromkeys(marks)), by[0] if by else "")


def _said(element: etree._Element, marks: list[str], by: list[str]) -> Iterator[str]:
    """The words in an element without what was struck out; adds ids of comments and authors of changes."""
    for child in element:
        name = name_of(child)
        if name in ("commentRangeStart", "commentReference"):
            marks.append(child.get(f"{W}id", ""))
        if name in ("ins", "del", "moveTo", "moveFrom") and child.get(f"{W}author"):
            by.append(child.get(f"{W}author", ""))
        if name == "t":
            yield child.text or ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "tab":
            yield " "
        elif name and name not in ("del", "moveFrom", "pPr"):
            yield from _said(child, marks, by)
