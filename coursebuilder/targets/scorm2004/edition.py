"""The two editions of SCORM 2004 that platforms distinguish, and the XML names of 2004."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coursebuilder.targets.scorm_common.parsed_manifest import Vocabulary

IMSSS = "{http://www.imsglobal.org/xsd/imsss}"
ADLNAV = "{http://www.adlnet.org/xsd/adlnav_v1p3}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_v1p3}"
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition. name: its target; schemaversion: what its manifests must say, word for word."""

    name: Literal["scorm2004-3rd", "scorm2004-4th"]
    schemaversion: str
    older: tuple[str, ...] = ()  # editions that platforms take for this one

    @property
    def versions(self) -> tuple[str, ...]:
        """Every <schemaversion> that is taken as this edition."""
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
