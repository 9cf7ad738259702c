"""A course's handbook, read and judged, and the documents that are made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from coursebuilder.checks import links
from coursebuilder.handbook.word import as_word
from coursebuilder.model import Course
from coursebuilder.model.handbook import Handbook
from coursebuilder.pages.printables.handbook import handbook_html
from coursebuilder.problems import Problem
from coursebuilder.source.handbook import NAME, read_handbook

ToPdf = Callable[[bytes], bytes]


def has_handbook(course: Course) -> bool:
    """Whether there is a handbook.md beside course.yaml."""
    return (Path(course.place.path).parent / NAME).is_file()


def judged_handbook(course: Course) -> tuple[Handbook | None, list[Problem]]:
    """The handbook of a course, its links judged, too; None where there is none that can be read."""
    handbook, problems = read_handbook(course)
    if handbook is None:
        return None, problems
    whole = replace(course, modules=(handbook.own, *course.modules))
    found = (problem for rule in links.RULES for problem in rule(whole))
    return handbook, [*problems, *(one for one in found if one.place.path == handbook.place.path)]


def handbook_files(handbook: Handbook, course: Course, to_pdf: ToPdf | None) -> dict[str, bytes]:
    """HTML, Word and, with `to_pdf`, PDF, by file name.

    Raises ImportError without python-docx, and what `to_pdf` raises.
    """
    page = handbook_html(handbook, course)
    author = course.provider.name if course.provider else ", ".join(course.authors)
    name = f"{course.id}-handbook"
    files = {f"{name}.html": page, f"{name}.docx": as_word(page, handbook.title, course.language, author)}
    return {**files, f"{name}.pdf": to_pdf(page)} if to_pdf else files
