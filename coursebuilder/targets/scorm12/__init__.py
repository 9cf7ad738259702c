"""The target scorm12: SCORM 1.2, which almost every learning platform takes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from coursebuilder.targets.scorm12.calls import OWN_RULES, REPORTED, call_rules, outcome, transcript
from coursebuilder.targets.scorm12.manifest import control
from coursebuilder.targets.scorm12.rules import WORDS, package_rules
from coursebuilder.targets.scorm_common import COMMON_DOUBLE
from coursebuilder.targets.scorm_common.manifest import says_version
from coursebuilder.targets.scorm_common.parsed_manifest import starts
from coursebuilder.targets.scorm_common.received import received
from coursebuilder.targets.statements_beside_scorm import advice_on_statements, statements_beside_scorm
from coursebuilder.targets.target import Target

_FOLDER = Path(__file__).parent


SCORM12 = Target(
    name="scorm12",
    one_document_per="package",
    adapter="scorm12",
    double=(
        *COMMON_DOUBLE,
        *(str(_FOLDER / f"lms_{part}.js") for part in ("types", "model", "platforms", "double")),
    ),
    control=control,
    launch=statements_beside_scorm,
    advice=advice_on_statements,
    package_rules=package_rules,
    call_rules=call_rules,
    transcript=transcript,
    received=partial(received, elements=REPORTED),
    outcome=outcome,
    starts=starts,
    own_rules=OWN_RULES,
    detect=lambda package: says_version(package, WORDS, *WORDS.versions, by_default=True),
    probe="SCORM 1.2",
)
