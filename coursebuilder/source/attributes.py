"""The trailing {#id .class key=value key="two words" flag} of headings and ::: lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Word processors type “…” and ‘…’ for quotation marks; they are read as such.
_PART = re.compile(
    r'\s+|#([^\s{}"=.#]+)|\.([\w-]+)|([\w-]+)=(?:"([^"]*)"|[“”„]([^“”„]*)[“”]|‘([^‘’]*)’|([^\s"“”„‘{}]+))'
    r"|([\w-]+)"
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands between the braces; `fault` tells what could not be read."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    fault: str = ""


def split_attributes(text: str) -> tuple[str, Attributes]:
    """The text before the braces, and what they hold. Text without trailing braces comes back whole."""
    text = text.rstrip()
    start = text.rfind("{")
    if not text.endswith("}") or start < 0 or text.endswith("}}"):
        return text, Attributes()
    identifier, fault, position = "", "", 0
    classes: list[str] = []
    flags: list[str] = []
    values: dict[str, str] = {}
    inside = text[start + 1 : -1]
    while position < len(inside):
        part = _PART.match(inside, position)
        if not part:
            fault = inside[position:].split()[0]
            break
        position = part.end()
        name, css, key, *given, flag = part.groups()
        if (name and identifier) or key in values:
            fault = part[0]  # of two only one could count
            break
        if name:
            identifier = name
        elif css:
            classes.append(css)
        elif key:
            values[key] = next(value for value in given if value is not None)
        elif flag:
            flags.append(flag)
    if fault:  # a word before what can't be read is a part of that, as in {kind: choice}
        flags.clear()
    return text[:start].rstrip(), Attributes(identifier, tuple(classes), values, tuple(flags), fault)
