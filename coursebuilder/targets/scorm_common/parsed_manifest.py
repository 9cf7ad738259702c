"""A parsed imsmanifest.xml: access to its elements, and Problems at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem, Severity
from coursebuilder.targets.xml import BadXml, parse

MANIFEST = "imsmanifest.xml"
LAUNCH = "index.html"
BASE = "{http://www.w3.org/XML/1998/namespace}base"


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The XML names of one SCORM version.

    cp: the namespace of the content packaging elements, in braces
    prefixes: SCORM's own namespaces, without braces, by the only prefix that platforms look for
    kind: the attribute that makes a resource a SCO: scormtype or scormType
    versions: what <schemaversion> may say
    older: what it says in older packages that most platforms still take
    """

    name: str
    cp: str
    prefixes: Mapping[str, str]
    kind: str
    versions: tuple[str, ...]
    older: tuple[str, ...] = ()

    @property
    def scorm_type(self) -> str:
        """The attribute `kind` with its namespace, as lxml writes it."""
        return f"{{{self.prefixes['adlcp']}}}{self.kind}"


@dataclass(frozen=True, slots=True)
class ParsedManifest:
    """A parsed manifest: its root, its bytes, the names of all files in the zip, the version's XML names."""

    root: etree._Element
    data: bytes
    names: frozenset[str]
    words: Vocabulary

    def all(self, *names: str) -> Iterator[etree._Element]:
        """All packaging elements with one of these names, in document order."""
        return self.root.iter(*(self.words.cp + name for name in names))

    def text(self, element: etree._Element, name: str) -> str:
        """The text of a packaging element's child; "" if it has none."""
        return element.findtext(self.words.cp + name) or ""

    def kind(self, resource: etree._Element) -> str:
        """A resource's kind, "sco" or "asset"; "" if not given.

        Case of the attribute's name is ignored, as in Moodle.
        """
        wanted = self.words.scorm_type.lower()
        return next((str(value) for name, value in resource.items() if str(name).lower() == wanted), "")

    @property
    def scos(self) -> list[etree._Element]:
        """The resources of kind sco."""
        return [resource for resource in self.all("resource") if self.kind(resource).lower() == "sco"]


def fault(
    code: str, message: str, at: etree._Element | int = 0, hint: str = "", severity: Severity = "error"
) -> Problem:
    """A Problem with this code at an element of the manifest, or on a line of it (0: the whole file)."""
    line = at if isinstance(at, int) else cast(int | None, at.sourceline)
    return Problem(code, message, Place(MANIFEST, line or 0), hint, severity)


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def collapsed(element: etree._Element, name: str) -> str:
    """An identifier attribute with white space collapsed, as XML Schema reads it; "" if absent."""
    return " ".join((element.get(name) or "").split())


def starts(package: Package) -> tuple[str, ...]:
    """The launch address of each item, in order and without doubles; () if the manifest can't be parsed.

    Ignores namespaces; adds xml:base and the item's parameters as platforms do.
    """
    try:
        root = parse(package.read(MANIFEST))
    except (BadXml, KeyError):
        return ()
    resources = {collapsed(resource, "identifier"): resource for resource in root.iterfind(".//{*}resource")}
    items = root.iterfind(".//{*}item")
    wanted = ((item, resources.get(collapsed(item, "identifierref"))) for item in items)
    found = (
        _address(item, resource) for item, resource in wanted if resource is not None and resource.get("href")
    )
    return tuple(dict.fromkeys(found))


def base(element: etree._Element) -> str:
    """The xml:base of an element and its ancestors, joined: what its addresses begin with."""
    return "".join(ancestor.get(BASE, "") for ancestor in reversed([element, *element.iterancestors()]))


def _address(item: etree._Element, resource: etree._Element) -> str:
    href, parameters = resource.get("href", ""), item.get("parameters", "")
    if parameters and parameters[0] not in "?#&":
        parameters = f"?{parameters}"
    if parameters.startswith("&" if "?" not in href else "?"):
        parameters = ("&" if "?" in href else "?") + parameters[1:]
    return base(resource) + href + parameters
