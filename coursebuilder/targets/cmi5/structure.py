"""Write cmi5.xml: the course, its objectives, and one assignable unit (AU) a module."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from coursebuilder.model import Module
from coursebuilder.package import Inline, Package
from coursebuilder.targets.activities import module_text
from coursebuilder.targets.cmi5.parsed_structure import STRUCTURE
from coursebuilder.targets.cmi5.rules import structure_rules
from coursebuilder.targets.iris import Iris, iris
from coursebuilder.targets.profile import DOCUMENT, FILE, TYPES
from coursebuilder.targets.target import Order
from coursebuilder.targets.titles import course_title, module_title, shorten
from coursebuilder.targets.xml import render

TEMPLATE = Path(__file__).with_name("cmi5.xml.j2")
MAX_TITLE = 200  # the standard sets no limit; databases do


@dataclass(frozen=True, slots=True)
class StructureObjective:
    """An objective as cmi5.xml lists it; `id` is its IRI."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """An assignable unit as the template writes it.

    `mastery_score` is "" for a module without an assessment.
    """

    id: str
    title: str
    description: str
    url: str
    move_on: str
    mastery_score: str
    objectives: tuple[StructureObjective, ...]


def control(order: Order, names: tuple[str, ...]) -> dict[str, bytes]:
    """cmi5.xml and profile.json (the statements' vocabulary) by name; `names`: all other files.

    Raises ValueError if the structure breaks our rules.
    """
    course, named = order.course, iris(order.course)
    units = [_unit(order, module, named) for module in order.modules]
    one = order.modules[0]
    title = (
        course_title(course, order.modules, MAX_TITLE)
        if order.whole
        else module_title(course, one, MAX_TITLE)
    )
    document = render(
        TEMPLATE,
        language=course.language,
        id=named.package(order),
        title=title,
        description=_line(course.description) or title,
        objectives=[objective for unit in units for objective in unit.objectives],
        units=units,
        activity_type=TYPES["module"],
    )
    _raise_if_wrong(document, (*names, FILE))
    return {STRUCTURE: document, FILE: DOCUMENT.read_bytes()}


def _unit(order: Order, module: Module, named: Iris) -> Unit:
    assessed = module.assessment_page is not None
    passing = assessed and module.rules.end_status == "passed"
    return Unit(
        id=named.module(module),
        title=module_title(order.course, module, MAX_TITLE),
        description=_line(module_text(module)),
        url=f"{module.id}/index.html" if order.whole else "index.html",
        move_on="CompletedAndPassed" if passing else "Completed",
        mastery_score=_decimal(module.rules.mastery_score) if assessed else "",
        objectives=tuple(
            StructureObjective(
                named.objective(module, objective), shorten(objective.text, MAX_TITLE), _line(objective.text)
            )
            for objective in module.objectives
        ),
    )


def _decimal(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _raise_if_wrong(document: bytes, names: tuple[str, ...]) -> None:
    """Parse the structure again and raise ValueError for a fault: that is our mistake, not the author's."""
    files = {name: Inline(b"") for name in names} | {STRUCTURE: Inline(document)}
    if problems := structure_rules(Package("", files)):
        raise ValueError("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
