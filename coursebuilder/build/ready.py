"""Whether courses may go to learners: what `build --ready` refuses."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from coursebuilder.checks.local_details import local_details
from coursebuilder.model import Course
from coursebuilder.model.readiness import run_out, still_missing, unchecked_lines
from coursebuilder.platforms import Platform
from coursebuilder.problems import Problem


def not_ready(courses: Iterable[Course], today: datetime.date) -> list[Problem]:
    """An error for each thing that keeps these courses from learners; [] if nothing does.

    These are the provider's details that are empty, modules without a signature for the text as it stands,
    and what has passed its date by `today`.
    """
    return list(dict.fromkeys(one for course in courses for one in _reasons(course, today)))


def read_by_others(courses: Iterable[Course], platforms: Iterable[Platform]) -> list[Problem]:
    """A warning for each local detail, if one of these platforms has learners of many organisations."""
    shared = [platform.title for platform in platforms if platform.learners_of_many]
    return list(
        dict.fromkeys(
            one
            for title in shared[:1]
            for course in courses
            if course.provider and not course.provider.learners_of_many  # else the check has said so
            for one in local_details(course, f"learners of many organisations meet on {title}")
        )
    )


def _reasons(course: Course, today: datetime.date) -> Iterator[Problem]:
    missing = still_missing(course)
    places = {slot.name: slot.place for slot in course.slots}
    for one in missing.unfilled:
        what = f'"{one.name}" is not filled in: {one.label}'
        yield Problem("not-ready", what, places[one.name], "fill it in, in the file you give as --provider")
    for module in missing.unsigned:
        how = "has changed since it was signed" if module.signature else "is not signed off"
        cure = f"coursebuilder sign COURSE {module.id}{' --provider FILE' if course.provider else ''}"
        yield Problem("not-ready", f'"{module.id}" {how}', module.place, cure)
    for line in unchecked_lines(course):
        what = f"nobody has said when the number of {line.name} was last checked with its owner"
        hint = f"national_lines: {{{line.key}: 2026-05-03}}  in the provider's file, once somebody has looked"
        yield Problem("not-ready", what, line.place, hint)
    for place, what in run_out(course, today):
        yield Problem("not-ready", what, place, "check it again, and write the new date")
    if course.provider and not course.provider.checked_on:
        hint = "details_checked_on: 2026-05-03, the day on which somebody checked each of them"
        what = "nobody has said when these details were last checked"
        yield Problem("not-ready", what, course.provider.place, hint)
