"""Thousands of random learners: they answer, leave, crash, lose the network, change device, open two windows,
meet a new release. After each visit the platform holds what they did: nothing lost, nothing invented or told
twice, no result changed.

A failing seed plays again with: pytest tests/test_journeys.py --seed N
More of them than every run plays: pytest tests/test_journeys.py --journeys 20000
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from js import adapter, imports
from playwright.sync_api import Browser, Page, Route

from coursebuilder.targets import TARGETS

ROOT = Path(__file__).parent.parent
# How many of each: those over a network take longer.
JOURNEYS = {"scorm12": 5000, "scorm2004-4th": 5000, "cmi5": 1500, "xapi": 1500, "web": 2000}
BATCH = 500


HOST = "http://runtime.example"  # where the page of the journeys finds the runtime's modules
WANTED = {
    "session.js": ("Session",),
    "state.js": ("decodeState",),
    "kind_typed.js": ("packText",),
    "scenario.js": ("followPath", "isEnd", "pathOf", "reportChoice", "walk"),
}


def script(name: str) -> str:
    """The platform and the learners, in one; the runtime's session and adapter are in T."""
    target = TARGETS[name]
    double = "\n".join(Path(path).read_text("utf-8") for path in target.double)
    platform = "lrs" if target.lrs else "lms" if target.double else "device"
    names = (f"journeys_{platform}.js", "journeys_world.js", "journeys.js")
    learners = [(ROOT / "tests" / name).read_text("utf-8") for name in names]
    return "\n".join((double, f"const KIND = {json.dumps(name)};", *learners))


def serve(route: Route) -> None:
    """The runtime's own files, as modules; anything else is an empty page."""
    path = ROOT / route.request.url.removeprefix(f"{HOST}/")
    if path.suffix == ".js":
        route.fulfill(body=path.read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


def open_world(page: Page, name: str) -> None:
    page.route(f"{HOST}/**", serve)
    page.goto(f"{HOST}/")
    wanted = {**WANTED, **adapter(TARGETS[name].adapter)}
    page.evaluate(f"async () => {{ const T = (globalThis.T = {{}});\n{imports(wanted, HOST)} }}")
    page.add_script_tag(content=script(name))


@pytest.mark.parametrize(("target", "journeys"), JOURNEYS.items(), ids=[*JOURNEYS])
def test_random_journeys(
    browser: Browser, target: str, journeys: int, request: pytest.FixtureRequest
) -> None:
    seed = request.config.getoption("--seed")
    page = browser.new_page()
    try:
        open_world(page, target)
        many = request.config.getoption("--journeys") or journeys
        batches = [(first, min(BATCH, many)) for first in range(1, many + 1, BATCH)]
        if seed:
            batches = [(int(seed), 1)]
        failures: list[dict[str, Any]] = []
        for first, count in batches:
            failures += page.evaluate("([first, count]) => journeys(first, count)", [first, count])
        assert failures == [], "\n".join(
            f"seed {one['seed']}: {one['why']}\n{one['log']}" for one in failures[:3]
        )
    finally:
        page.close()
