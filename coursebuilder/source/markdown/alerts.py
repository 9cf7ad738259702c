"""GitHub's boxes, a quotation that begins with [!NOTE], as the blocks they stand for here."""

from __future__ import annotations

import re
from collections.abc import Collection

from markdown_it.token import Token

from coursebuilder.source.markdown.opening_line import block_named

ALERT = re.compile(r"\[!([A-Za-z-]+)\][+-]?(?:[ \t]+([^\n]*\S))?[ \t]*(?:\n|$)")


def with_alerts(tokens: list[Token], callouts: Collection[str]) -> list[Token]:
    """The tokens, in which such a quotation is a ::: block; a word behind [!NOTE] is its title.

    [!NAME] of no callout stays as typed, and is told of as such.
    """
    made: list[Token] = []
    closing: list[bool] = []  # of each open quotation: whether it became a block
    at = 0
    while at < len(tokens):
        token = tokens[at]
        made.append(token)
        at += 1
        if token.type == "blockquote_close" and closing.pop():
            token.type, token.tag, token.markup = "container_block_close", "div", ":::"
        elif token.type == "blockquote_open":
            found = ALERT.match(tokens[at + 1].content) if tokens[at].type == "paragraph_open" else None
            name = block_named(found[1]) if found else ""
            closing.append(name in callouts)
            if found and name in callouts:
                token.type, token.tag, token.markup = "container_block_open", "div", ":::"
                token.info, token.block = f" {name} {found[2] or ''}".rstrip(), True
                at += 0 if _without_line(tokens[at + 1], found.end()) else 3
    return made


def _without_line(inline: Token, length: int) -> bool:
    """Take the first line out of a paragraph; False where nothing is left of it."""
    children = inline.children or []
    breaks = [n for n, child in enumerate(children) if child.type in {"softbreak", "hardbreak"}]
    inline.content = inline.content[length:]
    inline.children = children[breaks[0] + 1 :] if breaks else []
    if inline.map:
        inline.map = [inline.map[0] + 1, inline.map[1]]
    return bool(inline.children)
