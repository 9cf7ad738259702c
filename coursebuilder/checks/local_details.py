"""Rule for what learners of other organisations would ring: named people, numbers, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursebuilder.model import Course
from coursebuilder.problems import Place, Problem

_EMERGENCY = {"999", "112", "111", "101"}
_NUMBER = re.compile(r"(?<![\d/-])\+?\(?\d[\d ()-]{4,}\d(?![\d/-])")
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.? [A-Z][\w’'-]+")
_NAMED = re.compile(r"\b[A-Z][a-z’'-]+(?: [A-Z]\.?)? [A-Z][A-Za-z’'-]+")
# Words of teams, roles and services: two capitals with one of these are no name of a person.
_OF_A_TEAM = re.compile(
    r"\b(?:academy|adult|area|ask|board|call|child|children|city|college|council|county|designated|duty|"
    r"emergency|england|family|find|first|follow|helpline|if|ireland|lead|line|local|mash|national|nhs|"
    r"northern|nspcc|officer|online|our|point|protection|response|ring|safeguarding|school|scotland|see|"
    r"services?|single|social|team|tell|the|trust|wales|working|your|youth)\b",
    re.IGNORECASE,
)


def for_learners_of_many(course: Course) -> Iterator[Problem]:
    """Rule (warning): a provider whose learners come from many organisations names none's own people."""
    if course.provider and course.provider.learners_of_many:
        yield from local_details(course, "its learners come from many organisations")


def local_details(course: Course, why: str) -> Iterator[Problem]:
    """A warning for each of the provider's details and links that gives somebody whom only some may ring.

    why: a clause on why others read it as well
    """
    provider = course.provider
    if provider is None:
        return
    declared = {slot.name for slot in course.slots if slot.kind != "plain"}
    given = [(one.name, one.value, one.place) for one in provider.details if one.name in declared]
    given += [("support_links", f"{one.label} {one.address}", one.place) for one in provider.support_links]
    national = {_digits(line.number) for line in course.lines}
    for name, value, place in given:
        if found := _local(value, national, provider.name):
            yield _warning(name, found, place, why)


def _warning(name: str, found: str, place: Place, why: str) -> Problem:
    hint = "leave it empty, with  learners: many : each learner is asked to find out their own"
    what = f'"{name}" gives {found}, and {why}: others would ring them too'
    return Problem("local-detail-for-many", what, place, hint, "warning")


def _local(value: str, national: set[str], provider: str) -> str:
    """What a value gives that is one organisation's own, as "the number 01632 960001"; "" for nothing."""
    for number in _NUMBER.findall(_DATE.sub("", value)):
        digits = _digits(number)
        if digits not in national | _EMERGENCY and not re.fullmatch(r"116\d{3}", digits):
            return f"the number {number.strip()}"
    if found := _EMAIL.search(value):
        return f"the address {found[0]}"
    if found := _TITLED.search(value):
        return f"a name, {found[0]}"
    for one in _NAMED.findall(value.replace(provider, "")):
        if not _OF_A_TEAM.search(one):
            return f"a name, {one}"
    return ""


def _digits(number: str) -> str:
    return re.sub(r"^(?:\+|00)44", "0", re.sub(r"[^\d+]", "", number))
