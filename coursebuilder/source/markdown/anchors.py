"""Ids of sub-headings, so that links can lead to them:  ### Who helps {#who}  and  [see](#who).

A sub-heading without an id that a link names as other tools do, by its words (#who-helps), gets that one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from coursebuilder.problems import Place, Problem
from coursebuilder.source.attributes import split_attributes
from coursebuilder.source.ids import is_id, slug

_TARGET = re.compile(r"\]\(\s*#([^\s()]+)")
_HEADINGS = {"h3", "h4", "h5", "h6"}


def anchored(tokens: Sequence[Token], text: str, path: str) -> tuple[frozenset[str], list[Problem]]:
    """The ids that sub-headings got, as attributes of their tokens; those of pages are not among them."""
    wanted = set(_TARGET.findall(text))
    pages = {
        split_attributes(tokens[at + 1].content)[1].id or slug(tokens[at + 1].content, "page")
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    }
    given: dict[str, int] = {}
    problems: list[Problem] = []
    for at in _headings(tokens):
        place = Place(path, (tokens[at].map or [0])[0] + 1)
        title, attributes = split_attributes(tokens[at + 1].content)
        if attributes.id:
            problems += _faults(attributes.id, place, pages, given)
        name = attributes.id or slug(title, "heading")
        if name in given or name in pages or not (attributes.id or name in wanted):
            continue
        given[name] = place.line
        tokens[at].attrs["id"] = f"at-{name}"
    return frozenset(given), problems


def _headings(tokens: Sequence[Token]) -> list[int]:
    """Where sub-headings open; those of a scenario are its steps."""
    found, scenario = [], ""
    for at, token in enumerate(tokens):
        if token.type == "container_block_open" and token.info.split()[:1] == ["scenario"]:
            scenario = token.markup
        elif token.type == "container_block_close" and token.markup == scenario:
            scenario = ""
        elif token.type == "heading_open" and token.tag in _HEADINGS and not scenario:
            found.append(at)
    return found


def _faults(name: str, place: Place, pages: set[str], given: dict[str, int]) -> list[Problem]:
    if not is_id(name):
        hint = "{#a-heading}: a small letter, then small letters, digits and hyphens; 60 at most"
        return [Problem("bad-id", f'"{name}" can\'t be the id of a heading', place, hint)]
    if name in pages or name in given:
        where = f"the first is at {Place(place.path, given[name])}" if name in given else "a page has it too"
        hint = "give one of them another id: ### Title {#another-id}"
        return [Problem("duplicate-id", f'heading id "{name}" stands twice; {where}', place, hint)]
    return []
