"""Rules for a package with a tincan.xml, ours or anybody's.

Source: what importers of such packages ask for; the format's own schema is no longer published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast
from urllib.parse import unquote

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem, Severity
from coursebuilder.targets.files import file_rules
from coursebuilder.targets.xml import BadXml, parse, split_address

TINCAN = "tincan.xml"
TC = "{http://projecttincan.com/tincan.xsd}"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
CHILDREN = ("name", "description", "launch", "resource")  # in this order


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A parsed tincan.xml: its root, its bytes, and the names of all files in the zip."""

    root: etree._Element
    data: bytes
    names: frozenset[str]

    @property
    def activities(self) -> list[etree._Element]:
        """All activities, in document order."""
        return list(self.root.iter(TC + "activity"))

    @property
    def launched(self) -> list[etree._Element]:
        """The activities with a <launch>."""
        return [activity for activity in self.activities if activity.find(TC + "launch") is not None]


def package_rules(package: Package) -> list[Problem]:
    """Everything wrong with a package: its tincan.xml and its files."""
    return tincan_rules(package) + file_rules(package)


def tincan_rules(package: Package) -> list[Problem]:
    """Everything wrong with tincan.xml and what it says about the other files."""
    if TINCAN not in package.files:
        hint = "zip what is in the package's folder, not the folder itself"
        return [Problem("tincan-missing", f"no {TINCAN} at the root of the zip", Place(TINCAN), hint)]
    return [*_doubles(package), *_found(package.read(TINCAN), frozenset(package.files))]


@lru_cache(maxsize=4)  # a build asks twice: about what it wrote itself, and about the whole package
def _found(data: bytes, names: frozenset[str]) -> tuple[Problem, ...]:
    try:
        root = parse(data)
    except BadXml as error:
        return (_fault("tincan-unreadable", f"platforms can't read this: {error}", error.line),)
    if root.tag != TC + "tincan":
        hint = f'start with <tincan xmlns="{TC[1:-1]}">'
        return (_fault("tincan-names", "the first element is not <tincan>", root, hint),)
    document = ParsedDocument(root, data, names)
    return tuple(problem for rule in RULES.values() for problem in rule(document))


def launched_activity(package: Package, start: str) -> str:
    """The IRI of the activity launched at the address `start`, else of the first with a <launch>, else ""."""
    launched = ParsedDocument(parse(package.read(TINCAN)), b"", frozenset()).launched
    there = [activity for activity in launched if (activity.findtext(TC + "launch") or "").strip() == start]
    return next((activity.get("id", "") for activity in (*there, *launched)), "")


def starts(package: Package) -> tuple[str, ...]:
    """The address of each activity that can be launched; () if the document can't be parsed."""
    try:
        document = ParsedDocument(parse(package.read(TINCAN)), b"", frozenset())
    except (BadXml, KeyError):
        return ()
    return tuple((activity.findtext(TC + "launch") or "").strip() for activity in document.launched)


def _doubles(package: Package) -> Iterator[Problem]:
    for name in sorted(package.files):
        if name.endswith("/" + TINCAN):
            yield Problem("tincan-twice", "a second package inside this one", Place(name), "leave it out")


HINTS = {
    "tincan-unreadable": "mend the XML: any editor for it shows where it breaks",
    "activity-iri": "write an absolute IRI, such as https://…/courses/1",
    "activity-twice": "give each activity its own IRI",
    "one-launch": "put <launch> into the one activity that learners open",
    "launch-file": "write the page's path in the zip, without a query: the platform adds its own",
    "activity-words": "write <name> and <description>, then <launch>",
}


def _fault(
    code: str, message: str, at: etree._Element | int = 0, hint: str = "", severity: Severity = "error"
) -> Problem:
    line = at if isinstance(at, int) else cast(int | None, at.sourceline)
    return Problem(code, message, Place(TINCAN, line or 0), hint or HINTS.get(code, ""), severity)


def identifiers(document: ParsedDocument) -> Iterator[Problem]:
    """Rule: id and type are absolute IRIs; no id occurs twice."""
    seen = set()
    for activity in document.activities:
        for name in ("id", "type"):
            value = activity.get(name) or ""
            if not _IRI.fullmatch(value):
                yield _fault("activity-iri", f'{name}="{value}" is no absolute IRI', activity)
        if activity.get("id") in seen:
            yield _fault("activity-twice", f"{activity.get('id')} stands twice", activity)
        seen.add(activity.get("id"))


def one_launch(document: ParsedDocument) -> Iterator[Problem]:
    """Rule: exactly one activity has a <launch>."""
    if len(document.launched) != 1:
        message = f"{len(document.launched)} activities can be launched; platforms take exactly one"
        yield _fault("one-launch", message, document.root)


def launch_file(document: ParsedDocument) -> Iterator[Problem]:
    """Rule: <launch> is a file in the zip without a query, or a whole http(s) address."""
    for activity in document.launched:
        address = (activity.findtext(TC + "launch") or "").strip()
        parts = split_address(address)
        if parts.scheme in {"http", "https"}:
            continue
        if parts.query or parts.fragment or unquote(parts.path) not in document.names:
            yield _fault("launch-file", f'"{address}" is no file in the zip', activity)


def words(document: ParsedDocument) -> Iterator[Problem]:
    """Rule: activities have <name> and <description>, in the format's order."""
    for activity in document.activities:
        names = [etree.QName(child).localname for child in activity if str(child.tag).startswith(TC)]
        for name in ("name", "description"):
            if not (activity.findtext(TC + name) or "").strip():
                needed = name == "name" and activity in document.launched
                severity: Severity = "error" if needed else "warning"
                yield _fault("activity-words", f"an activity without a {name}", activity, "", severity)
        known = [CHILDREN.index(name) for name in names if name in CHILDREN]
        if known != sorted(known):
            message = f"the order is {', '.join(CHILDREN)}"
            yield _fault("activity-words", message, activity, "", "warning")


def character_references(document: ParsedDocument) -> Iterator[Problem]:
    """Rule (warning): no numeric character references; some platforms show them literally."""
    for number, line in enumerate(document.data.split(b"\n"), 1):
        if b"&#" in line:
            hint = "write the character itself in UTF-8"
            yield _fault(
                "character-reference", "some platforms show these as they stand", number, hint, "warning"
            )


RULES: dict[str, Callable[[ParsedDocument], Iterator[Problem]]] = {
    "activity-iri": identifiers,
    "one-launch": one_launch,
    "launch-file": launch_file,
    "activity-words": words,
    "character-reference": character_references,
}
CODES = frozenset(RULES) | {
    "tincan-missing",
    "tincan-twice",
    "tincan-unreadable",
    "tincan-names",
    "activity-twice",
}
