"""What stands on one slide, shape by shape, as HTML; and what of it has no place on a page."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from coursebuilder.bring.items import Note
from coursebuilder.bring.pictures import Pictures
from coursebuilder.bring.plain_text import beginning, clean, on_one_line
from coursebuilder.bring.slide_text import (
    is_counted,
    kind_of,
    list_styles,
    placeholder_of,
    text_elements,
)
from coursebuilder.bring.xml import all_text, child, descendants, name_of, xml_of
from coursebuilder.problems import Place

_FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})  # placeholders that say nothing of their own
_TITLES = frozenset({"title", "ctrTitle"})
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_FILE_NAME = re.compile(
    r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp|heic)|.*[\\/]\S+\.\w{3,4}", re.IGNORECASE
)
_BY_ITSELF = re.compile(
    r"\s*(?:(?:Description|Alt text) automatically generated(?: with \w+ confidence)?"
    r"|AI-generated content may be incorrect)\.?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SlideReader:
    """A slide while it is read.

    slide: of python-pptx; where: "slide 3"; parts: the whole document's files; notes: gets what isn't carried
    """

    slide: Any
    where: str
    parts: Mapping[str, bytes]
    pictures: Pictures
    notes: list[Note]

    def elements(self) -> Iterator[etree._Element]:
        """Everything but the title, in the order in which screen readers read the slide."""
        unwrapped(self.slide.element)
        yield from self._all(self.slide.shapes)

    def _all(self, shapes: Iterable[Any]) -> Iterator[etree._Element]:
        for shape in shapes:
            element: etree._Element = shape.element
            match name_of(element):
                case "grpSp":
                    yield from self._all(shape.shapes)
                case "sp":
                    yield from self._text(element)
                case "pic":
                    yield from self._picture(element)
                case "graphicFrame" if getattr(shape, "has_table", False):
                    yield self._table(shape.table)
                case "graphicFrame":
                    yield from self._frame(shape, element)
                case "contentPart":
                    self._lost("a drawing by pen: put it in as a picture, with a description")

    def _lost(self, what: str) -> None:
        self.notes.append(Note("not carried", self.where, what))

    def _text(self, element: etree._Element) -> Iterator[etree._Element]:
        placeholder = placeholder_of(element)
        kind = "" if placeholder is None else kind_of(placeholder)
        if kind in _FURNITURE | _TITLES:
            return
        if child(child(element, "spPr"), "blipFill") is not None:
            self._lost("a picture that fills a shape: put it in by itself, with a description")
        layout = self.slide.slide_layout
        styles = list_styles(element, layout.element, layout.slide_master.element)
        yield from text_elements(child(element, "txBody"), styles, self.find_link)

    def find_link(self, relation: str) -> str:
        """Where a link leads on the web; "" for one to another slide or file."""
        found = self.slide.part.rels.get(relation)
        return str(found.target_ref) if found is not None and found.is_external else ""

    def _picture(self, element: etree._Element) -> Iterator[etree._Element]:
        if descendants(element, "videoFile", "audioFile", "quickTimeFile", "media", "wavAudioFile"):
            self._lost("a video or sound: save it from PowerPoint, and put it in with its captions")
            return
        about = next(iter(descendants(element, "cNvPr")), None)
        blip = next(iter(descendants(element, "blip")), None)
        relation = None if blip is None else blip.get(f"{_RELATIONS}embed")
        if relation is None:
            self._lost("a picture that is not in the file but linked: put it in, with a description")
            return
        alt = self._alt("" if about is None else about.get("descr") or "")
        name = self._saved(relation, "picture")
        crop = next(iter(descendants(element, "srcRect")), None)
        if name and crop is not None and any(crop.get(side, "0").strip("0") for side in "ltrb"):
            what = "a picture was cropped on the slide, and is here as a whole: look what it shows now"
            self.notes.append(Note("to do", self.where, what))
        yield _paragraph_with("img", src=name, alt=alt)

    def _alt(self, said: str) -> str:
        """The description that an author wrote; a file's name is none."""
        said = on_one_line(clean(said))
        alt = _BY_ITSELF.sub("", said)
        if alt != said:
            self.notes.append(Note("to do", self.where, f'a program described a picture: "{beginning(alt)}"'))
        return "" if _FILE_NAME.fullmatch(alt) else alt

    def _saved(self, relation: str, name: str) -> str:
        try:
            data = self.slide.part.related_part(relation).blob
        except (KeyError, AttributeError, ValueError):
            self._lost("a picture that is missing from the file")
            return ""
        return self.pictures.take(data, name)

    def _table(self, table: Any) -> etree._Element:
        made = etree.Element("table")
        for row in table.rows:
            line = etree.SubElement(made, "tr")
            for cell in row.cells:
                into = etree.SubElement(line, "td")
                if not cell.is_spanned:
                    into.extend(text_elements(child(cell._tc, "txBody"), (), self.find_link))
        return made

    def _frame(self, shape: Any, element: etree._Element) -> Iterator[etree._Element]:
        """Charts, diagrams and things of other programs: told, with the words that are in reach."""
        data = next(iter(descendants(element, "graphicData")), None)
        if getattr(shape, "has_chart", False):
            title = self._chart_title(shape)
            self._lost(f"a chart{title}: put its figures in a table, or it as a picture with a description")
        elif data is not None and (data.get("uri") or "") == _DIAGRAM:
            words = self._diagram_words(element)
            self._lost("a diagram (SmartArt)" + ("; its words stand as a list" if words else ""))
            if words:
                made = etree.Element("ul")
                for text in words:
                    etree.SubElement(made, "li").text = text
                yield made
        else:
            self._lost("something of another program: put it in as a picture or an attachment")

    def _chart_title(self, shape: Any) -> str:
        try:
            chart = shape.chart
            title = chart.chart_title.text_frame.text if chart.has_title else ""
        except Exception:  # of python-pptx, on charts that it doesn't know
            title = ""
        return f' "{beginning(title)}"' if title.strip() else ""

    def _diagram_words(self, element: etree._Element) -> list[str]:
        ids = next(iter(descendants(element, "relIds")), None)
        relation = "" if ids is None else ids.get(f"{_RELATIONS}dm") or ""
        found = self.slide.part.rels.get(relation)
        if found is None or found.is_external:
            return []
        root = xml_of(found.target_part.blob, Place(self.where))
        texts = [on_one_line(clean(_paragraphs_text(point))) for point in descendants(root, "pt")]
        return [text for text in texts if text]


def _paragraphs_text(element: etree._Element) -> str:
    return " ".join(all_text(one) for one in descendants(element, "p"))


def _paragraph_with(tag: str, **attributes: str) -> etree._Element:
    made = etree.Element("p")
    etree.SubElement(made, tag, attributes)
    return made


def title_of(slide: etree._Element) -> tuple[str, bool]:
    """The slide's title on one line, and whether it is the title of the whole presentation."""
    for shape in descendants(slide, "sp"):
        placeholder = placeholder_of(shape)
        if placeholder is not None and kind_of(placeholder) in _TITLES:
            lines = [_line(paragraph) for paragraph in descendants(shape, "p")]
            if words := on_one_line(clean(" ".join(lines))):
                return words, kind_of(placeholder) == "ctrTitle"
    return "", False


def _line(paragraph: etree._Element) -> str:
    """A paragraph's text; not by itertext, for which python-pptx's elements have a text of their own."""
    return "".join(
        one.text or "" if name_of(one) == "t" else " " for one in descendants(paragraph, "t", "br")
    )


def without_furniture(slide: etree._Element) -> etree._Element:
    """A copy of a slide's XML to count words in: without footers, dates and numbers, which slides repeat."""
    slide = copy.deepcopy(slide)
    for shape in descendants(slide, "sp", "fld"):
        owner, placeholder = shape.getparent(), placeholder_of(shape)
        furniture = placeholder is not None and kind_of(placeholder) in _FURNITURE
        if owner is not None and (furniture or is_counted(shape)):
            owner.remove(shape)
    return slide


def unwrapped(slide: etree._Element) -> None:
    """Shapes in two forms, for newer and older programs, stand once: the one with words, else the older.

    python-pptx passes over mc:AlternateContent.
    """
    for both in descendants(slide, "AlternateContent"):
        owner = both.getparent()
        if owner is None or name_of(owner) not in {"spTree", "grpSp"}:
            continue
        newer, older = child(both, "Choice"), child(both, "Fallback")
        has_words = newer is not None and any((one.text or "").strip() for one in descendants(newer, "t"))
        chosen = newer if has_words or older is None or not len(older) else older
        for shape in () if chosen is None else list(chosen):
            both.addprevious(shape)
        owner.remove(both)
