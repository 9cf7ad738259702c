"""SVG drawings: judged before they travel, because a drawing opened by itself can run scripts."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

MAX_SVG_BYTES = 1_000_000
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)(px)?")


def _root(path: Path) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(path.read_bytes(), parser)


def svg_size(path: Path) -> tuple[int | None, int | None]:
    """Width and height in CSS pixels of a drawing without fault: its attributes, or else its view box."""
    root = _root(path)
    given = [_LENGTH.fullmatch(root.get(name, "").strip()) for name in ("width", "height")]
    if given[0] and given[1]:
        return round(float(given[0][1])), round(float(given[1][1]))
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(box) == 4 and all(_LENGTH.fullmatch(part) for part in box[2:]):
        return round(float(box[2])), round(float(box[3]))
    return None, None


def svg_fault(path: Path) -> str:
    """What makes a drawing unsafe or unusable, or ''. Scripts run when a drawing is opened by itself."""
    if path.stat().st_size > MAX_SVG_BYTES:
        return "is over 1 MB"
    try:
        root = _root(path)
    except etree.XMLSyntaxError as error:
        return f"is not well-formed: {error.msg}"
    if root.getroottree().docinfo.internalDTD is not None:
        return "has a document type"
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname.lower()
        if name in {"script", "foreignobject", "iframe", "handler"}:
            return f"holds <{name}>"
        for attribute, value in element.attrib.items():
            plain, value = etree.QName(attribute).localname.lower(), str(value)
            if plain.startswith("on"):
                return f"has a script in {plain}"
            if plain in {"href", "src"} and not value.startswith(("#", "data:image/")):
                return f'refers to "{value}"'
            if "url(" in value and not re.search(r"url\(\s*['\"]?#", value):
                return "refers to another file"
        if name == "style" and re.search(r"@import|url\(\s*['\"]?(?!#)", element.text or ""):
            return "has styles that refer to another file"
    return ""
