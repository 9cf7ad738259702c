"""What axe finds wrong with a document, by WCAG 2.2 A and AA."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
CONTRAST = ("color-contrast",)  # the one rule that another colour scheme changes
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
    """A rule of axe that elements break, or that somebody has to look at."""

    rule: str
    help: str
    criteria: tuple[str, ...]  # of WCAG, such as 1.4.3
    where: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}: {', '.join(self.where)} ({self.help})"


@dataclass(frozen=True, slots=True)
class Found:
    """violations: what is wrong; by_hand: what axe couldn't decide; rules: all that applied."""

    violations: tuple[Finding, ...]
    by_hand: tuple[Finding, ...]
    rules: tuple[str, ...]


@cache
def _script() -> str:
    return str(AXE_SCRIPT)


@cache
def version() -> str:
    """The version of axe-core, for the record."""
    found = re.search(r"axe v([\d.]+)", _script()[:200])
    return found[1] if found else ""


def run(frame: Frame, rules: Sequence[str] = ()) -> Found:
    """Judges the document as it is now: by all rules of the levels A and AA, or by these alone."""
    if not frame.evaluate("typeof axe === 'object'"):
        frame.evaluate(_script())
    kind = ["rule", list(rules)] if rules else ["tag", list(TAGS)]
    found: dict[str, Any] = frame.evaluate(RUN, kind)
    violations, by_hand = (tuple(map(_finding, found[name])) for name in ("violations", "incomplete"))
    return Found(violations, by_hand, tuple(found["rules"]))


def violations(frame: Frame) -> list[str]:
    """One line a violation: its rule, and the elements that break it."""
    return [str(one) for one in run(frame).violations]


def _finding(one: Mapping[str, Any]) -> Finding:
    criteria = [".".join(found.groups()) for tag in one["tags"] if (found := _CRITERION.fullmatch(tag))]
    return Finding(one["id"], one["help"], tuple(criteria), tuple(_where(node) for node in one["nodes"]))


def _where(node: Mapping[str, Any]) -> str:
    reason = next((check["message"] for kind in ("any", "all", "none") for check in node[kind]), "")
    return f"{' '.join(map(str, node['target']))} [{reason}]"
