"""Words of the glossary in a paragraph."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from markdown_it.token import Token

from coursebuilder.source.markdown.around import Gathered, Surroundings, finished_token, text_token


def mark_terms(token: Token, around: Surroundings, found: Gathered, marked: set[str]) -> None:
    """Make the first use of each glossary term on a page a way to its definition; `marked` are the page's."""
    finder = _term_finder(tuple(around.terms))
    if finder is None:
        return
    children: list[Token] = []
    linked = 0
    for child in token.children or ():
        linked += child.nesting if child.type in {"link_open", "link_close"} else 0
        if child.type == "text" and not linked:
            children += _with_terms(child.content, finder, around, found, marked)
        else:
            children.append(child)
    token.children = children


@lru_cache(maxsize=8)
def _term_finder(spellings: tuple[str, ...]) -> re.Pattern[str] | None:
    longest_first = sorted(map(re.escape, spellings), key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(longest_first)})\b", re.IGNORECASE) if spellings else None


def _with_terms(
    text: str, finder: re.Pattern[str], around: Surroundings, found: Gathered, marked: set[str]
) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    for match in finder.finditer(text):
        term = around.terms[match[0].casefold()]
        if term.id in marked:
            continue
        marked.add(term.id)
        found.terms[term.id] = term
        tokens.append(text_token(text[position : match.start()]))
        shown = escape(match[0])
        link = f'<a class="term" href="#term-{term.id}" data-term="{term.id}">{shown}</a>'
        tokens.append(finished_token(link, match[0]))
        position = match.end()
    tokens.append(text_token(text[position:]))
    return [token for token in tokens if token.content]
