"""Inspect pages for accessibility by WCAG 2.2 A and AA: the checks that a program can make."""

from __future__ import annotations

from coursebuilder.verify.accessibility.axe import violations
from coursebuilder.verify.accessibility.checks import CHECKS, NOT_BY_MACHINE
from coursebuilder.verify.accessibility.inspect import InspectedState, Inspection, inspect
from coursebuilder.verify.accessibility.record import write_record

__all__ = [
    "CHECKS",
    "NOT_BY_MACHINE",
    "InspectedState",
    "Inspection",
    "inspect",
    "violations",
    "write_record",
]
