"""A course's review copy as a Word document: the same text and numbers, each with a box to type in.

Beside each box stands a code in small type, which survives any word processor and says what the box is about:

    keeping-safe 2.3.1 fd5dc5cd6f4a 1a2b3c 4d5e6f

These are the module, the paragraph's number, the hash of its text as `coursebuilder.model.paragraphs` has it,
and a short hash of each line of it in the document, by which changed lines are told.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree, html
from lxml.html import HtmlElement, builder

from coursebuilder.comments.word_text import ANY_COMMENT, CODE, COPY, DOCUMENT, W, line_hash, numbers_in
from coursebuilder.handbook.word import as_word
from coursebuilder.model import Course
from coursebuilder.model.letters import letter
from coursebuilder.package.undated import undated
from coursebuilder.pages.printables import review_copy

_INCHES = "1.6 4.4"


def word_copy(course: Course) -> bytes:
    """The document; read the course with `by_line`. Same course, same bytes.

    Raises ImportError without python-docx.
    """
    page = html.fromstring(review_copy(course).decode())
    main = next(page.iter("main"))
    field = _fields_for_word(main, course)
    for answers in list(main.iter("ol")):
        if answers.get("class") == "marks":
            _letters(answers)
    for shown in list(main.iter("span")):
        if shown.get("data-module"):
            _place(shown, field)
    title = str(page.findtext(".//title"))
    written = as_word(
        html.tostring(page, encoding="utf-8"), title, course.language, ", ".join(course.authors)
    )
    return _with_line_hashes(written)


def _fields_for_word(main: HtmlElement, course: Course) -> str:
    """Put a table to type a name in, and an explanation, in place of the fields that only a browser has.

    Gives what names the box of a paragraph; {n} stands for its number.
    """
    for unwanted in main.xpath(".//script | .//*[@data-comments-about]"):
        unwanted.drop_tree()
    (about,) = main.xpath(".//*[@data-comments-word]")
    del about.attrib["hidden"]
    (fields,) = main.xpath(".//*[@data-comments]")
    label = " ".join(str(fields.xpath("string(.//label)")).split())
    fields.addprevious(_two_cells(label, f"{COPY} {course.id} {course.language}"))
    for row in main.xpath(".//tr[@class='tall']"):
        row[0].append(builder.BR())
        row[0].append(builder.SMALL(ANY_COMMENT))
    fields.drop_tree()
    return str(fields.get("data-field"))


def _letters(answers: HtmlElement) -> None:
    """Answers with their letters as text: Word would number them anew when one is added."""
    answers.tag = "div"
    for n, answer in enumerate(answers.iterchildren("li")):
        answer.tag = "div"
        start = builder.B(f"{letter(n)}) ")
        start.tail, answer.text = answer.text, None
        answer.insert(0, start)


def _place(shown: HtmlElement, field: str) -> None:
    """Put a paragraph's number before its first words, and its box behind all that goes by it."""
    number = shown.text or ""
    label = field.replace("{n}", number)
    code = f"{shown.get('data-module')} {number} {shown.get('data-hash')}"
    row = next(shown.iterancestors("tr"), None)
    if row is not None:
        _below_table(next(row.iterancestors("table")), _two_cells(label, code))
        return
    claim = next(one for one in shown.iterancestors() if one.get("class") == "claim")
    (said,) = claim.xpath("./div[@class='said']")
    basis = claim[-1].text_content().strip()
    box = _two_cells(label, basis, code)
    claim[-1].drop_tree()
    shown.drop_tree()
    first = said[0] if len(said) and said[0].tag == "p" and not (said.text or "").strip() else said
    start = builder.B(number)
    start.tail, first.text = f" {first.text or ''}", None
    first.insert(0, start)
    parent = claim.getparent()
    if not basis and parent.get("class") in ("question", "step"):
        parent.append(box)
    elif claim.tag == "li":
        claim.append(box)
    else:
        claim.addnext(box)


def _below_table(table: HtmlElement, box: HtmlElement) -> None:
    """Add the box to the one table of boxes that stands behind a table of the course."""
    below = table.getnext()
    if below is None or below.get("class") != "boxes":
        box.set("class", "boxes")
        table.addnext(box)
    else:
        below.append(box[0])


def _two_cells(*lines: str) -> HtmlElement:
    """A table of one row: these lines, those below the first in small type, beside an empty cell."""
    first, *small = filter(None, lines)
    head = builder.TD(builder.B(first))
    for line in small:
        head.append(builder.BR())
        head.append(builder.SMALL(line))
    table: HtmlElement = builder.TABLE(builder.TR(head, builder.TD()))
    table.set("data-inches", _INCHES)
    return table


def _with_line_hashes(document: bytes) -> bytes:
    """The document with each code completed by the hashes of the lines that its number stands for."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        root = etree.fromstring(archive.read(DOCUMENT))
    numbers = numbers_in(root).numbers
    for text in root.iter(f"{W}t"):
        if code := CODE.fullmatch(text.text or ""):
            text.text = " ".join((code[0], *map(line_hash, numbers[code[2]].texts)))
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return undated(document, {DOCUMENT: written})
