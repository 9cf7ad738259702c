"""What is still missing before learners should see a course: details, signatures, and what has run out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coursebuilder.model.course import Course, Module
from coursebuilder.model.national_lines import line_checked_on, lines_shown
from coursebuilder.model.provider import NationalLine, Slot
from coursebuilder.model.signed import PANEL
from coursebuilder.problems import Place

MONTHS_SIGNED = 12  # after these a signature has to be given again
MONTHS_CHECKED = 6  # after these a provider's details have to be checked again


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail that only the provider knows; pages: where learners meet it, as module#page.

    filled: whether it has a value, or each learner is asked to find out their own
    on_every_page: whether it stands in the help that every page offers
    """

    name: str
    label: str
    filled: bool
    pages: tuple[str, ...]
    on_every_page: bool


@dataclass(frozen=True, slots=True)
class StillMissing:
    """The details that a provider is asked for, and the modules that nobody has signed off."""

    details: tuple[Detail, ...]
    unsigned: tuple[Module, ...]

    @property
    def unfilled(self) -> tuple[Detail, ...]:
        """The details that nothing was filled in for."""
        return tuple(one for one in self.details if not one.filled)

    @property
    def sentence(self) -> str:
        """Such as "not for learners yet: 12 details missing, 6 modules unsigned"; "" where nothing is."""
        numbers = ((len(self.unfilled), "detail", "missing"), (len(self.unsigned), "module", "unsigned"))
        parts = [f"{n} {what}{'s' * (n != 1)} {how}" for n, what, how in numbers if n]
        return f"not for learners yet: {', '.join(parts)}" if parts else ""


def still_missing(course: Course, modules: Sequence[Module] | None = None) -> StillMissing:
    """What is missing of the details and signatures for these modules; None: for all that are built."""
    modules = course.built if modules is None else modules
    details = (_detail(slot, _pages(slot.name, modules)) for slot in course.slots if slot.kind != "plain")
    wanted = tuple(one for one in details if one.pages or one.on_every_page)
    return StillMissing(wanted, tuple(module for module in modules if not module.signed_off))


def all_missing(courses: Iterable[Course]) -> StillMissing:
    """The same for several courses together: a detail counts once, and so does a module that two list."""
    found = [still_missing(course) for course in courses]
    details: dict[str, Detail] = {}
    for one in (one for missing in found for one in missing.details):
        before = details.get(one.name, one)
        pages = tuple(dict.fromkeys((*before.pages, *one.pages)))
        details[one.name] = replace(one, filled=one.filled and before.filled, pages=pages)
    unsigned = {(one.place.path, one.id): one for missing in found for one in missing.unsigned}
    return StillMissing(tuple(details.values()), tuple(unsigned.values()))


def run_out(course: Course, today: datetime.date) -> Iterator[tuple[Place, str]]:
    """What has passed its date: where it stands, and a sentence about it.

    Guidance whose review is due, signatures older than `MONTHS_SIGNED` or of a day to come, a provider's
    details and the numbers of national lines that nobody has checked for `MONTHS_CHECKED`.
    """
    used = {item.key: item for module in course.modules for item in module.guidance}
    for item in used.values():
        if item.review_by and item.review_by < today.isoformat():
            yield item.place, f'the guidance "{item.title}" was to be checked again by {item.review_by}'
    for module in course.modules:
        signed = module.signature
        if not module.needs_signature or signed is None:
            continue
        if signed.on > today.isoformat():
            yield (
                signed.place,
                f'the signature under "{module.id}" is dated {signed.on}, which is still to come',
            )
        elif months_after(signed.on, MONTHS_SIGNED) < today.isoformat():
            yield (
                signed.place,
                f'"{module.id}" was signed on {signed.on}, more than {MONTHS_SIGNED} months ago',
            )
    if course.provider and course.provider.checked_on:
        checked = course.provider.checked_on
        if months_after(checked, MONTHS_CHECKED) < today.isoformat():
            what = f"these details were last checked on {checked}, more than {MONTHS_CHECKED} months ago"
            yield course.provider.place, what
    for line in lines_shown(course):
        checked = line_checked_on(line, course)
        if checked and months_after(checked, MONTHS_CHECKED) < today.isoformat():
            what = f"the number of {line.name} was last checked on {checked}"
            yield line.place, f"{what}, more than {MONTHS_CHECKED} months ago"


def unchecked_lines(course: Course) -> tuple[NationalLine, ...]:
    """The national lines that learners see although nobody has said when their numbers were checked."""
    return tuple(line for line in lines_shown(course) if not line_checked_on(line, course))


def months_after(day: str, months: int) -> str:
    """The day so many months after another, both YYYY-MM-DD; a month that is too short gives its last day."""
    given = datetime.date.fromisoformat(day)
    year, month = divmod(given.year * 12 + given.month - 1 + months, 12)
    for last in range(given.day, 0, -1):
        try:
            return datetime.date(year, month + 1, last).isoformat()
        except ValueError:
            continue
    raise ValueError(day)


def _detail(slot: Slot, pages: tuple[str, ...]) -> Detail:
    label = slot.label or slot.name.replace("_", " ")
    return Detail(slot.name, label, bool(slot.value or slot.task), pages, slot.name in PANEL)


def _pages(name: str, modules: Iterable[Module]) -> tuple[str, ...]:
    """Each page once that names a detail, as module#page."""
    found = (
        f"{module.id}#{module.page_at(asked.place.line).id}"
        for module in modules
        for asked in module.asked
        if asked.name == name
    )
    return tuple(dict.fromkeys(found))
