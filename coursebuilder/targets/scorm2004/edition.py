"""The two editions of SCORM 2004 that platforms tell apart, and what they call things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coursebuilder.targets.scorm_common.opened import Vocabulary

IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
ADLNAV = "{http://www.adlnet.org/xsd/adlnav_v1p3}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_v1p3}"
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: the target's name, and what its manifests must say word for word to be taken as 2004."""

    name: Literal["scorm2004-3rd", "scorm2004-4th"]
    schemaversion: str
    older: tuple[str, ...] = ()  # editions that platforms take for this one

    @property
    def versions(self) -> tuple[str, ...]:
        return (self.schemaversion, *self.older)


THIRD = Edition("scorm2004-3rd", "2004 3rd Edition", ("CAM 1.3", "1.3"))
FOURTH = Edition("scorm2004-4th", "2004 4th Edition")

WORDS = Vocabulary(
    name="SCORM 2004",
    cp="{http://www.imsglobal.org/xsd/imscp_v1p1}",
    prefixes={
        "adlcp": ADLCP[1:-1],
        "imsss": IMSSS[1:-1],
        "adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
        "adlnav": ADLNAV[1:-1],
    },
    kind="scormType",
    versions=(THIRD.schemaversion, FOURTH.schemaversion),
    older=THIRD.older,
)
