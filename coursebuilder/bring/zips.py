"""The parts of a document or question package: every byte is judged before a library sees the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coursebuilder.bring.items import CannotBring
from coursebuilder.bring.xml import xml_of
from coursebuilder.package.unzip import BadPackage, Entry, content, entries
from coursebuilder.problems import Place, Problem

# A document.xml of 0.7 MB with 8,000 paragraphs takes 70 MB of memory in all, measured with mammoth 1.13.
MAX_XML = 3 * 1024**2  # one part that a library reads whole
MAX_ALL_XML = 24 * 1024**2
MAX_PART = 40 * 1024**2  # a picture or clip
MAX_TOTAL = 120 * 1024**2
MAX_FILE = 120 * 1024**2


def parts_of(path: Path, most_xml: int = MAX_XML) -> Mapping[str, bytes]:
    """Every file in a zip by its name. Raises CannotBring for what is unsafe, damaged or too large.

    Its XML is small enough to be read, and not read yet: see `judge_xml`.
    most_xml: how many bytes one part may have
    """
    place = Place(path.as_posix())
    if path.stat().st_size > MAX_FILE:
        raise _too_large(place, "the file", path.stat().st_size, MAX_FILE)
    try:
        found = entries(path)
    except BadPackage as bad:
        raise CannotBring(*bad.problems) from None
    _judge_sizes(place, found, most_xml)
    parts: dict[str, bytes] = {}
    for entry in found:
        with path.open("rb") as stream, content(stream, entry) as unpacked:
            parts[entry.name] = unpacked.read()
    return parts


def judge_xml(path: Path, parts: Mapping[str, bytes]) -> None:
    """Raises CannotBring where XML is broken or has a document type: libraries would read its entities."""
    for name, data in parts.items():
        if is_xml(name):
            xml_of(data, Place(f"{path.as_posix()}/{name}"))


def _judge_sizes(place: Place, found: list[Entry], most_xml: int) -> None:
    xml = [entry for entry in found if is_xml(entry.name)]
    for entry in found:
        most = most_xml if entry in xml else MAX_PART
        if entry.size > most:
            raise _too_large(place, entry.name, entry.size, most)
    for what, size, most in (
        ("its XML together", sum(entry.size for entry in xml), MAX_ALL_XML),
        ("all of it together", sum(entry.size for entry in found), MAX_TOTAL),
    ):
        if size > most:
            raise _too_large(place, what, size, most)


def is_xml(name: str) -> bool:
    """Whether a part of a document is XML, by its name."""
    return name.lower().endswith((".xml", ".rels", ".qti"))


def _too_large(place: Place, what: str, size: int, most: int) -> CannotBring:
    message = f"{what} is {size:,} bytes when unpacked; {most:,} at most are read"
    return CannotBring(
        Problem("zip-bomb", message, place, "split the document, or make its pictures smaller")
    )
