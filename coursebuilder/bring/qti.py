"""Question packages: a zip with imsmanifest.xml and items in QTI 2.1, 2.2 or 1.2 (IMS Global)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from coursebuilder.bring.banks import Found, as_module
from coursebuilder.bring.html import FindPicture
from coursebuilder.bring.items import Brought, CannotBring, Note
from coursebuilder.bring.pictures import Pictures
from coursebuilder.bring.qti12 import found_in, title_of_test
from coursebuilder.bring.qti_item import read_item
from coursebuilder.bring.xml import children, descendants, name_of, xml_of
from coursebuilder.bring.zips import is_xml
from coursebuilder.problems import Place, Problem

MANIFEST = "imsmanifest.xml"
_WHOLE = "non_cc_assessments/"


def read_qti(path: Path, parts: Mapping[str, bytes]) -> Brought:
    """The package's items as a module. Raises CannotBring where there are none."""
    notes: list[Note] = []
    roots: dict[str, etree._Element] = {}
    for name, data in parts.items():
        if is_xml(name):
            try:
                roots[name] = xml_of(data, Place(f"{path.as_posix()}/{name}"))
            except CannotBring as error:
                if name == MANIFEST:
                    raise
                notes.append(Note("not carried", name, error.problems[0].message))
    items = {name: root for name, root in roots.items() if name_of(root) == "assessmentItem"}
    pictures = Pictures(path.stem)
    older = _older(roots)
    if not items and not older:
        what, hint = (
            "there are no questions in this package",
            "export the questions once more as QTI",
        )
        raise CannotBring(Problem("import-format", what, Place(path.as_posix()), hint))
    found: list[Found] = []
    for name, section in _in_order(roots, items):
        find = _finder(name, parts, pictures)
        part = read_item(items[name], f"{name}", find, notes)
        if part is not None:
            found.append((section, part))
    for name, root in older.items():
        found += found_in(root, name, _finder(name, parts, pictures), notes)
    notes += pictures.notes()
    tests = [root for root in roots.values() if name_of(root) == "assessmentTest"]
    titles = [*(test.get("title") or "" for test in tests[:1]), *map(title_of_test, older.values())]
    title = titles[0] if len(titles) == 1 and titles[0] else path.stem.replace("_", " ")
    return as_module(path, title, found, notes, pictures.media)


def _older(roots: Mapping[str, etree._Element]) -> dict[str, etree._Element]:
    """The documents in QTI 1.2. Canvas writes a quiz twice: the one in a folder of its own has it whole."""
    found = {name: root for name, root in roots.items() if name_of(root) == "questestinterop"}
    whole = {
        one.get("ident")
        for name, root in found.items()
        if name.startswith(_WHOLE)
        for one in descendants(root, "assessment")
    }
    return {
        name: root
        for name, root in found.items()
        if name.startswith(_WHOLE)
        or not any(one.get("ident") in whole for one in descendants(root, "assessment"))
    }


def read_qti12(path: Path, root: etree._Element) -> Brought:
    """A single document in QTI 1.2. Raises CannotBring where it has no question."""
    notes: list[Note] = []
    pictures = Pictures(path.stem)
    found = list(found_in(root, path.name, _finder(path.name, {}, pictures), notes))
    notes += pictures.notes()
    return as_module(path, title_of_test(root) or path.stem.replace("_", " "), found, notes)


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
        wanted = re.sub(r"^\$IMS[-_]CC[-_]FILE[-_]?BASE\$/?", "", unquote(address).partition("?")[0])
        places = (_beside(name, address), wanted, f"web_resources/{wanted}")
        data = next((parts[one] for one in places if one in parts), None)
        if data is None and address:
            pictures.refused.append(f"{address[:80]}: it isn't in the package")
        return pictures.take(data, address) if data else ""

    return find
