"""The text of a LESSON.md: settings, and blocks with their key: value lines.

A fence ::: with the block's type opens a block, a bare fence closes it; between them stand lines of the form
key: value, then Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coursebuilder.bring.plain_text import clean, on_one_line

MARKS = ("attempts", "pass", "randomize")  # settings that make a lesson an assessment
_SETTINGS = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_SETTING = re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)")
_FENCE = re.compile(r"[ \t]*(:{3,})[ \t]*(.*?)[ \t]*\Z")
_TYPE = re.compile(r"\{?\.?([A-Za-z][\w-]*)(.*)")
_CODE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_PROPERTY = re.compile(r"([a-z][A-Za-z]*(?:-[a-z]+)*):(?:[ \t]+(.*))?\Z")
_LESSONS_OWN = frozenset({"text", "image", "knowledge-check"})
_LEAVES = _LESSONS_OWN | {"divider", "quote", "table", "video"}  # blocks that hold no others
_DEEPEST = 8
_OURS = frozenset({"question", "reflection", "scenario", "provider-table", "tutor", "key-message"})
_PAGE_ID = re.compile(r"^## .*\{#[\w-]+", re.MULTILINE)
_STYLE = frozenset({"align", "background", "color", "layout", "size", "spacing", "style", "variant", "width"})


@dataclass(slots=True)
class Block:
    """A block: what its fence says, its key: value lines, and its content in order, lines and blocks.

    line: the number of its fence in the file; for the text outside of blocks, of its first line
    """

    kind: str
    line: int
    rest: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    content: list[str | Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A file's settings and blocks; loose: places of fences that close nothing or are never closed."""

    settings: Mapping[str, str]
    blocks: tuple[Block, ...]
    loose: tuple[int, ...]

    @property
    def title(self) -> str:
        """The lesson's title as plain text, on one line."""
        return on_one_line(clean(self.settings.get("title", "")))

    @property
    def marked(self) -> bool:
        """Whether it is an assessment."""
        return any(key in self.settings for key in MARKS)


def looks_like_lesson(text: str) -> bool:
    """Whether a text has a block that only lessons have, or settings with a title above other Markdown."""
    found = _SETTINGS.match(text)
    titled = found is not None and "title" in _settings(found[1])
    return not looks_like_module(text) and (titled or bool(_kinds(text) & _LESSONS_OWN))


def looks_like_module(text: str) -> bool:
    """Whether a text is a module in this project's own language: by its blocks, or by ids of its pages."""
    return bool(_SETTINGS.match(text) and (_kinds(text) & _OURS or _PAGE_ID.search(text)))


def _kinds(text: str) -> set[str]:
    opened = (_FENCE.match(line) for line in text.split("\n"))
    named = (_TYPE.match(found[2]) for found in opened if found and found[2])
    return {found[1].lower() for found in named if found}


def _settings(text: str) -> dict[str, str]:
    found = (_SETTING.match(line) for line in text.split("\n"))
    return {one[1].lower(): _unquoted(one[2]) for one in found if one}


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text


def parsed_lesson(text: str) -> Lesson:
    """The settings and blocks of a file, whatever is in it."""
    text = clean(text)
    found = _SETTINGS.match(text)
    first = text[: found.end()].count("\n") + 1 if found else 1
    lines = (text[found.end() :] if found else text).split("\n")
    whole = Block("text", first)
    opened, loose, code = [whole], [], ""
    for number, line in enumerate(lines, first):
        fence, ticks = _FENCE.match(line), _CODE.match(line)
        if ticks and (not code or ticks[1].startswith(code)):
            code = "" if code else ticks[1]
        if fence is None or code:
            opened[-1].content.append(line)
        elif kind := _TYPE.match(fence[2]):
            if len(opened) > _DEEPEST or (len(opened) > 1 and opened[-1].kind in _LEAVES):
                loose.append(opened.pop().line)  # its closing fence was forgotten
            block = Block(kind[1].lower(), number, kind[2].strip(" }:"))
            opened[-1].content.append(block)
            opened.append(block)
        elif len(opened) > 1:
            opened.pop()
        else:
            loose.append(number)
    loose += [block.line for block in opened[1:]]
    return Lesson(_settings(found[1]) if found else {}, tuple(_blocks(whole)), tuple(loose))


def _blocks(whole: Block) -> Iterator[Block]:
    """The blocks of a file, what stands between them as blocks of text; properties are taken out of all."""
    run = Block("text", whole.line)
    for one in whole.content:
        if isinstance(one, str):
            run.content.append(one)
            continue
        yield from _filled(run)
        yield _with_properties(one)
        run = Block("text", one.line)
    yield from _filled(run)


def _filled(block: Block) -> Iterator[Block]:
    if any(isinstance(one, Block) or one.strip() for one in block.content):
        yield block


def _with_properties(block: Block) -> Block:
    """The block with its key: value lines taken out of its content; in text only what is about its look."""
    content = list(block.content)
    while content and isinstance(content[0], str):
        found = _PROPERTY.match(content[0].strip())
        if content[0].strip() and (found is None or (block.kind == "text" and found[1] not in _STYLE)):
            break
        if found is not None:
            block.properties[found[1].lower()] = _unquoted(found[2] or "")
        elif block.properties:
            content.pop(0)
            break
        content.pop(0)
    block.content = [_with_properties(one) if isinstance(one, Block) else one for one in content]
    return block
