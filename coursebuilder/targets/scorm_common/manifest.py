"""imsmanifest.xml of either SCORM: one SCO, every file listed, identifiers that outlive a release."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coursebuilder.package import Inline, Package
from coursebuilder.problems import Problem
from coursebuilder.targets.scorm_common.form import MAX_TITLE
from coursebuilder.targets.scorm_common.opened import LAUNCH, MANIFEST, Vocabulary
from coursebuilder.targets.target import Order
from coursebuilder.targets.titles import shorten
from coursebuilder.targets.xml import BadXml, ncname, parse

MAX_VERSION = 20  # imscp_rootv1p1p2.xsd


def template_values(order: Order, names: Iterable[str]) -> dict[str, object]:
    """What every manifest says: titles, identifiers made of ids alone, and `names`, the package's files."""
    course = order.course
    title = course.title if order.whole else order.modules[0].title
    key = ncname(course.id if order.whole else order.modules[0].id)
    return {
        "identifier": ncname(order.name),
        "version": shorten(course.version, MAX_VERSION),
        "title": shorten(title, MAX_TITLE),
        "course_title": shorten(course.title, MAX_TITLE),
        "organization": f"organization-{key}",
        "item": f"item-{key}",
        "resource": f"resource-{key}",
        "launch": LAUNCH,
        "files": sorted(names),
    }


def checked(
    documents: dict[str, bytes], names: Iterable[str], rules: Callable[[Package], list[Problem]]
) -> dict[str, bytes]:
    """The documents, once the manifest among them was read again: what is wrong now is our mistake."""
    files = {name: Inline(b"") for name in names} | {name: Inline(data) for name, data in documents.items()}
    if problems := rules(Package("", files)):
        raise ValueError("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
    return documents


def says_version(package: Package, words: Vocabulary, *versions: str, by_default: bool = False) -> bool:
    """Whether the manifest says one of these versions of itself, whatever namespace it is written in.

    by_default: the answer for a manifest that can't be read, whose rules then explain it, and for one that
    says no version and is written in this version's words
    """
    if MANIFEST not in package.files:
        return False
    try:
        root = parse(package.read(MANIFEST))
    except BadXml:
        return by_default
    said = (root.findtext(".//{*}schemaversion") or "").strip()
    return said in versions or (by_default and not said and root.tag == words.cp + "manifest")
