"""Run axe-core in a document, with its rules for WCAG 2.2 A and AA."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
CONTRAST = ("color-contrast",)  # the only rule whose result depends on the colour scheme
RUN = """
async ([kind, values]) => {
  const options = {runOnly: {type: kind, values}, resultTypes: ["violations", "incomplete"], iframes: false};
  const found = await axe.run(document, options);
  const rules = found.passes.concat(found.violations, found.incomplete);
  return {violations: found.violations, incomplete: found.incomplete, rules: rules.map((one) => one.id)};
}
"""
_CRITERION = re.compile(r"wcag(\d)(\d)(\d+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule of axe that some elements break, or may break.

    rule: axe's id; help: axe's sentence about it
    criteria: of WCAG, such as "1.4.3"
    where: for each element its selector and axe's reason
    """

    rule: str
    help: str
    criteria: tuple[str, ...]
    where: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}: {', '.join(self.where)} ({self.help})"


@dataclass(frozen=True, slots=True)
class AxeResult:
    """What axe found in a document.

    violations: rules that are broken
    by_hand: rules that axe couldn't decide, so that somebody has to look
    rules: ids of all rules that applied to some element
    """

    violations: tuple[Finding, ...]
    by_hand: tuple[Finding, ...]
    rules: tuple[str, ...]


@cache
def _script() -> str:
    return str(AXE_SCRIPT)


@cache
def version() -> str:
    """The version of axe-core, such as "4.10.2"; empty if it can't be read from its script."""
    found = re.search(r"axe v([\d.]+)", _script()[:200])
    return found[1] if found else ""


def run(frame: Frame, rules: Sequence[str] = ()) -> AxeResult:
    """Run axe in the document as it is now, with all rules of levels A and AA, or only those given by id."""
    if not frame.evaluate("typeof axe === 'object'"):
        frame.evaluate(_script())
    kind = ["rule", list(rules)] if rules else ["tag", list(TAGS)]
    found: dict[str, Any] = frame.evaluate(RUN, kind)
    violations, by_hand = (tuple(map(_finding, found[name])) for name in ("violations", "incomplete"))
    return AxeResult(violations, by_hand, tuple(found["rules"]))


def violations(frame: Frame) -> list[str]:
    """The violations in the document as text, one line for each rule: its id, the elements, its sentence."""
    return [str(finding) for finding in run(frame).violations]


def _finding(rule: Mapping[str, Any]) -> Finding:
    criteria = [".".join(found.groups()) for tag in rule["tags"] if (found := _CRITERION.fullmatch(tag))]
    return Finding(rule["id"], rule["help"], tuple(criteria), tuple(_where(node) for node in rule["nodes"]))


def _where(node: Mapping[str, Any]) -> str:
    reason = next((check["message"] for kind in ("any", "all", "none") for check in node[kind]), "")
    return f"{' '.join(map(str, node['target']))} [{reason}]"
