"""Rules for the form of imsmanifest.xml: order of elements, versions, identifiers, titles.

What stops a platform that we know is an error. What only breaks the standard is a warning: strict platforms
may refuse it, most don't check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from coursebuilder.problems import Problem
from coursebuilder.targets.scorm_common.parsed_manifest import ParsedManifest, collapsed, fault, local

XML_NAME = re.compile(r"[^\W\d][\w.·-]*")  # xs:NCName: letters of any alphabet
MAX_TITLE = 200  # titleType in imscp_rootv1p1p2.xsd, the information model of 2004
MAX_IDENTIFIER = 128  # NHS Learning Hub
MAX_STORED = 255  # Moodle's columns: more stops its import

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


def manifest_order(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: elements stand in the order of the schema."""
    for parent in manifest.all(*ORDER):
        yield from _order_within(parent, manifest.words.cp)


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
                f"<{name}> doesn't belong here in <{local(parent)}>: strict platforms refuse that",
                child,
                f"the order is {', '.join(expected)}, then what other vocabularies bring",
                "warning",
            )
        else:
            reached = expected.index(name)
        seen.add(name)


def manifest_parts(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: there are <organizations> and <resources>."""
    for name in ("organizations", "resources"):
        if manifest.root.find(manifest.words.cp + name) is None:
            hint = f"write <{name}> into <manifest>"
            yield fault("manifest-parts", f"<{name}> is missing", manifest.root, hint)


def manifest_version(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: <schema> and <schemaversion> name the version; else platforms take it for another."""
    metadata = manifest.root.find(manifest.words.cp + "metadata")
    for name, wanted in (("schema", ("ADL SCORM",)), ("schemaversion", manifest.words.versions)):
        found = "" if metadata is None else manifest.text(metadata, name).strip()
        if found not in wanted:
            known = " or ".join(f'"{one}"' for one in wanted)
            mild = name == "schema" or found in {"", *manifest.words.older}
            yield fault(
                "manifest-version",
                f'<{name}> is "{found}", not {known}',
                manifest.root,
                f"write <{name}>{wanted[0]}</{name}> into the manifest's <metadata>",
                "warning" if mild else "error",
            )


def character_references(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule (warning): no numeric character references, because Moodle shows them literally."""
    for number, line in enumerate(manifest.data.split(b"\n"), 1):
        if b"&#" in line:
            yield fault(
                "character-reference",
                "Moodle shows numeric character references as they are",
                number,
                "write the character itself in UTF-8",
                "warning",
            )


def _identified(manifest: ParsedManifest) -> Iterator[tuple[str, etree._Element]]:
    for element in manifest.root.iter(etree.Element):
        if str(element.tag).startswith(manifest.words.cp) and element.get("identifier") is not None:
            yield collapsed(element, "identifier"), element


def identifiers(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: identifiers are XML names."""
    for value, element in _identified(manifest):
        if not XML_NAME.fullmatch(value):
            yield fault(
                "identifier-form",
                f'identifier "{value}" is not an XML name: strict platforms refuse that',
                element,
                "start with a letter; letters, digits, . _ and - only",
            )


def identifier_length(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: identifiers aren't longer than the NHS Learning Hub (warning) or Moodle (error) keeps."""
    for value, element in _identified(manifest):
        if len(value) > MAX_IDENTIFIER:
            yield fault(
                "identifier-length",
                f"an identifier over {MAX_IDENTIFIER} characters",
                element,
                "shorten it: the NHS Learning Hub keeps no more",
                "error" if len(value) > MAX_STORED else "warning",
            )


def identifiers_unique(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: no identifier occurs twice."""
    seen = set()
    for value, element in _identified(manifest):
        if value in seen:
            hint = "give each a name of its own: of two, platforms keep one"
            yield fault("identifier-twice", f'identifier "{value}" stands twice', element, hint)
        seen.add(value)


def titles(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: each organization and item has a title."""
    for element in manifest.all("organization", "item"):
        if manifest.text(element, "title").strip() in {"", "0"}:  # Moodle drops a text that is only 0
            hint = "write <title> with what learners see in the course's menu"
            yield fault("title-missing", f"<{local(element)}> has no title", element, hint)


def title_length(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: titles aren't longer than the standard (warning) or Moodle (error) takes."""
    for element in manifest.all("title"):
        if (length := len(element.text or "")) > MAX_TITLE:
            yield fault(
                "title-length",
                f"a title of {length} characters, over {MAX_TITLE}",
                element,
                "shorten it",
                "error" if length > MAX_STORED else "warning",
            )


FORM_RULES = {
    "manifest-order": manifest_order,
    "manifest-parts": manifest_parts,
    "manifest-version": manifest_version,
    "character-reference": character_references,
    "identifier-form": identifiers,
    "identifier-length": identifier_length,
    "identifier-twice": identifiers_unique,
    "title-missing": titles,
    "title-length": title_length,
}
