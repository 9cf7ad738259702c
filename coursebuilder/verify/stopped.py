"""What stopped a learner, in words for people; the browser driver's own are kept for developers."""

from __future__ import annotations

import re
from contextlib import suppress
from time import perf_counter

from playwright.sync_api import Browser, BrowserContext, TimeoutError
from playwright.sync_api import Error as PlaywrightError

from coursebuilder.problems import Place, Problem

STUCK, STUCK_CURE = "learner-stuck", "open the page as this learner does and see what is in the way"
HUNG, HUNG_CURE = "page-hangs", "look for a loop in the page's script, or for too much memory"
ANSWER = 3000  # milliseconds within which a page that does anything at all runs a script
SLOW = 3.0  # seconds: a machine that needs longer for an empty window of its own judges nobody's package

# What a learner looked for, by the part of its selector; the first that fits.
_SOUGHT = tuple(
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
_WHY = (
    ("intercepts pointer events", "something lies over it"),
    ("not visible", "it can’t be seen"),
    ("not enabled", "it can’t be pressed"),
    ("not stable", "it doesn’t stand still"),
    ("outside of the viewport", "it is outside the window"),
    ("resolved to", "it doesn’t become what it should"),
)


def stuck(launch: int, error: PlaywrightError) -> Problem:
    """A learner who waited for something in vain, in this launch (from 1)."""
    text = str(error)
    awaited = next((line for line in text.splitlines() if "waiting for" in line or "locator(" in line), "")
    found = ((words, pattern.search(awaited)) for pattern, words in _SOUGHT)
    what = next((words.format(*match.groups()) for words, match in found if match), "what comes next")
    why = next((words for sign, words in _WHY if sign in text), "it isn’t there")
    return Problem(STUCK, f"launch {launch}: could not go on: {what}: {why}", Place(""), STUCK_CURE)


def hanging(message: str) -> Problem:
    """A page, or the whole browser, that does nothing any more."""
    return Problem(HUNG, message, Place(""), HUNG_CURE)


def stands_still(context: BrowserContext) -> bool:
    """Whether a window doesn't even run a script, as in an endless loop."""
    try:
        for window in context.pages:
            window.wait_for_function("true", timeout=ANSWER)
    except TimeoutError:
        return True
    except PlaywrightError:  # it has gone, or goes elsewhere right now
        return False
    return False


def machine_is_slow(browser: Browser) -> bool:
    """Whether an empty window, which has nothing to do with any package, takes too long to open as well."""
    began = perf_counter()
    with suppress(PlaywrightError):
        context = browser.new_context()
        context.set_default_timeout(SLOW * 2000)
        window = context.new_page()
        window.wait_for_function("true", timeout=SLOW * 2000)
        context.close()
    return perf_counter() - began > SLOW
