"""The same script in fewer signs, where a sign only helps those who read the source.

It comes joined and shortened: one line, no comments, every statement ended by a semicolon or a block, and no
variable in a function called like one of the top level.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from coursebuilder.shorten import MARK, tokens_of

_SHORTER = {"true": "!0", "false": "!1", "const": "let"}
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_LITERAL = re.compile(r"""\d+|"[^"\\]*"|'[^'\\]*'""")
_CHANGED = re.compile(r"\+\+|--|[-+*/%&|^]?=(?!=)|\.")  # what follows a variable but can't follow a number
_ASSIGNED = re.compile(r"(?<![=!<>])=(?!=)")
# What a statement begins with that is no expression.
_STATEMENT = re.compile(r"[{;]|break|class|continue|do|for|function|if|let|return|switch|throw|try|while")


def tighten(script: str) -> str:
    """Functions are arrows, a choice between two has a ? for its `if`, a literal stands where it is used.

    Declarations in a row share one `let`, template literals one pair of marks, and truth is spelt !0.
    """
    tokens = [_SHORTER.get(token, token) for token in tokens_of(script)]
    tokens = list(_arrows_first(_choices(_in_place(tokens))))
    return "".join(_one_let(list(_bare_parameters(_one_literal(tokens)))))


def _in_place(tokens: list[str]) -> list[str]:
    """let a=20;...b<a as b<20, for a number or text that is named at the top level and used once"""
    declared = dict(_literals(tokens))
    uses = [at for at, token in enumerate(tokens) if token in declared and at != declared[token]]
    often = Counter(tokens[at] for at in uses)
    made = list(tokens)
    for at in uses:
        named = declared[tokens[at]]
        if often[tokens[at]] == 1 and _is_read(tokens, at):
            made[at] = tokens[named + 2]
            made[named - 2 : named + 4] = [""] * 6
    return [token for token in made if token]


def _literals(tokens: list[str]) -> Iterator[tuple[str, int]]:
    """The names that one number or text is given at the top level, and where."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += _step(token)
        alone = depth == 0 and token == "let" and tokens[at + 3 : at + 6 : 2] == ["=", ";"]
        if alone and _LITERAL.fullmatch(tokens[at + 4]):
            yield tokens[at + 2], at + 2


def _is_read(tokens: list[str], at: int) -> bool:
    """Whether that is a variable there, not a property or a key, and keeps its value."""
    before, after = tokens[at - 1], tokens[at + 1]
    if before == "." or (before in "{," and after in ":,}"):
        return False
    if before in "+-" and before == tokens[at - 2]:
        return False
    return not _CHANGED.match("".join(tokens[at + 1 : at + 4]))


def _choices(tokens: list[str]) -> list[str]:
    """if(a)b=1;else c(); as a?b=1:c();"""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at] == "if":
            closed = _end(tokens, at + 1)
            ended = _stop(tokens, closed + 1)
            asked, first = tokens[at + 2 : closed], tokens[closed + 1 : ended]
            other = tokens[ended + 2 + (tokens[ended + 2 : ended + 3] == [" "]) :]
            if tokens[ended : ended + 2] == [";", "else"] and _can_choose(asked, first, other):
                tokens = [*tokens[:at], *asked, "?", *first, ":", *other]
    return tokens


def _can_choose(asked: list[str], *choices: list[str]) -> bool:
    """Whether ? and : hold together what brackets and `else` did."""
    level = _level(asked)
    if _STATEMENT.fullmatch(asked[0]) or "?" in level or "," in level or _ASSIGNED.search(level):
        return False
    ends = [choice[: _stop(choice, 0)] for choice in choices]
    return all(one and not _STATEMENT.fullmatch(one[0]) and "," not in _level(one) for one in ends)


def _arrows_first(tokens: list[str]) -> Iterator[str]:
    """function a(b){return c} as let a=(b)=>c;

    They come first in their script, for a function may be called by what stands before it.
    """
    others: list[str] = []
    at = depth = 0
    while at < len(tokens):
        token = tokens[at]
        end = at
        if token == "function" and depth == 0:
            end = _end(tokens, _end(tokens, at + 3) + 1)
        depth += _step(token)
        if end > at and not {"this", "arguments"} & set(tokens[at:end]):
            waits = others[-2:] == ["async", " "]
            del others[len(others) - 2 * waits :]
            yield from _arrow(tokens[at : end + 1], waits)
            at = end + 1
            continue
        others.append(token)
        if others[-2:] == [MARK, ";"]:  # the second script begins
            yield from others
            others = []
        at += 1
    yield from others


def _arrow(function: list[str], waits: bool) -> Iterator[str]:
    body = _end(function, 3) + 1
    yield from ("let", " ", function[2], "=", *(["async"] if waits else []), *function[3:body], "=", ">")
    given = function[body + 2 : -1]
    alone = function[body + 1] == "return" and _stop(given, 0) == len(given) and "," not in _level(given)
    if given and alone:
        given = given[given[0] == " " :]
        yield from ("(", *given, ")") if given[0] == "{" else given
    else:
        yield from function[body:]
    yield ";"


def _step(token: str) -> int:
    """How much deeper in brackets one is after it."""
    opens = token in ("(", "[", "{") or token.endswith("${")
    return opens - (token in (")", "]") or token[0] == "}")


def _end(tokens: list[str], start: int) -> int:
    """Where the bracket closes that opens there."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += _step(tokens[at])
        if depth == 0:
            return at
    return len(tokens)


def _stop(tokens: list[str], start: int) -> int:
    """Where the expression ends that begins there: at a semicolon, or where the bracket around it closes."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += _step(tokens[at])
        if depth < 0 or (depth == 0 and tokens[at] == ";"):
            return at
    return len(tokens)


def _level(tokens: list[str]) -> str:
    """An expression without what stands in brackets."""
    depth, kept = 0, []
    for token in tokens:
        depth += _step(token)
        if depth == 0:
            kept.append(token)
    return "".join(kept)


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
        if token[:1] == "}" or token in (")", "]"):
            declaring.pop()
        if token in ("(", "[", "{") or token.endswith("${"):
            declaring.append(False)
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
