"""SCORM 1.2: what almost every learning platform takes."""

from __future__ import annotations

from pathlib import Path

from coursebuilder.model import Module
from coursebuilder.package import Package
from coursebuilder.targets.scorm12.calls import call_rules, tell
from coursebuilder.targets.scorm12.manifest import control
from coursebuilder.targets.scorm12.opened import MANIFEST
from coursebuilder.targets.scorm12.rules import package_rules
from coursebuilder.targets.target import Json, Order, Target
from coursebuilder.targets.xml import BadXml, parse

_FOLDER = Path(__file__).parent
_VERSION = ".//{http://www.imsproject.org/xsd/imscp_rootv1p1p2}schemaversion"


def launch(order: Order, module: Module | None) -> Json:
    """Nothing: a SCORM 1.2 platform tells all of it at run time."""
    return {}


def detect(package: Package) -> bool:
    """Whether the manifest says 1.2; one that can't be read is left to the rules to explain."""
    if MANIFEST not in package.files:
        return False
    try:
        root = parse(package.read(MANIFEST))
    except BadXml:
        return True
    return (root.findtext(_VERSION) or "").strip() == "1.2"


SCORM12 = Target(
    name="scorm12",
    one_document_per="package",
    adapter=(_FOLDER / "adapter.js").read_text("utf-8"),
    double=tuple(
        str(_FOLDER / f"lms_{part}.js") for part in ("types", "model", "quirks", "platforms", "double")
    ),
    control=control,
    launch=launch,
    package_rules=package_rules,
    call_rules=call_rules,
    tell=tell,
    detect=detect,
    probe=(_FOLDER / "probe.js").read_text("utf-8"),
)
