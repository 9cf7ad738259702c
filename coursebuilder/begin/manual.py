"""The author's manual, as it travels along: chapters of sections with examples and what comes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

# In a wheel the chapters lie inside the package, in a clone beside it.
_HERE = Path(__file__).parent.parent
_ROOTS = (_HERE / "manual", _HERE.parent / "manual")
FENCE = re.compile(r"^(`{3,})([^`\n]*)\n.*?^\1`*[ \t]*$", re.DOTALL | re.MULTILINE)
_RESULTS = frozenset({"html", "json"})  # what comes of an example
_MISTAKES = "problems"
_FIRST = "00-"  # the chapter to begin with
# Not needed to write: themes, slips that are forgiven, advice (`check --explain` tells it), what people sign,
# messages about packages.
_LEFT_OUT = frozenset({"themes", "slips", "advice", "ready", "packages"})
_SHORT = 420  # characters of an example that is kept
_HEADING = re.compile(r"^(#{1,2}) (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its heading and examples; `chapter` is the title above it."""

    chapter: str
    title: str
    text: str


def sections() -> tuple[Section, ...]:
    """All sections of the manual, in order."""
    return tuple(one for found in chapters().values() for one in found)


def chapters() -> dict[str, tuple[Section, ...]]:
    """The sections of each chapter by the name of its file, in order."""
    root = next(root for root in _ROOTS if root.is_dir())
    return {path.name: tuple(_sections(path)) for path in sorted(root.glob("[0-9]*.md"))}


def about(word: str) -> tuple[Section, ...]:
    """The sections about a word or a problem's code: those that name it in the heading or as [code], else all
    that have it."""
    every, sought = sections(), word.strip("[] ").casefold()
    near = [one for one in every if sought in one.title.casefold() or f"[{sought}]" in one.text]
    return tuple(near or [one for one in every if sought in one.text.casefold()])


def one_file() -> str:
    """The language in one text, short enough to be read at once: what each section says, and short examples.

    Left out are what comes of the examples, sections that only show mistakes, whose cures `check` tells,
    themes, advice, which `check --explain` prints, and messages about packages.
    """
    parts = []
    for name, found in chapters().items():
        if Path(name).stem.partition("-")[2] not in _LEFT_OUT:
            brief = [_brief(one.text, name.startswith(_FIRST)) for one in found]
            parts += [f"# {found[0].chapter}", *filter(None, brief)]
    return "\n\n".join(parts) + "\n"


def _brief(text: str, whole: bool) -> str:
    """A section without what comes of its examples; "" for one that only shows mistakes."""
    kinds = {found[2] for found in FENCE.finditer(text)}
    if _MISTAKES in kinds and not kinds & _RESULTS:
        return ""

    def kept(found: re.Match[str]) -> str:
        wanted = found[2] not in _RESULTS | {_MISTAKES} and (whole or len(found[0]) <= _SHORT)
        return found[0] if wanted else ""

    return re.sub(r"\n{3,}", "\n\n", FENCE.sub(kept, text)).strip()


def _sections(path: Path) -> list[Section]:
    text = path.read_text("utf-8")
    fenced = [match.span() for match in FENCE.finditer(text)]
    heads = [
        head
        for head in _HEADING.finditer(text)
        if not any(start <= head.start() < end for start, end in fenced)
    ]
    chapter, found = path.stem, []
    for head, end in zip(heads, [*(one.start() for one in heads[1:]), len(text)], strict=True):
        if head[1] == "#":
            chapter = head[2]
        else:
            found.append(Section(chapter, head[2], text[head.start() : end].rstrip()))
    return found
