"""What the runtime must know of a scenario: its part of the page's JSON. The texts are in the page."""

from __future__ import annotations

from collections.abc import Mapping

from coursebuilder.model import Page, Reply, Scenario
from coursebuilder.model.keys import scenario_check


def scene_data(scenario: Scenario, page: Page) -> dict[str, object]:
    """A scenario on its page.

    gauges: name, words from low to high, number of the one it starts with
    steps: id, how many steps are left on the best way from here, and what each reply does: number of the step
        it leads to and, if there are any, changes by number of gauge; 0 for an unsafe one
    """
    numbers = {step.id: n for n, step in enumerate(scenario.steps)}
    gauges = {gauge.name: n for n, gauge in enumerate(scenario.gauges)}
    left = _left(scenario)
    return {
        "id": scenario.id,
        "key": scenario.key,
        "check": scenario_check(scenario),
        "page": page.id,
        "gauges": [[gauge.name, list(gauge.words), gauge.start] for gauge in scenario.gauges],
        "steps": [
            [step.id, left[step.id], [_leads(reply, numbers, gauges) for reply in step.replies]]
            for step in scenario.steps
        ],
    }


def _leads(reply: Reply, numbers: Mapping[str, int], gauges: Mapping[str, int]) -> object:
    if not reply.to:
        return 0
    changes = [[gauges[name], by] for name, by in reply.changes]
    return [numbers[reply.to], *([changes] if changes else [])]


def _left(scenario: Scenario) -> dict[str, int]:
    """How many steps come after each one, on the shortest way of best replies, else of any."""
    left = {step.id: 0 for step in scenario.steps if step.end}
    for best in (True, False):
        while True:
            found = {
                step.id: 1 + min(ways)
                for step in scenario.steps
                if step.id not in left
                and (
                    ways := [
                        left[reply.to]
                        for reply in step.replies
                        if reply.to in left and (reply.verdict == "best" or not best)
                    ]
                )
            }
            if not found:
                break
            left |= found
    return {step.id: left.get(step.id, 0) for step in scenario.steps}
