"""imsmanifest.xml of a SCORM 1.2 package: one SCO, every file listed, identifiers that outlive a release."""

from __future__ import annotations

from pathlib import Path

from coursebuilder.package import Inline, Package
from coursebuilder.targets.scorm12.opened import LAUNCH, MANIFEST
from coursebuilder.targets.scorm12.rules import MAX_TITLE, manifest_rules
from coursebuilder.targets.target import Order
from coursebuilder.targets.xml import ncname, render, shorten

TEMPLATE = Path(__file__).with_name("imsmanifest.xml.j2")
MAX_VERSION = 20  # imscp_rootv1p1p2.xsd


def control(order: Order, names: tuple[str, ...]) -> dict[str, bytes]:
    """The manifest for `names`, the package's other files.

    No mastery score: Moodle would turn any raw score into a result of its own, even half-way.
    """
    course = order.course
    title = course.title if order.whole else order.modules[0].title
    key = ncname(course.id if order.whole else order.modules[0].id)
    document = render(
        TEMPLATE,
        identifier=ncname(order.name),
        version=shorten(course.version, MAX_VERSION),
        language=course.language,
        title=shorten(title, MAX_TITLE),
        course_title=shorten(course.title, MAX_TITLE),
        description=" ".join(course.description.split()),
        keywords=course.keywords,
        organization=f"organization-{key}",
        item=f"item-{key}",
        resource=f"resource-{key}",
        launch=LAUNCH,
        files=sorted(names),
    )
    _ours_to_answer_for(document, names)
    return {MANIFEST: document}


def _ours_to_answer_for(document: bytes, names: tuple[str, ...]) -> None:
    """Read the manifest again: what is wrong here is our mistake, not the author's."""
    files = {name: Inline(b"") for name in names} | {MANIFEST: Inline(document)}
    if problems := manifest_rules(Package("", files)):
        raise ValueError("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
