"""The XML schemas of SCORM 2004 (--control-documents), read from a folder of the user's.

They are the standard's own files and not ours to distribute, so no package has them by default.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from coursebuilder.problems import Place, Problem
from coursebuilder.targets.scorm2004.edition import FOURTH, THIRD, Edition

NEEDED = (  # the same names in both editions, with other contents
    "XMLSchema.dtd",
    "adlcp_v1p3.xsd",
    "adlnav_v1p3.xsd",
    "adlseq_v1p3.xsd",
    "datatypes.dtd",
    "imscp_v1p1.xsd",
    "imsss_v1p0.xsd",
    "imsss_v1p0auxresource.xsd",
    "imsss_v1p0control.xsd",
    "imsss_v1p0delivery.xsd",
    "imsss_v1p0limit.xsd",
    "imsss_v1p0objective.xsd",
    "imsss_v1p0random.xsd",
    "imsss_v1p0rollup.xsd",
    "imsss_v1p0seqrule.xsd",
    "imsss_v1p0util.xsd",
    "xml.xsd",
)
TELLING = "adlcp_v1p3.xsd"
BOTH, ONLY_FOURTH = b"completionThresholdType", b"minProgressMeasure"  # what it says in which edition


def control_documents(edition: Edition, folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The schema files of this edition by name, and the problems: files missing, or of the other edition.

    With a problem the files are {}. A folder inside `folder` called like the target is preferred, so that one
    folder can serve both editions.
    """
    own = folder / edition.name
    place = own if own.is_dir() else folder
    documents: dict[str, bytes] = {}
    for name in NEEDED:
        with suppress(OSError):
            documents[name] = (place / name).read_bytes()
    lacking = [name for name in NEEDED if not documents.get(name, b"").strip()]
    if lacking:
        return {}, [
            Problem(
                "control-documents-missing",
                f"can't read {', '.join(lacking[:3])}{' and others' if len(lacking) > 3 else ''}",
                Place(str(place)),
                f"{edition.name} needs {', '.join(NEEDED)}",
            )
        ]
    if (other := _edition_of(documents[TELLING])) not in {None, edition}:
        assert other
        return {}, [
            Problem(
                "control-documents-edition",
                f"these are the files of {other.name}: {edition.name} is built without any",
                Place(str(place)),
                f"put those of each edition into a folder of its own in there, called {edition.name}",
                "warning",
            )
        ]
    return documents, []


def _edition_of(schema: bytes) -> Edition | None:
    """The edition whose element names occur in adlcp_v1p3.xsd; None if neither's do."""
    if ONLY_FOURTH in schema:
        return FOURTH
    return THIRD if BOTH in schema else None
