"""A zip as it comes: read safely, its standard told, and judged by the rules for packages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder.package import BadPackage, Package, read_zip
from coursebuilder.problems import Place as At
from coursebuilder.problems import Problem
from coursebuilder.targets import detect
from coursebuilder.targets.files import MAX_TEXT
from coursebuilder.targets.target import Target
from coursebuilder.targets.unknown import unknown

MARK = b'<script type="application/json" id="course">'


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
        starts = tuple(one for one in target.starts(package) if one.split("?")[0] in package.files)
        ours = bool(starts) and _ours(package, starts[0].split("?")[0])
    except BadPackage as error:
        return Taken(path, None, None, (), False, tuple(_inside(path, problem) for problem in error.problems))
    return Taken(path, package, target, starts, ours, problems)


def _ours(package: Package, start: str) -> bool:
    return package.files[start].size <= MAX_TEXT and MARK in package.read(start)


def _inside(path: Path, problem: Problem) -> Problem:
    """The Problem at its place in the zip."""
    if problem.place.path in {"", str(path)}:
        return replace(problem, place=At(str(path)))
    return replace(problem, place=At(f"{path}/{problem.place.path}", problem.place.line))
