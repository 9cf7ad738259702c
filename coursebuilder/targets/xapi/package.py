"""Write tincan.xml: the one activity that a platform launches, and the course's and modules' activities."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursebuilder.package import Inline, Package
from coursebuilder.targets.activities import module_text
from coursebuilder.targets.iris import iris
from coursebuilder.targets.profile import DOCUMENT, FILE, TYPES
from coursebuilder.targets.target import Order
from coursebuilder.targets.titles import course_title, module_title
from coursebuilder.targets.xapi.rules import TINCAN, tincan_rules
from coursebuilder.targets.xml import render

TEMPLATE = Path(__file__).with_name("tincan.xml.j2")
LAUNCH = "index.html"
MAX_NAME = 200  # databases set limits where the format sets none


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as tincan.xml lists it; `launch`: the file that starts it, or "" for the others."""

    id: str
    type: str
    name: str
    description: str
    launch: str


def control(order: Order, names: tuple[str, ...]) -> dict[str, bytes]:
    """tincan.xml and profile.json (the statements' vocabulary) by name; `names`: all other files.

    The launched activity is the module, or the course if the order is for a whole course. Raises ValueError
    if the document breaks our rules.
    """
    course, named = order.course, iris(order.course)
    activities = [
        _activity(
            named.module(module),
            "module",
            module_title(course, module, MAX_NAME),
            module_text(module),
            not order.whole,
        )
        for module in order.modules
    ]
    name = course_title(course, order.modules, MAX_NAME)
    about = course.description or course.title
    activities.append(_activity(named.course, "course", name, about, order.whole))
    activities.sort(key=lambda one: not one.launch)
    document = render(TEMPLATE, language=course.language, activities=activities)
    _raise_if_wrong(document, (*names, FILE))
    return {TINCAN: document, FILE: DOCUMENT.read_bytes()}


def _activity(iri: str, kind: str, name: str, about: str, launched: bool) -> Activity:
    return Activity(iri, TYPES[kind], name, " ".join(about.split()), LAUNCH if launched else "")


def _raise_if_wrong(document: bytes, names: tuple[str, ...]) -> None:
    """Parse the document again and raise ValueError for a fault: that is our mistake, not the author's."""
    files = {name: Inline(b"") for name in names} | {TINCAN: Inline(document)}
    if problems := tincan_rules(Package("", files)):
        raise ValueError("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
