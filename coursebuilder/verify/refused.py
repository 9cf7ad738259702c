"""What a platform asked for can't take, as far as it shows in the zip: nobody needs to play that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from coursebuilder.platforms import PLATFORMS, file_problems, launch_problems, size_problems
from coursebuilder.problems import Place, Problem
from coursebuilder.verify.taken import Taken

_ANY = "generic"  # what is right for all is no reason to refuse a zip where nothing is known


def refused(every: Iterable[Taken], names: Iterable[str]) -> list[Problem]:
    """Too large, files that are not served, more to start than it can: for each of the platforms by name."""
    known = [name for name in names if name in PLATFORMS and name != _ANY]
    return [problem for taken in every for name in known for problem in _refused(taken, name)]


def _refused(taken: Taken, name: str) -> Iterator[Problem]:
    platform, path = PLATFORMS[name], str(taken.path)
    if taken.package is None or taken.target is None or taken.target.name not in platform.takes:
        return
    yield from size_problems(platform, path, Path(taken.path).stat().st_size)
    yield from launch_problems(platform, path, len(taken.starts))
    for problem in taken.problems:
        if problem.code in platform.cant_import and problem.severity == "warning":
            yield replace(problem, message=f"{platform.title}: {problem.message}", severity="error")
    for problem in file_problems(platform, taken.package):
        yield replace(problem, place=Place(f"{path}/{problem.place.path}"))
