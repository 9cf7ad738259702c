"""The same script in fewer signs, where a sign only helps those who read the source.

It comes joined and shortened: one line, no comments, every statement ended by a semicolon or a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursebuilder.shorten import tokens_of

_SHORTER = {"true": "!0", "false": "!1", "const": "let"}
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


def tighten(script: str) -> str:
    """Declarations in a row share one `let`, a lone parameter needs no brackets, and truth is spelt !0."""
    tokens = [_SHORTER.get(token, token) for token in tokens_of(script)]
    return "".join(_one_let(list(_bare_parameters(tokens))))


def _bare_parameters(tokens: list[str]) -> Iterator[str]:
    """(one)=>... as one=>..., and no space before a sign that was a word."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        lone = tokens[at + 2 : at + 5] == [")", "=", ">"] and _NAME.fullmatch(tokens[at + 1])
        if token == "(" and lone:
            if at and _NAME.fullmatch(tokens[at - 1]):
                yield " "
            yield tokens[at + 1]
            at += 3
        else:
            if token != " " or not tokens[at + 1].startswith("!"):
                yield token
            at += 1


def _one_let(tokens: list[str]) -> Iterator[str]:
    """let a=1;let b=2; as let a=1,b=2;"""
    declaring = [False]  # in each bracket that is open: whether its present statement is a declaration
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token in "([{" or token.endswith("${"):
            # What stands between two ${ of a template literal both ends one and begins the next.
            declaring[-1 if token[0] == "}" else len(declaring) :] = [False]
        elif token in ")]}" or token[0] == "}":
            declaring.pop()
        elif token == "let":
            declaring[-1] = True
        elif token == ";":
            if declaring[-1] and tokens[at + 1 : at + 2] == ["let"]:
                yield ","
                at += 3 if tokens[at + 2] == " " else 2
                continue
            declaring[-1] = False
        yield token
        at += 1
