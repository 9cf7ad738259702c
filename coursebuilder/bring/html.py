"""HTML of other programs as Markdown of ours.

Own code, because the escapes are our language's, and because a bank of 500 questions has 4,000 fragments:
markdownify 1.2 takes 0.6 ms of processor time for a short one, this 0.16 ms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from lxml import etree
from lxml import html as lxml_html

from coursebuilder.bring.emphasis import BOLD, ITALIC, emphasised, with_stars
from coursebuilder.bring.plain_text import SAFE_ADDRESS, clean, escaped, escaped_lines, on_one_line
from coursebuilder.bring.xml import all_text

_PLAIN = re.compile(r"\s*(?:<p>)?([^<>]*)(?:</p>)?\s*")
_LEFT_OUT = frozenset(
    [
        "script",
        "style",
        "head",
        "noscript",
        "object",
        "embed",
        "iframe",
        "svg",
        "math",
        "template",
        "title",
        "select",
        "button",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn"})
_PRIVATE = re.compile("[\ue000-\ue003]")
_BREAK = "\\\n"
_HIGHEST = 3  # level of a heading: 1 and 2 begin modules and pages
_RAISED = {"sub": "~", "sup": "^"}
_LINE_SIGN = re.compile(r"\\\n|^(?:[ ]*(?:- |> |\d+\. )|#{1,6} |\|(?:---\|)+$)", re.MULTILINE)
_ROW, _BAR = re.compile(r"\|.*\|"), re.compile(r"(?<!\\)\|")  # a table's row; what parts its cells

FindPicture = Callable[[str], str]  # an address -> the name under media/ that it was saved as, or ""


def no_picture(_address: str) -> str:
    return ""


def markdown(html: str, find_picture: FindPicture = no_picture) -> str:
    """HTML as Markdown. find_picture says which pictures were saved; the others leave their description."""
    if plain := _PLAIN.fullmatch(html):
        return escaped_lines(escaped(unescape(plain[1]).strip()))
    tree = parsed(html)
    return "" if tree is None else "\n\n".join(blocks(tree, find_picture))


def blocks(element: etree._Element, find_picture: FindPicture = no_picture) -> list[str]:
    """What stands in an element as blocks of Markdown; of what is nested too deep only the words."""
    try:
        return list(_blocks(element, find_picture))
    except RecursionError:
        return [escaped_lines(escaped(on_one_line(clean(all_text(element)))))]


def block(element: etree._Element, find_picture: FindPicture = no_picture) -> list[str]:
    """An element itself, such as a paragraph or table, as blocks of Markdown."""
    try:
        return list(_block(element, str(element.tag), find_picture))
    except RecursionError:
        return blocks(element, find_picture)


def one_line(html: str, find_picture: FindPicture = no_picture) -> str:
    """HTML as Markdown on one line, as an answer or a cell holds it."""
    return flattened([markdown(html, find_picture)])


def flattened(parts: Iterable[str]) -> str:
    """Blocks of Markdown on one line: their words, without the signs of lists, quotations, headings and
    tables."""
    lines = _LINE_SIGN.sub(" ", "\n\n".join(parts)).split("\n")
    return on_one_line(
        " ".join(_BAR.sub(" ", line) if _ROW.fullmatch(line.strip()) else line for line in lines)
    )


def parsed(html: str) -> etree._Element | None:
    """A fragment or page; None for one without anything in it."""
    try:
        tree: etree._Element = lxml_html.fragment_fromstring(clean(html), create_parent="div")
        return tree
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _blocks(element: etree._Element, find_picture: FindPicture) -> Iterator[str]:
    """Its blocks: what stands between block elements is a paragraph."""
    run: list[str] = [_text(element.text)]
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        if name in _BLOCKS or (name and name not in _LEFT_OUT and _holds_blocks(child)):
            yield from _paragraph(run)
            run = []
            yield from _block(child, name, find_picture)
        else:
            run.append(_inline(child, find_picture))
        run.append(_text(child.tail))
    yield from _paragraph(run)


def _holds_blocks(element: etree._Element) -> bool:
    return any(isinstance(one.tag, str) and one.tag in _BLOCKS for one in element.iter())


def _paragraph(run: list[str]) -> Iterator[str]:
    text = with_stars("".join(run)).replace(f"{_BREAK} ", _BREAK).strip(" ")
    while text.endswith(_BREAK):
        text = text.removesuffix(_BREAK).rstrip(" ")
    while text.startswith(_BREAK):
        text = text.removeprefix(_BREAK).lstrip(" ")
    if text.strip("\\ \n"):
        yield escaped_lines(text)


def _block(element: etree._Element, name: str, find_picture: FindPicture) -> Iterator[str]:
    if re.fullmatch("h[1-6]", name):
        words = on_one_line(_inside(element, find_picture).replace(_BREAK, " "))
        if words:
            yield f"{'#' * max(_HIGHEST, int(name[1]))} {with_stars(words)}"
    elif name in {"ul", "ol"}:
        yield from _list(element, name == "ol", find_picture)
    elif name == "blockquote":
        inside = "\n\n".join(_blocks(element, find_picture))
        if inside:
            yield "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
    elif name == "pre":
        code = clean(all_text(element)).strip("\n")
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", code)), 3)
        if code.strip():
            yield f"{fence}\n{code}\n{fence}"
    elif name == "table":
        yield from _table(element, find_picture)
    elif name != "hr":
        yield from _blocks(element, find_picture)


def _list(element: etree._Element, numbered: bool, find_picture: FindPicture) -> Iterator[str]:
    items: list[str] = []
    for child in element:
        inside = list(_block(child, "div", find_picture)) if isinstance(child.tag, str) else []
        if not inside:
            continue
        sign = f"{len(items) + 1}. " if numbered else "- "
        loose = "\n\n" if any(not one.startswith(("- ", "1. ")) for one in inside[1:]) else "\n"
        lines = loose.join(inside).split("\n")
        indent = " " * len(sign)
        items.append("\n".join([sign + lines[0], *(f"{indent}{line}".rstrip() for line in lines[1:])]))
    if items:
        yield ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def _table(element: etree._Element, find_picture: FindPicture) -> Iterator[str]:
    for caption in element.iter("caption"):
        yield from _blocks(caption, find_picture)
    rows = [list(_cells(row)) for row in element.iter("tr") if _nearest(row, "table") is element]
    rows = [row for row in rows if row]
    width = max(map(len, rows), default=0)
    if _nearest(element, "table") is not None:  # a cell holds no table: its words, one after the other
        yield " ".join(_cell(cell, find_picture) for row in rows for cell in row)
    elif width:
        texts = [[*(_cell(cell, find_picture) for cell in row), *([""] * (width - len(row)))] for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in texts]
        yield "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def _cells(row: etree._Element) -> Iterator[etree._Element | None]:
    """The cells; one that spans several columns is followed by empty ones."""
    for cell in row:
        if cell.tag in {"td", "th"}:
            yield cell
            span = cell.get("colspan", "1")
            yield from [None] * (min(int(span), 30) - 1 if span.isdecimal() else 0)


def _cell(cell: etree._Element | None, find_picture: FindPicture) -> str:
    if cell is None:
        return ""
    return flattened(_blocks(cell, find_picture))


def _nearest(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(name), None)


def _inside(element: etree._Element, find_picture: FindPicture) -> str:
    return _text(element.text) + "".join(
        _inline(child, find_picture) + _text(child.tail) for child in element
    )


def _inline(element: etree._Element, find_picture: FindPicture) -> str:
    name = element.tag if isinstance(element.tag, str) else ""
    if not name or name in _LEFT_OUT:
        return ""
    if name == "br":
        return _BREAK
    if name == "img":
        return _picture(element, find_picture)
    if name == "input":
        ticked = element.get("checked") is not None
        return ("☒ " if ticked else "☐ ") if element.get("type") == "checkbox" else ""
    text = _inside(element, find_picture)
    if name in _BOLD or name in _ITALIC:
        return emphasised(text, BOLD if name in _BOLD else ITALIC)
    if name in _RAISED and re.fullmatch(r"\w{1,20}", text):
        return f"{_RAISED[name]}{text}{_RAISED[name]}"
    return _link(element, text) if name == "a" else text


def _link(element: etree._Element, text: str) -> str:
    address, words = str(element.get("href") or "").strip(), text.strip()
    if not words or not SAFE_ADDRESS.fullmatch(address) or "](" in words:
        return text
    for sign, code in (("(", "%28"), (")", "%29"), ("{", "%7B"), ("}", "%7D"), ("\\", "%5C")):
        address = address.replace(sign, code)
    return text.replace(words, f"[{on_one_line(words)}]({address})", 1)


def _picture(element: etree._Element, find_picture: FindPicture) -> str:
    name = find_picture(str(element.get("src") or ""))
    alt = escaped(on_one_line(str(element.get("alt") or "")))
    return f"![{alt}](media/{name})" if name else alt


def _text(text: str | None) -> str:
    return escaped(_PRIVATE.sub("", re.sub(r"\s+", " ", text))) if text else ""
