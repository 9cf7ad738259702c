"""A module's text read and checked by the compiler itself, before it is part of any course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder import checks
from coursebuilder.checks.unfinished import sorted_out
from coursebuilder.media import FindMedia
from coursebuilder.media.find import Use
from coursebuilder.model import Course, Media, questions_of
from coursebuilder.problems import Place, Problem
from coursebuilder.source.module import read_module

_CUT = "media/"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the compiler says: errors that a draft can't show, minutes as reckoned, and how much there is."""

    broken: tuple[Problem, ...]
    minutes: int
    questions: int


def read_text(text: str, media: Mapping[str, bytes], folder: Path) -> Reading:
    """The text as a module; `media` are the files under media/ that it may show."""
    path = folder / "brought.md"
    path.write_text(text, encoding="utf-8")
    course = _around(folder)
    module, problems = read_module(path, _finder(media), course)
    if module is None:
        return Reading(tuple(problems), 1, 0)
    found = [*problems, *checks.check(replace(course, modules=(module,)))]
    broken = [one for one in sorted_out(found)[0] if one.severity == "error"]
    questions = sum(len(questions_of(page)) for page in module.pages)
    return Reading(tuple(broken), module.minutes, questions)


def _around(folder: Path) -> Course:
    """A course that has nothing but what every course has."""
    return Course(
        place=Place((folder / "course.yaml").as_posix()),
        id="brought",
        title="Brought",
        description="",
        language="en-GB",
        version="0.1",
        audience="Everybody",
        authors=(),
        licence="",
        keywords=(),
        theme="default",
        modules=(),
    )


def _finder(media: Mapping[str, bytes]) -> FindMedia:
    """Media by name: their bytes were judged when they were brought."""

    def find(address: str, place: Place, use: Use) -> Media | Problem:
        name = address.removeprefix(_CUT)
        if name in media:
            return Media(place, address, Path(address))
        return Problem("missing-media", f'there is no file "{address}"', place, "")

    return find
