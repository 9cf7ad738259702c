"""The targets scorm2004-3rd and scorm2004-4th; their packages differ in <schemaversion> alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from coursebuilder.targets.scorm2004.calls import OWN_RULES, REPORTED, call_rules, outcome, transcript
from coursebuilder.targets.scorm2004.documents import control_documents
from coursebuilder.targets.scorm2004.edition import FOURTH, THIRD, WORDS, Edition
from coursebuilder.targets.scorm2004.manifest import control
from coursebuilder.targets.scorm2004.rules import package_rules
from coursebuilder.targets.scorm_common import COMMON_DOUBLE
from coursebuilder.targets.scorm_common.manifest import says_version
from coursebuilder.targets.scorm_common.parsed_manifest import starts
from coursebuilder.targets.scorm_common.received import received
from coursebuilder.targets.statements_beside_scorm import advice_on_statements, statements_beside_scorm
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
        launch=statements_beside_scorm,
        advice=advice_on_statements,
        package_rules=package_rules,
        call_rules=call_rules,
        transcript=transcript,
        received=partial(received, elements=REPORTED),
        outcome=outcome,
        starts=starts,
        own_rules=OWN_RULES,
        detect=lambda package: says_version(package, WORDS, *edition.versions),
        control_documents=partial(control_documents, edition),
        probe="SCORM 2004",
    )


SCORM2004_3RD = _target(THIRD)
SCORM2004_4TH = _target(FOURTH)
