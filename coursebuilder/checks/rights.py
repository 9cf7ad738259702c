"""Whose pictures these are, and whether the people in them agreed."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Course
from coursebuilder.problems import Problem

_HINT = (
    '![…](…){rights="Photo: Sam Green, 2025; the people shown agreed"}: who took it, and that those shown, '
    "or for children those who care for them, agreed"
)


def photographs_have_rights(course: Course) -> Iterator[Problem]:
    """A photo has an owner, and may show people who have a say in who sees it."""
    for module in course.modules:
        for media in module.media:
            if media.photograph and not media.rights:
                what = f'"{media.path.name}" is a photograph, and nothing says whose'
                yield Problem("photo-without-rights", what, media.place, _HINT, "warning")


RULES = (photographs_have_rights,)
