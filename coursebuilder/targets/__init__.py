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
    """The standard a package follows, or None where no platform would take it for one of ours."""
    return next((target for target in TARGETS.values() if target.detect(package)), None)


def read_control_documents(
    folder: Path, targets: Sequence[Target]
) -> tuple[Mapping[str, Mapping[str, bytes]], list[Problem]]:
    """The standards' own schema files in `folder` by target's name, and what is wrong with them."""
    documents: dict[str, Mapping[str, bytes]] = {}
    problems: list[Problem] = []
    for target in targets:
        if target.control_documents:
            documents[target.name], found = target.control_documents(folder)
            problems += found
    if not any(documents.values()) and not any(problem.severity == "error" for problem in problems):
        problems.append(
            Problem(
                "control-documents-unused",
                "none of the targets can carry these files",
                Place(str(folder)),
                f"they are for {', '.join(one.name for one in TARGETS.values() if one.control_documents)}",
            )
        )
    return documents, problems
