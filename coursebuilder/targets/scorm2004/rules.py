"""What a SCORM 2004 package must be: the rules of every SCORM package, and some for what is new in 2004."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from coursebuilder.package import Package
from coursebuilder.problems import Problem
from coursebuilder.targets.files import file_rules
from coursebuilder.targets.scorm2004.edition import ADLCP, ADLNAV, IMSSS, SCHEMA_LOCATION, WORDS
from coursebuilder.targets.scorm_common import rules as common
from coursebuilder.targets.scorm_common.opened import Opened, fault
from coursebuilder.targets.scorm_common.parts import control_document
from coursebuilder.targets.scorm_common.rules import Rules

# Sequencing and Navigation, 4th Edition, 5.1.1; the 3rd knows some of these.
CONTROLS = ("previous", "continue", "exit", "exitAll", "abandon", "abandonAll", "suspendAll")


def package_rules(package: Package) -> list[Problem]:
    """Everything wrong with a package."""
    return manifest_rules(package) + file_rules(package)


def manifest_rules(package: Package) -> list[Problem]:
    """Everything wrong with the manifest and what it says about the other files."""
    return common.manifest_problems(package, WORDS, RULES)


def objective_maps(opened: Opened) -> Iterator[Problem]:
    for element in opened.root.iter(IMSSS + "mapInfo"):
        yield fault(
            "objective-map",
            "Moodle can't import a package with imsss:mapInfo; other platforms can",
            element,
            "let the content report its objectives at run time",
            "warning",
        )


def primary_objective(opened: Opened) -> Iterator[Problem]:
    """Sequencing and Navigation: one a SCO; the measure counts only with satisfiedByMeasure."""
    for item in opened.all("item"):
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


def thresholds(opened: Opened) -> Iterator[Problem]:
    """With one, platforms work completion out from progress, each in its own way."""
    for element in opened.root.iter(ADLCP + "completionThreshold"):
        yield fault(
            "completion-threshold",
            "platforms read a completion threshold differently",
            element,
            "let the content say when it is completed",
            "warning",
        )


def sequencing_references(opened: Opened) -> Iterator[Problem]:
    for element in opened.root.iter(IMSSS + "sequencing"):
        if element.get("IDRef"):
            yield fault(
                "sequencing-reference",
                "Moodle does not follow IDRef",
                element,
                "write the rules where they apply",
                "warning",
            )


def schema_files(opened: Opened) -> Iterator[Problem]:
    """The standard's schemas stand in the zip and are pointed to, or neither."""
    words = opened.root.get(SCHEMA_LOCATION, "").split()
    there = sorted(name for name in opened.names if control_document(name))
    for name in words[1::2]:
        if "//" not in name and name not in opened.names:
            message = f"schemaLocation names {name}, which is not in the zip: strict platforms refuse that"
            hint = "put the standard's schema files in, or leave schemaLocation out"
            yield fault("schema-files", message, opened.root, hint)
    if there and not words:
        yield fault(
            "schema-files",
            f"{there[0]} is in the zip, but nothing points to it",
            opened.root,
            "name the schemas in xsi:schemaLocation, or leave them out",
            "warning",
        )


def hidden_controls(opened: Opened) -> Iterator[Problem]:
    """Which of the platform's own buttons are hidden; a value that is none of the standard's is refused."""
    for element in opened.root.iter(ADLNAV + "hideLMSUI"):
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
