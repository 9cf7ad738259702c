"""A number or text that is named at the top level and used once stands where it is used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from coursebuilder.compact.tokens import step

_LITERAL = re.compile(r"""\d+|"[^"\\]*"|'[^'\\]*'""")
_CHANGED = re.compile(r"\+\+|--|[-+*/%&|^]?=(?!=)|\.")  # what follows a variable but can't follow a number


def in_place(tokens: list[str]) -> list[str]:
    """let a=20;...b<a as b<20"""
    declared = dict(_literals(tokens))
    uses = [at for at, token in enumerate(tokens) if token in declared and at != declared[token]]
    often = Counter(tokens[at] for at in uses)
    made = list(tokens)
    for at in uses:
        named = declared[tokens[at]]
        if often[tokens[at]] == 1 and _is_read(tokens, at):
            made[at] = tokens[named + 2]
            made[named - 1 : named + 4] = [""] * 5
    return [token for token in made if token]


def _literals(tokens: list[str]) -> Iterator[tuple[str, int]]:
    """The names that one number or text is given at the top level, and where."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += step(token)
        alone = depth == 0 and token == "let" and tokens[at + 2 : at + 5 : 2] == ["=", ";"]
        if alone and _LITERAL.fullmatch(tokens[at + 3]):
            yield tokens[at + 1], at + 1


def _is_read(tokens: list[str], at: int) -> bool:
    """Whether that is a variable there, not a property or a key, and keeps its value."""
    before, after = tokens[at - 1], tokens[at + 1]
    if before in (".", "++", "--") or (before in "{," and after in ":,}"):
        return False
    return not _CHANGED.match("".join(tokens[at + 1 : at + 4]))
