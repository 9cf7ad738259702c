"""The standards that packages can be built for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from coursebuilder.package import Package
from coursebuilder.problems import Place, Problem
from coursebuilder.targets.cmi5 import CMI5
from coursebuilder.targets.scorm12 import SCORM12
from coursebuilder.targets.scorm2004 import SCORM2004_3RD, SCORM2004_4TH
from coursebuilder.targets.target import Target
from coursebuilder.targets.web import WEB
from coursebuilder.targets.xapi import XAPI

TARGETS: dict[str, Target] = {
    target.name: target for target in (SCORM12, SCORM2004_3RD, SCORM2004_4TH, CMI5, XAPI, WEB)
}


def detect(package: Package) -> Target | None:
    """The target whose standard a package follows; None if it follows none of them."""
    return next((target for target in TARGETS.values() if target.detect(package)), None)


def read_control_documents(
    folder: Path, targets: Sequence[Target]
) -> tuple[Mapping[str, Mapping[str, bytes]], list[Problem]]:
    """The standards' own schema files found in `folder` (--control-documents).

    Returns them by target name and file name, and the problems: files that are missing or of another edition,
    and a warning if none of `targets` can carry such files.
    """
    documents: dict[str, Mapping[str, bytes]] = {}
    problems: list[Problem] = []
    for target in targets:
        if target.control_documents:
            documents[target.name], found = target.control_documents(folder)
            problems += found
    if not any(documents.values()) and not any(problem.severity == "error" for problem in problems):
        takers = ", ".join(name for name, target in TARGETS.items() if target.control_documents)
        problems.append(
            Problem(
                "control-documents-unused",
                "none of the targets can carry these files",
                Place(str(folder)),
                f"they are for {takers}",
            )
        )
    return documents, problems
