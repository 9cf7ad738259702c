"""Open a zip for verify: read it safely, detect its target, and apply the target's rules for packages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from coursebuilder.package import BadPackage, Package, read_zip
from coursebuilder.problems import Place, Problem
from coursebuilder.targets import detect
from coursebuilder.targets.files import MAX_TEXT
from coursebuilder.targets.target import Target
from coursebuilder.targets.unknown import unknown
from coursebuilder.verify.course_shape import course_in, merged
from coursebuilder.verify.marks import FILE as MARKS_FILE
from coursebuilder.verify.marks import BadMarks, Marks, read_marks

MARK = re.compile(rb'<script type="application/json" id="course">(.*?)</script', re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A zip and what was found in it.

    package: the files; None where the zip can't be read
    target: the target it was detected as; None where there is none
    starts: the launch addresses whose page is in the zip
    ours: whether this compiler made it: the page of its first address holds valid course data
    problems: what breaks the rules for zips and for packages of this target
    marks: what it says of its own readiness for learners; None where it says nothing that can be read
    """

    path: Path
    package: Package | None
    target: Target | None
    starts: tuple[str, ...]
    ours: bool
    problems: tuple[Problem, ...]
    marks: Marks | None = None

    @property
    def name(self) -> str:
        """Display name: parent folder and file name."""
        return "/".join(self.path.parts[-2:])


def open_package(path: Path) -> OpenedPackage:
    """Read the zip at `path` and apply its target's rules; a zip that can't be read gives its Problems."""
    try:
        package = read_zip(path)
        target = detect(package)
        if target is None:
            problems = tuple(_inside(path, problem) for problem in unknown(package))
            return OpenedPackage(path, package, None, (), False, problems)
        problems = tuple(_inside(path, problem) for problem in target.package_rules(package))
        starts = tuple(one for one in target.starts(package) if _file(one) in package.files)
        text = _course_text(package, _file(starts[0])) if starts else None
        course = course_in(text) if text is not None else None
        marks, found = _marks(path, package, course) if course is not None else (None, ())
        problems += found
        if text is not None and course is None:
            problems += (_invalid_data(path, _file(starts[0])),)
    except BadPackage as error:
        problems = tuple(_inside(path, problem) for problem in error.problems)
        return OpenedPackage(path, None, None, (), False, problems)
    return OpenedPackage(path, package, target, starts, course is not None, problems, marks)


def course_data(opened: OpenedPackage, start: str) -> dict[str, Any]:
    """The course data in the page at this launch address, as the zip has it; {} where it isn't ours."""
    text = _course_text(opened.package, _file(start)) if opened.package and opened.ours else None
    course = course_in(text) if text else None
    return merged(course) if course else {}


def start_page(opened: OpenedPackage) -> str:
    """The HTML of the page at its first launch address; "" where there is none, or it is too large."""
    if opened.package is None or not opened.starts:
        return ""
    name = _file(opened.starts[0])
    if opened.package.files[name].size > MAX_TEXT:
        return ""
    return opened.package.read(name).decode("utf-8-sig", "replace")


def _file(start: str) -> str:
    """The name in the zip of the page at a launch address: without query and fragment."""
    return unquote(start.split("#")[0].split("?")[0])


def _marks(
    path: Path, package: Package, course: Mapping[str, Any]
) -> tuple[Marks | None, tuple[Problem, ...]]:
    """The marks of a package of ours, and a Problem where they are unreadable or say that it is unfinished.

    The pages of a draft say so in their own data too, however the package is marked.
    """
    problems: tuple[Problem, ...] = ()
    try:
        marks = read_marks(package)
    except BadMarks as error:
        message = f"can't be read: {error}: whether it is ready for learners is not known"
        place = Place(f"{path}/{MARKS_FILE}")
        problems = (Problem("marks-unreadable", message, place, "build the package again", "warning"),)
        marks = None
    unfinished = marks.unfinished if marks else ()
    if "draft" in course and not unfinished:
        unfinished = (_still_to_do(course["draft"]),)
        marks = replace(marks or Marks(), unfinished=unfinished)
    if unfinished:
        count = course.get("draft", len(unfinished))
        problems += (_draft(path, count),)
    return marks, problems


def _still_to_do(things: object) -> str:
    return "1 thing is still to be done" if things == 1 else f"{things} things are still to be done"


def _draft(path: Path, things_to_do: object) -> Problem:
    message = f"this is a draft: made with build --draft, {_still_to_do(things_to_do)}"
    return Problem("draft", message, Place(str(path)), "do what its pages list, then build without --draft")


def _course_text(package: Package, page: str) -> str | None:
    """The text of the page's `script#course`; None where it has none, as in packages of other makers."""
    if package.files[page].size > MAX_TEXT or not (found := MARK.search(package.read(page))):
        return None
    return found[1].decode("utf-8", "replace")


def _invalid_data(path: Path, page: str) -> Problem:
    message = 'the data in <script id="course"> are not those of a module: played as another maker\'s package'
    cure = "build the package again: part of its page is missing or was changed"
    return Problem("course-data", message, Place(f"{path}/{page}"), cure, "warning")


def _inside(path: Path, problem: Problem) -> Problem:
    """The Problem with its place prefixed by the zip's path."""
    if problem.place.path in {"", str(path)}:
        return replace(problem, place=Place(str(path)))
    return replace(problem, place=Place(f"{path}/{problem.place.path}", problem.place.line))
