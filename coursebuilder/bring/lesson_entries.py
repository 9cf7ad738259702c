"""The entries of a LESSON.md's accordions, tabs and cards, in each form that they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coursebuilder.bring.lesson_text import Block

TITLES = ("title", "heading", "label", "front", "term", "name", "tab", "question", "text")
BODIES = ("content", "body", "description", "back", "definition", "text", "subtitle", "caption")
ADDRESSES = frozenset({"src", "url", "href", "address", "image", "poster"})
LOOK = frozenset({"align", "alignment", "background", "color", "columns", "icon", "layout", "level", "size",
                   "spacing", "style", "type", "variant", "width", "x", "y"})  # fmt: skip
PAIR = re.compile(r"(\s*)(?:[-*+]\s+)?([a-z][A-Za-z-]*):(?:[ \t]+(.*))?")
_SUB_HEADING = re.compile(r"#{1,6}[ \t]+(.*)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an accordion, of tabs, of cards: a title and Markdown."""

    title: str
    body: str


def entries_of(block: Block) -> Iterator[Entry]:
    """Entries as inner blocks, below headings, or as lists of key: value lines."""
    inner = [one for one in block.content if not isinstance(one, str) and is_entry(one)]
    for one in inner:
        yield _entry_of(one)
    lines = [one for one in block.content if isinstance(one, str)]
    if any(_SUB_HEADING.match(line) for line in lines):
        yield from _below_headings(lines)
    elif not inner and any((found := PAIR.match(line)) and found[2] in TITLES for line in lines):
        yield from _listed(lines)


def is_entry(block: Block) -> bool:
    return block.kind in {"card", "column", "item", "marker", "panel", "slide", "step", "tab"}


def _entry_of(block: Block) -> Entry:
    title = block.rest or next((block.properties[key] for key in TITLES if block.properties.get(key)), "")
    values = [value for key, value in block.properties.items() if key in BODIES and value != title]
    lines = [one for one in block.content if isinstance(one, str)]
    return Entry(title, "\n".join([*values, "", *lines]).strip())


def _below_headings(lines: list[str]) -> Iterator[Entry]:
    title, run = "", list[str]()
    for line in [*lines, "# "]:
        found = _SUB_HEADING.match(line)
        if found is None:
            run.append(line)
            continue
        if title or any(one.strip() for one in run):
            yield Entry(title, "\n".join(run).strip())
        title, run = found[1].strip(), []


def _listed(lines: list[str]) -> Iterator[Entry]:
    """- title: … with further key: value lines below it; the first key that comes again begins an entry."""
    entries: list[list[tuple[str, str]]] = []
    for line in lines:
        found = PAIR.match(line)
        if found is None or found[2] in ADDRESSES | LOOK:
            if entries and line.strip(" -") and found is None:
                entries[-1].append(("", line.strip()))
            continue
        key, value = found[2], (found[3] or "").strip().strip("\"'")
        if not entries or key in {said for said, _ in entries[-1]}:
            entries.append([])
        entries[-1].append((key, value))
    for entry in entries:
        (_, title), *others = entry
        yield Entry(title, "\n\n".join(value for _, value in others if value))
