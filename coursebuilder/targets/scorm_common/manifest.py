"""Write imsmanifest.xml for both SCORM versions.

One SCO, every file listed, identifiers made of ids alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coursebuilder.package import Inline, Package
from coursebuilder.problems import Problem
from coursebuilder.targets.scorm_common.form_rules import MAX_TITLE
from coursebuilder.targets.scorm_common.parsed_manifest import LAUNCH, MANIFEST, Vocabulary
from coursebuilder.targets.target import Order
from coursebuilder.targets.titles import course_title, module_title, shorten
from coursebuilder.targets.xml import BadXml, ncname, parse

MAX_VERSION = 20  # imscp_rootv1p1p2.xsd


def template_values(order: Order, names: Iterable[str]) -> dict[str, object]:
    """The values that both manifest templates need; `names`: all other files of the package."""
    course = order.course
    whole, one = course_title(course, order.modules, MAX_TITLE), order.modules[0]
    title = whole if order.whole else module_title(course, one, MAX_TITLE)
    key = ncname(course.id if order.whole else order.modules[0].id)
    return {
        "identifier": ncname(order.name),
        "version": shorten(course.version, MAX_VERSION),
        "title": title,
        "course_title": whole,
        "organization": f"organization-{key}",
        "item": f"item-{key}",
        "resource": f"resource-{key}",
        "launch": LAUNCH,
        "files": sorted(names),
    }


def checked(
    documents: dict[str, bytes], names: Iterable[str], rules: Callable[[Package], list[Problem]]
) -> dict[str, bytes]:
    """`documents` unchanged, after `rules` found no fault in the manifest among them.

    names: all other files of the package. Raises ValueError for a fault: that is our mistake, not the
    author's.
    """
    files = {name: Inline(b"") for name in names} | {name: Inline(data) for name, data in documents.items()}
    if problems := rules(Package("", files)):
        raise ValueError("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
    return documents


def says_version(package: Package, words: Vocabulary, *versions: str, by_default: bool = False) -> bool:
    """Whether the manifest's <schemaversion> is one of `versions`, in whatever namespace.

    by_default: the answer for a manifest that can't be parsed (its rules then say why), and for one without a
    <schemaversion> whose elements are in the namespace of `words`
    """
    if MANIFEST not in package.files:
        return False
    try:
        root = parse(package.read(MANIFEST))
    except BadXml:
        return by_default
    said = (root.findtext(".//{*}schemaversion") or "").strip()
    return said in versions or (by_default and not said and root.tag == words.cp + "manifest")
