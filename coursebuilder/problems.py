"""What is wrong with a course, said so that its author can cure it: place, message, hint, stable code."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

Severity = Literal["error", "warning"]
Format = Literal["text", "json", "github"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file; line 0 means the file as a whole. Paths are shown as the author gave them."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        path = PurePath(self.path).as_posix()
        return f"{path}:{self.line}" if self.line else path


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. Errors make the package wrong, unsafe or inaccessible; everything else is a warning."""

    code: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = "error"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or lists them all when none is near."""
    known = sorted(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(known)}"


def in_file_order(problems: Iterable[Problem]) -> list[Problem]:
    """Without doubles, by file and line; the order of finding decides between equals."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.place)


def report(problems: Iterable[Problem], form: Format = "text") -> str:
    """The problems as text for people, JSON for programs or workflow commands for GitHub's annotations."""
    found = in_file_order(problems)
    if form == "json":
        return json.dumps([_as_json(problem) for problem in found], indent=2, ensure_ascii=False) + "\n"
    return "".join((_as_github if form == "github" else _as_text)(problem) for problem in found)


def _as_text(problem: Problem) -> str:
    line = f"{problem.place}: {problem.severity}: {problem.message} [{problem.code}]\n"
    return line + (f"    hint: {problem.hint}\n" if problem.hint else "")


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "path": PurePath(problem.place.path).as_posix(),
        "line": problem.place.line,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def _as_github(problem: Problem) -> str:
    """GitHub reads %, CR and LF in a message (and : and , in a property) only escaped."""
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    for char, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(char, escaped)
    path = PurePath(problem.place.path).as_posix()
    for char, escaped in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        path = path.replace(char, escaped)
    where = f"file={path}" + (f",line={problem.place.line}" if problem.place.line else "")
    return f"::{problem.severity} {where},title={problem.code}::{text}\n"
