"""A SCORM manifest that could be parsed: the names in it, and how a fault in it is said."""

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
    """What a version of SCORM calls things; there is one a version.

    cp: the namespace of the packaging elements, in braces
    prefixes: SCORM's own namespaces, without braces, by the one prefix that platforms look for
    kind: the attribute that makes a resource a SCO
    versions: what <schemaversion> may say; older: what it says in packages that most platforms still take
    """

    name: str
    cp: str
    prefixes: Mapping[str, str]
    kind: str
    versions: tuple[str, ...]
    older: tuple[str, ...] = ()

    @property
    def scorm_type(self) -> str:
        """The name of `kind` with its namespace."""
        return f"{{{self.prefixes['adlcp']}}}{self.kind}"


@dataclass(frozen=True, slots=True)
class Opened:
    """A manifest that could be parsed, with the names in the zip around it."""

    root: etree._Element
    data: bytes
    names: frozenset[str]
    words: Vocabulary

    def all(self, *names: str) -> Iterator[etree._Element]:
        """The packaging elements of these names."""
        return self.root.iter(*(self.words.cp + name for name in names))

    def text(self, element: etree._Element, name: str) -> str:
        """The text of a packaging element's child."""
        return element.findtext(self.words.cp + name) or ""

    def kind(self, resource: etree._Element) -> str:
        """What a resource is, "sco" or "asset"; Moodle doesn't mind capitals in the attribute's name."""
        wanted = self.words.scorm_type.lower()
        return next((str(value) for name, value in resource.items() if str(name).lower() == wanted), "")

    @property
    def scos(self) -> list[etree._Element]:
        return [one for one in self.all("resource") if self.kind(one).lower() == "sco"]


def fault(
    code: str, message: str, at: etree._Element | int = 0, hint: str = "", severity: Severity = "error"
) -> Problem:
    """A Problem of this code at an element or on a line."""
    line = at if isinstance(at, int) else cast(int | None, at.sourceline)
    return Problem(code, message, Place(MANIFEST, line or 0), hint, severity)


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def collapsed(element: etree._Element, name: str) -> str:
    """An identifier, or a reference to one, as XML Schema reads these: without blanks around it."""
    return " ".join((element.get(name) or "").split())


def starts(package: Package) -> tuple[str, ...]:
    """The address of every item that a platform can open, in their order; none where nothing can be read.

    Whatever namespace the manifest is written in, and with its bases and parameters, as platforms glue them.
    """
    try:
        root = parse(package.read(MANIFEST))
    except (BadXml, KeyError):
        return ()
    resources = {collapsed(one, "identifier"): one for one in root.iterfind(".//{*}resource")}
    items = root.iterfind(".//{*}item")
    wanted = ((item, resources.get(collapsed(item, "identifierref"))) for item in items)
    found = (_address(item, one) for item, one in wanted if one is not None and one.get("href"))
    return tuple(dict.fromkeys(found))


def base(element: etree._Element) -> str:
    """What every address at this element begins with."""
    return "".join(one.get(BASE, "") for one in reversed([element, *element.iterancestors()]))


def _address(item: etree._Element, resource: etree._Element) -> str:
    href, parameters = resource.get("href", ""), item.get("parameters", "")
    if parameters and parameters[0] not in "?#&":
        parameters = f"?{parameters}"
    if parameters.startswith("&" if "?" not in href else "?"):
        parameters = ("&" if "?" in href else "?") + parameters[1:]
    return base(resource) + href + parameters
