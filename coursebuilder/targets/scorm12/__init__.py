"""SCORM 1.2: what almost every learning platform takes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from coursebuilder.targets.beside import beside, beside_advice
from coursebuilder.targets.scorm12.calls import EAR, HOUSE, call_rules, outcome, tell
from coursebuilder.targets.scorm12.manifest import control
from coursebuilder.targets.scorm12.rules import WORDS, package_rules
from coursebuilder.targets.scorm_common import COMMON_DOUBLE
from coursebuilder.targets.scorm_common.heard import hear
from coursebuilder.targets.scorm_common.manifest import says_version
from coursebuilder.targets.scorm_common.opened import starts
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
    launch=beside,
    advice=beside_advice,
    package_rules=package_rules,
    call_rules=call_rules,
    tell=tell,
    hear=partial(hear, ear=EAR),
    outcome=outcome,
    starts=starts,
    house=HOUSE,
    detect=lambda package: says_version(package, WORDS, *WORDS.versions, by_default=True),
    probe="SCORM 1.2",
)
