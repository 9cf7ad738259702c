"""What a platform refuses of a package, as far as the zip alone shows it: found without playing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from coursebuilder.platforms import PLATFORMS, file_problems, launch_problems, size_problems
from coursebuilder.problems import Place, Problem
from coursebuilder.verify.opened_packages import OpenedPackage

_ANY = "generic"  # its limits are the strictest of all platforms: exceeding one is no error by itself


def refusals(packages: Iterable[OpenedPackage], names: Iterable[str]) -> list[Problem]:
    """Errors for each package on each named platform that runs its target.

    A package may be too large, hold files that aren't served, or have more launch addresses than are started.
    """
    known = [name for name in names if name in PLATFORMS and name != _ANY]
    return [problem for opened in packages for name in known for problem in _refusals(opened, name)]


def _refusals(opened: OpenedPackage, name: str) -> Iterator[Problem]:
    platform, path = PLATFORMS[name], str(opened.path)
    if opened.package is None or opened.target is None or opened.target.name not in platform.takes:
        return
    yield from size_problems(platform, path, Path(opened.path).stat().st_size)
    yield from launch_problems(platform, path, len(opened.starts))
    for problem in opened.problems:
        if problem.code in platform.cant_import and problem.severity == "warning":
            yield replace(problem, message=f"{platform.title}: {problem.message}", severity="error")
    for problem in file_problems(platform, opened.package):
        yield replace(problem, place=Place(f"{path}/{problem.place.path}"))
