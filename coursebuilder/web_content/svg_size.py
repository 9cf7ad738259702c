"""How large a drawing is: in CSS pixels, and in shapes once every <use> is followed."""

from __future__ import annotations

import re

from lxml import etree

from coursebuilder.web_content.svg_names import SVG, XLINK
from coursebuilder.web_content.xml_reader import MAX_ELEMENTS, Node

_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)(px)?")


def svg_size(data: bytes) -> tuple[int | None, int | None]:
    """Width and height in CSS pixels of a cleaned drawing: its attributes, else its viewBox, else None."""
    root = etree.fromstring(data)
    given = [_LENGTH.fullmatch(root.get(name, "").strip()) for name in ("width", "height")]
    if given[0] and given[1]:
        return round(float(given[0][1])), round(float(given[1][1]))
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(box) == 4 and all(_LENGTH.fullmatch(part) for part in box[2:]):
        return round(float(box[2])), round(float(box[3]))
    return None, None


def grows_by_use(root: Node) -> bool:
    """Whether a drawing has too many shapes once every <use> is followed: 10 × 10 × 10 hang a browser.

    A <use> that leads back to itself counts nothing: browsers draw nothing for it.
    """
    named = {node.attributes.get(("", "id"), ""): node for node in root.elements()}
    drawn: dict[int, int] = {}
    waiting: list[tuple[Node, bool]] = [(root, False)]
    while waiting:
        node, inside_is_known = waiting.pop()
        within = [child for child in node.content if isinstance(child, Node)]
        if (node.namespace, node.name) == (SVG, "use"):
            address = node.attributes.get(("", "href")) or node.attributes.get((XLINK, "href"), "")
            within += [named[address.strip()[1:]]] if address.strip()[1:] in named else []
        if inside_is_known:
            drawn[id(node)] = 1 + sum(drawn[id(child)] for child in within)
            if drawn[id(node)] > 5 * MAX_ELEMENTS:
                return True
        elif id(node) not in drawn:
            drawn[id(node)] = 0
            waiting += [(node, True), *((child, False) for child in within)]
    return False
