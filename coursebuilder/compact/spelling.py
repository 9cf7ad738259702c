"""What can be spelt in fewer signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursebuilder.compact.tokens import NAME

_SHORTER = {"true": "!0", "false": "!1", "const": "let"}
_QUOTED = re.compile(r'"([A-Za-z]\w*)"')
_TEXT = re.compile(r"[`}'].*", re.DOTALL)
_ATTRIBUTE = re.compile(r'(?<= )([a-z-]+)="([\w#-]+)"(?=[ >])')
_CLOSED = re.compile(r"[\w$)\]]$")  # ends what a property can be asked of
_BEFORE = ("await", "case", "delete", "in", "new", "of", "return", "typeof", "void", "yield")  # a list
_WORDS = re.compile(r"[\w$]{2}|\+\+|--")  # these run together where a space is missing


def plainly_spelt(tokens: list[str]) -> list[str]:
    """Without spaces and needless quotes; truth is spelt !0."""
    tokens = [_SHORTER.get(token, token) for token in tokens if token != " "]
    return _bare_keys([_bare_attributes(token) for token in tokens])


def _bare_attributes(token: str) -> str:
    """<p class="a"> as <p class=a>, in a text of the script"""
    return _ATTRIBUTE.sub(r"\1=\2", token) if _TEXT.fullmatch(token) else token


def _bare_keys(tokens: list[str]) -> list[str]:
    """a["b"] as a.b, {"b":1} as {b:1}: quotes kept such a name from being shortened."""
    made: list[str] = []
    for token in tokens:
        made.append(token)
        if token in ("]", ":") and len(made) > 3 and (name := _QUOTED.fullmatch(made[-2])):
            if token == ":" and made[-3] in ("{", ","):
                made[-2] = name[1]
            elif token == "]" and made[-3] == "[" and _CLOSED.search(made[-4]) and made[-4] not in _BEFORE:
                made[-3:] = [".", name[1]]
    return made


def tightly_spelt(tokens: list[str]) -> str:
    """One script again: one pair of marks for literals in a row, one `let` for declarations in a row."""
    return "".join(_spaced(_one_let(list(_bare_parameters(_one_literal(tokens))))))


def _one_literal(tokens: list[str]) -> list[str]:
    """`one`+`two` as `onetwo`"""
    made: list[str] = []
    for token in tokens:
        if token[0] == "`" and made[-1:] == ["+"] and made[-2][-1] == "`":
            made.pop()
            token = made.pop()[:-1] + token[1:]
        made.append(token)
    return made


def _bare_parameters(tokens: list[str]) -> Iterator[str]:
    """(one)=>... as one=>..."""
    at = 0
    while at < len(tokens):
        lone = (
            tokens[at] == "("
            and tokens[at + 2 : at + 5] == [")", "=", ">"]
            and NAME.fullmatch(tokens[at + 1])
        )
        yield tokens[at + 1] if lone else tokens[at]
        at += 3 if lone else 1


def _one_let(tokens: list[str]) -> Iterator[str]:
    """let a=1;let b=2; as let a=1,b=2;"""
    declaring = [False]  # in each bracket that is open: whether its present statement is a declaration
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token[:1] == "}" or token in (")", "]"):
            declaring.pop()
        if token in ("(", "[", "{") or token.endswith("${"):
            declaring.append(False)
        elif token == "let":
            declaring[-1] = True
        elif token == ";":
            if declaring[-1] and tokens[at + 1 : at + 2] == ["let"]:
                yield ","
                at += 2
                continue
            declaring[-1] = False
        yield token
        at += 1


def _spaced(tokens: Iterator[str]) -> Iterator[str]:
    """A space where two tokens would be read as one."""
    before = ""
    for token in tokens:
        if _WORDS.fullmatch(before[-1:] + token[:1]):
            yield " "
        yield token
        before = token
