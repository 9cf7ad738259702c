"""Which way text runs: scripts such as Arabic and Hebrew from right to left."""

from __future__ import annotations

import re

from markupsafe import Markup

_RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "ur", "yi"}
_RIGHT_TO_LEFT_SIGN = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# A list as a whole, not its items: a marker stands where its item begins, and a list has room on one side.
_DIRECTED = re.compile(
    r"<(?:p|ol|ul|h[1-6]|dt|dd|td|th|blockquote|caption|figcaption|summary|legend|label)(?=[ >])"
)


def runs_left(language: str) -> bool:
    """Whether a language, such as ar or he, is written from right to left."""
    return language.split("-")[0].lower() in _RIGHT_TO_LEFT


def directed(html: Markup, language: str) -> Markup:
    """HTML in which each text runs as its first letter does, where some of it is written right to left."""
    if not runs_left(language) and not _RIGHT_TO_LEFT_SIGN.search(html):
        return html
    return Markup(_DIRECTED.sub(lambda found: f'{found[0]} dir="auto"', str(html)))
