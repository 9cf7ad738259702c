"""What the document that a platform imports says of a package: its name, version and identity."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.targets.target import Target
from coursebuilder.targets.unknown import DOCUMENTS
from coursebuilder.targets.xml import BadXml, parse

TITLES = {
    "scorm12": "SCORM 1.2",
    "scorm2004-3rd": "SCORM 2004 3rd Edition",
    "scorm2004-4th": "SCORM 2004 4th Edition",
    "cmi5": "cmi5",
    "xapi": "xAPI (tincan.xml)",
    "web": "web pages, for no platform",
}
MOST = 300  # characters of a name: anybody's package may hold anything


@dataclass(frozen=True, slots=True)
class Described:
    """What a platform learns of a package when it imports it; each "" where the document doesn't say it.

    identity: what a platform knows it by when it comes again: the manifest's identifier, or an IRI
    """

    title: str = ""
    version: str = ""
    identity: str = ""


def described(package: Package, target: Target) -> Described:
    """What the package's own document says; nothing where there is none or it can't be parsed."""
    document = next((name for name in DOCUMENTS if name.endswith(".xml") and name in package.files), "")
    if not document or target.alone:
        return Described()
    try:
        root = parse(package.read(document))
    except BadXml:
        return Described()
    reader = {"imsmanifest.xml": _manifest, "cmi5.xml": _structure, "tincan.xml": _tincan}[document]
    found = reader(root)
    return Described(_line(found.title), _line(found.version), _line(found.identity))


def _manifest(root: etree._Element) -> Described:
    organisation = root.find(".//{*}organization")
    item = root.findtext(".//{*}organization/{*}item/{*}title") or ""
    title = organisation.findtext("{*}title") if organisation is not None else ""
    items = len(root.findall(".//{*}organization/{*}item"))
    version = root.get("version") or root.findtext(".//{*}lifecycle/{*}version/{*}langstring") or ""
    return Described(item if items == 1 and item else title or "", version, root.get("identifier") or "")


def _structure(root: etree._Element) -> Described:
    course = root.find("{*}course")
    if course is None:
        return Described()
    return Described(course.findtext("{*}title/{*}langstring") or "", "", course.get("id") or "")


def _tincan(root: etree._Element) -> Described:
    for activity in root.iterfind(".//{*}activity"):
        if activity.find("{*}launch") is not None:
            return Described(activity.findtext("{*}name") or "", "", activity.get("id") or "")
    return Described()


def _line(text: str) -> str:
    return " ".join(text.split())[:MOST]
