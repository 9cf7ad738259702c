"""The opening line of a ::: block -> its name, what follows the name, and its attributes.

Other Markdown dialects put the name between braces: Pandoc `::: {.note}`, Quarto `::: {.callout-note}`, MyST
`:::{note} Title`. Where exactly one word there is the name of a block it is taken as that block; otherwise
the name stays empty, and the caller must say so, because a block without a name is shown nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from coursebuilder.problems import did_you_mean
from coursebuilder.source.attributes import Attributes, split_attributes

_BRACES = re.compile(r"(\{[^{}]*\})\s*(.*)")
_TRAILING_COLONS = re.compile(r"\s+:{3,}$")  # Pandoc allows  ::: note :::
_OTHER_NAMES = {  # what other tools call a block -> its name here
    "info": "note",
    "hint": "tip",
    "caution": "warning",
    "danger": "warning",
    "attention": "warning",
    "solution": "reveal",
    "details": "reveal",
    "dropdown": "reveal",
    "spoiler": "reveal",
    "instructor": "tutor",
    "quiz": "question",
    "exercise": "question",
    "callout": "note",
    "abstract": "key-message",
    "summary": "key-message",
    "error": "warning",
    "success": "tip",
    "panel-tabset": "reveal",
    "tabs": "reveal",
    "tab": "reveal",
    "tab-set": "reveal",
    "accordion": "reveal",
    "collapse": "reveal",
    "challenge": "question",
    "discussion": "reflection",
    "admonition": "note",
    "alert": "note",
    "box": "note",
    "aside": "note",
    "sidebar": "note",
    "seealso": "note",
    "columns": "note",
    "column": "note",
    "definition": "note",
    "question-box": "question",
    "faq": "reveal",
    "toggle": "reveal",
    "collapsible": "reveal",
    "bug": "warning",
    "failure": "warning",
    "check": "tip",
    "done": "tip",
    "todo": "note",
    "quote": "note",
    "cite": "note",
    "tldr": "key-message",
    "takeaways": "key-message",
    "keypoints": "key-message",
    "objectives": "key-message",
    "task": "reflection",
    "activity": "reflection",
    "think": "reflection",
}


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """`name` is "" where the line names no block; `rest` is the id, title or file behind the name."""

    name: str
    rest: str
    attributes: Attributes


def read_opening_line(info: str, blocks: Collection[str]) -> OpeningLine:
    """What the text behind the colons says; `blocks` are the names of all blocks."""
    info = _TRAILING_COLONS.sub("", info.strip())
    braces = _BRACES.fullmatch(info)
    if not braces:
        text, attributes = split_attributes(info)
        name, _, rest = text.partition(" ")
        name = name.casefold() if name.casefold() in blocks else name
        return OpeningLine(name, rest.strip(), attributes)
    _, first = split_attributes(braces[1])
    rest, second = split_attributes(braces[2])
    attributes = Attributes(
        first.id or second.id,
        first.classes + second.classes,
        first.values | second.values,
        first.flags + second.flags,
        first.fault or second.fault,
    )
    return _named_in_braces(attributes, rest, blocks)


def _named_in_braces(attributes: Attributes, rest: str, blocks: Collection[str]) -> OpeningLine:
    """Take the one class or flag that is a block's name out of the attributes."""
    words = (*attributes.classes, *attributes.flags)
    names = {word: _plain_name(word) for word in words if _plain_name(word) in blocks}
    if len(set(names.values())) != 1:
        return OpeningLine("", rest, attributes)
    left = replace(
        attributes,
        classes=tuple(word for word in attributes.classes if word not in names),
        flags=tuple(word for word in attributes.flags if word not in names),
    )
    return OpeningLine(next(iter(names.values())), rest, left)


def _plain_name(word: str) -> str:
    return word.casefold().removeprefix("callout-")


def block_named(word: str) -> str:
    """The name here of what other tools call a block: NOTE, callout-note and info are note."""
    plain = _plain_name(word)
    return _OTHER_NAMES.get(plain, plain)


def block_hint(word: str, blocks: Collection[str], rest: str = "") -> str:
    """Which block an author may have meant by a name, class or flag that is none; `rest` stands behind it."""
    plain = _plain_name(word).strip(".:-{}")
    if (both := f"{plain}-{rest.partition(' ')[0].casefold()}") in blocks:
        return f'did you mean "{both}"?'
    if "[" in word:  # Docusaurus: :::tip[Title]
        return f"a title stands behind a blank: ::: {block_named(word.partition('[')[0])} Title"
    if plain in _OTHER_NAMES:
        return f'did you mean "{block_named(word)}"?'
    return did_you_mean(plain, blocks)


def nameless(attributes: Attributes, blocks: Collection[str]) -> tuple[str, str]:
    """The message and the hint for a block whose opening line names none."""
    words = (*attributes.classes, *attributes.flags)
    names = [_plain_name(word) for word in words if _plain_name(word) in blocks]
    if names:
        shown = " and ".join(f'"{name}"' for name in names)
        return f"a block with more than one name: {shown}", f"keep one of them: ::: {names[0]}"
    if words:
        shown = " ".join((*(f".{word}" for word in attributes.classes), *attributes.flags))
        return f'a block without a name: "{shown}" is none', block_hint(words[0], blocks)
    hint = "write its name behind the colons, such as ::: note; or remove this line and the ::: that ends it"
    return "a block without a name", hint
