"""XML of other people, read without entities, document types and the network."""

from __future__ import annotations

import re

from lxml import etree

from coursebuilder.bring.items import CannotBring
from coursebuilder.problems import Place, Problem

MAX_ELEMENTS = 400_000  # lxml takes about 200 bytes for each


def xml_of(data: bytes, place: Place) -> etree._Element:
    """The root of a document. Raises CannotBring for one with a document type, or that is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if data.count(b"<") > 2 * MAX_ELEMENTS:
        hint = "split the file"
        raise CannotBring(Problem("file-too-large", "more elements than are read", place, hint))
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = (getattr(error, "position", None) or (0, 0))[0] or 0
        what = f"this is not valid XML: {str(error).split(', line')[0] or 'it is empty'}"
        hint = "export it once more, or open it in the program it came from and save it again"
        raise CannotBring(Problem("xml-syntax", what, Place(place.path, line), hint)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        what = "a document type (DOCTYPE), which can hold anything"
        hint = "programs that write these files write none: delete its line, or export it once more"
        raise CannotBring(Problem("xml-doctype", what, place, hint))
    return root


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments and processing instructions."""
    return re.sub(r"^\{[^}]*\}", "", element.tag) if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, *names: str) -> list[etree._Element]:
    """Its children with one of these names, in their order, whatever their namespace."""
    return [] if element is None else [child for child in element if name_of(child) in names]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Its first child with this name."""
    return None if element is None else next(iter(children(element, name)), None)


def all_text(element: etree._Element) -> str:
    """All text in it, as it stands, without comments."""
    return "".join(map(str, element.itertext(etree.Element)))


def text_of(element: etree._Element | None) -> str:
    """All text in it, without white space at its ends."""
    return "" if element is None else all_text(element).strip()


def text_in(element: etree._Element | None, name: str) -> str:
    """The text of its first child with this name."""
    return text_of(child(element, name))


def descendants(element: etree._Element, *names: str) -> list[etree._Element]:
    """Every element below it with one of these names, in document order."""
    return [one for one in element.iter() if one is not element and name_of(one) in names]
