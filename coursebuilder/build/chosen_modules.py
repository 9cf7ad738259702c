"""Courses of which only some modules are built."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from coursebuilder.model import Course
from coursebuilder.problems import did_you_mean


def only_modules(courses: Sequence[Course], ids: Sequence[str]) -> tuple[tuple[Course, ...], str]:
    """The courses with all modules but these left out, as a module with `draft: true` is; () ids: all stay.

    Also a sentence on why these ids allow no build, "" if they do. A course without any of them is left out.
    """
    known = {module.id for course in courses for module in course.modules}
    for name in ids:
        if name not in known:
            return (), f'there is no module "{name}": {did_you_mean(name, known)}'
    if not ids:
        return tuple(courses), ""
    chosen = (
        left_out(course, known.difference(ids))
        for course in courses
        if any(module.id in ids for module in course.modules)
    )
    return tuple(chosen), ""


def left_out(course: Course, ids: Collection[str]) -> Course:
    """The course with these modules left out, as a module with `draft: true` is."""
    modules = (replace(one, draft=one.draft or one.id in ids) for one in course.modules)
    return replace(course, modules=tuple(modules))
