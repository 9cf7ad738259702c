"""Question packages: a zip with imsmanifest.xml and items in QTI 2.1 or 2.2 (IMS Global)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from coursebuilder.bring.banks import Found, as_module
from coursebuilder.bring.html import FindPicture
from coursebuilder.bring.items import Brought, CannotBring, Note
from coursebuilder.bring.pictures import Pictures
from coursebuilder.bring.qti_item import read_item
from coursebuilder.bring.xml import children, descendants, name_of, xml_of
from coursebuilder.problems import Place, Problem

MANIFEST = "imsmanifest.xml"


def read_qti(path: Path, parts: Mapping[str, bytes]) -> Brought:
    """The package's items as a module. Raises CannotBring where there are none."""
    notes: list[Note] = []
    roots: dict[str, etree._Element] = {}
    for name, data in parts.items():
        if name.lower().endswith(".xml"):
            try:
                roots[name] = xml_of(data, Place(f"{path.as_posix()}/{name}"))
            except CannotBring as error:
                if name == MANIFEST:
                    raise
                notes.append(Note("not carried", name, error.problems[0].message))
    items = {name: root for name, root in roots.items() if name_of(root) == "assessmentItem"}
    if not items:
        raise CannotBring(_no_items(path, roots))
    pictures = Pictures(path.stem)
    found: list[Found] = []
    for name, section in _in_order(roots, items):
        find = _finder(name, parts, pictures)
        part = read_item(items[name], f"{name}", find, notes)
        if part is not None:
            found.append((section, part))
    notes += [Note("not carried", "a picture", why) for why in pictures.refused]
    tests = [root for root in roots.values() if name_of(root) == "assessmentTest"]
    title = (tests[0].get("title") if tests else "") or path.stem.replace("_", " ")
    return as_module(path, title, found, notes, pictures.media)


def _no_items(path: Path, roots: Mapping[str, etree._Element]) -> Problem:
    if any(name_of(root) == "questestinterop" for root in roots.values()):
        what = "its questions are in QTI 1.2, an older form"
        hint = "export them as QTI 2.1 or 2.2, or load them into Moodle and export Moodle XML"
    else:
        what, hint = (
            "there are no questions in this package",
            "export the questions once more as QTI 2.1 or 2.2",
        )
    return Problem("import-format", what, Place(path.as_posix()), hint)


def _in_order(
    roots: Mapping[str, etree._Element], items: Mapping[str, etree._Element]
) -> Iterator[tuple[str, str]]:
    """The items in the test's order with their section's title, then those that only the manifest lists."""
    told: set[str] = set()
    for name, root in roots.items():
        if name_of(root) != "assessmentTest":
            continue
        for reference in descendants(root, "assessmentItemRef"):
            item = _beside(name, reference.get("href") or "")
            section = next(
                (one for one in reference.iterancestors() if name_of(one) == "assessmentSection"), None
            )
            if item in items and item not in told:
                told.add(item)
                yield item, (section.get("title") or "") if section is not None else ""
    listed = [
        one.get("href") or ""
        for one in descendants(roots[MANIFEST], "resource")
        if children(one, "file") or one.get("href")
    ]
    rank = {_beside(MANIFEST, name): number for number, name in enumerate(listed)}
    for item in sorted(items, key=lambda name: (rank.get(name, len(rank)), name)):
        if item not in told:
            yield item, ""


def _beside(name: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))


def _finder(name: str, parts: Mapping[str, bytes], pictures: Pictures) -> FindPicture:
    def find(address: str) -> str:
        data = parts.get(_beside(name, address))
        if data is None and address:
            pictures.refused.append(f"{address[:80]}: it isn't in the package")
        return pictures.take(data, address) if data else ""

    return find
