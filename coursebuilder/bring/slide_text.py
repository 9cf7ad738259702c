"""Text on slides as HTML: paragraphs and lists with their levels, as bullets are inherited from layouts.

Whether a paragraph has a bullet stands at itself, at its shape, or at the placeholder of the layout or of the
master that the shape stands for (ECMA-376, part 1, 21.1.2.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from coursebuilder.bring.xml import child, children, descendants, name_of, text_of

FindLink = Callable[[str], str]  # the id of a relationship -> the address that it leads to, or ""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BULLETS = {"buNone": "", "buChar": "ul", "buBlip": "ul", "buAutoNum": "ol"}
_HEADED = frozenset({"title", "ctrTitle"})


def placeholder_of(shape: etree._Element) -> etree._Element | None:
    """The p:ph of a shape that stands for a placeholder of its layout."""
    about = next((one for one in shape if name_of(one).startswith("nv")), None)
    return child(child(about, "nvPr"), "ph")


def kind_of(placeholder: etree._Element) -> str:
    """title, body, ftr …; obj where nothing is said, as ECMA-376 has it."""
    return placeholder.get("type") or "obj"


def list_styles(
    shape: etree._Element, layout: etree._Element, master: etree._Element
) -> list[etree._Element]:
    """What says which levels of a shape's text have bullets, the nearest first."""
    own = [shape]
    placeholder = placeholder_of(shape)
    if placeholder is not None:
        kind, index = kind_of(placeholder), placeholder.get("idx") or "0"
        own += [
            one
            for one in _shapes(layout)
            if (said := placeholder_of(one)) is not None
            and ((said.get("idx") or "0") == index or (kind in _HEADED and kind_of(said) in _HEADED))
        ][:1]
        wanted = "title" if kind in _HEADED else "body"
        own += [
            one
            for one in _shapes(master)
            if (said := placeholder_of(one)) is not None and kind_of(said) == wanted
        ][:1]
    styles = [child(child(one, "txBody"), "lstStyle") for one in own]
    if placeholder is not None:
        name = "titleStyle" if kind_of(placeholder) in _HEADED else "bodyStyle"
        styles.append(child(child(master, "txStyles"), name))
    return [one for one in styles if one is not None]


def _shapes(slide: etree._Element) -> list[etree._Element]:
    return children(child(child(slide, "cSld"), "spTree"), "sp")


def text_elements(
    body: etree._Element | None, styles: Iterable[etree._Element], find_link: FindLink
) -> Iterator[etree._Element]:
    """A txBody as p, ul and ol elements."""
    styles = list(styles)
    opened: list[etree._Element] = []  # lists, the outermost first
    for paragraph in children(body, "p"):
        level = _level(paragraph)
        marker = _marker(paragraph, level, styles)
        line = inline(paragraph, "li" if marker else "p", find_link)
        if not text_of(line):
            continue
        if not marker:
            opened = []
            yield line
            continue
        del opened[level + 1 :]
        if opened and len(opened) == level + 1 and opened[-1].tag != marker:
            del opened[level:]
        if len(opened) <= level:
            began = etree.Element(marker)
            if opened and len(opened[-1]):
                opened[-1][-1].append(began)
            else:
                yield began
            opened.append(began)
        opened[-1].append(line)


def _level(paragraph: etree._Element) -> int:
    """How deep a paragraph is indented, 0 to 8."""
    properties = child(paragraph, "pPr")
    said = "0" if properties is None else properties.get("lvl") or "0"
    return min(8, int(said)) if said.isdecimal() else 0


def _marker(paragraph: etree._Element, level: int, styles: list[etree._Element]) -> str:
    """ul or ol, or "" for a paragraph without a bullet. One that is indented without one is an item too."""
    said = [child(paragraph, "pPr"), *(child(style, f"lvl{level + 1}pPr") for style in styles)]
    for properties in said:
        for one in () if properties is None else properties:
            if name_of(one) in _BULLETS:
                return _BULLETS[name_of(one)] or ("ul" if level else "")
    return "ul" if level else ""


def inline(paragraph: etree._Element, tag: str, find_link: FindLink) -> etree._Element:
    """A paragraph's runs in an element of this name."""
    made = etree.Element(tag)
    for one in paragraph:
        match name_of(one):
            case "br":
                etree.SubElement(made, "br")
            case "fld" if is_counted(one):
                continue
            case "r" | "fld":
                made.append(_run(one, find_link))
            case "AlternateContent":  # an equation, with words for programs that know none
                for run in descendants(one, "r"):
                    if name_of(run.getparent()) == "p":  # type: ignore[arg-type]  # it stands below one
                        made.append(_run(run, find_link))
    return made


def is_counted(field: etree._Element) -> bool:
    """Whether a field is a slide's number or a date, which PowerPoint fills in."""
    return name_of(field) == "fld" and (field.get("type") or "").startswith(("slidenum", "datetime"))


def _run(run: etree._Element, find_link: FindLink) -> etree._Element:
    properties = child(run, "rPr")
    said = properties if properties is not None else etree.Element("rPr")
    names = [
        name
        for name, applies in (
            ("strong", said.get("b") in {"1", "true"}),
            ("em", said.get("i") in {"1", "true"}),
            ("sup", _number(said.get("baseline")) > 0),
            ("sub", _number(said.get("baseline")) < 0),
        )
        if applies
    ]
    link = child(properties, "hlinkClick")
    address = "" if link is None else find_link(link.get(_RELATION) or "")
    made = etree.Element("span")
    inner = made
    if address:
        inner = etree.SubElement(inner, "a", href=address)
    for name in names:
        inner = etree.SubElement(inner, name)
    inner.text = "".join(one.text or "" for one in children(run, "t"))
    return made


def _number(text: str | None) -> int:
    """A baseline in thousandths of a percent; older files write 30%."""
    said = (text or "0").removesuffix("%")
    return int(said) if said.removeprefix("-").isdecimal() else 0
