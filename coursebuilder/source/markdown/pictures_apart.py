"""Pictures on a line of their own inside a paragraph, such as a step with its screenshot, as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from coursebuilder.source.markdown.figure import picture_attributes

_BREAKS = {"softbreak", "hardbreak"}


def with_pictures_apart(tokens: list[Token]) -> list[Token]:
    """The tokens, in which each picture that fills a line of a paragraph has a paragraph of its own."""
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        inline = tokens[at + 1] if tokens[at].type == "paragraph_open" else None
        pieces = list(_pieces(inline)) if inline else []
        if len(pieces) < 2 or inline is None:
            made.append(tokens[at])
            at += 1
            continue
        opening, closing = tokens[at], tokens[at + 2]
        for line, lines, children in pieces:
            made += [opening.copy(), _part(inline, line, lines, children), closing.copy()]
            made[-3].map = made[-2].map
        at += 3
    return made


def _part(inline: Token, line: int, lines: int, children: list[Token]) -> Token:
    first = (inline.map[0] if inline.map else 0) + line
    content = "\n".join(inline.content.split("\n")[line : line + lines])
    return inline.copy(map=[first, first + lines], content=content, children=children)


def _pieces(inline: Token) -> Iterator[tuple[int, int, list[Token]]]:
    """Runs of lines, each picture that fills a line by itself: first line, number of lines, tokens."""
    every = inline.children or []
    if not any(child.type == "image" for child in every) or picture_attributes(every) is not None:
        return
    text: list[Token] = []
    start = 0
    for number, line in enumerate(_lines(every)):
        whole = [child for child in line if child.type != "text" or child.content.strip()]
        if picture_attributes(whole) is not None:
            if text:
                yield start, number - start, text[:-1]
            yield number, 1, whole
            text, start = [], number + 1
        else:
            text += [*line, Token("softbreak", "br", 0)]
    if text:
        yield start, inline.content.count("\n") + 1 - start, text[:-1]


def _lines(children: list[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for child in children:
        if child.type in _BREAKS:
            yield line
            line = []
        else:
            line.append(child)
    yield line
