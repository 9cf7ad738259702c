"""A unit made of modules of other courses: what there is to choose from, and its course.yaml."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.begin.course import AUDIENCE
from coursebuilder.begin.files import CannotBegin, empty_folder, id_of, one_line, quoted, write_new
from coursebuilder.build.pipeline import ReadResult, read_courses
from coursebuilder.model import Course, Module, Silence


@dataclass(frozen=True, slots=True)
class Choice:
    """A module that a unit may take up, and the course it was found in."""

    course: Course
    module: Module

    @property
    def line(self) -> str:
        """Title, minutes, the codes it is mapped to and course, for the person who chooses."""
        maps = [one for objective in self.module.objectives for one in objective.maps]
        codes = dict.fromkeys(f"{one.framework}:{one.code}" for one in maps)
        minutes = "1 minute" if self.module.minutes == 1 else f"{self.module.minutes} minutes"
        parts = (self.module.title, minutes, ", ".join(codes), self.course.id)
        return " · ".join(filter(None, parts))


def choices(courses: Sequence[Path]) -> tuple[Choice, ...]:
    """The modules of these courses, each once. Raises CannotBegin where a course can't be read."""
    found: dict[Path, Choice] = {}
    for folder in courses:
        read = read_courses([folder])
        if not read.courses:
            raise CannotBegin(f"{read.problems[0].place}: {read.problems[0].message}")
        for module in read.courses[0].modules:
            if not module.draft:
                found.setdefault(Path(module.place.path).resolve(), Choice(read.courses[0], module))
    if not found:
        raise CannotBegin("these courses have no modules to choose from")
    return tuple(found.values())


def picked(pick: str, among: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices that "1,3" or "1-3" names, in that order. Raises CannotBegin for anything else."""
    numbers: list[int] = []
    for part in filter(None, re.split(r"[\s,]+", pick.strip())):
        span = re.fullmatch(r"([0-9]{1,4})(?:-([0-9]{1,4}))?", part)
        if not span or not 1 <= int(span[1]) <= int(span[2] or span[1]) <= len(among):
            raise CannotBegin(f'"{part}" is no number from 1 to {len(among)}: pick modules as 1,3 or 1-3')
        numbers += range(int(span[1]), int(span[2] or span[1]) + 1)
    if not numbers:
        raise CannotBegin(f"pick at least one module: --pick 1 to --pick {len(among)}")
    return tuple(among[number - 1] for number in dict.fromkeys(numbers))


def new_unit(
    title: str, folder: Path | None, authors: Sequence[str], audience: str, modules: Sequence[Choice]
) -> tuple[Path, ReadResult]:
    """Write a course.yaml that lists these modules by their paths; its folder, and what reading it told.

    What the modules' own courses accept with a reason, the unit accepts with the same reason.
    """
    title = one_line(title)
    identifier = id_of(title, "unit")
    folder = folder or Path(identifier)
    empty_folder(folder)
    _safeguarding_first(modules)
    head = [
        "# A unit made of modules of other courses: they stay where they are, and bring pictures,",
        "# sources and words along. Change the order, or give a module another title: {path: …, title: …}",
        f"id: {identifier}",
        f"title: {quoted(title)}",
        f"audience: {quoted(audience or modules[0].course.audience or AUDIENCE)}",
        "authors:",
        *(f"  - {quoted(author)}" for author in (authors or modules[0].course.authors)),
        'version: "0.1"',
    ]
    listed = ["modules:", *(line for one in modules for line in _entry(one, folder))]
    write_new({folder / "course.yaml": _text([*head, *listed])})
    read = read_courses([folder])
    accepted = [_silence(one) for one in _accepted(read, modules)]
    if accepted:
        head += ["# Warnings that the modules' own courses accept, with the reasons they give.", "silence:"]
        (folder / "course.yaml").write_bytes(_text([*head, *accepted, *listed]))
        read = read_courses([folder])
    return folder, read


def _text(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _entry(choice: Choice, folder: Path) -> Iterator[str]:
    try:
        path = Path(os.path.relpath(choice.module.place.path, folder)).as_posix()
    except ValueError as error:  # another drive of Windows
        raise CannotBegin(f"{choice.module.place.path} lies on another drive: put both on one") from error
    yield f"  # {choice.line}"
    yield f"  - {quoted(path)}"


def _safeguarding_first(modules: Sequence[Choice]) -> None:
    """A unit that leads to contact with young people needs a safeguarding module before that."""
    safe = False
    for choice in modules:
        safe = safe or choice.module.teaches_safeguarding
        if "contact" in choice.module.tags and not safe:
            raise CannotBegin(
                f'"{choice.module.title}" leads to contact with young people: '
                "pick a module about safeguarding, and name it before this one"
            )


def _accepted(read: ReadResult, modules: Sequence[Choice]) -> Iterator[Silence]:
    every = {(one.code, one.where): one for choice in modules for one in choice.course.silences}
    for one in every.values():
        if any(
            problem.code == one.code and str(problem.place.path).endswith(one.where)
            for problem in read.problems
            if problem.severity == "warning"
        ):
            yield one


def _silence(one: Silence) -> str:
    where = f", where: {quoted(one.where)}" if one.where else ""
    return f"  - {{code: {one.code}, reason: {quoted(one.reason)}{where}}}"
