"""Sub-headings: their levels, and where they may stand."""

from __future__ import annotations

from markdown_it.token import Token

from coursebuilder.problems import Place, Problem
from coursebuilder.source.attributes import split_attributes
from coursebuilder.source.markdown.walk import Walk

UNDERLINES = frozenset("-=")  # the markup of a heading that is made by the line below it


def with_underlined(tokens: list[Token], text: str, path: str) -> tuple[list[Token], list[Problem]]:
    """The tokens, in which --- right under text is a line across the page, as most authors mean it.

    CommonMark makes a heading of that text, and here each such heading would begin a page. It stays one where
    a single line is underlined by more than three signs, and under ===. All of them are told of.
    """
    made: list[Token] = []
    problems: list[Problem] = []
    lines = text.split("\n")
    for at, token in enumerate(tokens):
        opening = token if token.type == "heading_open" else tokens[at - 2] if at > 1 else token
        if token.type in {"heading_open", "heading_close"} and token.markup in UNDERLINES:
            first, end = opening.map or (0, 1)
            line = lines[end - 1].strip(" \t>") if end <= len(lines) else ""
            ruled = token.markup == "-" and (line == "---" or end - first > 2)
            if token.type == "heading_open":
                merged = tokens[at + 1].content.startswith("<<<<<")
                problems.append(_underlined(line, ruled, merged, Place(path, first + 1)))
            if ruled:
                kind = token.type.replace("heading", "paragraph")
                token = token.copy(type=kind, tag="p", markup="")
                made.append(token)
                if token.nesting < 0:
                    made.append(Token("hr", "hr", 0, markup="---", map=[end - 1, end], level=token.level))
                continue
        made.append(token)
    return made, problems


def _underlined(line: str, ruled: bool, merged: bool, place: Place) -> Problem:
    """The Problem of a line of signs under text. `merged`: git put it there, between two texts."""
    if merged:
        what, cure = (
            "two texts with the marks of a merge",
            "keep one of the texts and delete <<<, === and >>>",
        )
        return Problem("underlined-text", what, place, cure)
    cure = "leave an empty line above ---; a heading is written ## Title"
    if ruled:
        what = "a line --- right under text is read as a line across the page"
        return Problem("underlined-text", what, place, cure, "warning")
    what = f"a line {line[:3]} right under text makes a heading of it"
    cure = f"for a line across the page {cure}"
    return Problem("underlined-text", what, place, cure, "warning" if line[:1] == "-" else "error")


def judged_heading(walk: Walk, start: int, level: int, least: int) -> int:
    """Judge a heading's level and make it one less: the page's title is the document's h1.

    `level` is that of the heading before it. In a block with a title it is at least `least`.
    """
    token, place = walk.tokens[start], walk.place(start)
    written = int(token.tag[1])
    depth = max(written, least) if token.level else written
    if token.markup in UNDERLINES:
        pass  # told already
    elif written <= 2 and token.level:
        walk.problem(
            "heading-inside-block",
            "a page's heading inside a block",
            place,
            "in a block headings begin with ###; one that starts a page stands outside",
        )
    elif depth == 1:
        walk.problem(
            "first-level-heading",
            "a heading with one #",
            place,
            "the module's title stands in its settings; a page starts with ##",
        )
    elif depth > level + 1:
        walk.problem(
            "heading-jump",
            f"the heading jumps from {'#' * level} to {'#' * depth}",
            place,
            f"use {'#' * (level + 1)}: people who listen to the page move by levels",
        )
    _without_braces(walk, start)
    token.meta = {"judged": True}
    token.tag = walk.tokens[walk.ends[start]].tag = f"h{max(2, depth - 1)}"
    return max(depth, 2)


def _without_braces(walk: Walk, start: int) -> None:
    """Take the id out of the heading's words; nothing else stands in its braces."""
    inline, place = walk.tokens[start + 1], walk.place(start)
    title, attributes = split_attributes(inline.content)
    if title == inline.content.rstrip() or not inline.children:
        return
    walk.report_fault(attributes, place, "### Title {#its-id}")
    walk.only(attributes, [], place)
    last = inline.children[-1]
    last.content, inline.content = split_attributes(last.content)[0], title
