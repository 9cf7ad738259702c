"""Clean SVG drawings, because a drawing that is opened by itself can run scripts.

A drawing is parsed and written again from the elements and attributes in svg_names.py, so that nothing else
travels: no document type, comment or other vocabulary. A drawing made to run something is refused. What
drawing programs keep for themselves is left out silently; anything else left out is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from coursebuilder.web_content.addresses import is_inline_font, is_inline_picture, is_local, runs_script
from coursebuilder.web_content.css import first_refused
from coursebuilder.web_content.html import HANDLER, LOADING
from coursebuilder.web_content.svg_names import (
    ACTIVE_ELEMENTS,
    ANIMATED,
    ANIMATIONS,
    ATTRIBUTES,
    DESCRIBING,
    ELEMENTS,
    MATHML,
    NAMESPACED,
    SILENT_ELEMENTS,
    SVG,
    XHTML,
    XLINK,
)
from coursebuilder.web_content.svg_size import grows_by_use, svg_size
from coursebuilder.web_content.xml_reader import Node, Unreadable, read_xml

__all__ = ["MAX_SVG_BYTES", "Drawing", "clean_svg", "clean_svg_bytes", "svg_size"]

MAX_SVG_BYTES = 1_000_000
_PREFIXES: Any = {None: SVG, "xlink": XLINK}  # the stubs of lxml know no None
_PLAIN = "export it again as plain SVG"
_INERT = re.compile(r"(?:data|aria)-[a-z0-9-]+")
_LEADING = (
    LOADING | {"href"} | {"by", "from", "to", "values"}
)  # an animation writes what stands in the last four
_WITH_PICTURE = frozenset({"image", "feImage"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """A cleaned drawing (`data`, and what was left out in `removed`), or a refused one (`fault`).

    fault: why it is refused, as the rest of a sentence that begins with its name; "" if it isn't
    line: where in the file, 0 for the file as a whole; cure: what its author can do
    width, height: in CSS pixels, None where the drawing doesn't tell
    """

    data: bytes = b""
    removed: tuple[str, ...] = ()
    fault: str = ""
    line: int = 0
    cure: str = ""
    width: int | None = None
    height: int | None = None


def clean_svg(path: Path) -> Drawing:
    """Clean the drawing in a file. Equal files give equal bytes; raises OSError."""
    if path.stat().st_size > MAX_SVG_BYTES:
        return Drawing(fault="is over 1 MB", cure="simplify it, or save it as a picture: .png or .webp")
    return clean_svg_bytes(path.read_bytes())


@lru_cache(maxsize=32)  # a catalogue reads the same drawings for each provider
def clean_svg_bytes(data: bytes) -> Drawing:
    """Clean a drawing in memory."""
    try:
        root, instructions = read_xml(data)
        if (root.namespace, root.name) != (SVG, "svg"):
            what = f"is no drawing: it begins with <{root.name}>"
            if root.name == "svg":
                what = "doesn't say that it is SVG, so that browsers show nothing"
            raise Unreadable(what, root.line, f'begin it with <svg xmlns="{SVG}" …>')
        _refuse_what_runs(root)
        if grows_by_use(root):
            raise Unreadable("repeats its shapes too often (<use>)", root.line, "simplify it")
        removed = {f"<?{name}?>": None for name in instructions if name == "xml-stylesheet"}
        written = _rebuilt(root, removed)
    except Unreadable as unreadable:
        return Drawing(fault=unreadable.fault, line=unreadable.line, cure=unreadable.cure)
    written.tail = "\n"
    cleaned = etree.tostring(written, encoding="utf-8", xml_declaration=False)
    width, height = svg_size(cleaned)
    return Drawing(cleaned, tuple(removed), width=width, height=height)


def _refuse_what_runs(root: Node) -> None:
    """Raises Unreadable for a script anywhere, even where it would be left out."""
    for node in root.elements():
        if node.name.lower() in ACTIVE_ELEMENTS:
            raise Unreadable(f"holds a script (<{node.name}>)", node.line, f"{_PLAIN}, without scripts")
        for (namespace, name), value in node.attributes.items():
            if node.namespace not in {SVG, XHTML, MATHML}:
                continue  # the words of a program for drawing; no browser runs them
            if not namespace and HANDLER.fullmatch(name):
                cure = f"take {name} out: a drawing in a course runs no scripts"
                raise Unreadable(f"holds a script ({name}= of <{node.name}>)", node.line, cure)
            if name in _LEADING and any(runs_script(part) for part in value.split(";")):
                what = f'holds a script ({name}="{value[:60]}")'
                raise Unreadable(
                    what, node.line, "take the address out, or write a link in the module's text"
                )
        changed = node.attributes.get(("", "attributeName"), "").rpartition(":")[2].strip()
        if changed.lower() == "href" or HANDLER.fullmatch(changed):
            raise Unreadable(
                f"animates {changed}, which could run a script", node.line, f"take <{node.name}> out"
            )
        if (node.namespace, node.name) == (SVG, "style") and (
            bad := first_refused(node.text(), _fetches_nothing)
        ):
            cure = "take it out: styles here refer to a drawing's own #parts only, and hold no escapes"
            raise Unreadable(f"has {bad[0]} in its styles", node.line + bad[1] - 1, cure)


def _fetches_nothing(address: str) -> bool:
    """Whether url(…) with this address fetches nothing."""
    return is_local(address) or is_inline_picture(address) or is_inline_font(address)


def _rebuilt(root: Node, removed: dict[str, None]) -> etree._Element:
    """The drawing rebuilt from allowed elements and attributes; adds what is left out to `removed`."""
    written = etree.Element(f"{{{SVG}}}svg", nsmap=_PREFIXES)
    waiting = [(root, written)]
    while waiting:
        node, into = waiting.pop()
        for name, value in _attributes(node, removed):
            into.set(name, _plain(value))
        last: etree._Element | None = None
        for one in [node.text()] if node.name == "style" else node.content:
            if isinstance(one, str):
                _append(into, last, _plain(one))
            elif _is_kept(one, removed):
                last = etree.SubElement(into, f"{{{SVG}}}{one.name}")
                waiting.append((one, last))
    etree.cleanup_namespaces(written)
    return written


def _append(into: etree._Element, last: etree._Element | None, text: str) -> None:
    if last is None:
        into.text = (into.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _plain(text: str) -> str:
    """The text without the two characters that expat accepts and lxml refuses to write."""
    return text.replace("\ufffe", "").replace("\uffff", "")


def _is_kept(node: Node, removed: dict[str, None]) -> bool:
    if node.namespace == SVG and node.name in ELEMENTS:
        changed = node.attributes.get(("", "attributeName"), "")
        if node.name not in ANIMATIONS or changed in ANIMATED or node.name == "animateMotion":
            return True
        if node.name == "animateTransform" and changed.endswith("Transform"):
            return True
        removed[f"an animation of {changed or 'nothing'}"] = None
    elif node.namespace == SVG and node.name not in SILENT_ELEMENTS and not _for_a_program(node):
        removed[f"<{node.name}>"] = None
    elif node.namespace in {XHTML, MATHML, ""}:
        removed[f"<{node.name}>, which is no SVG"] = None
    return False


def _for_a_program(node: Node) -> bool:
    """Whether a foreignObject holds only what a drawing program keeps for itself, such as Illustrator's."""
    inside = (one for one in node.elements() if one is not node)
    return node.name == "foreignObject" and all(
        one.namespace not in {SVG, XHTML, MATHML, ""} for one in inside
    )


def _attributes(node: Node, removed: dict[str, None]) -> Iterator[tuple[str, str]]:
    """Name and value of each attribute that is kept; adds what is left out to `removed`."""
    for (namespace, name), value in node.attributes.items():
        if name == "href" and namespace in {"", XLINK}:
            if is_local(value) or (node.name in _WITH_PICTURE and is_inline_picture(value)):
                yield (f"{{{namespace}}}{name}" if namespace else name), value.strip()
            else:
                removed[f'a reference to "{value[:60]}"'] = None
        elif (namespace, name) in NAMESPACED:
            yield f"{{{namespace}}}{name}", value
        elif namespace:
            continue
        elif name in DESCRIBING or _INERT.fullmatch(name):
            yield name, value
        elif name == "style" or name in ATTRIBUTES:
            if bad := first_refused(value, _fetches_nothing):
                removed[f"{name}= with {bad[0]}"] = None
            else:
                yield name, value
        elif name.lower() in LOADING:
            removed[f'a reference to "{value[:60]}"'] = None
