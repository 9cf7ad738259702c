"""The target xapi: packages with a tincan.xml; statements go to the record store that the launch names."""

from __future__ import annotations

from coursebuilder.model import Module
from coursebuilder.package import Package
from coursebuilder.targets.activities import statement_vocabulary
from coursebuilder.targets.iris import advice
from coursebuilder.targets.requests import outcome_in_record
from coursebuilder.targets.statement_transcript import transcript
from coursebuilder.targets.target import Json, Order, Target
from coursebuilder.targets.xapi.calls import OWN_RULES, call_rules, received
from coursebuilder.targets.xapi.package import control
from coursebuilder.targets.xapi.rules import TINCAN, package_rules, starts


def launch(order: Order, module: Module | None) -> Json:
    """The statements' vocabulary."""
    return statement_vocabulary(order.course, order.modules, order.whole)


def detect(package: Package) -> bool:
    """Whether there is a tincan.xml at the zip's root."""
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
    transcript=transcript,
    received=received,
    outcome=outcome_in_record,
    starts=starts,
    own_rules=OWN_RULES,
    detect=detect,
    launch_parameters=("endpoint", "auth", "actor", "registration", "activity_id"),
    lrs=True,
    advice=advice,
)
