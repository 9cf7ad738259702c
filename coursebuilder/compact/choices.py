"""`if` as the operators that say the same."""

from __future__ import annotations

import re

from coursebuilder.compact.tokens import ASSIGNED, STATEMENT, end, level, stop

_BELOW_CHOICE = re.compile(r"\?|,")  # what binds less than ? and :
_BELOW_AND = re.compile(r"\?|,|\|\|")  # what binds less than &&
_NAMED = re.compile(r"[\w$.]*")  # what ! is said of as a whole


def choices(tokens: list[str]) -> list[str]:
    """if(a)b=1;else c(); as a?b=1:c(); if(a)return b;return c; as return a?b:c; if(a)b(); as a&&b();"""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at] == "if":
            closed = end(tokens, at + 1)
            last = stop(tokens, closed + 1)
            asked, first = tokens[at + 2 : closed], tokens[closed + 1 : last]
            tokens = [*tokens[:at], *_chosen(asked, first, tokens[last:])]
    return tokens


def _chosen(asked: list[str], first: list[str], rest: list[str]) -> list[str]:
    """What begins with that `if`: its condition, what it governs, and all that follows."""
    if rest[:2] == [";", "else"]:
        other = rest[2:]
        if _can_choose(asked, first, other):
            return [*asked, "?", *first, ":", *other]
    elif first[:1] == ["return"] and rest[:2] == [";", "return"]:
        other = rest[2:]
        if _can_choose(asked, first[1:], other):
            return ["return", *asked, "?", *first[1:], ":", *other]
    elif _can_join(asked, first):
        unless = asked[0] == "!" and _NAMED.fullmatch(level(asked[1:]))
        return [*(asked[1:] if unless else asked), *("||" if unless else "&&"), *first, *rest]
    return ["if", "(", *asked, ")", *first, *rest]


def _can_choose(asked: list[str], *given: list[str]) -> bool:
    """Whether ? and : hold together what brackets and `else` did."""
    if _is_loose(asked, _BELOW_CHOICE):
        return False
    ends = [choice[: stop(choice, 0)] for choice in given]
    return all(one and not STATEMENT.fullmatch(one[0]) and "," not in level(one) for one in ends)


def _can_join(asked: list[str], given: list[str]) -> bool:
    """Whether && does."""
    return bool(given) and not _is_loose(asked, _BELOW_AND) and not _is_loose(given, _BELOW_AND)


def _is_loose(expression: list[str], looser: re.Pattern[str]) -> bool:
    signs = level(expression)
    return bool(STATEMENT.fullmatch(expression[0]) or looser.search(signs) or ASSIGNED.search(signs))
