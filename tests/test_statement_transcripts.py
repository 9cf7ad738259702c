"""A learner's launches as an administrator reads them, told from the requests that arrived."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import TESTS
from playwright.sync_api import Browser

from coursebuilder.targets import TARGETS
from coursebuilder.verify import learners
from coursebuilder.verify.record_store import Account, account
from coursebuilder.verify.transcript import transcript

NAMES = ["leaves, resumes, passes, revisits", "fails, then passes", "uses up all attempts"]


def journey(opened: Account, name: str) -> None:
    if name == NAMES[0]:
        learners.leaver(opened).close()
        learner = opened.launch().ready()
        learner.press("resume")
        learner.take()
        learner.leave()
        learner.close()
        opened.settle()
        learners.revisitor(opened).close()
    elif name == NAMES[1]:
        learners.struggler(opened).close()
    else:
        learners.giver_up(opened).close()


@pytest.mark.parametrize("target", ["cmi5", "xapi"])
@pytest.mark.parametrize("name", NAMES)
def test_transcripts(
    browser: Browser,
    packaged: Callable[..., Any],
    name: str,
    target: str,
    request: pytest.FixtureRequest,
) -> None:
    """With the clock and the dice held, the same journey is the same text; --accept rewrites it."""
    with account(browser, packaged(target)) as opened:
        # No time passes: when progress goes out hangs on the seconds that have gone by.
        opened.context.clock.install(time="2026-01-05T09:00:00")
        opened.context.clock.pause_at("2026-01-05T09:00:01")
        opened.context.add_init_script("Math.random = () => 0.5")
        journey(opened, name)
        text = transcript([opened.calls(n) for n in range(opened.launches())], TARGETS[target])
    path = TESTS / "transcripts" / target / f"{name.replace(', ', '-').replace(' ', '-')}.txt"
    if request.config.getoption("--accept"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
