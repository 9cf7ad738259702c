"""cmi5: a course structure for the platform, statements for its record store."""

from __future__ import annotations

from coursebuilder.model import Course, Module, questions_asked
from coursebuilder.package import Package
from coursebuilder.targets.activities import statement_words
from coursebuilder.targets.cmi5.calls import call_rules, hear, tell
from coursebuilder.targets.cmi5.opened import STRUCTURE, starts
from coursebuilder.targets.cmi5.rules import LAUNCHING, package_rules
from coursebuilder.targets.cmi5.structure import control
from coursebuilder.targets.iris import advice
from coursebuilder.targets.requests import recorded
from coursebuilder.targets.target import Json, Order, Target
from coursebuilder.words import words

_CMI5 = "https://w3id.org/xapi/cmi5/context"


def launch(order: Order, module: Module | None) -> Json:
    """The statements' words, the standard's own marks in their context, and what passing takes in words."""
    if module is None:
        raise ValueError("cmi5 has a document for each module")
    return {
        **statement_words(order.course, [module]),
        **_duty(order.course, module),
        "cmi5": {"id": f"{_CMI5}/categories/cmi5"},
        "moveon": {"id": f"{_CMI5}/categories/moveon"},
        "masteryscore": f"{_CMI5}/extensions/masteryscore",
    }


def _duty(course: Course, module: Module) -> dict[str, str]:
    """The page's own sentence, for a platform that asks for another score; the adapter has the numbers."""
    page = module.assessment_page
    if page is None or page.assessment is None:
        return {}
    sentence = words(course.language).page["finish-assessed"]
    return {"duty": sentence.replace("{n}", str(questions_asked(page))).replace("{title}", page.title)}


def detect(package: Package) -> bool:
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
    tell=tell,
    hear=hear,
    outcome=recorded,
    starts=starts,
    detect=detect,
    launch_parameters=LAUNCHING,
    lrs=True,
    advice=advice,
)
