"""Finding a browser on any machine, and starting it: the scripted learners need a real one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Playwright, ProxySettings, sync_playwright
from playwright.sync_api import Error as PlaywrightError

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "microsoft-edge")
FIREFOX = "firefox"
CHANNELS = ("chrome", "msedge")
INSTALL = ("-m", "playwright", "install", "--only-shell", "chromium")
QUIET = (  # a browser that asks nobody anything, and can reach no other machine
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)
NOWHERE: ProxySettings = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}  # the same, for Firefox

# What a browser can't be made to do from outside, by the context's option that asks for it.
BEYOND_FIREFOX = {
    "java_script_enabled": "do without JavaScript",
    "has_touch": "take a finger",
    "forced_colors": "show forced colours",
    "reduced_motion": "keep still",
}


class NoBrowser(Exception):
    """No browser could be found or installed; the message says the line to type."""


@dataclass(frozen=True, slots=True)
class Found:
    """A browser: a program's path, or a channel that playwright knows the place of, or its own (neither)."""

    path: str | None = None
    channel: str | None = None
    firefox: bool = False


def find_browser(asked: str = "") -> Iterator[Found]:
    """What may be there, in the order of trying: the one asked for alone, else from playwright's own on."""
    if asked == FIREFOX:
        yield Found(firefox=True)
        for name in ("firefox-esr", "firefox"):
            if path := shutil.which(name):
                yield Found(path, "moz-firefox", firefox=True)
        return
    if asked := asked or os.environ.get("COURSEBUILDER_BROWSER", ""):
        if path := shutil.which(asked):
            yield Found(path)
        return
    yield Found()
    for name in PROGRAMS:
        if path := shutil.which(name):
            yield Found(path)
    for channel in CHANNELS:
        yield Found(channel=channel)


def unable(browser: Browser, options: Collection[str]) -> str:
    """The first of a context's options that this browser ignores, in words; nothing where it can do all."""
    lacks = BEYOND_FIREFOX if browser.browser_type.name == FIREFOX else {}
    return next((words for option, words in lacks.items() if option in options), "")


@contextmanager
def launch(headless: bool = True, asked: str = "") -> Iterator[Browser]:
    """A running browser that ends with the block; only starting one tells whether it is whole.

    asked: a program's name or path, or "firefox"; else what the environment says or what is there
    """
    with sync_playwright() as playwright:
        browser = _first_that_starts(playwright, headless, asked)
        try:
            yield browser
        finally:
            browser.close()


def _first_that_starts(playwright: Playwright, headless: bool, asked: str) -> Browser:
    for found in find_browser(asked):
        if browser := _start(playwright, found, headless):
            return browser
    if asked:
        raise NoBrowser(f"--browser {asked}: this does not start as a browser")
    if asked := os.environ.get("COURSEBUILDER_BROWSER", ""):
        raise NoBrowser(f"COURSEBUILDER_BROWSER={asked}: this does not start as a browser")
    done = subprocess.run([sys.executable, *INSTALL], capture_output=True, text=True, check=False)
    if done.returncode == 0 and (browser := _start(playwright, Found(), headless)):
        return browser
    raise NoBrowser(
        "no browser to test with: install Chromium, Chrome or Edge, name one in COURSEBUILDER_BROWSER,\n"
        "or type\n"
        f"    {sys.executable} {' '.join(INSTALL)}"
    )


def _start(playwright: Playwright, found: Found, headless: bool) -> Browser | None:
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses root
    try:
        if found.firefox:
            firefox = playwright.firefox
            return firefox.launch(
                executable_path=found.path, channel=found.channel, headless=headless, proxy=NOWHERE
            )
        return playwright.chromium.launch(
            executable_path=found.path,
            channel=found.channel,
            headless=headless,
            args=[*QUIET, *(["--no-sandbox"] if root else [])],
        )
    except PlaywrightError:
        return None
