"""Functions as arrows, and arrows without braces."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.compact.tokens import MARK, end, level, step, stop


def arrows_first(tokens: list[str]) -> Iterator[str]:
    """function a(b){c()} as let a=(b)=>{c()};

    They come first in their script, for a function may be called by what stands before it.
    """
    others: list[str] = []
    at = depth = 0
    while at < len(tokens):
        token = tokens[at]
        last = at
        if token == "function" and depth == 0:
            last = end(tokens, end(tokens, at + 2) + 1)
        depth += step(token)
        if last > at and not {"this", "arguments"} & set(tokens[at:last]):
            waits = others[-1:] == ["async"]
            del others[len(others) - waits :]
            yield from _arrow(tokens[at : last + 1], waits)
            at = last + 1
            continue
        others.append(token)
        if others[-2:] == [MARK, ";"]:  # the second script begins
            yield from others
            others = []
        at += 1
    yield from others


def _arrow(function: list[str], waits: bool) -> Iterator[str]:
    body = end(function, 2) + 1
    yield from ("let", function[1], "=", *(["async"] if waits else []), *function[2:body], "=", ">")
    yield from (*function[body:], ";")


def bare_bodies(tokens: list[str]) -> list[str]:
    """=>{return a} as =>a"""
    for at in range(len(tokens) - 4, -1, -1):
        if tokens[at : at + 4] == ["=", ">", "{", "return"]:
            last = end(tokens, at + 2)
            given = tokens[at + 4 : last]
            if given and stop(given, 0) == len(given) and "," not in level(given):
                body = ["(", *given, ")"] if given[0] == "{" else given
                tokens = [*tokens[: at + 2], *body, *tokens[last + 1 :]]
    return tokens
