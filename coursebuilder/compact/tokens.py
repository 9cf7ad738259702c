"""A script as tokens, and where in them something ends."""

from __future__ import annotations

import re

MARK = '"later"'  # a statement where the second of two scripts begins

NAME = re.compile(r"[A-Za-z_$][\w$]*")
# What a statement begins with that is no expression.
STATEMENT = re.compile(r"[{;]|break|class|continue|do|for|function|if|let|return|switch|throw|try|while")
ASSIGNED = re.compile(r"(?<![=!<>])=(?!=)")  # an arrow's sign, too

_TOKEN = re.compile(
    r""" "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | `[^`]*` | [\w$]+ | [ ] | \+\+ | --
    | (?: (?<=[(!\[=:>,|&?]) | (?<=return) ) / (?: \[(?:[^\]\\]|\\.)*\] | \\. | [^/\\\[] )+ /[a-z]*
    | . """,
    re.VERBOSE | re.DOTALL,
)
_FILLED = re.compile(r"(?<=\$\{)((?:[^{}]|\{[^{}]*\})*)(?=\})")  # what a template literal works out


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


def step(token: str) -> int:
    """How much deeper in brackets one is after it."""
    opens = token in ("(", "[", "{") or token.endswith("${")
    return opens - (token in (")", "]") or token[0] == "}")


def end(tokens: list[str], start: int) -> int:
    """Where the bracket closes that opens there."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += step(tokens[at])
        if depth == 0:
            return at
    return len(tokens)


def stop(tokens: list[str], start: int) -> int:
    """Where the expression ends that begins there: at a semicolon, or where the bracket around it closes."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += step(tokens[at])
        if depth < 0 or (depth == 0 and tokens[at] == ";"):
            return at
    return len(tokens)


def level(tokens: list[str]) -> str:
    """An expression without what stands in brackets."""
    depth, kept = 0, []
    for token in tokens:
        depth += step(token)
        if depth == 0:
            kept.append(token)
    return "".join(kept)
