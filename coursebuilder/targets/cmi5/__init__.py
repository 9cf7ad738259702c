"""The target cmi5: a course structure for the platform, and statements for its record store."""

from __future__ import annotations

from coursebuilder.model import Course, Module, questions_asked
from coursebuilder.package import Package
from coursebuilder.targets.activities import statement_vocabulary
from coursebuilder.targets.cmi5.calls import OWN_RULES, call_rules, received
from coursebuilder.targets.cmi5.parsed_structure import STRUCTURE, starts
from coursebuilder.targets.cmi5.rules import LAUNCHING, package_rules
from coursebuilder.targets.cmi5.structure import control
from coursebuilder.targets.iris import advice
from coursebuilder.targets.requests import outcome_in_record
from coursebuilder.targets.statement_transcript import transcript
from coursebuilder.targets.target import Json, Order, Target
from coursebuilder.words import words

_CMI5 = "https://w3id.org/xapi/cmi5/context"


def launch(order: Order, module: Module | None) -> Json:
    """The statements' vocabulary, cmi5's categories, and the sentence that says what passing takes.

    Raises ValueError without a module: cmi5 has one document for each.
    """
    if module is None:
        raise ValueError("cmi5 has a document for each module")
    return {
        **statement_vocabulary(order.course, [module]),
        **_duty(order.course, module),
        "cmi5": {"id": f"{_CMI5}/categories/cmi5"},
        "moveon": {"id": f"{_CMI5}/categories/moveon"},
        "masteryscore": f"{_CMI5}/extensions/masteryscore",
    }


def _duty(course: Course, module: Module) -> dict[str, str]:
    """The sentence about passing, with a place for the score, which the platform's launch may change."""
    page = module.assessment_page
    if page is None or page.assessment is None:
        return {}
    sentence = words(course.language).page["finish-assessed"]
    return {"duty": sentence.replace("{n}", str(questions_asked(page))).replace("{title}", page.title)}


def detect(package: Package) -> bool:
    """Whether there is a cmi5.xml at the zip's root."""
    return STRUCTURE in package.files


CMI5 = Target(
    name="cmi5",
    one_document_per="module",
    adapter="cmi5",
    double=(),
    control=control,
    launch=launch,
    package_rules=package_rules,
    call_rules=call_rules,
    own_rules=OWN_RULES,
    transcript=transcript,
    received=received,
    outcome=outcome_in_record,
    starts=starts,
    detect=detect,
    launch_parameters=LAUNCHING,
    lrs=True,
    advice=advice,
)
