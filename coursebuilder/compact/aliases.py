"""What scripts often ask a browser for by a long name is spelt out once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import product
from string import ascii_letters

from coursebuilder.compact.names import SYNTAX
from coursebuilder.compact.tokens import MARK, NAME, end, tokens_of

_ITSELF = "$"  # no variable has that name
_GOVERNS = re.compile("catch|for|if|switch|while")  # what has a block after its brackets, but no name
_HOLDERS = ("Array", "JSON", "Math", "Object")  # their functions work without them
_DOOR = "coursebuilder"  # the property by which the first script hands names to the second
_Asked = Callable[[list[str], int], list[str]]  # what is asked for at a place
_WORTH = 28  # signs to save: a name for less makes the script smaller, but larger what is sent of it


def with_itself(tokens: list[str]) -> Iterator[str]:
    """a(){this.b=this.c()} as a(){let $=this;$.b=$.c()}

    From the second `this` on: then what is sent gets smaller; the script itself does from the fourth on.
    """
    opened: list[int] = []
    head = at = 0
    while at < len(tokens):
        token = tokens[at]
        begins = token == "{" and tokens[at - 1] == ")" and not _GOVERNS.fullmatch(tokens[head - 1])
        body = tokens[at : end(tokens, at) + 1] if begins else []
        if body.count("this") > 1 and "super" not in body:  # which gives it
            yield from ("{", "let", _ITSELF, "=", "this", ";")
            yield from (_ITSELF if one == "this" else one for one in body[1:])
            at += len(body)
            continue
        if token == "(":
            opened.append(at)
        elif token == ")":
            head = opened.pop()
        yield token
        at += 1


def with_aliases(tokens: list[str]) -> list[str]:
    """let b="querySelector",c=Object.assign; and then a[b](d) and c(e,f)"""
    taken = SYNTAX.union(tokens)
    pairs = (one + other for other, one in product(ascii_letters, repeat=2))
    free = (pair for pair in pairs if pair not in taken)
    functions = dict(zip(_worth(tokens, _function, around=0), free, strict=False))
    made = list(_replaced(tokens, _function, {name: [alias] for name, alias in functions.items()}))
    properties = dict(zip(_worth(made, _property, around=2), free, strict=False))
    made = list(_replaced(made, _property, {name: ["[", alias, "]"] for name, alias in properties.items()}))
    spelt = {alias: tokens_of(name) for name, alias in functions.items()}
    spelt |= {alias: [f'"{name[1:]}"'] for name, alias in properties.items()}
    declared = (["let", alias, "=", *name, ";"] for alias, name in spelt.items())
    return [token for one in declared for token in one] + _handed(made, spelt)


def _function(tokens: list[str], at: int) -> list[str]:
    """The tokens of Object.assign, if that stands there."""
    stands = tokens[at] in _HOLDERS and tokens[at + 1] == "." != tokens[at - 1]
    return tokens[at : at + 3] if stands else []


def _property(tokens: list[str], at: int) -> list[str]:
    """The tokens of .querySelector, if that stands there."""
    stands = tokens[at] == "." != tokens[at - 1] and NAME.fullmatch(tokens[at + 1])
    return tokens[at : at + 2] if stands else []


def _worth(tokens: list[str], asked: _Asked, around: int) -> list[str]:
    """Those to be spelt once: an alias is two signs and what stands `around` it, a declaration six more."""
    often = Counter("".join(asked(tokens, at)) for at in range(len(tokens)))
    saved = {name: n * (len(name) - 2 - around) - len(name) - 6 for name, n in often.items() if name}
    return sorted((name for name in saved if saved[name] >= _WORTH), key=lambda name: (-saved[name], name))


def _replaced(tokens: list[str], asked: _Asked, aliases: Mapping[str, list[str]]) -> Iterator[str]:
    """With the aliases in place of what is asked for."""
    at = 0
    while at < len(tokens):
        found = asked(tokens, at)
        alias = aliases.get("".join(found), [])
        yield from alias or tokens[at : at + 1]
        at += len(found) if alias else 1


def _handed(tokens: list[str], aliases: Collection[str]) -> list[str]:
    """With what the second script uses of the first's aliases in what that is handed."""
    if MARK not in tokens or not aliases:
        return tokens
    cut = tokens.index(MARK)
    used = [token for alias in aliases if alias in tokens[cut:] for token in (alias, ",")]
    gives = _list_before(tokens, cut)
    takes = _list_before(tokens, tokens.index(_DOOR, cut))
    return [*tokens[:gives], *used, *tokens[gives:takes], *used, *tokens[takes:]]


def _list_before(tokens: list[str], at: int) -> int:
    """Where the list of names begins that ends before that place."""
    return at - tokens[at::-1].index("[") + 1
