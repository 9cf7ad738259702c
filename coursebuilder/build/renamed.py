"""A course under another name, so that an LMS keeps it and what was released before side by side."""

from __future__ import annotations

import re
from dataclasses import replace

from coursebuilder.build.pipeline import ReadResult
from coursebuilder.model import Course

_MOST = 40  # characters of a course's id


def renamed_by_version(read: ReadResult) -> ReadResult:
    """The courses under ids that end in their version: first-steps 1.2 becomes first-steps-v1-2."""
    return replace(read, courses=tuple(_renamed(course) for course in read.courses))


def _renamed(course: Course) -> Course:
    version = re.sub(r"[^a-z0-9]+", "-", course.version.lower()).strip("-")
    end = f"-v{version}"[:_MOST]
    return replace(course, id=f"{course.id[: _MOST - len(end)]}{end}")
