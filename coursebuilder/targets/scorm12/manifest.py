"""imsmanifest.xml of a SCORM 1.2 package."""

from __future__ import annotations

from pathlib import Path

from coursebuilder.targets.scorm12.rules import manifest_rules
from coursebuilder.targets.scorm_common.manifest import checked, template_values
from coursebuilder.targets.scorm_common.parsed_manifest import MANIFEST
from coursebuilder.targets.target import Order
from coursebuilder.targets.xml import render

TEMPLATE = Path(__file__).with_name("imsmanifest.xml.j2")


def control(order: Order, names: tuple[str, ...]) -> dict[str, bytes]:
    """The manifest for `names`, the package's other files.

    No mastery score: Moodle would turn any raw score into a result of its own, even half-way.
    """
    course = order.course
    document = render(
        TEMPLATE,
        language=course.language,
        description=" ".join(course.description.split()),
        keywords=course.keywords,
        **template_values(order, names),
    )
    return checked({MANIFEST: document}, names, manifest_rules)
