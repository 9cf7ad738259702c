"""Rules for a cmi5 package, ours or anybody's: the course structure and the files it names.

Source: the cmi5 specification, 13 and 14, with its schema, and what ADL's player refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import parse_qsl, unquote

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.cmi5.parsed_structure import CS, STRUCTURE, ParsedStructure, fault, local
from coursebuilder.targets.files import file_rules
from coursebuilder.targets.xml import BadXml, parse, split_address

_WORDS = ("title", "description")
CHILDREN = {  # element -> its own elements in their order; those in capitals may stand several times
    "courseStructure": ("course", "objectives", "AU BLOCK"),
    "course": _WORDS,
    "block": (*_WORDS, "objectives", "AU BLOCK"),
    "au": (*_WORDS, "objectives", "url", "launchParameters", "entitlementKey"),
    "objectives": ("OBJECTIVE",),
    "objective": ("title description",),
    "title": ("LANGSTRING",),
    "description": ("LANGSTRING",),
}
NEEDED = {
    "courseStructure": ("course",),
    "course": _WORDS,
    "block": _WORDS,
    "au": (*_WORDS, "url"),
    "objective": _WORDS,
    "title": ("langstring",),
    "description": ("langstring",),
}
MOVE_ON = {"NotApplicable", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed"}
LAUNCH_METHODS = {"AnyWindow", "OwnWindow"}
LAUNCHING = ("endpoint", "fetch", "actor", "registration", "activityId")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_SCORE = re.compile(r"(0|1)(\.\d{1,4})?")


def package_rules(package: Package) -> list[Problem]:
    """Everything wrong with a package: its course structure and its files."""
    return structure_rules(package) + file_rules(package)


def structure_rules(package: Package) -> list[Problem]:
    """Everything wrong with cmi5.xml and what it says about the other files."""
    if STRUCTURE not in package.files:
        hint = "zip what is in the package's folder, not the folder itself"
        return [
            Problem("structure-missing", f"no {STRUCTURE} at the root of the zip", Place(STRUCTURE), hint)
        ]
    return list(_found(package.read(STRUCTURE), frozenset(package.files)))


@lru_cache(maxsize=4)  # a build asks twice: about what it wrote itself, and about the whole package
def _found(data: bytes, names: frozenset[str]) -> tuple[Problem, ...]:
    try:
        root = parse(data)
    except BadXml as error:
        what = f"platforms can't read this course structure: {error}"
        return (fault("structure-unreadable", what, error.line),)
    if root.tag != CS + "courseStructure":
        hint = f'start with <courseStructure xmlns="{CS[1:-1]}">'
        return (fault("structure-names", "the first element is no cmi5 course structure", root, hint),)
    structure = ParsedStructure(root, data, names)
    return tuple(problem for rule in dict.fromkeys(RULES.values()) for problem in rule(structure))


def order(structure: ParsedStructure) -> Iterator[Problem]:
    """Rule: elements stand in the schema's order, none is missing, and there is an <au>."""
    for parent in structure.all(*CHILDREN):
        yield from _order_within(parent)
        if parent.get("idref") is None:
            there = {local(child) for child in parent}
            for name in NEEDED.get(local(parent), ()):
                if name not in there:
                    yield fault("structure-order", f"<{name}> is missing in <{local(parent)}>", parent)
    if not list(structure.all("au")):
        yield fault("structure-order", "there is no <au>, so nothing to launch", structure.root)


def _order_within(parent: etree._Element) -> Iterator[Problem]:
    groups = CHILDREN[local(parent)]
    reached, seen = 0, set()
    for child in parent:
        name = local(child)
        later = [n for n in range(reached, len(groups)) if name.lower() in groups[n].lower().split()]
        if not str(child.tag).startswith(CS):
            reached = len(groups)  # other vocabularies come last
        elif not later or (name in seen and not groups[later[0]].isupper()):
            yield fault("structure-order", f"<{name}> doesn't belong here in <{local(parent)}>", child)
        else:
            reached = later[0]
        seen.add(name)


def character_references(structure: ParsedStructure) -> Iterator[Problem]:
    """Rule (warning): no numeric character references; some platforms show them literally."""
    for number, line in enumerate(structure.data.split(b"\n"), 1):
        if b"&#" in line:
            hint = "write the character itself in UTF-8"
            yield fault(
                "character-reference", "some platforms show these as they stand", number, hint, "warning"
            )


def _identified(structure: ParsedStructure) -> Iterator[tuple[str, etree._Element]]:
    for element in structure.all("course", "block", "au", "objective"):
        if element.get("idref") is None:
            yield (element.get("id") or "").strip(), element


def identifiers(structure: ParsedStructure) -> Iterator[Problem]:
    """Rule: ids are absolute IRIs, each of them once."""
    seen = set()
    for value, element in _identified(structure):
        if not _IRI.fullmatch(value):
            yield fault("iri-form", f'"{value}" is no absolute IRI', element, "such as https://…/courses/1")
        elif value in seen:
            yield fault("iri-twice", f"{value} stands twice", element)
        seen.add(value)


def objectives(structure: ParsedStructure) -> Iterator[Problem]:
    """Rule: an objective's idref names an objective of this course."""
    known = {value for value, element in _identified(structure) if local(element) == "objective"}
    for element in structure.all("objective"):
        wanted = element.get("idref")
        if wanted is not None and wanted not in known:
            yield fault("objective-dangling", f"{wanted} is no objective of this course", element)


def addresses(structure: ParsedStructure) -> Iterator[Problem]:
    """Rule: a unit's url is a file in the zip or a whole http(s) address, without cmi5's own parameters."""
    for unit in structure.all("au"):
        address = (unit.findtext(CS + "url") or "").strip()
        parts = split_address(address)
        if parts.scheme in {"http", "https"}:
            pass
        elif parts.fragment or parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            yield fault("au-address", f'"{address}" names no file in the zip', unit)
        elif unquote(parts.path) not in structure.names:
            yield fault("au-address", f"{parts.path} is not in the zip", unit)
        asked = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        taken = {parameter.lower() for parameter in LAUNCHING} & asked
        if taken:
            yield fault("au-query", f"{', '.join(sorted(taken))}: the platform puts this in itself", unit)


def conditions(structure: ParsedStructure) -> Iterator[Problem]:
    """Rule: moveOn, launchMethod and masteryScore hold values that the standard has."""
    for unit in structure.all("au"):
        for name, allowed in (("moveOn", MOVE_ON), ("launchMethod", LAUNCH_METHODS)):
            if (value := unit.get(name)) is not None and value not in allowed:
                yield fault("au-condition", f'{name}="{value}": {", ".join(sorted(allowed))}', unit)
        score = unit.get("masteryScore")
        if score is not None and not (_SCORE.fullmatch(score.strip()) and float(score) <= 1):
            yield fault("au-condition", f'masteryScore="{score}" is not 0 to 1 with four decimals', unit)


def titles(structure: ParsedStructure) -> Iterator[Problem]:
    """Rule: no <langstring> is empty."""
    for element in structure.all("langstring"):
        if not (element.text or "").strip():
            parent = element.getparent()
            name = "" if parent is None else local(parent)
            yield fault("text-missing", f"an empty <{name}>", element)


RULES: dict[str, Callable[[ParsedStructure], Iterator[Problem]]] = {
    "structure-order": order,
    "character-reference": character_references,
    "iri-form": identifiers,
    "iri-twice": identifiers,
    "objective-dangling": objectives,
    "au-address": addresses,
    "au-query": addresses,
    "au-condition": conditions,
    "text-missing": titles,
}
CODES = frozenset(RULES) | {"structure-missing", "structure-unreadable", "structure-names"}
