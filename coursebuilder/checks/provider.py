"""Rules for details that only a provider can fill in, and for the sign-off of safeguarding modules."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from coursebuilder.checks.local_details import for_learners_of_many
from coursebuilder.model import Course
from coursebuilder.model.readiness import run_out
from coursebuilder.model.signed import is_author
from coursebuilder.problems import Problem


def slots_filled(course: Course) -> Iterator[Problem]:
    """Rule (warning): no safeguarding, support or criteria slot is empty; learners see a gap there."""
    for slot in course.slots:
        if not slot.value and not slot.task and slot.kind != "plain":
            yield Problem(
                "empty-provider-slot",
                f'"{slot.name}" is empty: learners see a gap',
                slot.place,
                "fill it in, or silence this warning with the reason",
                "warning",
            )


def signed_off(course: Course) -> Iterator[Problem]:
    """Rules (warnings): a module that needs a signature has one, and nothing has changed since."""
    whose = " --provider FILE" if course.provider else ""
    for module in course.modules:
        cure = f"a safeguarding lead reads it and signs: coursebuilder sign COURSE {module.id}{whose}"
        if module.signed_off:
            continue
        if module.signature is None:
            what = f'"{module.id}" is not signed off by a safeguarding lead: its pages and its title say so'
            yield Problem("not-signed-off", what, module.place, cure, "warning")
            continue
        signed = module.signature
        what = f'"{module.id}" has changed since {signed.by} signed it on {signed.on}: {_few(module.changed)}'
        yield Problem("signature-stale", what, module.place, cure, "warning")


def _few(pieces: tuple[str, ...]) -> str:
    more = f" and {len(pieces) - 5} more" if len(pieces) > 5 else ""
    return ", ".join(pieces[:5]) + more


def signed_by_another(course: Course) -> Iterator[Problem]:
    """Rule: nobody signs off a course that they wrote."""
    for module in course.modules:
        signed = module.signature
        if signed and is_author(course, signed.by):
            what = f'{signed.by} is an author of the course and can\'t sign "{module.id}" off'
            yield Problem("signed-by-author", what, signed.place, "somebody else reads it and signs")


def dates(course: Course, today: datetime.date) -> Iterator[Problem]:
    """Rule (warning): guidance, signatures and details have not passed their dates."""
    for place, what in run_out(course, today):
        yield Problem("out-of-date", what, place, "check it again, and write the new date", "warning")


RULES = (slots_filled, for_learners_of_many, signed_off, signed_by_another)
