"""What a SCORM 1.2 package must be for every importer we know, as a table of small rules.

The rules read a finished package, ours or anybody's: the build asks them before a zip leaves, `verify` later.
Sources: SCORM 1.2 Content Aggregation Model, its schemas, and what the importing platforms really do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import unquote

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.files import file_rules
from coursebuilder.targets.scorm12.opened import ADL, BASE, CP, MANIFEST, Opened, fault, local
from coursebuilder.targets.xml import NCNAME, BadXml, parse

MAX_TITLE = 200  # titleType in imscp_rootv1p1p2.xsd; platforms keep 255
MAX_IDENTIFIER = 128  # NHS Learning Hub
MAX_LAUNCH = 255  # NHS Learning Hub

ORDER = {
    "manifest": ("metadata", "organizations", "resources", "manifest"),
    "metadata": ("schema", "schemaversion"),
    "organizations": ("organization",),
    "organization": ("title", "item", "metadata"),
    "item": ("title", "item", "metadata"),
    "resources": ("resource",),
    "resource": ("metadata", "file", "dependency"),
    "file": ("metadata",),
}
SEVERAL = {"manifest", "organization", "item", "resource", "file", "dependency"}


def package_rules(package: Package) -> list[Problem]:
    """Everything wrong with a package."""
    return manifest_rules(package) + file_rules(package)


def manifest_rules(package: Package) -> list[Problem]:
    """Everything wrong with the manifest and what it says about the other files."""
    if MANIFEST not in package.files:
        return [_manifest_missing(package)]
    data = package.read(MANIFEST)
    try:
        root = parse(data)
    except BadXml as error:
        return [fault("manifest-unreadable", f"platforms can't read this manifest: {error}", error.line)]
    if problems := list(_names(root)):
        return problems  # with other names nothing below would be found
    opened = Opened(root, data, frozenset(package.files))
    return [problem for rule in RULES.values() for problem in rule(opened)]


def _manifest_missing(package: Package) -> Problem:
    deeper = sorted(name for name in package.files if name.endswith("/" + MANIFEST))
    hint = f"it stands in {deeper[0]}: zip the folder's content, not the folder" if deeper else ""
    return Problem("manifest-missing", f"no {MANIFEST} at the root of the zip", Place(MANIFEST), hint)


def _names(root: etree._Element) -> Iterator[Problem]:
    """Moodle matches names literally: the packaging elements bare, the SCORM ones as adlcp:."""
    if root.tag != CP + "manifest":
        yield fault(
            "manifest-names",
            "the first element is not a SCORM 1.2 manifest",
            root,
            'start with <manifest xmlns="' + CP[1:-1] + '">',
        )
        return
    for element in root.iter(etree.Element):
        if str(element.tag).startswith(CP) and element.prefix:
            yield fault(
                "manifest-names",
                f"<{element.prefix}:{local(element)}> with a prefix",
                element,
                "platforms look for the packaging elements' bare names",
            )
    if root.nsmap.get("adlcp") != ADL[1:-1] or list(root.nsmap.values()).count(ADL[1:-1]) > 1:
        yield fault(
            "manifest-names",
            "SCORM's own names don't start with adlcp:",
            root,
            f'put xmlns:adlcp="{ADL[1:-1]}" on the first element',
        )


def manifest_order(opened: Opened) -> Iterator[Problem]:
    for parent in opened.root.iter(*(CP + name for name in ORDER)):
        yield from _order_within(parent)
    for name in ("metadata", "organizations", "resources"):
        if opened.root.find(CP + name) is None:
            yield fault("manifest-order", f"<{name}> is missing", opened.root)


def _order_within(parent: etree._Element) -> Iterator[Problem]:
    expected = ORDER[local(parent)]
    reached, seen = 0, set()
    for child in parent:
        name = local(child)
        if not str(child.tag).startswith(CP):
            reached = len(expected)  # other vocabularies come last
        elif name not in expected or expected.index(name) < reached or (name in seen and name not in SEVERAL):
            yield fault(
                "manifest-order",
                f"<{name}> doesn't belong here in <{local(parent)}>",
                child,
                f"the order is {', '.join(expected)}",
            )
        else:
            reached = expected.index(name)
        seen.add(name)


def manifest_version(opened: Opened) -> Iterator[Problem]:
    metadata = opened.root.find(CP + "metadata")
    for name, wanted in (("schema", "ADL SCORM"), ("schemaversion", "1.2")):
        found = None if metadata is None else metadata.findtext(CP + name)
        if found != wanted:
            yield fault("manifest-version", f'<{name}> is "{found or ""}", not "{wanted}"', opened.root)


def character_references(opened: Opened) -> Iterator[Problem]:
    for number, line in enumerate(opened.data.split(b"\n"), 1):
        if b"&#" in line:
            yield fault(
                "character-reference",
                "Moodle shows numeric character references as they are",
                number,
                "write the character itself in UTF-8",
            )


def _identified(opened: Opened) -> Iterator[tuple[str, etree._Element]]:
    for element in opened.root.iter(etree.Element):
        if str(element.tag).startswith(CP) and (value := element.get("identifier")) is not None:
            yield value, element


def identifiers(opened: Opened) -> Iterator[Problem]:
    for value, element in _identified(opened):
        if not NCNAME.fullmatch(value):
            yield fault(
                "identifier-form",
                f'identifier "{value}" is not an XML name',
                element,
                "start with a letter; letters, digits, . _ and - only",
            )


def identifier_length(opened: Opened) -> Iterator[Problem]:
    for value, element in _identified(opened):
        if len(value) > MAX_IDENTIFIER:
            yield fault("identifier-length", f"an identifier over {MAX_IDENTIFIER} characters", element)


def identifiers_unique(opened: Opened) -> Iterator[Problem]:
    seen = set()
    for value, element in _identified(opened):
        if value in seen:
            yield fault("identifier-twice", f'identifier "{value}" stands twice', element)
        seen.add(value)


def references(opened: Opened) -> Iterator[Problem]:
    """A schema doesn't check these."""
    resources = {element.get("identifier") for element in opened.all("resource")}
    organizations = {element.get("identifier") for element in opened.all("organization")}
    for element in opened.root.iter(CP + "item", CP + "dependency", CP + "organizations"):
        name = "default" if local(element) == "organizations" else "identifierref"
        wanted = element.get(name)
        if wanted is not None and wanted not in (organizations if name == "default" else resources):
            yield fault("reference-dangling", f'{name}="{wanted}" names nothing in this manifest', element)


def _hrefs(opened: Opened) -> Iterator[tuple[str, etree._Element]]:
    for element in opened.root.iter(CP + "resource", CP + "file"):
        if href := element.get("href"):
            yield unquote(href.split("#")[0].split("?")[0]), element


def files_exist(opened: Opened) -> Iterator[Problem]:
    folded = {name.casefold() for name in opened.names}
    for href, element in _hrefs(opened):
        if href not in opened.names and href.casefold() not in folded:
            yield fault("file-missing", f"{href} is not in the zip", element)


def file_case(opened: Opened) -> Iterator[Problem]:
    folded = {name.casefold(): name for name in opened.names}
    for href, element in _hrefs(opened):
        if href not in opened.names and (real := folded.get(href.casefold())):
            yield fault("file-case", f"{href} is called {real} in the zip", element, "capitals must agree")


def files_listed(opened: Opened) -> Iterator[Problem]:
    listed = {href for href, element in _hrefs(opened) if local(element) == "file"}
    for name in sorted(opened.names - listed - {MANIFEST}):
        if "/" in name or not name.endswith((".xsd", ".dtd")):  # the standard's schemas may stand at the root
            yield Problem(
                "file-unlisted",
                f"not listed in {MANIFEST}",
                Place(name),
                "list it: some platforms leave other files out",
            )


def one_sco(opened: Opened) -> Iterator[Problem]:
    """The NHS Learning Hub keeps one launch address a package."""
    scos = [element.get("identifier") for element in opened.scos]
    items = [item for item in opened.all("item") if item.get("identifierref") in scos]
    if len(scos) != 1 or len(items) != 1:
        yield fault(
            "one-sco",
            f"{len(scos)} SCOs started by {len(items)} items; platforms need exactly one",
            opened.root,
        )


def launch_address(opened: Opened) -> Iterator[Problem]:
    for sco in opened.scos:
        href = sco.get("href", "")
        if not href or len(href) > MAX_LAUNCH or any(char in href for char in ":?#/\\"):
            yield fault("launch-address", f'"{href}" is not a plain file name at the root', sco)
    for element in opened.root.iter(etree.Element):
        if BASE in element.attrib:
            yield fault(
                "launch-address", "xml:base is not understood everywhere", element, "write whole paths"
            )
    for item in opened.all("item"):
        if item.get("parameters"):
            yield fault("launch-address", "launch parameters are not passed on everywhere", item)


def resource_kind(opened: Opened) -> Iterator[Problem]:
    for element in opened.all("resource"):
        if element.get("type") != "webcontent" or element.get(ADL + "scormtype") not in {"sco", "asset"}:
            yield fault(
                "resource-kind",
                "a resource without a kind that platforms know",
                element,
                'write type="webcontent" and adlcp:scormtype="sco" or "asset"',
            )


def titles(opened: Opened) -> Iterator[Problem]:
    for element in opened.root.iter(CP + "organization", CP + "item"):
        title = (element.findtext(CP + "title") or "").strip()
        if title in {"", "0"}:  # Moodle drops a text that is only 0
            yield fault("title-missing", f"<{local(element)}> has no title", element)


def title_length(opened: Opened) -> Iterator[Problem]:
    for element in opened.all("title"):
        if len(element.text or "") > MAX_TITLE:
            yield fault("title-length", f"a title longer than {MAX_TITLE} characters", element)


RULES: dict[str, Callable[[Opened], Iterator[Problem]]] = {
    "manifest-order": manifest_order,
    "manifest-version": manifest_version,
    "character-reference": character_references,
    "identifier-form": identifiers,
    "identifier-length": identifier_length,
    "identifier-twice": identifiers_unique,
    "reference-dangling": references,
    "file-missing": files_exist,
    "file-case": file_case,
    "file-unlisted": files_listed,
    "one-sco": one_sco,
    "launch-address": launch_address,
    "resource-kind": resource_kind,
    "title-missing": titles,
    "title-length": title_length,
}
CODES = frozenset(RULES) | {"manifest-missing", "manifest-unreadable", "manifest-names"}
