"""`Problem`: an author's mistake, with place, message, hint and a stable code; and reports of them."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

Severity = Literal["error", "warning", "advice"]
_SHOWN = 3  # of many problems that are alike
_LONG_VALUE = re.compile(r'(?<![^\s(])"(?=\S)([^"\n]{60})[^"\n]{2,}"')
_LONG_WORD = re.compile(r"([^\s\"]{60})[^\s\"]{60,}")
Format = Literal["text", "json", "github"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, from 1; line 0 is the file as a whole. The path is shown as the user gave it."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        path = PurePath(self.path).as_posix()
        return f"{path}:{self.line}" if self.line else path


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of an author.

    code: stable, for `silence` and the manual; hint: what to do about it
    severity: error if the package would be wrong, unsafe or inaccessible; advice is about teaching
    """

    code: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = "error"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to `word`, or lists all of them if none is near."""
    known = sorted(known)
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else f"known here: {', '.join(known)}"


def nearest(word: str, known: Iterable[str], likeness: float = 0.61) -> str:
    """The known word that is most like `word`, whatever its capitals; "" where none is near.

    likeness: how near at least, from 0 to 1, as difflib counts it
    """
    plain = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(word.casefold(), plain, n=1, cutoff=likeness)
    return plain[near[0]] if near else ""


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without doubles, sorted by file and line; equals stay in their order."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.place)


def report(problems: Iterable[Problem], form: Format = "text") -> str:
    """The problems in file order, as text for people, as JSON, or as GitHub workflow commands."""
    found = in_file_order(problems)
    if form == "json":
        return json.dumps([_as_json(problem) for problem in found], indent=2, ensure_ascii=False) + "\n"
    if form == "github":
        return "".join(map(_as_github, found))
    return "".join(f"{_as_text(problem)}{more}" for problem, more in _counted(found))


def _counted(found: list[Problem]) -> Iterator[tuple[Problem, str]]:
    """The first three of a file's problems with one code and one cure; the third tells of the others.

    What concerns a file as a whole is told each time.
    """
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    shown: Counter[tuple[str, str, str]] = Counter()
    for problem in found:
        alike.setdefault(_kind(problem), []).append(problem)
    for problem in found:
        kind = _kind(problem)
        group, number = alike[kind], shown[kind]
        shown[kind] += 1
        if not problem.place.line:
            yield problem, ""
        elif number == _SHOWN - 1 and len(group) > _SHOWN:
            lines = ", ".join(str(one.place.line) for one in group[_SHOWN : _SHOWN + 9])
            rest = len(group) - _SHOWN
            yield problem, f"    and {rest} more, on line{'s' * (rest > 1)} {lines}{' …' * (rest > 9)}\n"
        elif number < _SHOWN:
            yield problem, ""


def _kind(problem: Problem) -> tuple[str, str, str]:
    return problem.place.path, problem.code, problem.hint


def tally(problems: Iterable[Problem], silenced: int) -> str:
    """1 error, 2 warnings, 0 silenced."""
    number = Counter(problem.severity for problem in problems)
    return (
        f"{counted(number['error'], 'error')}, {counted(number['warning'], 'warning')}, {silenced} silenced"
    )


def counted(number: int, what: str) -> str:
    """1 error, 2 errors."""
    return f"{number} {what}{'s' * (number != 1)}"


def _brief(message: str) -> str:
    """Values as typed, but cut: a pasted picture is 200,000 signs of nothing to read."""
    return _LONG_WORD.sub(r"\1…", _LONG_VALUE.sub(r'"\1…"', message))


def _as_text(problem: Problem) -> str:
    line = f"{problem.place}: {problem.severity}: {_brief(problem.message)} [{problem.code}]\n"
    return line + (f"    hint: {problem.hint}\n" if problem.hint else "")


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "path": PurePath(problem.place.path).as_posix(),
        "line": problem.place.line,
        "severity": problem.severity,
        "code": problem.code,
        "message": _brief(problem.message),
        "hint": problem.hint,
    }


def _as_github(problem: Problem) -> str:
    """One annotation. GitHub wants %, CR and LF escaped in messages, and : and , in properties too."""
    text = _brief(problem.message) + (f" ({problem.hint})" if problem.hint else "")
    for char, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(char, escaped)
    path = PurePath(problem.place.path).as_posix()
    for char, escaped in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        path = path.replace(char, escaped)
    where = f"file={path}" + (f",line={problem.place.line}" if problem.place.line else "")
    level = "notice" if problem.severity == "advice" else problem.severity
    return f"::{level} {where},title={problem.code}::{text}\n"
