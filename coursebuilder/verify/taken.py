"""A zip as it comes: read safely, its standard told, and judged by the rules for packages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from coursebuilder.package import BadPackage, Package, read_zip
from coursebuilder.problems import Place as At
from coursebuilder.problems import Problem
from coursebuilder.targets import detect
from coursebuilder.targets.files import MAX_TEXT
from coursebuilder.targets.target import Target
from coursebuilder.targets.unknown import unknown
from coursebuilder.verify.course_shape import course_in, merged

MARK = re.compile(rb'<script type="application/json" id="course">(.*?)</script', re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taken:
    """A zip that was read, its standard and the addresses in it; or only what is wrong with it."""

    path: Path
    package: Package | None
    target: Target | None
    starts: tuple[str, ...]
    ours: bool
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """What it is called where many are told apart: with its folder."""
        return "/".join(self.path.parts[-2:])


def take(path: Path) -> Taken:
    """A zip by itself: whether it can be read, and all that the rules of its standard find."""
    try:
        package = read_zip(path)
        target = detect(package)
        if target is None:
            problems = tuple(_inside(path, problem) for problem in unknown(package))
            return Taken(path, package, None, (), False, problems)
        problems = tuple(_inside(path, problem) for problem in target.package_rules(package))
        starts = tuple(one for one in target.starts(package) if _file(one) in package.files)
        text = _marked(package, _file(starts[0])) if starts else None
        course = course_in(text) if text is not None else None
        ours = course is not None
        if course and "draft" in course:
            problems += (_draft(path, course["draft"]),)
        if text is not None and not ours:
            problems += (_unreadable(path, _file(starts[0])),)
    except BadPackage as error:
        return Taken(path, None, None, (), False, tuple(_inside(path, problem) for problem in error.problems))
    return Taken(path, package, target, starts, ours, problems)


def course_of(taken: Taken, start: str) -> dict[str, Any]:
    """What the page at this address says of its module, as it is in the zip; nothing where it isn't ours."""
    text = _marked(taken.package, _file(start)) if taken.package and taken.ours else None
    course = course_in(text) if text else None
    return merged(course) if course else {}


def _file(start: str) -> str:
    """The name in the zip of the page at a start address."""
    return unquote(start.split("#")[0].split("?")[0])


def _draft(path: Path, to_do: object) -> Problem:
    many = "1 thing is" if to_do == 1 else f"{to_do} things are"
    message = f"this is a draft: made with build --draft, {many} still to be done"
    return Problem("draft", message, At(str(path)), "do what its pages list, then build without --draft")


def _marked(package: Package, start: str) -> str | None:
    """The text of the page's `script#course`; None where it has none, as in packages of other makers."""
    if package.files[start].size > MAX_TEXT or not (marked := MARK.search(package.read(start))):
        return None
    return marked[1].decode("utf-8", "replace")


def _unreadable(path: Path, start: str) -> Problem:
    message = 'the data in <script id="course"> are not those of a module: played as another maker\'s package'
    cure = "build the package again: part of its page is missing or was changed"
    return Problem("course-data", message, At(f"{path}/{start}"), cure, "warning")


def _inside(path: Path, problem: Problem) -> Problem:
    """The Problem at its place in the zip."""
    if problem.place.path in {"", str(path)}:
        return replace(problem, place=At(str(path)))
    return replace(problem, place=At(f"{path}/{problem.place.path}", problem.place.line))
