"""Thousands of random learners: they answer, leave, crash, lose the network, change device, open two windows,
meet a new release. After each visit the platform holds what they did: nothing lost, nothing invented or told
twice, no result changed.

A failing seed plays again with: pytest tests/test_journeys.py --seed N
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from coursebuilder.scripts import join
from coursebuilder.targets import TARGETS

ROOT = Path(__file__).parent.parent
# How many of each: those over a network take longer.
JOURNEYS = {"scorm12": 5000, "scorm2004-4th": 5000, "cmi5": 1500, "xapi": 1500, "web": 2000}
BATCH = 500


def script(name: str) -> str:
    """The runtime's session and adapter, the platform, and the learners, in one."""
    target = TARGETS[name]
    runtime = {path.name: path.read_text("utf-8") for path in (ROOT / "coursebuilder/runtime").glob("*.js")}
    let_out = (
        'import { Session } from "./session.js";\nimport { createAdapter } from "./adapter.js";\n'
        'import { decodeState } from "./state.js";\nimport { packText } from "./kind_typed.js";\n'
        'import { followPath, isEnd, pathOf, tellChoice, walk } from "./scenario.js";\n'
        "globalThis.T = { Session, createAdapter, decodeState, packText };\n"
        "Object.assign(globalThis.T, { followPath, isEnd, pathOf, tellChoice, walk });\n"
    )
    joined = join({**runtime, "adapter.js": target.adapter, "let_out.js": let_out}, "let_out.js")
    double = "\n".join(Path(path).read_text("utf-8") for path in target.double)
    platform = "lrs" if target.lrs else "lms" if target.double else "device"
    names = (f"journeys_{platform}.js", "journeys_world.js", "journeys.js")
    learners = [(ROOT / "tests" / name).read_text("utf-8") for name in names]
    return "\n".join((joined, double, f"const KIND = {json.dumps(name)};", *learners))


@pytest.mark.parametrize(("target", "journeys"), JOURNEYS.items(), ids=[*JOURNEYS])
def test_random_journeys(
    browser: Browser, target: str, journeys: int, request: pytest.FixtureRequest
) -> None:
    seed = request.config.getoption("--seed")
    page = browser.new_page()
    try:
        page.add_script_tag(content=script(target))
        batches = [(int(seed), 1)] if seed else [(first, BATCH) for first in range(1, journeys, BATCH)]
        failures: list[dict[str, Any]] = []
        for first, count in batches:
            failures += page.evaluate("([first, count]) => journeys(first, count)", [first, count])
        assert failures == [], "\n".join(
            f"seed {one['seed']}: {one['why']}\n{one['log']}" for one in failures[:3]
        )
    finally:
        page.close()
