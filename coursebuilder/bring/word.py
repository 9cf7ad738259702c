"""Word documents (.docx): mammoth reads the form, and the words are compared with the document's own."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from coursebuilder.bring.html import FindPicture, block, blocks, parsed
from coursebuilder.bring.items import Brought, BroughtPage, CannotBring, Note, Part
from coursebuilder.bring.pictures import Pictures
from coursebuilder.bring.plain_text import clean, escaped, on_one_line, title_of_name
from coursebuilder.bring.question_text import part_text
from coursebuilder.bring.word_questions import with_questions
from coursebuilder.bring.word_words import left_behind, lost_words
from coursebuilder.bring.xml import all_text, xml_of
from coursebuilder.problems import Place, Problem

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='heading 8'] => h6:fresh
p[style-name='heading 9'] => h6:fresh
comment-reference => sup
"""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MARK = re.compile(r"⁂(?:note|remark)-\d+⁂")


def read_word(path: Path, parts: Mapping[str, bytes]) -> Brought:
    """The document's pages. Raises CannotBring where mammoth can't read it."""
    pictures = Pictures(path.stem)
    tree = parsed(_html(path)) if parts else None
    if tree is None or not len(tree):
        raise CannotBring(
            Problem("import-empty", "the document is empty", Place(path.as_posix()), "look into it")
        )
    document = xml_of(parts["word/document.xml"], Place(path.as_posix()))
    notes = list(left_behind(document, parts))
    footnotes, remarks = _footnotes(tree), _remarks(tree)
    _tick_boxes(tree)
    title = _title(tree, path)
    find = _picture_finder(pictures)
    read: list[str] = []
    pages, more = _pages(tree, find, footnotes, remarks, read)
    notes += more
    notes += pictures.notes()
    written = "\n\n".join(part_text(part) for page in pages for part in (page.title, *page.parts))
    notes += lost_words(document, f"{title}\n{written}", read)
    undescribed = written.count("![](")
    if undescribed:
        notes.append(
            Note(
                "to do", "pictures", f"{undescribed} without a description: write what each shows, ![here](…)"
            )
        )
    counted = (
        ("page", len(pages)),
        ("table", len(list(tree.iter("table")))),
        ("picture", len(pictures.media)),
    )
    return Brought(title, tuple(pages), pictures.media, tuple(notes), counted)


def _html(path: Path) -> str:
    import mammoth

    def keep(image: Any) -> dict[str, str]:
        with image.open() as stream:
            return {"src": f"data:{image.content_type};base64,{base64.b64encode(stream.read()).decode()}"}

    try:
        with io.BytesIO(path.read_bytes()) as stream:
            result = mammoth.convert_to_html(
                stream, style_map=_STYLES, include_embedded_style_map=False, external_file_access=False,
                convert_image=mammoth.images.img_element(keep),
            )  # fmt: skip
    except Exception as error:  # of mammoth and what it is made of, on damaged documents
        what = f"Word's document can't be read ({type(error).__name__})"
        hint = "open it in Word or LibreOffice, save it again as .docx, and try once more"
        raise CannotBring(Problem("import-damaged", what, Place(path.as_posix()), hint)) from None
    html: str = result.value
    return html


def _picture_finder(pictures: Pictures) -> FindPicture:
    def find(address: str) -> str:
        data = base64.b64decode(address.partition(",")[2]) if address.startswith("data:") else b""
        return pictures.take(data, "picture") if data else ""

    return find


def _title(tree: etree._Element, path: Path) -> str:
    """The document's title; its paragraph is taken out. A single first-level heading above others is one."""
    titled = [one for one in tree.iter("h1") if "title" in (one.get("class") or "").split()]
    if not titled:
        firsts = [one for one in tree if one.tag == "h1"]
        first = next((one for one in tree if one.tag in _HEADINGS), None)
        titled = (
            firsts if len(firsts) == 1 and first is firsts[0] and any(one.tag == "h2" for one in tree) else []
        )
    for one in titled:
        words = on_one_line(clean(all_text(one)))[:200]
        if words and (owner := one.getparent()) is not None:
            owner.remove(one)
            return words
    return title_of_name(path.stem)[:200] or "Document"


def _footnotes(tree: etree._Element) -> dict[str, str]:
    """The footnotes' texts by their marks; their list is taken out, and the marks stand where they belong."""
    found: dict[str, str] = {}
    items = [item for item in tree.iter("li") if re.match("(foot|end)note-", item.get("id") or "")]
    for number, item in enumerate(items, 1):
        for back in [
            one
            for one in item.iter("a")
            if (one.get("href") or "").startswith(f"#{(item.get('id') or '')[:4]}")
        ]:
            back.text = ""
        mark = f"⁂note-{number}⁂"
        found[mark] = " ".join(blocks(item)) or escaped("…")
        for link in [one for one in tree.iter("a") if one.get("href") == f"#{item.get('id')}"]:
            _replace(link, mark)
    for item in items:
        if (owner := item.getparent()) is not None:
            owner.remove(item)
    return found


def _remarks(tree: etree._Element) -> dict[str, str]:
    """The comments' texts by their marks, without who made them."""
    found: dict[str, str] = {}
    for number, link in enumerate(
        [one for one in tree.iter("a") if "comment-ref-" in (one.get("id") or "")], 1
    ):
        wanted = (link.get("href") or "").removeprefix("#")
        said = next((one for one in tree.iter("dd") if _id_above(one) == wanted), None)
        words = on_one_line(clean(all_text(said))) if said is not None else ""
        words = re.sub(r"[-<>–—#]+|:{3,}", " ", words.removesuffix("↑"))
        mark = f"⁂remark-{number}⁂"
        found[mark] = f" <!-- Comment: {on_one_line(words)} -->"
        _replace(link, mark)
    for one in [
        one for one in tree.iter("dl") if any("comment-" in (dt.get("id") or "") for dt in one.iter("dt"))
    ]:
        if (owner := one.getparent()) is not None:
            owner.remove(one)
    return found


def _id_above(element: etree._Element) -> str:
    before = element.getprevious()
    return "" if before is None else before.get("id") or ""


def _replace(element: etree._Element, text: str) -> None:
    """A text in place of an element, and of the <sup> that holds nothing else."""
    owner = element.getparent()
    while owner is not None and owner.tag == "sup":
        element, owner = owner, owner.getparent()
    if owner is not None:
        span = etree.SubElement(owner, "span")
        span.text, span.tail = text, element.tail
        element.tail = None
        owner.replace(element, span)


def _tick_boxes(tree: etree._Element) -> None:
    for box in [one for one in tree.iter("input") if one.get("type") == "checkbox"]:
        _replace(box, "☒ " if box.get("checked") is not None else "☐ ")


def _pages(
    tree: etree._Element,
    find: FindPicture,
    footnotes: Mapping[str, str],
    remarks: Mapping[str, str],
    read: list[str],
) -> tuple[list[BroughtPage], list[Note]]:
    elements = [one for one in tree if isinstance(one.tag, str)]
    levels = sorted({one.tag for one in elements if one.tag in _HEADINGS})
    top = levels[0] if levels else ""
    shift = int(top[1]) - 2 if top else 0
    notes: list[Note] = []
    pages: list[BroughtPage] = []
    title, run = "", list[etree._Element]()
    for one in [*elements, None]:
        if one is not None and one.tag != top:
            run.append(one)
            continue
        parts, more = with_questions(run, lambda element: _blocks(element, find, shift), read)
        notes += more
        marked = [_marked(part, footnotes, remarks) for part in parts]
        used = [label for label in footnotes if any(_label(label) in part_text(part) for part in marked)]
        marked += [f"{_label(label)}: {footnotes[label]}" for label in used]
        if title or marked:
            pages.append(BroughtPage(title, tuple(marked)))
        if one is not None:
            words = _MARK.sub("", on_one_line(clean(all_text(one))))
            title, run = escaped(words[:200]) or "…", []
    return pages, notes


def _blocks(element: etree._Element, find: FindPicture, shift: int) -> list[str]:
    if element.tag in _HEADINGS:
        element.tag = f"h{min(6, max(3, int(element.tag[1]) - shift))}"
    return block(element, find)


def _label(mark: str) -> str:
    return f"[^{mark.strip('⁂').removeprefix('note-')}]"


def _marked(part: Part, footnotes: Mapping[str, str], remarks: Mapping[str, str]) -> Part:
    """A text with footnotes and comments in place of their marks; in questions they have no place."""
    if not isinstance(part, str):
        return part
    for mark in _MARK.findall(part):
        part = part.replace(mark, remarks.get(mark) or _label(mark))
    return part
