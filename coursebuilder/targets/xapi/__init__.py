"""xAPI with a tincan.xml: statements to whatever record store the launch names."""

from __future__ import annotations

from coursebuilder.model import Module
from coursebuilder.package import Package
from coursebuilder.targets.activities import statement_words
from coursebuilder.targets.iris import advice
from coursebuilder.targets.requests import recorded
from coursebuilder.targets.target import Json, Order, Target
from coursebuilder.targets.xapi.calls import HOUSE, call_rules, hear, tell
from coursebuilder.targets.xapi.package import control
from coursebuilder.targets.xapi.rules import TINCAN, package_rules, starts


def launch(order: Order, module: Module | None) -> Json:
    """The statements' words."""
    return statement_words(order.course, order.modules, order.whole)


def detect(package: Package) -> bool:
    return TINCAN in package.files


XAPI = Target(
    name="xapi",
    one_document_per="package",
    adapter="xapi",
    double=(),
    control=control,
    launch=launch,
    package_rules=package_rules,
    call_rules=call_rules,
    tell=tell,
    hear=hear,
    outcome=recorded,
    starts=starts,
    house=HOUSE,
    detect=detect,
    launch_parameters=("endpoint", "auth", "actor", "registration", "activity_id"),
    lrs=True,
    advice=advice,
)
