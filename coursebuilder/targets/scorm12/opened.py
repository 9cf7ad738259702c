"""A SCORM 1.2 manifest that could be parsed: the names in it, and how a fault in it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree

from coursebuilder.problems import Place, Problem

MANIFEST = "imsmanifest.xml"
LAUNCH = "index.html"
CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
BASE = "{http://www.w3.org/XML/1998/namespace}base"


@dataclass(frozen=True, slots=True)
class Opened:
    """A manifest that could be parsed, with the names in the zip around it."""

    root: etree._Element
    data: bytes
    names: frozenset[str]

    def all(self, name: str) -> Iterator[etree._Element]:
        return self.root.iter(CP + name)

    @property
    def scos(self) -> list[etree._Element]:
        return [r for r in self.all("resource") if r.get(ADL + "scormtype", "").lower() == "sco"]


def fault(code: str, message: str, at: etree._Element | int = 0, hint: str = "") -> Problem:
    """A Problem of this code at an element or on a line."""
    line = at if isinstance(at, int) else cast(int | None, at.sourceline)
    return Problem(code, message, Place(MANIFEST, line or 0), hint)


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname
