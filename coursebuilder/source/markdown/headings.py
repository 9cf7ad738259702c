"""Sub-headings: their levels, and where they may stand."""

from __future__ import annotations

from coursebuilder.source.markdown.walk import Walk

UNDERLINES = frozenset("-=")  # the markup of a heading that is made by the line below it


def report_underlined(walk: Walk) -> None:
    """Tell of lines --- or === right under text: most authors mean a line across the page, not a heading."""
    for index, token in enumerate(walk.tokens):
        if token.type == "heading_open" and token.markup in UNDERLINES:
            line = token.markup * 3
            walk.problem(
                "underlined-text",
                f"a line {line} right under text makes a heading of it",
                walk.place(index),
                "for a line across the page leave an empty line above ---; a heading is written ## Title",
            )


def judged_heading(walk: Walk, start: int, level: int) -> int:
    """Judge a heading's level and make it one less: the page's title is the document's h1."""
    token, place = walk.tokens[start], walk.place(start)
    depth = int(token.tag[1])
    if token.markup in UNDERLINES:
        pass  # told already
    elif token.level or depth == 2:
        walk.problem(
            "heading-inside-block",
            "a heading inside a block",
            place,
            "put it before the block, or make it bold: **like this**",
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
    token.meta = {"judged": True}
    token.tag = walk.tokens[walk.ends[start]].tag = f"h{max(2, depth - 1)}"
    return max(depth, 2)
