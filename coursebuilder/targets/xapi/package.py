"""tincan.xml: the one activity a platform launches, and what else its statements are about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursebuilder.package import Inline, Package
from coursebuilder.targets.activities import module_text
from coursebuilder.targets.iris import iris
from coursebuilder.targets.profile import DOCUMENT, FILE, TYPES
from coursebuilder.targets.target import Order
from coursebuilder.targets.titles import shorten
from coursebuilder.targets.xapi.rules import TINCAN, tincan_rules
from coursebuilder.targets.xml import render

TEMPLATE = Path(__file__).with_name("tincan.xml.j2")
LAUNCH = "index.html"
MAX_NAME = 200  # databases set limits where the format sets none


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity as the platform lists it; `launch` is the file that starts it, or ''."""

    id: str
    type: str
    name: str
    description: str
    launch: str


def control(order: Order, names: tuple[str, ...]) -> dict[str, bytes]:
    """The package's own document, and the vocabulary of its statements.

    The module is launched, or with a whole course the course.
    """
    course, named = order.course, iris(order.course)
    activities = [
        _activity(named.module(module), "module", module.title, module_text(module), not order.whole)
        for module in order.modules
    ]
    about = course.description or course.title
    activities.append(_activity(named.course, "course", course.title, about, order.whole))
    activities.sort(key=lambda one: not one.launch)
    document = render(TEMPLATE, language=course.language, activities=activities)
    _ours_to_answer_for(document, (*names, FILE))
    return {TINCAN: document, FILE: DOCUMENT.read_bytes()}


def _activity(iri: str, kind: str, name: str, about: str, launched: bool) -> Activity:
    return Activity(
        iri, TYPES[kind], shorten(name, MAX_NAME), " ".join(about.split()), LAUNCH if launched else ""
    )


def _ours_to_answer_for(document: bytes, names: tuple[str, ...]) -> None:
    """Read it again: what is wrong here is our mistake, not the author's."""
    files = {name: Inline(b"") for name in names} | {TINCAN: Inline(document)}
    if problems := tincan_rules(Package("", files)):
        raise ValueError("; ".join(f"{problem.place}: {problem.message}" for problem in problems))
