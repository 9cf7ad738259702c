"""Text -> tokens, with every ::: fence in order.

A fence mistake would swallow the rest of the page and hide or invent other mistakes, so it is reported,
mended in the text (without moving a line) and the text is parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from coursebuilder.problems import Place, Problem
from coursebuilder.source.markdown.code_boxes import unclosed_code
from coursebuilder.source.markdown.definitions import unused_definitions
from coursebuilder.source.markdown.rulers import MAX_OPENED, quickened
from coursebuilder.source.markdown.tables import cells_beyond

MAX_NESTING = 100  # markdown-it drops what is nested deeper, without a word
_HEADING = re.compile(r"^ {0,3}#{1,2}(\s|$)")
_ENDS = {"end", "/", "close", "stop", "ende"}  # what people write behind the colons that end a block
_BLOCKS = 1000  # each is looked for to the end of the text: time grows with their square
_MENDINGS = 20  # a text with more fence mistakes shows the rest when these are cured


def _accept(_info: str, _markup: str) -> bool:
    return True


def make_parser() -> MarkdownIt:
    """markdown-it with what our language has, and no more."""
    options = {"html": False, "xhtmlOut": False, "maxNesting": MAX_NESTING, "store_labels": True}
    parser = MarkdownIt("commonmark", options)
    parser.enable("table").use(container_plugin, "block", validate=_accept)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    return parser.use(deflist_plugin).use(sub_plugin).use(superscript_plugin)


PARSER = quickened(make_parser())


Rewrite = Callable[[list[Token], Mapping[str, Any]], None]


def parse(text: str, path: str, rewrite: Rewrite | None = None) -> tuple[list[Token], list[Problem]]:
    """The tokens of a text whose fences are in order, and the Problems of those that were not.

    rewrite: changes the words of tokens, as a translation does, before any of them is judged
    """
    if text.count("\n:::") > 2 * _BLOCKS:
        hint = "split it into several modules"
        return [], [Problem("too-many-blocks", f"over {_BLOCKS} blocks in one file", Place(path, 1), hint)]
    problems: list[Problem] = []
    lines: list[str] | None = None
    for _ in range(_MENDINGS):
        environment: dict[str, Any] = {}
        tokens = PARSER.parse(text, environment)
        faults = _fence_faults(tokens)
        if not faults:
            break
        lines = lines or text.split("\n")
        for token, code in faults:
            first, last = token.map or [0, len(lines)]
            problems.append(_fence_problem(code, token, Place(path, first + 1)))
            _mend(lines, token.markup, code, first, last)
        text = "\n".join(lines)
    if rewrite:
        rewrite(tokens, environment)
    problems += cells_beyond(tokens, text.split("\n"), path) if "|" in text else ()
    problems += unclosed_code(tokens, text.split("\n"), path)
    problems += unused_definitions(tokens, environment, path)
    problems += [_overloaded(token, path) for token in environment.get("overloaded", ())]
    return tokens, problems + _too_deep(tokens, path)


def matching_ends(tokens: list[Token]) -> list[int]:
    """For each opening token the index of its closing one; for any other its own index."""
    ends = list(range(len(tokens)))
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.nesting == 1:
            opened.append(index)
        elif token.nesting == -1:
            ends[opened.pop()] = index
    return ends


def _fence_faults(tokens: list[Token]) -> list[tuple[Token, str]]:
    """Fences without a close, of the same length as the one around them, or that open nothing.

    A fence that swallowed a page heading, or took the end of the one around it, makes others look wrong: of
    such only the first is returned, the rest shows after mending.
    """
    faults: list[tuple[Token, str]] = []
    opened: list[tuple[Token, bool]] = []  # a fence, and whether a page heading stands in it
    for token in tokens:
        if token.type == "heading_open" and token.tag in {"h1", "h2"}:
            opened = [(outer, True) for outer, _ in opened]
        elif token.type == "container_block_open":
            twin = next((pair for pair in opened if len(pair[0].markup) == len(token.markup)), None)
            if twin and token.info.strip():
                if not twin[0].info.strip():
                    return [(twin[0], "stray")]
                if token.info.strip().casefold() in _ENDS:
                    return [(token, "end")]
                return [(twin[0], "unclosed") if twin[1] else (token, "same-length")]
            if not token.info.strip():
                faults.append((token, "stray"))
            opened.append((token, False))
        elif token.type == "container_block_close":
            start, _ = opened.pop()
            if not token.markup and start.info.strip():
                faults.append((start, "unclosed"))
    return faults


def _mend(lines: list[str], markup: str, code: str, first: int, last: int) -> None:
    """Make the text readable: drop a fence that confuses, or end an open one before the next page."""
    end = next((n for n in range(first + 1, min(last, len(lines))) if _HEADING.match(lines[n])), None)
    if code == "end":
        lines[first] = markup
    elif code == "same-length" and [line.strip() for line in lines[last:]].count(markup) > 1:
        lines[first] = lines[last] = ""
    elif code == "unclosed" and end is None:
        lines.append(markup)
    elif code == "unclosed" and end is not None and not lines[end - 1].strip():
        lines[end - 1] = markup
    else:
        lines[first] = ""


def _fence_problem(code: str, token: Token, place: Place) -> Problem:
    name = token.info.split()[0] if token.info.split() else ""
    if code == "end":
        what = f'"{token.markup} {token.info.strip()}" ends no block'
        return Problem("stray-fence", what, place, f"a block ends with a line that holds only {token.markup}")
    if code == "same-length":
        return Problem(
            "same-length-fence",
            f"::: {name} stands inside a block with equally many colons",
            place,
            "give the outer block more colons, at its start and at its end: ::::",
        )
    if code == "unclosed":
        return Problem(
            "unclosed-block",
            f"::: {name} is never closed",
            place,
            f"end it with a line that holds only {token.markup}",
        )
    return Problem(
        "stray-fence",
        "a ::: that opens nothing and closes nothing",
        place,
        "remove it, or name the block it should open: ::: note",
    )


def _overloaded(token: Token, path: str) -> Problem:
    what = f"over {MAX_OPENED} signs [ in one paragraph"
    place = Place(path, token.map[0] + 1 if token.map else 0)
    return Problem("too-many-brackets", what, place, "split it by empty lines, or remove what was pasted")


def _too_deep(tokens: list[Token], path: str) -> list[Problem]:
    line = 0
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        children = token.children or ()
        # What lies deep in a paragraph has as much around it.
        deepest = max(child.level for child in children) if len(children) >= MAX_NESTING - 1 else 0
        if (token.nesting == 1 and token.level + 1 >= MAX_NESTING) or deepest + 1 >= MAX_NESTING:
            return [
                Problem(
                    "nested-too-deep",
                    f"nested {MAX_NESTING} levels deep or more",
                    Place(path, line),
                    "write it flatter: what lies deeper would be lost",
                )
            ]
    return []
