"""SVG drawings: judged before they travel, because a drawing opened by itself can run scripts.

What could run or fetch something is taken out, and the author told so. What can't be cleaned is refused:
definitions of its own (entities), styles that fetch, more than a page can bear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

MAX_SVG_BYTES = 1_000_000
MAX_ELEMENTS = 20_000  # shapes that a phone still draws while somebody scrolls
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)(px)?")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_ACTIVE = frozenset(
    {"script", "foreignobject", "iframe", "handler", "listener", "audio", "video", "embed", "object"}
)
_LEADS = frozenset({"href", "src"})
_REMOTE_URL = re.compile(r"url\(['\"]?(?!['\"]?#)", re.IGNORECASE)  # in a text without spaces
_FETCHES = re.compile(rf"@import|\\|{_REMOTE_URL.pattern}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that can travel: as it is where `data` is None, else cleaned of what `removed` lists.

    fault: why it can't travel at all
    """

    data: bytes | None = None
    removed: tuple[str, ...] = ()
    fault: str = ""


def clean_svg(path: Path) -> Drawing:
    """The drawing without what could run or fetch something; the same file gives the same bytes."""
    if path.stat().st_size > MAX_SVG_BYTES:
        return Drawing(fault="is over 1 MB")
    try:
        root = _root(path.read_bytes())
    except etree.XMLSyntaxError as error:
        return Drawing(fault=f"is not well-formed: {error.msg}")
    if fault := _fault(root):
        return Drawing(fault=fault)
    removed = tuple(
        dict.fromkeys([*_instructions(root), *_without_elements(root), *_without_attributes(root)])
    )
    if not removed:
        return Drawing()
    return Drawing(etree.tostring(root, encoding="utf-8", xml_declaration=False), removed)


def svg_fault(path: Path) -> str:
    """What makes a drawing unusable where nobody cleans it, or ''."""
    drawing = clean_svg(path)
    return drawing.fault or (f"holds {', '.join(drawing.removed)}" if drawing.removed else "")


def svg_size(data: bytes) -> tuple[int | None, int | None]:
    """Width and height in CSS pixels of a drawing without fault: its attributes, or else its view box."""
    root = _root(data)
    given = [_LENGTH.fullmatch(root.get(name, "").strip()) for name in ("width", "height")]
    if given[0] and given[1]:
        return round(float(given[0][1])), round(float(given[1][1]))
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(box) == 4 and all(_LENGTH.fullmatch(part) for part in box[2:]):
        return round(float(box[2])), round(float(box[3]))
    return None, None


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower()


def _fault(root: etree._Element) -> str:
    if _name(root) != "svg":
        return f"is no drawing: it begins with <{_name(root)}>"
    if _ENTITY.search(etree.tostring(root.getroottree(), encoding="unicode").partition("<svg")[0]):
        return "has definitions (entities) of its own"
    elements = list(root.iter(etree.Element))
    if len(elements) > MAX_ELEMENTS:
        return f"has {len(elements):,} shapes; {MAX_ELEMENTS:,} are taken"
    styles = ("".join(map(str, one.itertext())) for one in elements if _name(one) == "style")
    if any(_FETCHES.search("".join(style.split())) for style in styles):
        return "has styles that refer to another file"
    return ""


def _instructions(root: etree._Element) -> list[str]:
    """Instructions such as <?xml-stylesheet?> before the drawing, which what is written then leaves out."""
    before = root.itersiblings(preceding=True)
    return [f"<?{one.target!s}?>" for one in before if isinstance(one, etree._ProcessingInstruction)]


def _without_elements(root: etree._Element) -> list[str]:
    """Takes out what runs, and animations that could write a link or a handler; says what."""
    removed = []
    for element in list(root.iter(etree.Element)):
        changes = etree.QName(element.get("attributeName", "x").rpartition(":")[2] or "x").localname.lower()
        if _name(element) in _ACTIVE:
            removed.append(f"<{_name(element)}>")
        elif changes in _LEADS or changes.startswith("on"):
            removed.append(f"an animation of {changes}")
        else:
            continue
        parent = element.getparent()
        if parent is not None:
            _keep_tail(element, parent)
            parent.remove(element)
    return removed


def _keep_tail(element: etree._Element, parent: etree._Element) -> None:
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail


def _without_attributes(root: etree._Element) -> list[str]:
    removed = []
    for element in root.iter(etree.Element):
        for attribute, value in list(element.attrib.items()):
            plain, given = etree.QName(attribute).localname.lower(), "".join(str(value).split())
            if plain.startswith("on"):
                removed.append(f"a script in {plain}")
            elif plain in _LEADS and not given.startswith(("#", "data:image/")):
                removed.append(f'a reference to "{given[:60]}"')
            elif _REMOTE_URL.search(given) or (plain == "style" and _FETCHES.search(given)):
                removed.append("a reference to another file")
            else:
                continue
            del element.attrib[attribute]
    return removed
