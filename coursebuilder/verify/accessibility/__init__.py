"""Accessibility at every state a learner reaches: WCAG 2.2 A and AA, as far as a machine can tell."""

from __future__ import annotations

from coursebuilder.verify.accessibility.axe import violations
from coursebuilder.verify.accessibility.checks import CHECKS, NOT_BY_MACHINE
from coursebuilder.verify.accessibility.inspect import Inspection, Seen, inspect
from coursebuilder.verify.accessibility.record import write_record

__all__ = ["CHECKS", "NOT_BY_MACHINE", "Inspection", "Seen", "inspect", "violations", "write_record"]
