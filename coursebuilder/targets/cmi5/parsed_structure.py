"""A parsed cmi5.xml (course structure): access to its elements, and Problems at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem, Severity
from coursebuilder.targets.xml import BadXml, parse

STRUCTURE = "cmi5.xml"
CS = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"


@dataclass(frozen=True, slots=True)
class ParsedStructure:
    """A parsed course structure: its root, its bytes, and the names of all files in the zip."""

    root: etree._Element
    data: bytes
    names: frozenset[str]

    def all(self, *names: str) -> Iterator[etree._Element]:
        """All course structure elements with one of these names, in document order."""
        return self.root.iter(*(CS + name for name in names))


HINTS = {
    "structure-unreadable": "mend the XML: any editor for it shows where it breaks",
    "structure-order": "the schema's order: title, description, objectives, then url and what a unit needs",
    "iri-twice": "give each its own IRI",
    "objective-dangling": "name an objective from the list before the units, or add it there",
    "au-address": "write the page's path in the zip, or a whole https address",
    "au-query": "leave it out of the address",
    "au-condition": "write one of the values, or leave the attribute out",
    "text-missing": "write the words that learners read",
}


def fault(
    code: str, message: str, at: etree._Element | int = 0, hint: str = "", severity: Severity = "error"
) -> Problem:
    """A Problem with this code at an element, or on a line (0: the whole file); hint: default in HINTS."""
    line = at if isinstance(at, int) else cast(int | None, at.sourceline)
    return Problem(code, message, Place(STRUCTURE, line or 0), hint or HINTS.get(code, ""), severity)


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


@dataclass(frozen=True, slots=True)
class Launchable:
    """An assignable unit (AU) as a platform imports it."""

    id: str
    url: str
    move_on: str
    mastery_score: float | None


def units(package: Package) -> tuple[Launchable, ...]:
    """The assignable units in their order; raises BadXml or ValueError for a structure with faults."""
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
    """The url of each unit, in order; () if the structure can't be parsed."""
    try:
        return tuple(unit.url for unit in units(package))
    except (BadXml, KeyError, ValueError):
        return ()
