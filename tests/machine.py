"""What tests need of the machine beside Python: which of them need it, and what is said where it is missing.

Where a tool is missing the tests that need it are skipped, each with the cure as its reason, and the run ends
with how many they were. With CI=true in the environment they fail: there every tool must be installed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from typing import NoReturn

import pytest
from hypothesis import settings

WANTING = "not run for want of "  # how the reason of such a skip begins

# Tests with random inputs try 100 unless they say `examples(n)`; in the fast profile a fifth of that.
# No deadline: a busy machine is no failure.
USUAL = 100
settings.register_profile("full", deadline=None, max_examples=USUAL)
settings.register_profile("fast", deadline=None, max_examples=USUAL // 5)
settings.load_profile("full")  # --hypothesis-profile comes later and wins


def examples(most: int) -> int:
    """How many inputs a test that tries `most` in a full run tries in the profile at hand."""
    return most * settings.default.max_examples // USUAL if settings.default else most


def missing(tool: str, cure: str) -> NoReturn:
    """Skip the test that needs `tool`, with what installs it; with CI=true fail instead."""
    message = f"{WANTING}{tool}: {cure}"
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that uses the browser, by whatever fixture, has the marker `browser`, and up to three tries.

    On a busy machine a window may be starved for seconds, which no patience of a test's own makes up for.
    What fails once is named at the end all the same: see `pytest_terminal_summary`.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.hookimpl(wrapper=True, tryfirst=True)  # after pytest's own summary
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
    """Above the closing line: what failed once, how many tests weren't run, and what to install for them."""
    yield
    if again := sorted({report.nodeid for report in terminalreporter.stats.get("rerun", [])}):
        terminalreporter.section("failed once", yellow=True)
        for name in again:
            terminalreporter.line(name)
    reasons = (str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    wanted = Counter(reason.partition(WANTING)[2] for reason in reasons if WANTING in reason)
    if not wanted:
        return
    terminalreporter.section("not everything was tested", yellow=True)
    for cure, number in wanted.most_common():
        terminalreporter.line(f"{number} {'test' if number == 1 else 'tests'} {WANTING}{cure}")
