"""Bold and italics as stars that Markdown takes for what they are.

While a text is put together its emphasis is four signs of Unicode's private use area. Once it is whole, those
become stars where stars work there (CommonMark 0.31, 6.2: what stands beside them decides), and else vanish.
"""

from __future__ import annotations

import re
import unicodedata

BOLD, END_BOLD, ITALIC, END_ITALIC = "\ue000", "\ue001", "\ue002", "\ue003"
_SIGNS = {BOLD: "**", END_BOLD: "**", ITALIC: "*", END_ITALIC: "*"}
_ENDS = {BOLD: END_BOLD, ITALIC: END_ITALIC}
_TOUCHING = re.compile(f"{END_BOLD}(\\s*){BOLD}|{END_ITALIC}(\\s*){ITALIC}")
_ANY = re.compile(f"[{BOLD}-{END_ITALIC}]")


def emphasised(text: str, begin: str) -> str:
    """A text between signs, without the white space at its ends; `begin` is BOLD or ITALIC."""
    end = _ENDS[begin]
    inside = text.strip().replace(begin, "").replace(end, "")
    if not inside:
        return text
    first = len(text) - len(text.lstrip())
    return f"{text[:first]}{begin}{inside}{end}{text[len(text.rstrip()) :]}"


def with_stars(text: str) -> str:
    """The whole text with stars for the signs."""
    if not _ANY.search(text):
        return text
    text = _TOUCHING.sub(lambda found: found[1] or found[2] or "", text)
    opened: list[int] = []
    kept: dict[int, bool] = {}
    for found in _ANY.finditer(text):
        at = found.start()
        if found[0] in _ENDS:
            opened.append(at)
            kept[at] = False
        elif opened and _ENDS[text[opened[-1]]] == found[0]:
            begin = opened.pop()
            kept[begin] = kept[at] = _works(text, begin, 1) and _works(text, at, -1)
        else:
            kept[at] = False
    return _ANY.sub(lambda found: _SIGNS[found[0]] if kept[found.start()] else "", text)


def _works(text: str, at: int, inwards: int) -> bool:
    """Whether stars at this place can open (inwards 1) or close (-1)."""
    inside, outside = _beside(text, at, inwards), _beside(text, at, -inwards)
    if inside.isspace():
        return False
    return not _is_sign(inside) or outside.isspace() or _is_sign(outside)


def _beside(text: str, at: int, step: int) -> str:
    at += step
    while 0 <= at < len(text) and _ANY.match(text[at]):
        at += step
    return text[at] if 0 <= at < len(text) else " "


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
