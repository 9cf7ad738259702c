"""HTML for paper -> a Word document: headings, lists, tables and pictures by Word's own styles."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import html as parser

from coursebuilder.package.undated import undated

_PICTURES = ("data:image/png", "data:image/jpeg", "data:image/gif")  # what Word takes
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINES = 4  # of a cell to type in
_WIDTH = 6.0  # inches a picture may take
_NO_BLOCKS = frozenset(
    {"a", "b", "br", "cite", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup"}
)
_MARKS: dict[str, Callable[[Any], object]] = {
    "b": lambda run: setattr(run, "bold", True),
    "strong": lambda run: setattr(run, "bold", True),
    "i": lambda run: setattr(run, "italic", True),
    "em": lambda run: setattr(run, "italic", True),
    "mark": lambda run: setattr(run.font, "highlight_color", 7),  # yellow, as a gap is on the page
    "sub": lambda run: setattr(run.font, "subscript", True),
    "sup": lambda run: setattr(run.font, "superscript", True),
    "small": lambda run: setattr(run.font, "size", 88_900),  # 7 pt, in Word's units of length
}


@dataclass(slots=True)
class _Item:
    """A point of a list: the style of its first paragraph, and for numbered lists Word's id of the list."""

    style: str
    depth: int
    number: int | None
    begun: bool = False


def as_word(page: bytes, title: str, language: str, author: str) -> bytes:
    """The document of a page's <main>; same page, same bytes. Raises ImportError without python-docx.

    author: whom the file's properties name; may be empty
    """
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm

    document = docx.Document()
    _slim(document)
    for section in document.sections:  # A4, which python-docx's template isn't
        section.page_width, section.page_height = Mm(210), Mm(297)
    document.core_properties.title, document.core_properties.author = title, author
    document.core_properties.comments = ""
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    (main,) = parser.fromstring(page).iter("main")
    _children(main, document, None)
    made = io.BytesIO()
    document.save(made)
    return undated(made.getvalue())


def _slim(document: Any) -> None:
    """Take out what python-docx's template brings and nothing here uses: four fifths of the file."""
    for style in list(document.styles):
        if style.element.get(f"{_W}type") == "table" and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for relations in (document.part.rels, document.part.package.rels):
        for key, one in list(relations.items()):
            if one.reltype.rpartition("/")[2] in ("stylesWithEffects", "customXml", "thumbnail"):
                del relations[key]


def _children(element: Any, to: Any, item: _Item | None) -> None:
    """Put what stands in an element into the document; loose words between blocks are paragraphs.

    to: a document or a cell; item: the point of a list that the element stands in, if any
    """
    paragraph = None
    if (element.text or "").strip():
        paragraph = _paragraph(to, item)
        _run(paragraph, element.text, ())
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in _NO_BLOCKS:
            paragraph = paragraph or _paragraph(to, item)
            _inline(child, paragraph, ())
        else:
            _block(child, to, item)
            paragraph = None
        if (child.tail or "").strip():
            paragraph = paragraph or _paragraph(to, item)
            _run(paragraph, child.tail, ())


def _block(element: Any, to: Any, item: _Item | None) -> None:
    tag = element.tag
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        paragraph = to.add_paragraph(style="Title" if tag == "h1" else f"Heading {int(tag[1]) - 1}")
        _words(element, paragraph, ())
    elif tag in ("p", "dt", "figcaption"):
        warns = "warn" in element.get("class", "").split()
        _words(element, _paragraph(to, item), ("b",) if warns else ())
    elif tag in ("ul", "ol"):
        _list(element, to, item.depth + 1 if item else 1)
    elif tag == "table":
        _table(element, to)
    elif tag == "img":
        _picture(element, to)
    elif "room" in element.get("class", "").split():
        (cell,) = to.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells
        for _ in range(_LINES):
            cell.add_paragraph()
        to.add_paragraph()
    else:
        _children(element, to, item)


def _list(element: Any, to: Any, depth: int) -> None:
    """The points of a list; Word's template knows three depths."""
    depth = min(depth, 3)
    style = f"List {'Bullet' if element.tag == 'ul' else 'Number'}{f' {depth}' if depth > 1 else ''}"
    number = _numbered_anew(to.part, style) if element.tag == "ol" else None
    for point in element.iterchildren("li"):
        _children(point, to, _Item(style, depth, number))


def _numbered_anew(part: Any, style: str) -> int:
    """The id of a list that looks like the style's and begins with 1: Word would count on from the last."""
    numbering = part.numbering_part.element
    known = part.document.styles[style].element.pPr.numPr.numId.val
    made = numbering.add_num(numbering.num_having_numId(known).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def _paragraph(to: Any, item: _Item | None) -> Any:
    """A new paragraph; in a point of a list only the first has its bullet or number."""
    if item is None:
        return to.add_paragraph()
    paragraph = to.add_paragraph(style="List Continue" if item.begun else item.style)
    if item.number and not item.begun:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = item.number
    item.begun = True
    return paragraph


def _words(element: Any, paragraph: Any, marks: tuple[str, ...]) -> None:
    _run(paragraph, element.text, marks)
    for child in element:
        if isinstance(child.tag, str):
            _inline(child, paragraph, marks)
        _run(paragraph, child.tail, marks)


def _inline(element: Any, paragraph: Any, marks: tuple[str, ...]) -> None:
    if element.tag == "br":
        paragraph.add_run().add_break()
    elif element.tag == "img":
        _run(paragraph, f"[{element.get('alt', '')}]", marks)
    else:
        _words(element, paragraph, (*marks, element.tag))
    address = element.get("href", "")
    if address.startswith(("https:", "http:")) and address != element.text_content():
        _run(paragraph, f" ({address})", marks)


def _run(paragraph: Any, text: str | None, marks: tuple[str, ...]) -> None:
    """Words with their marks; line breaks of the file are blanks, as in a browser."""
    if not text:
        return
    words = " ".join(text.split())
    before = " " if text[:1].isspace() and paragraph.text and not paragraph.text.endswith(" ") else ""
    after = " " if words and text[-1:].isspace() else ""
    if not (before or words):
        return
    run = paragraph.add_run(f"{before}{words}{after}")
    for mark in marks:
        if mark in _MARKS:
            _MARKS[mark](run)


def _table(element: Any, to: Any) -> None:
    """A table; its caption goes before it, and its first row is said again on each page."""
    from docx.oxml import OxmlElement

    for caption in element.iter("caption"):
        _words(caption, to.add_paragraph(style="Caption"), ())
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    made = to.add_table(rows=0, cols=max(map(len, rows), default=1), style="Table Grid")
    _widths(made, element.get("data-inches", "").split())
    for row in rows:
        cells = made.add_row().cells
        for cell, into in zip(row, cells, strict=False):
            paragraph = into.paragraphs[0]
            _words(cell, paragraph, ("b",) if cell.tag == "th" else ())
    if rows and all(cell.tag == "th" for cell in rows[0]):
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    to.add_paragraph()


def _widths(table: Any, inches: list[str]) -> None:
    """Set the columns' widths; without any, Word makes them equal."""
    from docx.shared import Inches

    for column, width in zip(table.columns, inches, strict=False):
        column.width = Inches(float(width))


def _picture(element: Any, to: Any) -> None:
    """A picture, with its description for screen readers; a drawing, which Word can't take, is described."""
    from docx.shared import Inches

    alt = element.get("alt", "")
    kind, _, data = element.get("src", "").partition(";base64,")
    if kind not in _PICTURES:
        _run(to.add_paragraph(), alt, ("i",))
        return
    shape = to.add_picture(io.BytesIO(base64.b64decode(data)))
    if shape.width > Inches(_WIDTH):
        shape.height = int(shape.height * Inches(_WIDTH) / shape.width)
        shape.width = Inches(_WIDTH)
    shape._inline.docPr.set("descr", alt)
