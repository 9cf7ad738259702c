"""The standards that packages can be built for."""

from __future__ import annotations

from coursebuilder.package import Package
from coursebuilder.targets.cmi5 import CMI5
from coursebuilder.targets.scorm12 import SCORM12
from coursebuilder.targets.target import Target
from coursebuilder.targets.xapi import XAPI

TARGETS: dict[str, Target] = {target.name: target for target in (SCORM12, CMI5, XAPI)}


def detect(package: Package) -> Target | None:
    """The standard a package follows, or None where no platform would take it for one of ours."""
    return next((target for target in TARGETS.values() if target.detect(package)), None)
