"""SCORM 2004, third and fourth edition: one package, told apart by a line in the manifest."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from coursebuilder.targets.beside import beside, beside_advice
from coursebuilder.targets.scorm2004.calls import EAR, HOUSE, call_rules, outcome, tell
from coursebuilder.targets.scorm2004.documents import control_documents
from coursebuilder.targets.scorm2004.edition import FOURTH, THIRD, WORDS, Edition
from coursebuilder.targets.scorm2004.manifest import control
from coursebuilder.targets.scorm2004.rules import package_rules
from coursebuilder.targets.scorm_common import COMMON_DOUBLE
from coursebuilder.targets.scorm_common.heard import hear
from coursebuilder.targets.scorm_common.manifest import says_version
from coursebuilder.targets.scorm_common.opened import starts
from coursebuilder.targets.target import Target

_FOLDER = Path(__file__).parent
_DOUBLE = tuple(str(_FOLDER / f"lms_{part}.js") for part in ("types", "responses", "model", "double"))


def _target(edition: Edition) -> Target:
    return Target(
        name=edition.name,
        one_document_per="package",
        adapter="scorm2004",
        double=(*COMMON_DOUBLE, *_DOUBLE),
        control=partial(control, edition),
        launch=beside,
        advice=beside_advice,
        package_rules=package_rules,
        call_rules=call_rules,
        tell=tell,
        hear=partial(hear, ear=EAR),
        outcome=outcome,
        starts=starts,
        house=HOUSE,
        detect=lambda package: says_version(package, WORDS, *edition.versions),
        control_documents=partial(control_documents, edition),
        probe="SCORM 2004",
    )


SCORM2004_3RD = _target(THIRD)
SCORM2004_4TH = _target(FOURTH)
