"""Short names for the joined script: on a slow phone line every kilobyte of the first screen is waited for.

No full grammar is needed for code written like ours: objects have no methods, patterns no defaults. A
variable gets a letter that nothing else has where it is in use, or in the whole script at its top level. What
stands behind a dot gets one short name everywhere if it is declared here. What the platform, the page's data
or a text may ask for by name stays: KEPT, and whatever a string of the script spells.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from string import ascii_letters, digits
from typing import NamedTuple


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
# What the page's JSON, its data-* attributes and the gaps in its words are called, and what devices remember.
DATA = _names(
    "action after answer answers assessed assessment attempts back check completion counter course "
    "coursePart draw end_status gauges guidance how id key kind later launch mastery minutes module moved n "
    "navigation needed objective objectives of on_fail order page pages percent question questions ranges "
    "reflection reply review_by right rules safety scenarios scenes send_text state steps target term texts "
    "title total tries unit why words"
)
# Names that our objects and a browser's both have in the runtime: only a full grammar could tell them apart.
PLATFORM = _names(
    "clearTimeout data dataset hidden keys length location now persisted preventScroll reload setTimeout "
    "target"
)
KEPT = SYNTAX | GLOBAL | DATA | PLATFORM

MARK = '"later"'  # a statement where the second of two scripts begins

_TOKEN = re.compile(
    r""" "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | `[^`]*` | [\w$]+ | [ ]
    | (?: (?<=[(!\[=:>,|&?]) | (?<=return) ) / (?: \[(?:[^\]\\]|\\.)*\] | \\. | [^/\\\[] )+ /[a-z]*
    | . """,
    re.VERBOSE | re.DOTALL,
)
_FILLED = re.compile(r"(?<=\$\{)((?:[^{}]|\{[^{}]*\})*)(?=\})")  # what a template literal works out
_LETTER = frozenset(ascii_letters + "_$")
_VARIABLES = ("top", "near", "short")
# Letters that code is full of anyway compress best. Locals are of the first ones, with a digit if need be,
# other variables never; behind a dot nothing is mistaken for either.
_LETTERS = "etsnriaocldupmhfgvbwykqxjzETSNRIAOCLDUPMHFGVBWYKQXJZ"
_LOCAL = (*_LETTERS[:10], *(one + digit for one, digit in product(_LETTERS[:10], digits)))
_TOP = (*_LETTERS[10:], *(one + other for one, other in product(_LETTERS[10:], _LETTERS)))
_DOTTED = (*_LETTERS, *(one + other for one, other in product(_LETTERS, repeat=2)))


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
    properties = _short_properties(tokens, uses)
    top = {tokens[use.at] for use in uses if use.role == "top"}
    often = _weighed(tokens, (use for use in uses if tokens[use.at] in top))
    variables = dict(zip(_by_frequency(often), (name for name in _TOP if name not in SYNTAX), strict=False))
    own: dict[tuple[int, str], list[_Use]] = defaultdict(list)
    for use in uses:
        if use.role in _VARIABLES and tokens[use.at] not in top | GLOBAL:
            own[use.part, tokens[use.at]].append(use)
    letters = _letters(own, tokens, ends)
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
    own: Mapping[tuple[int, str], list[_Use]], tokens: list[str], ends: Mapping[int, int]
) -> dict[tuple[int, str], str]:
    """A letter for each local, free of its function's other locals where it is in use."""
    found = {}
    places: dict[tuple[int, str], list[int]] = defaultdict(list)  # by part and letter
    for (part, name), uses in own.items():
        start, end = _region(uses, tokens, ends)
        free = (one for one in _LOCAL if not any(start <= at <= end for at in places[part, one]))
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


def short_properties(script: str) -> dict[str, str]:
    """What the names get that stand behind dots."""
    tokens = tokens_of(script)
    return _short_properties(tokens, list(_uses(tokens, {})))


def _short_properties(tokens: list[str], uses: list[_Use]) -> dict[str, str]:
    """Those that are declared here as field, method or key; the most frequent get the shortest names."""
    often = _weighed(tokens, (use for use in uses if use.role not in ("top", "near")))
    ours = {tokens[use.at] for use in uses if use.role in ("own", "key", "method", "short")}
    texts = {token[1:-1] for token in tokens if token[0] in "\"'"}
    names = (name for name in _by_frequency(often) if name in ours - KEPT - texts and len(name) > 1)
    return dict(
        zip(names, (name for name in _DOTTED if name not in often and name not in KEPT), strict=False)
    )


def _weighed(tokens: list[str], uses: Iterable[_Use]) -> Counter[str]:
    """How often each name is used: first of all in the first script, which learners wait for."""
    cut = tokens.index(MARK) if MARK in tokens else len(tokens)
    often: Counter[str] = Counter()
    for use in uses:
        often[tokens[use.at]] += 10_000 if use.at < cut else 1
    return often


def _by_frequency(names: Counter[str]) -> list[str]:
    return sorted(names, key=lambda name: (-names[name], name))


def tokens_of(code: str) -> list[str]:
    """A template literal is cut into its texts, which keep their ${ and }, and the tokens between."""
    found: list[str] = []
    for token in _TOKEN.findall(code):
        if token[0] == "`":
            for n, piece in enumerate(_FILLED.split(token)):
                found += tokens_of(piece) if n % 2 else [piece]
        else:
            found.append(token)
    return found


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
