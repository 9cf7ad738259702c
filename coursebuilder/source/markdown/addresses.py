"""Bare addresses in a text as links: https://…, www.… and name@example.org.

markdown-it's own way needs another package, and that of mdit-py-plugins stops the parser at each w. Only text
that already was told apart from code and links comes here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

ADDRESS = re.compile(
    r"(?<![\w/@.-])(?:(?i:https?)://[^\s<>\"“”«»]+|(?i:www)\.\w[\w-]*\.[^\s<>\"“”«»]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-zA-Z]{2,})"
)
_STOPS = ".,;:!?'*_~’…"  # a sentence's, not the address's


def with_links(text: str) -> Iterator[Token]:
    """The text cut into text and links."""
    position = 0
    for found in ADDRESS.finditer(text):
        shown = _without_stops(found[0])
        if shown.lower().endswith(("://", "www.")):
            continue
        yield Token("text", "", 0, content=text[position : found.start()])
        opening = Token("link_open", "a", 1, attrs={"href": _href(shown)}, markup="autolink", info="auto")
        yield opening
        yield Token("text", "", 0, content=shown)
        yield Token("link_close", "a", -1, markup="autolink", info="auto")
        position = found.start() + len(shown)
    yield Token("text", "", 0, content=text[position:])


def _href(address: str) -> str:
    if address.lower().startswith(("http://", "https://")):
        return address
    return f"https://{address}" if address.lower().startswith("www.") else f"mailto:{address}"


def _without_stops(address: str) -> str:
    """The address without what ends the sentence, and without a bracket it did not open."""
    while address and (
        address[-1] in _STOPS
        or (address[-1] == ")" and address.count(")") > address.count("("))
        or (address[-1] == "]" and address.count("]") > address.count("["))
    ):
        address = address[:-1]
    return address
