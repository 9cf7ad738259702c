"""Find out why a learner could not go on, and say it in an author's words instead of playwright's."""

from __future__ import annotations

import re
from contextlib import suppress
from time import perf_counter

from playwright.sync_api import Browser, BrowserContext, TimeoutError
from playwright.sync_api import Error as PlaywrightError

from coursebuilder.problems import Place, Problem

STUCK, STUCK_CURE = "learner-stuck", "open the page as this learner does and see what is in the way"
HUNG, HUNG_CURE = "page-hangs", "look for a loop in the page's script, or for too much memory"
NOT_JUDGED = "not-judged"
# What a persona's script raises where a page doesn't match its own data, or returns nonsense to the browser.
MISMATCH_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
MISMATCH_CURE = "build the package again: its page and the data in it belong to different modules"
SCRIPT_TIMEOUT = 3000  # milliseconds within which a page that doesn't hang runs a script
SLOW_SECONDS = 3.0  # a machine that needs longer for an empty window is too slow to judge a package

# Part of the selector that a learner waited for → name of the control; the first that matches counts.
_CONTROLS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"data-action=submit", "the button that hands the answers in"),
        (r"#q-([\w-]+).*data-action=check", "the button that checks question {}"),
        (r"data-action=check", "the button that checks an answer"),
        (r"data-action=retry\b", "the button for another try"),
        (r"data-action=leave", "the button to leave by"),
        (r"data-action=open", "the page that says goodbye"),
        (r"data-action=contents", "the button for the contents"),
        (r"data-action=([\w-]+)", "the button “{}”"),
        (r"#q-([\w-]+)", "question {}"),
        (r"#s-([\w-]+)", "conversation {}"),
        (r"#page-([\w-]+)", "the way to page {}"),
        (r"\.next", "the button to the next page"),
        (r"data-resume|data-save-state|\.told|\.notice", "the module’s beginning"),
        (r"script#course", "the module’s own data"),
        (r"\.page\.current", "the page on screen"),
        (r"html", "the page, loaded again"),
    )
)
_REASONS = (
    ("intercepts pointer events", "something lies over it"),
    ("not visible", "it can’t be seen"),
    ("not enabled", "it can’t be pressed"),
    ("not stable", "it doesn’t stand still"),
    ("outside of the viewport", "it is outside the window"),
    ("resolved to", "it doesn’t become what it should"),
)


def stuck_problem(launch: int, error: PlaywrightError) -> Problem:
    """The Problem of a learner who waited for a control in vain.

    launch: number of the launch, from 1; error: playwright's, whose text names the selector and the cause
    """
    text = str(error)
    awaited = next((line for line in text.splitlines() if "waiting for" in line or "locator(" in line), "")
    found = ((words, pattern.search(awaited)) for pattern, words in _CONTROLS)
    what = next((words.format(*match.groups()) for words, match in found if match), "what comes next")
    why = next((words for sign, words in _REASONS if sign in text), "it isn’t there")
    return Problem(STUCK, f"launch {launch}: could not go on: {what}: {why}", Place(""), STUCK_CURE)


def hung_problem(message: str) -> Problem:
    """The Problem of a page, or a whole browser, that no longer responds."""
    return Problem(HUNG, message, Place(""), HUNG_CURE)


def mismatch_problem(ours: bool) -> Problem:
    """The Problem of a page that is not what its data say; of other makers' pages only that none can tell."""
    if ours:
        return Problem("page-differs", "the page is not what its own data say", Place(""), MISMATCH_CURE)
    message = "could not be judged: it sent or shows what verify doesn't understand"
    return Problem(
        NOT_JUDGED, message, Place(""), "tell those who make coursebuilder, with the zip", "warning"
    )


def page_hangs(context: BrowserContext) -> bool:
    """Whether some window runs no script within `SCRIPT_TIMEOUT`, as in an endless loop."""
    try:
        for window in context.pages:
            window.wait_for_function("true", timeout=SCRIPT_TIMEOUT)
    except TimeoutError:
        return True
    except PlaywrightError:  # it has gone, or goes elsewhere right now
        return False
    return False


def machine_is_slow(browser: Browser) -> bool:
    """Whether an empty window, without any package, needs more than `SLOW_SECONDS` to run a script."""
    began = perf_counter()
    with suppress(PlaywrightError):
        context = browser.new_context()
        context.set_default_timeout(SLOW_SECONDS * 2000)
        window = context.new_page()
        window.wait_for_function("true", timeout=SLOW_SECONDS * 2000)
        context.close()
    return perf_counter() - began > SLOW_SECONDS
