"""Rules for details that only a provider can fill in, and for the sign-off of safeguarding modules."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Course
from coursebuilder.problems import Problem


def slots_filled(course: Course) -> Iterator[Problem]:
    """Rule (warning): no safeguarding, support or criteria slot is empty; learners see a gap there."""
    for slot in course.slots:
        if not slot.value and slot.kind != "plain":
            yield Problem(
                "empty-provider-slot",
                f'"{slot.name}" is empty: learners see a gap',
                slot.place,
                "fill it in, or silence this warning with the reason",
                "warning",
            )


def safeguarding_signed_off(course: Course) -> Iterator[Problem]:
    """Rule (warning): a module that needs sign-off has a safeguarding lead's dated review."""
    for module in course.modules:
        if not module.signed_off:
            yield Problem(
                "not-signed-off",
                f'safeguarding module "{module.id}" has no safeguarding lead\'s dated '
                "review: its pages say Draft",
                module.place,
                "reviewed: [{by: …, role: Designated safeguarding lead, on: 2026-03-01}]",
                "warning",
            )


RULES = (slots_filled, safeguarding_signed_off)
