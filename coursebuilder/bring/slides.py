"""Presentations (.pptx): each slide is a page, its notes are the tutor's, and its words are counted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from coursebuilder.bring.html import block
from coursebuilder.bring.items import Brought, BroughtPage, CannotBring, Note, Part
from coursebuilder.bring.pictures import Pictures
from coursebuilder.bring.plain_text import clean, escaped, on_one_line, title_of_name
from coursebuilder.bring.question_text import part_text
from coursebuilder.bring.slide_shapes import SlideReader, title_of, without_furniture
from coursebuilder.bring.slide_text import text_elements
from coursebuilder.bring.word_questions import with_questions
from coursebuilder.bring.word_words import lost_words
from coursebuilder.bring.xml import MAX_ELEMENTS, child, descendants, name_of, xml_of
from coursebuilder.bring.zips import is_xml
from coursebuilder.problems import Place, Problem, counted

_SAVE_AGAIN = "open it in PowerPoint or LibreOffice, save it again as .pptx, and try once more"
_SIMILAR = re.compile(rb"presentationml\.(?:slideshow|template)\.main\+xml")
_UNTITLED = frozenset({"", "powerpoint presentation", "presentation", "slide 1", "presentation title"})


@dataclass(slots=True)
class _Deck:
    """One file while it is read: what gathers from slide to slide."""

    parts: Mapping[str, bytes]
    pictures: Pictures
    pages: list[BroughtPage] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    titles: dict[str, int] = field(default_factory=dict)
    moving: list[int] = field(default_factory=list)  # numbers of slides with animations
    hidden: int = 0
    tables: int = 0
    noted: int = 0  # slides with notes


def read_slides(path: Path, parts: Mapping[str, bytes]) -> Brought:
    """The presentation's pages. Raises CannotBring where python-pptx can't read it."""
    place = Place(path.as_posix())
    _judge_elements(place, parts)
    presentation = _opened(path, place, parts)
    deck = _Deck(parts, Pictures(path.stem))
    title, broken = "", False
    for number, slide in enumerate(_slides(presentation, place), 1):
        try:
            title = _take(deck, number, slide, title)
        except CannotBring:
            raise
        except Exception as error:  # of python-pptx and lxml, on a damaged slide
            what = (
                f"the slide can't be read ({type(error).__name__}): open it in PowerPoint and save it again"
            )
            deck.notes.append(Note("not carried", f"slide {number}", what))
            broken = True
    if not deck.pages and not title:
        raise CannotBring(_empty(place, broken))
    _tell_of_all(deck)
    title = title or _own_title(presentation) or title_of_name(path.stem)
    counts = [
        ("slide", len(deck.pages)),
        ("hidden slide", deck.hidden),
        ("notes page", deck.noted),
        ("table", deck.tables),
        ("picture", len(deck.pictures.media)),
    ]
    found = tuple((what, number) for what, number in counts if number or what == "slide")
    return Brought(title[:200] or "Slides", tuple(deck.pages), deck.pictures.media, tuple(deck.notes), found)


def _judge_elements(place: Place, parts: Mapping[str, bytes]) -> None:
    """python-pptx holds every part's elements at once, so that all of them together are limited."""
    if sum(data.count(b"<") for name, data in parts.items() if is_xml(name)) > 2 * MAX_ELEMENTS:
        hint = "split the presentation"
        raise CannotBring(Problem("file-too-large", "more elements than are read", place, hint))


def _opened(path: Path, place: Place, parts: Mapping[str, bytes]) -> Any:
    from pptx import Presentation

    try:
        if _SIMILAR.search(parts.get("[Content_Types].xml", b"")):
            return Presentation(_as_presentation(parts))
        with path.open("rb") as stream:
            return Presentation(stream)
    except Exception as error:  # of python-pptx and what it is made of, on damaged files
        raise CannotBring(_damaged(place, error)) from None


def _damaged(place: Place, error: Exception) -> Problem:
    what = f"the presentation can't be read ({type(error).__name__})"
    return Problem("import-damaged", what, place, _SAVE_AGAIN)


def _empty(place: Place, broken: bool) -> Problem:
    """No slide has anything, or none can be read."""
    if broken:
        return Problem("import-damaged", "none of its slides can be read", place, _SAVE_AGAIN)
    return Problem("import-empty", "there is nothing on its slides", place, "look into it")


def _as_presentation(parts: Mapping[str, bytes]) -> io.BytesIO:
    """A slide show (.ppsx) or template (.potx) with the type that python-pptx takes; all else is the same."""
    with zipfile.ZipFile(out := io.BytesIO(), "w") as made:
        for name, data in parts.items():
            if name == "[Content_Types].xml":
                data = _SIMILAR.sub(b"presentationml.presentation.main+xml", data)
            made.writestr(name, data)
    out.seek(0)
    return out


def _slides(presentation: Any, place: Place) -> list[Any]:
    try:
        return list(presentation.slides)
    except Exception as error:  # of python-pptx, where the list of slides names what isn't there
        raise CannotBring(_damaged(place, error)) from None


def _own_title(presentation: Any) -> str:
    """The title in the file's properties, unless it is the one that PowerPoint gives to every file."""
    try:
        said = on_one_line(clean(presentation.core_properties.title or ""))
    except Exception:  # of python-pptx, on damaged properties
        return ""
    return "" if said.casefold() in _UNTITLED else said


def _take(deck: _Deck, number: int, slide: Any, title: str) -> str:
    """Add a slide's page to the deck. The presentation's title, which the first title slide has."""
    where = f"slide {number}"
    counting = without_furniture(slide.element)
    told = len(deck.notes)
    reader = SlideReader(slide, where, deck.parts, deck.pictures, deck.notes)
    elements = list(reader.elements())
    said, of_all = title_of(slide.element)
    hidden = slide.element.get("show") in {"0", "false"}
    read: list[str] = []
    parts: list[Part] = []
    if not (said or elements or slide.has_notes_slide or len(deck.notes) > told):
        deck.notes.append(Note("changed", where, "there is nothing on the slide: it became no page"))
    elif hidden:
        parts = [_hidden(deck, where, number, said, elements)]
        deck.pages.append(_within(deck, parts))
    else:
        parts, more = with_questions(elements, lambda one: block(one, _name), read)
        deck.notes += more
        opens = of_all and not title and not deck.pages
        title = said if opens else title
        deck.pages.append(BroughtPage("" if opens else _page_title(deck, said, number), tuple(parts)))
    deck.tables += sum(one.tag == "table" for one in elements)
    written = "\n\n".join([escaped(said), *map(part_text, parts)])
    deck.notes += lost_words(counting, written, read, f"{where}, ")
    _add_notes(deck, slide, where, number)
    _tell_of_slide(deck, slide.element, where, number)
    return title


def _name(address: str) -> str:
    """Pictures are saved before they are written: the address is the name already."""
    return address


def _within(deck: _Deck, parts: list[Part]) -> BroughtPage:
    """The page before with more at its end; what is for tutors needs no page of its own."""
    if not deck.pages:
        return BroughtPage("", tuple(parts))
    before = deck.pages.pop()
    return BroughtPage(before.title, (*before.parts, *parts))


def _hidden(deck: _Deck, where: str, number: int, said: str, elements: list[etree._Element]) -> str:
    """A hidden slide as a tutor's note: nobody who saw the presentation saw it."""
    deck.hidden += 1
    what = "the slide was hidden: it became a tutor's note, which no learner sees"
    deck.notes.append(Note("changed", f"{where}{f' ({on_one_line(said)})' if said else ''}", what))
    blocks = [text for one in elements for text in block(one, _name)]
    heading = f"Hidden slide {number}" + (f": {escaped(said)}" if said else "")
    return _tutor(heading, blocks or [escaped(said) or "…"])


def _tutor(heading: str, blocks: list[str]) -> str:
    return "\n".join([f"::: tutor {on_one_line(heading)}", "\n\n".join(blocks), ":::"])


def _page_title(deck: _Deck, said: str, number: int) -> str:
    """Each page's title is its own: slides that go on have a number behind it."""
    title = escaped(said[:190]) or f"Slide {number}"
    deck.titles[title] = deck.titles.get(title, 0) + 1
    return title if deck.titles[title] == 1 else f"{title} ({deck.titles[title]})"


def _add_notes(deck: _Deck, slide: Any, where: str, number: int) -> None:
    """The speaker's notes, as the tutor's on the same page."""
    if not slide.has_notes_slide:
        return
    notes = slide.notes_slide.element
    counting = without_furniture(notes)
    blocks: list[str] = []
    for shape in descendants(counting, "sp"):
        for one in text_elements(child(shape, "txBody"), (), lambda _relation: ""):
            blocks += block(one, _name)
    if not blocks:
        return
    deck.noted += 1
    text = _tutor(f"Notes to slide {number}", blocks)
    deck.pages.append(_within(deck, [text]))
    deck.notes += lost_words(counting, text, [], f"notes to {where}, ")


def _tell_of_slide(deck: _Deck, slide: etree._Element, where: str, number: int) -> None:
    moving = any(one.get("presetClass") for one in descendants(slide, "cTn"))
    if moving or descendants(slide, "transition"):
        deck.moving.append(number)
    if descendants(slide, "oMath"):
        deck.notes.append(Note("not carried", where, "equations: write them in words"))
    background = next(iter(descendants(slide, "bg")), None)
    if background is not None and descendants(background, "blip"):
        what = "a picture as background: put it in by itself, with a description, if it says something"
        deck.notes.append(Note("not carried", where, what))


def _tell_of_all(deck: _Deck) -> None:
    """What concerns several slides, each thing once."""
    if deck.moving:
        listed = ", ".join(map(str, deck.moving))
        what = "animations and transitions: everything stands there at once"
        deck.notes.append(Note("not carried", f"slides {listed}", what))
    comments = 0
    for name, data in deck.parts.items():
        if re.fullmatch(r"ppt/comments/[^/]+\.xml", name):
            comments += sum(name_of(one) == "cm" for one in xml_of(data, Place(name)).iter())
    if comments:
        what = f"{counted(comments, 'comment')}: read them in PowerPoint"
        deck.notes.append(Note("not carried", "comments", what))
    deck.notes += deck.pictures.notes()
    written = "\n\n".join(part_text(part) for page in deck.pages for part in page.parts)
    if undescribed := written.count("![]("):
        what = f"{undescribed} without a description: write what each shows, ![here](…)"
        deck.notes.append(Note("to do", "pictures", what))
