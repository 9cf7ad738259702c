"""A cmi5 course structure that could be parsed, and how a fault in it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.xml import BadXml, parse

STRUCTURE = "cmi5.xml"
CS = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A structure that could be parsed, with the names in the zip around it."""

    root: etree._Element
    data: bytes
    names: frozenset[str]

    def all(self, *names: str) -> Iterator[etree._Element]:
        return self.root.iter(*(CS + name for name in names))


def fault(code: str, message: str, at: etree._Element | int = 0, hint: str = "") -> Problem:
    """A Problem of this code at an element or on a line."""
    line = at if isinstance(at, int) else cast(int | None, at.sourceline)
    return Problem(code, message, Place(STRUCTURE, line or 0), hint)


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


@dataclass(frozen=True, slots=True)
class Launchable:
    """An assignable unit as a platform imports it."""

    id: str
    url: str
    move_on: str
    mastery_score: float | None


def units(package: Package) -> tuple[Launchable, ...]:
    """The units of a package whose structure the rules found good, in their order."""
    root = parse(package.read(STRUCTURE))
    return tuple(
        Launchable(
            id=unit.get("id", "").strip(),
            url=(unit.findtext(CS + "url") or "").strip(),
            move_on=unit.get("moveOn", "NotApplicable"),
            mastery_score=float(score) if (score := unit.get("masteryScore")) else None,
        )
        for unit in root.iter(CS + "au")
    )


def starts(package: Package) -> tuple[str, ...]:
    """The address of each unit, in their order; none where the structure can't be read."""
    try:
        return tuple(unit.url for unit in units(package))
    except (BadXml, KeyError, ValueError):
        return ()
