"""Boxes of code that hardly were meant, and those that never end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from coursebuilder.problems import Place, Problem
from coursebuilder.source.markdown.raw_rules import ANSWER, BLOCK, RAW

_DRAWN = frozenset({"math", "latex", "katex", "mermaid", "plantuml", "dot", "graphviz"})
_ANSWERS = re.compile(
    r"^\s*(?::{3,}\s*(?:question|scenario)|(?:[-*+]\s*)?\[[xX]\])|\[\[[xX]\]\]|\[\([xX]\)\]", re.MULTILINE
)


def code_box(token: Token, path: str) -> Iterator[Problem]:
    """A Problem for a box of code that hardly was meant: indented text, or a block of another dialect."""
    place = Place(path, token.map[0] + 1 if token.map else 0)
    if token.type == "code_block":
        hint = "remove the blanks before it; code stands between two lines of ```"
        if _ANSWERS.search(token.content):
            what = "a question indented by four blanks shows its right answers"
            yield Problem(ANSWER, what, place, hint)
        else:
            yield Problem(
                "indented-text", "text indented by four blanks shows as code", place, hint, "warning"
            )
    elif token.info.strip().casefold() in _DRAWN:
        hint = "formulas and diagrams aren't drawn here: put a picture of it in its place"
        yield Problem(RAW, f'"{token.info.strip()}" shows as code', place, hint, "warning")
    elif token.info.startswith("{"):
        shown = f"{token.markup}{token.info.strip()}"
        if title := token.info.rpartition("}")[2].strip():
            what = f'"{shown[:60]}" shows its inside as code, and "{title[:60]}" nowhere'
            yield Problem("words-missing", what, place, BLOCK)
            return
        yield Problem(RAW, f'"{shown[:60]}" shows its inside as code', place, BLOCK, "warning")
    elif behind := token.info.strip().partition(" ")[2].strip():
        what = f'words behind the language of code are shown nowhere: "{behind}"'
        yield Problem("words-missing", what, place, "write them above the code, or remove them")


def unclosed_code(tokens: Sequence[Token], lines: Sequence[str], path: str) -> Iterator[Problem]:
    """A Problem for each box of code that never ends: the rest of its text shows as code."""
    for token in tokens:
        if token.type == "fence" and token.map:
            first, end = token.map
            last = lines[end - 1].strip(" \t>") if end - 1 > first else ""
            if not (last.startswith(token.markup) and not last.strip(token.markup[0])):
                what = f"code that begins with {token.markup} never ends: all below it shows as code"
                hint = f"end it with a line that holds only {token.markup}"
                yield Problem("unclosed-code", what, Place(path, first + 1), hint)
