"""Rules for a SCORM 1.2 package: those of every SCORM package, with the XML names of this version."""

from __future__ import annotations

from coursebuilder.package import Package
from coursebuilder.problems import Problem
from coursebuilder.targets.files import file_rules
from coursebuilder.targets.scorm_common.parsed_manifest import Vocabulary
from coursebuilder.targets.scorm_common.rules import RULES, UNREADABLE, manifest_problems

WORDS = Vocabulary(
    name="SCORM 1.2",
    cp="{http://www.imsproject.org/xsd/imscp_rootv1p1p2}",
    prefixes={"adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2"},
    kind="scormtype",
    versions=("1.2",),
)
CODES = frozenset(RULES) | UNREADABLE


def package_rules(package: Package) -> list[Problem]:
    """Everything wrong with a package: its manifest and its files."""
    return manifest_rules(package) + file_rules(package)


def manifest_rules(package: Package) -> list[Problem]:
    """Everything wrong with the manifest and what it says about the other files."""
    return manifest_problems(package, WORDS, RULES)
