"""The rules of a stylesheet that one page can use: phones wait for every byte of it.

A rule stays unless it needs a class or an element whose name occurs nowhere in the page and its script. What
stands between brackets or parentheses is taken to be usable: when in doubt a rule stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_letters, digits

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|/\*.*?\*/|[{};]|[^{};"\'/]+|/', re.DOTALL)
_GROUPS = ("@media", "@supports", "@layer", "@container")
_ASIDE = re.compile(r"\[[^\]]*\]|\([^()]*\)|::?[\w-]+")
_CLASS_OR_ELEMENT = re.compile(r"(?<![\w#-])\.?([A-Za-z_][\w-]*)")
_NAMED = frozenset(f"{ascii_letters}{digits}-_".encode())
_SPACED = bytes(sign if sign in _NAMED else ord(" ") for sign in range(256))
_IMPLIED = frozenset({b"html", b"head", b"body", b"tbody"})  # the browser makes them where nobody wrote them


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors, each with the names it needs, and what stands between the braces."""

    selectors: tuple[tuple[str, frozenset[bytes]], ...]
    inside: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rules under a condition."""

    head: str
    parts: tuple[Part, ...]


Part = Rule | Group | str  # a text stands in every page


def used_rules(style: str, texts: Iterable[str]) -> str:
    """The stylesheet without the rules, and the selectors of rules, that nothing in these pages and scripts
    could match."""
    return _used(style, _IMPLIED.union(*(_named(style, text) for text in texts)))


@lru_cache(maxsize=64)
def _used(style: str, names: frozenset[bytes]) -> str:
    return _written(_parsed(style), names)


@lru_cache(maxsize=256)  # many packages share scripts, and all targets of a module its markup
def _named(style: str, text: str) -> frozenset[bytes]:
    """What the selectors need of everything in a page or script that could be a class or an element."""
    return _all_needed(style) & _names(text)


@lru_cache(maxsize=16)  # each sheet asks the same texts
def _names(text: str) -> frozenset[bytes]:
    """Everything in a page or script that could be a class or an element."""
    return frozenset(text.encode().translate(_SPACED).split())


@lru_cache
def _all_needed(style: str) -> frozenset[bytes]:
    return frozenset().union(*_needs(_parsed(style)))


def _needs(parts: tuple[Part, ...]) -> Iterator[frozenset[bytes]]:
    for part in parts:
        if isinstance(part, Group):
            yield from _needs(part.parts)
        elif isinstance(part, Rule):
            yield from (needed for _, needed in part.selectors)


def _written(parts: tuple[Part, ...], names: frozenset[bytes]) -> str:
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(part)
        elif isinstance(part, Group):
            if rules := _written(part.parts, names):
                made.append(f"{part.head}{{{rules}}}")
        elif usable := [text for text, needed in part.selectors if needed <= names]:
            made.append(f"{','.join(usable)}{{{part.inside}}}")
    return "".join(made)


@lru_cache
def _parsed(style: str) -> tuple[Part, ...]:
    return tuple(_parts([token for token in _TOKEN.findall(style) if not token.startswith("/*")]))


def _parts(tokens: list[str]) -> Iterator[Part]:
    start = 0
    while start < len(tokens):
        opening = next((n for n in range(start, len(tokens)) if tokens[n] in "{;"), len(tokens))
        head = "".join(tokens[start:opening]).strip()
        if opening == len(tokens) or tokens[opening] == ";":
            yield head + ("" if opening == len(tokens) else ";")
            start = opening + 1
            continue
        end = _closing(tokens, opening)
        inside = tokens[opening + 1 : end]
        if head.startswith(_GROUPS):
            yield Group(head, tuple(_parts(inside)))
        elif head.startswith("@"):
            yield f"{head}{{{''.join(inside)}}}"
        else:
            yield Rule(tuple((one, _needed(one)) for one in _selectors(head)), "".join(inside))
        start = end + 1


def _closing(tokens: list[str], opening: int) -> int:
    """Where the block that opens there ends; the end of everything for one that nobody closed."""
    depth = 0
    for n in range(opening, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[n], 0)
        if depth == 0:
            return n
    return len(tokens)


def _selectors(head: str) -> Iterator[str]:
    """The selectors of a list; those inside :is(...) belong to their own."""
    depth = start = 0
    for at, sign in enumerate(head):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign, 0)
        if sign == "," and not depth:
            yield head[start:at]
            start = at + 1
    yield head[start:]


def _needed(selector: str) -> frozenset[bytes]:
    while selector != (outer := _ASIDE.sub(" ", selector)):
        selector = outer
    return frozenset(name.encode() for name in _CLASS_OR_ELEMENT.findall(selector))
