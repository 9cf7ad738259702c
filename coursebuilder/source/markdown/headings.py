"""Sub-headings: their levels, and where they may stand."""

from __future__ import annotations

from coursebuilder.source.attributes import split_attributes
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
