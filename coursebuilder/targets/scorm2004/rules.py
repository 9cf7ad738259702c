"""Rules for a SCORM 2004 package: those of every SCORM package, and some for what is new in 2004."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from coursebuilder.package import Package
from coursebuilder.problems import Problem
from coursebuilder.targets.files import file_rules
from coursebuilder.targets.scorm2004.edition import ADLCP, ADLNAV, IMSSS, SCHEMA_LOCATION, WORDS
from coursebuilder.targets.scorm_common import rules as common
from coursebuilder.targets.scorm_common.parsed_manifest import ParsedManifest, fault
from coursebuilder.targets.scorm_common.reference_rules import control_document
from coursebuilder.targets.scorm_common.rules import Rules

# Sequencing and Navigation, 4th Edition, 5.1.1; the 3rd knows some of these.
CONTROLS = ("previous", "continue", "exit", "exitAll", "abandon", "abandonAll", "suspendAll")


def package_rules(package: Package) -> list[Problem]:
    """Everything wrong with a package: its manifest and its files."""
    return manifest_rules(package) + file_rules(package)


def manifest_rules(package: Package) -> list[Problem]:
    """Everything wrong with the manifest and what it says about the other files."""
    return common.manifest_problems(package, WORDS, RULES)


def objective_maps(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule (warning): no imsss:mapInfo, because Moodle can't import a package that has it."""
    for element in manifest.root.iter(IMSSS + "mapInfo"):
        yield fault(
            "objective-map",
            "Moodle can't import a package with imsss:mapInfo; other platforms can",
            element,
            "let the content report its objectives at run time",
            "warning",
        )


def primary_objective(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: one primary objective an item; its measure is -1 to 1 and has satisfiedByMeasure.

    Source: SCORM 2004 Sequencing and Navigation.
    """
    for item in manifest.all("item"):
        path = f"{IMSSS}sequencing/{IMSSS}objectives/"
        primaries = item.findall(path + IMSSS + "primaryObjective")
        if len(primaries) > 1:
            yield fault("primary-objective", "a second primary objective", primaries[1])
        for objective in primaries:
            measure = objective.findtext(IMSSS + "minNormalizedMeasure")
            if measure is not None and not _is_measure(measure):
                message = f'"{measure}" is not a measure between -1 and 1'
                yield fault("primary-objective", message, objective)
            if measure is not None and objective.get("satisfiedByMeasure") != "true":
                yield fault(
                    "primary-objective",
                    "a measure that nothing is measured by",
                    objective,
                    'write satisfiedByMeasure="true"',
                    "warning",
                )


def _is_measure(text: str) -> bool:
    try:
        return -1 <= Decimal(text.strip()) <= 1
    except InvalidOperation:
        return False


def thresholds(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule (warning): no completionThreshold; platforms compute completion from progress differently."""
    for element in manifest.root.iter(ADLCP + "completionThreshold"):
        yield fault(
            "completion-threshold",
            "platforms read a completion threshold differently",
            element,
            "let the content say when it is completed",
            "warning",
        )


def sequencing_references(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule (warning): no IDRef on sequencing, because Moodle doesn't follow it."""
    for element in manifest.root.iter(IMSSS + "sequencing"):
        if element.get("IDRef"):
            yield fault(
                "sequencing-reference",
                "Moodle does not follow IDRef",
                element,
                "write the rules where they apply",
                "warning",
            )


def schema_files(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: the standard's schemas are in the zip and named in schemaLocation, or neither."""
    words = manifest.root.get(SCHEMA_LOCATION, "").split()
    there = sorted(name for name in manifest.names if control_document(name))
    for name in words[1::2]:
        if "//" not in name and name not in manifest.names:
            message = f"schemaLocation names {name}, which is not in the zip: strict platforms refuse that"
            hint = "put the standard's schema files in, or leave schemaLocation out"
            yield fault("schema-files", message, manifest.root, hint)
    if there and not words:
        yield fault(
            "schema-files",
            f"{there[0]} is in the zip, but nothing points to it",
            manifest.root,
            "name the schemas in xsi:schemaLocation, or leave them out",
            "warning",
        )


def hidden_controls(manifest: ParsedManifest) -> Iterator[Problem]:
    """Rule: hideLMSUI holds only the standard's values; platforms refuse others."""
    for element in manifest.root.iter(ADLNAV + "hideLMSUI"):
        value = (element.text or "").strip()
        if value not in CONTROLS:
            message = f'<adlnav:hideLMSUI> is "{value}", which no platform knows'
            yield fault("hidden-control", message, element, f"write one of {', '.join(CONTROLS)}")


RULES: Rules = {
    **common.RULES,
    "hidden-control": hidden_controls,
    "objective-map": objective_maps,
    "primary-objective": primary_objective,
    "completion-threshold": thresholds,
    "sequencing-reference": sequencing_references,
    "schema-files": schema_files,
}
CODES = frozenset(RULES) | common.UNREADABLE
