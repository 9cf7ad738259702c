"""Rules for the form of a manifest: order, versions, identifiers and titles.

What breaks on a platform we know is an error; what only breaks the standard is a warning, because a strict
platform may refuse it and most don't look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from coursebuilder.problems import Problem
from coursebuilder.targets.scorm_common.opened import Opened, collapsed, fault, local

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


def manifest_order(opened: Opened) -> Iterator[Problem]:
    for parent in opened.all(*ORDER):
        yield from _order_within(parent, opened.words.cp)


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


def manifest_parts(opened: Opened) -> Iterator[Problem]:
    for name in ("organizations", "resources"):
        if opened.root.find(opened.words.cp + name) is None:
            hint = f"write <{name}> into <manifest>"
            yield fault("manifest-parts", f"<{name}> is missing", opened.root, hint)


def manifest_version(opened: Opened) -> Iterator[Problem]:
    """Platforms take a manifest for another version where they don't know what it says."""
    metadata = opened.root.find(opened.words.cp + "metadata")
    for name, wanted in (("schema", ("ADL SCORM",)), ("schemaversion", opened.words.versions)):
        found = "" if metadata is None else opened.text(metadata, name).strip()
        if found not in wanted:
            known = " or ".join(f'"{one}"' for one in wanted)
            mild = name == "schema" or found in {"", *opened.words.older}
            yield fault(
                "manifest-version",
                f'<{name}> is "{found}", not {known}',
                opened.root,
                f"write <{name}>{wanted[0]}</{name}> into the manifest's <metadata>",
                "warning" if mild else "error",
            )


def character_references(opened: Opened) -> Iterator[Problem]:
    for number, line in enumerate(opened.data.split(b"\n"), 1):
        if b"&#" in line:
            yield fault(
                "character-reference",
                "Moodle shows numeric character references as they are",
                number,
                "write the character itself in UTF-8",
                "warning",
            )


def _identified(opened: Opened) -> Iterator[tuple[str, etree._Element]]:
    for element in opened.root.iter(etree.Element):
        if str(element.tag).startswith(opened.words.cp) and element.get("identifier") is not None:
            yield collapsed(element, "identifier"), element


def identifiers(opened: Opened) -> Iterator[Problem]:
    for value, element in _identified(opened):
        if not XML_NAME.fullmatch(value):
            yield fault(
                "identifier-form",
                f'identifier "{value}" is not an XML name: strict platforms refuse that',
                element,
                "start with a letter; letters, digits, . _ and - only",
            )


def identifier_length(opened: Opened) -> Iterator[Problem]:
    for value, element in _identified(opened):
        if len(value) > MAX_IDENTIFIER:
            yield fault(
                "identifier-length",
                f"an identifier over {MAX_IDENTIFIER} characters",
                element,
                "shorten it: the NHS Learning Hub keeps no more",
                "error" if len(value) > MAX_STORED else "warning",
            )


def identifiers_unique(opened: Opened) -> Iterator[Problem]:
    seen = set()
    for value, element in _identified(opened):
        if value in seen:
            hint = "give each a name of its own: of two, platforms keep one"
            yield fault("identifier-twice", f'identifier "{value}" stands twice', element, hint)
        seen.add(value)


def titles(opened: Opened) -> Iterator[Problem]:
    for element in opened.all("organization", "item"):
        if opened.text(element, "title").strip() in {"", "0"}:  # Moodle drops a text that is only 0
            hint = "write <title> with what learners see in the course's menu"
            yield fault("title-missing", f"<{local(element)}> has no title", element, hint)


def title_length(opened: Opened) -> Iterator[Problem]:
    for element in opened.all("title"):
        if (length := len(element.text or "")) > MAX_TITLE:
            yield fault(
                "title-length",
                f"a title of {length} characters, over {MAX_TITLE}",
                element,
                "shorten it",
                "error" if length > MAX_STORED else "warning",
            )


FORM = {
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
