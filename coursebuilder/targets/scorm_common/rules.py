"""What any SCORM package must be for every importer we know, as a table of small rules.

The rules read a finished package, ours or anybody's: the build asks them before a zip leaves, `verify` later.
Sources: the Content Aggregation Models, their schemas, and what the importing platforms really do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.scorm_common.opened import BASE, MANIFEST, Opened, Vocabulary, fault, local
from coursebuilder.targets.xml import NCNAME, BadXml, parse

MAX_TITLE = 200  # titleType in imscp_rootv1p1p2.xsd, the information model of 2004; platforms keep 255
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

Rule = Callable[[Opened], Iterator[Problem]]
Rules = Mapping[str, Rule]


def manifest_problems(package: Package, words: Vocabulary, rules: Rules) -> list[Problem]:
    """Everything wrong with the manifest and what it says about the other files."""
    if MANIFEST not in package.files:
        return [_manifest_missing(package)]
    each_once = tuple(dict.fromkeys(rules.values()))
    return list(_found(package.read(MANIFEST), frozenset(package.files), words, each_once))


@lru_cache(maxsize=4)  # a build asks twice: about what it wrote itself, and about the whole package
def _found(
    data: bytes, names: frozenset[str], words: Vocabulary, rules: tuple[Rule, ...]
) -> tuple[Problem, ...]:
    try:
        root = parse(data)
    except BadXml as error:
        return (fault("manifest-unreadable", f"platforms can't read this manifest: {error}", error.line),)
    if problems := tuple(_names(root, words)):
        return problems  # with other names nothing below would be found
    opened = Opened(root, data, names, words)
    return tuple(problem for rule in rules for problem in rule(opened))


def _manifest_missing(package: Package) -> Problem:
    deeper = sorted(name for name in package.files if name.endswith("/" + MANIFEST))
    hint = f"it stands in {deeper[0]}: zip the folder's content, not the folder" if deeper else ""
    return Problem("manifest-missing", f"no {MANIFEST} at the root of the zip", Place(MANIFEST), hint)


def _names(root: etree._Element, words: Vocabulary) -> Iterator[Problem]:
    """Moodle matches names literally: the packaging elements bare, SCORM's own with the usual prefixes."""
    if root.tag != words.cp + "manifest":
        yield fault(
            "manifest-names",
            f"the first element is not a {words.name} manifest",
            root,
            f'start with <manifest xmlns="{words.cp[1:-1]}">',
        )
        return
    for element in root.iter(etree.Element):
        if str(element.tag).startswith(words.cp) and element.prefix:
            yield fault(
                "manifest-names",
                f"<{element.prefix}:{local(element)}> with a prefix",
                element,
                "platforms look for the packaging elements' bare names",
            )
    declared = {pair for element in root.iter(etree.Element) for pair in element.nsmap.items()}
    for prefix, namespace in words.prefixes.items():
        others = {name for name, one in declared if one == namespace and name != prefix}
        if others or (prefix == "adlcp" and root.nsmap.get(prefix) != namespace):
            yield fault(
                "manifest-names",
                f"SCORM's own names don't start with {prefix}:",
                root,
                f'put xmlns:{prefix}="{namespace}" on the first element',
            )


def manifest_order(opened: Opened) -> Iterator[Problem]:
    for parent in opened.all(*ORDER):
        yield from _order_within(parent, opened.words.cp)
    for name in ("metadata", "organizations", "resources"):
        if opened.root.find(opened.words.cp + name) is None:
            yield fault("manifest-order", f"<{name}> is missing", opened.root)


def _order_within(parent: etree._Element, cp: str) -> Iterator[Problem]:
    expected = ORDER[local(parent)]
    reached, seen = 0, set()
    for child in parent:
        name = local(child)
        if not str(child.tag).startswith(cp):
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
    metadata = opened.root.find(opened.words.cp + "metadata")
    for name, wanted in (("schema", ("ADL SCORM",)), ("schemaversion", opened.words.versions)):
        found = "" if metadata is None else opened.text(metadata, name)
        if found not in wanted:
            known = " or ".join(f'"{one}"' for one in wanted)
            yield fault("manifest-version", f'<{name}> is "{found}", not {known}', opened.root)


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
        if str(element.tag).startswith(opened.words.cp) and (value := element.get("identifier")) is not None:
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
    for element in opened.all("item", "dependency", "organizations"):
        name = "default" if local(element) == "organizations" else "identifierref"
        wanted = element.get(name)
        if wanted is not None and wanted not in (organizations if name == "default" else resources):
            yield fault("reference-dangling", f'{name}="{wanted}" names nothing in this manifest', element)


def _hrefs(opened: Opened) -> Iterator[tuple[str, etree._Element]]:
    for element in opened.all("resource", "file"):
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


def control_document(name: str) -> bool:
    """Whether a name in the zip is one of the standard's schema files, which stand at the root unlisted."""
    return "/" not in name and name.endswith((".xsd", ".dtd"))


def files_listed(opened: Opened) -> Iterator[Problem]:
    listed = {href for href, element in _hrefs(opened) if local(element) == "file"}
    for name in sorted(opened.names - listed - {MANIFEST}):
        if not control_document(name):
            yield Problem(
                "file-unlisted",
                f"not listed in {MANIFEST}",
                Place(name),
                "list it: some platforms leave other files out",
            )


def one_sco(opened: Opened) -> Iterator[Problem]:
    """The NHS Learning Hub keeps one launch address a package; Moodle runs one SCO of 2004 a page."""
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
    kind = opened.words.scorm_type
    for element in opened.all("resource"):
        if element.get("type") != "webcontent" or element.get(kind) not in {"sco", "asset"}:
            yield fault(
                "resource-kind",
                "a resource without a kind that platforms know",
                element,
                f'write type="webcontent" and adlcp:{opened.words.kind}="sco" or "asset"',
            )


def titles(opened: Opened) -> Iterator[Problem]:
    for element in opened.all("organization", "item"):
        if opened.text(element, "title").strip() in {"", "0"}:  # Moodle drops a text that is only 0
            yield fault("title-missing", f"<{local(element)}> has no title", element)


def title_length(opened: Opened) -> Iterator[Problem]:
    for element in opened.all("title"):
        if len(element.text or "") > MAX_TITLE:
            yield fault("title-length", f"a title longer than {MAX_TITLE} characters", element)


RULES: Rules = {
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
UNREADABLE = frozenset({"manifest-missing", "manifest-unreadable", "manifest-names"})
