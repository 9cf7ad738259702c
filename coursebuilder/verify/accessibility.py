"""What axe finds wrong with the page on screen, by WCAG 2.2 A and AA."""

from __future__ import annotations

from functools import cache
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = """
async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations;
}
"""


@cache
def _script() -> str:
    return str(AXE_SCRIPT)


def violations(frame: Frame) -> list[str]:
    """One line a violation: its rule, and the elements that break it."""
    if not frame.evaluate("typeof axe === 'object'"):
        frame.evaluate(_script())
    found: list[dict[str, Any]] = frame.evaluate(RUN, list(TAGS))
    return [
        f"{one['id']}: {', '.join(_where(node) for node in one['nodes'])} ({one['help']})" for one in found
    ]


def _where(node: dict[str, Any]) -> str:
    reason = next((check["message"] for kind in ("any", "all", "none") for check in node[kind]), "")
    return f"{' '.join(map(str, node['target']))} [{reason}]"
