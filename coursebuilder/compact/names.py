"""Short names for the joined script: on a slow phone line every kilobyte of the first screen is waited for.

No full grammar is needed for code written like ours: objects have no methods, patterns no defaults. A
variable gets a letter that nothing else has where it is in use, or in the whole script at its top level. What
stands behind a dot gets one short name everywhere if it is declared here. What the platform, the page's data
or a text may ask for by name stays: KEPT, whatever a string of the script spells, and a key in quotes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from string import ascii_letters, digits
from typing import NamedTuple

from coursebuilder.compact.tokens import MARK, tokens_of


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SYNTAX = _names(
    "async await break case catch class const constructor continue default delete do else export extends "
    "false finally for function get if import in instanceof let new null of return set static super switch "
    "this throw true try typeof undefined var void while with yield"
)
# What scripts use that nobody declares in them.
GLOBAL = _names(
    "Array Boolean Date Infinity JSON Math Number Object Promise Set String document isFinite parseFloat "
    "parseInt window"
)
# What the page's JSON, its data-* attributes and the gaps in its words are called.
DATA = _names(
    "action after answer assessed assessment attempts back check completion coursePart draw end_status "
    "gauges guidance how id key kind later mastery minutes module moved n navigation needed objective "
    "objectives of on_fail order page pages percent question questions ranges reflection reply review_by "
    "right rules safety scenarios scenes send_text steps target term texts title total tries unit why words"
)
# Names that our objects and a browser's both have in the runtime: only a full grammar could tell them apart.
PLATFORM = _names(
    "clearTimeout data dataset hidden keys length location now persisted preventScroll reload setTimeout "
    "target"
)
KEPT = SYNTAX | GLOBAL | DATA | PLATFORM

_LETTER = frozenset(ascii_letters + "_$")
_VARIABLES = ("top", "near", "short")
# Letters that code is full of anyway compress best. Locals are of the first ones, with a digit if need be,
# other variables never; behind a dot nothing is mistaken for either. How many was found by trying.
_LETTERS = "etsnriaocldupmhfgvbwykqxjzETSNRIAOCLDUPMHFGVBWYKQXJZ"
_NEAR, _FAR = _LETTERS[:13], _LETTERS[13:]
_LOCAL = (*_NEAR, *(one + digit for one, digit in product(_NEAR, digits)))
_TOP = (*_FAR, *(one + other for one, other in product(_FAR, _LETTERS)))
_DOTTED = (*_LETTERS, *(one + other for one, other in product(_LETTERS, repeat=2)))

_Local = tuple[int, str]  # a part of the script, and a name in it


class _Use(NamedTuple):
    """A name that isn't syntax, where it stands.

    role: top, declared at the top level; near, another variable; short, {name}, a property and a variable at
    once; key, {name: ...}; method; own, this.name; far, behind another dot.
    part: which top-level statement or method.
    """

    at: int
    role: str
    part: int
    around: tuple[int, ...]  # the brackets it is in


def shorten(script: str) -> str:
    """The same script with shorter names; it comes as joining made it, without the function around it."""
    tokens = tokens_of(script)
    ends: dict[int, int] = {}
    uses = list(_uses(tokens, ends))
    variables = _variables(tokens, uses)
    properties = _short_properties(tokens, uses, variables)
    top = variables.keys()
    own: dict[_Local, list[_Use]] = defaultdict(list)
    for use in uses:
        if use.role in _VARIABLES and tokens[use.at] not in top | GLOBAL:
            own[use.part, tokens[use.at]].append(use)
    alike = {
        key: properties.get(key[1], key[1]) for key in own if any(use.role == "short" for use in own[key])
    }
    letters = _letters(own, alike, tokens, ends)
    for at, role, part, _ in uses:
        name = tokens[at]
        variable = letters.get((part, name)) or variables.get(name, name)
        dotted = properties.get(name, name)
        if role in _VARIABLES:
            tokens[at] = variable if role != "short" or variable == dotted else f"{dotted}:{variable}"
        else:
            tokens[at] = dotted
    return "".join(tokens)


def _letters(
    own: Mapping[_Local, list[_Use]], alike: Mapping[_Local, str], tokens: list[str], ends: Mapping[int, int]
) -> dict[_Local, str]:
    """A letter for each local, free of its function's other locals where it is in use.

    alike: what a property is called that is {named} together with it; so is the local where that is free
    """
    found = {}
    places: dict[_Local, list[int]] = defaultdict(list)  # with the letter for a name
    for (part, name), uses in sorted(own.items(), key=lambda one: alike.get(one[0]) not in _LOCAL):
        start, end = _region(uses, tokens, ends)
        wish = alike.get((part, name))
        letters = (wish, *_LOCAL) if wish in _LOCAL else _LOCAL
        free = (one for one in letters if not any(start <= at <= end for at in places[part, one]))
        found[part, name] = letter = next(free)
        places[part, letter] += [use.at for use in uses]
    return found


def _region(uses: list[_Use], tokens: list[str], ends: Mapping[int, int]) -> tuple[int, int]:
    """The brackets round all uses of a local, if it is declared in them too; else everything.

    In [ ] and in a parameter list it is only named.
    """
    around = [start for start in uses[0].around if all(start in use.around for use in uses)]
    for start in reversed(around if len(uses) > 1 else []):
        after = "".join(tokens[ends[start] + 1 : ends[start] + 2])
        if tokens[start] != "[" and (tokens[start] == "{" or after not in ("=", "{")):
            return start, ends[start]
    return 0, len(tokens)


def _variables(tokens: list[str], uses: list[_Use]) -> dict[str, str]:
    """What the names of the top level get."""
    top = {tokens[use.at] for use in uses if use.role == "top"}
    often = _weighed(tokens, (use for use in uses if tokens[use.at] in top))
    return dict(zip(_by_frequency(often), (name for name in _TOP if name not in SYNTAX), strict=False))


def short_properties(script: str) -> dict[str, str]:
    """What the names get that stand behind dots."""
    tokens = tokens_of(script)
    uses = list(_uses(tokens, {}))
    return _short_properties(tokens, uses, _variables(tokens, uses))


def _short_properties(tokens: list[str], uses: list[_Use], variables: Mapping[str, str]) -> dict[str, str]:
    """Those that are declared here as field, method or key; the most frequent get the shortest names.

    Where {name} stands for both a property and a variable of the top level, they are called the same.
    """
    often = _weighed(tokens, (use for use in uses if use.role not in ("top", "near")))
    ours = {tokens[use.at] for use in uses if use.role in ("own", "key", "method", "short")}
    texts = set(_texts(tokens))
    names = [name for name in _by_frequency(often) if name in ours - KEPT - texts and len(name) > 1]
    both = {tokens[use.at] for use in uses if use.role == "short"}.intersection(names)
    taken = often.keys() | KEPT
    found = {name: letter for name, letter in variables.items() if name in both and letter not in taken}
    taken |= set(found.values())
    others = (name for name in names if name not in found)
    return found | dict(zip(others, (name for name in _DOTTED if name not in taken), strict=False))


def _texts(tokens: list[str]) -> Iterator[str]:
    """What the script spells in strings, except where a quoted name is a key: that says it's another's."""
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        key = (before in ("{", ",") and after == ":") or (before == "[" and after == "]")
        if token[0] in "\"'" and not key:
            yield token[1:-1]


def _weighed(tokens: list[str], uses: Iterable[_Use]) -> Counter[str]:
    """How often each name is used: first of all in the first script, which learners wait for."""
    cut = tokens.index(MARK) if MARK in tokens else len(tokens)
    often: Counter[str] = Counter()
    for use in uses:
        often[tokens[use.at]] += 10_000 if use.at < cut else 1
    return often


def _by_frequency(names: Counter[str]) -> list[str]:
    return sorted(names, key=lambda name: (-names[name], name))


def _uses(tokens: list[str], ends: dict[int, int]) -> Iterator[_Use]:
    """All names; tells by the way where each bracket ends."""
    inside: list[int] = []
    solid = [at for at, token in enumerate(tokens) if token not in " \n"]
    part, level = 0, -1  # a part ends with a brace at this level: a class's method, a function; or with ;
    before = last = ""
    for at, follower in zip(solid, [*solid[1:], 0], strict=True):
        token, after = tokens[at], tokens[follower]
        if token[0] in _LETTER:
            if not inside and token in ("class", "function", "const", "let"):
                level = {"class": 1, "function": 0}.get(token, -1)
            if token not in SYNTAX:
                braced = bool(inside) and tokens[inside[-1]] == "{"
                yield _Use(at, _role(before, last, after, braced, len(inside), level), part, tuple(inside))
        elif token in "([{" or token.endswith("${"):
            if token[0] == "}":
                ends[inside.pop()] = at
            inside.append(at)
        elif token in ")]}" or token[0] == "}":
            ends[inside.pop()] = at
            if token == "}" and len(inside) <= level:
                part += 1
        elif token == ";" and not inside:
            part += 1
        before, last = last, token


def _role(before: str, last: str, after: str, braced: bool, depth: int, level: int) -> str:
    if last == "." and before != ".":  # three of them spread a list
        return "own" if before == "this" else "far"
    if depth == 0 and last in ("function", "class", "const", "let"):
        return "top"
    if depth == level == 1 and braced and after == "(":
        return "method"
    if braced and last in "{," and after in ":,}":
        return "key" if after == ":" else "short"
    return "near"
