"""Write imsmanifest.xml of a SCORM 2004 package, with the standard's schema files if the order has them."""

from __future__ import annotations

from pathlib import Path

from coursebuilder.targets.scorm2004.edition import Edition
from coursebuilder.targets.scorm2004.rules import manifest_rules
from coursebuilder.targets.scorm_common.manifest import checked, template_values
from coursebuilder.targets.scorm_common.parsed_manifest import MANIFEST
from coursebuilder.targets.target import Order
from coursebuilder.targets.xml import render

TEMPLATE = Path(__file__).with_name("imsmanifest.xml.j2")
SCHEMAS = {  # where the schema of each namespace stands; the files it includes are found from there
    "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
    "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
}


def control(edition: Edition, order: Order, names: tuple[str, ...]) -> dict[str, bytes]:
    """The manifest, and the control documents if the order has them, by name; `names`: all other files.

    The mastery score is the primary objective's minNormalizedMeasure; a whole course has none, because one
    score can't say whether each module is passed. Raises ValueError if the manifest breaks our rules.
    """
    documents = dict(order.control_documents.get(edition.name, {}))
    module = None if order.whole else order.modules[0]
    values = template_values(order, names)
    document = render(
        TEMPLATE,
        schemaversion=edition.schemaversion,
        schema_location=" ".join(f"{space} {name}" for space, name in SCHEMAS.items()) if documents else "",
        mastery=f"{module.rules.mastery_score:f}" if module and module.assessment_page else "",
        objective=f"result-{values['identifier']}",
        **values,
    )
    return checked({MANIFEST: document, **documents}, names, manifest_rules)
