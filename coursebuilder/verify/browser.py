"""Finding a browser on any machine, and starting it: the scripted learners need a real one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Playwright, ProxySettings, sync_playwright
from playwright.sync_api import Error as PlaywrightError

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "microsoft-edge")
FIREFOX = "firefox"
CHANNELS = ("chrome", "msedge")
FETCHING = 120  # seconds
INSTALL = ("-m", "playwright", "install", "--only-shell", "chromium")
QUIET = (  # a browser that asks nobody anything; what a page may reach is told to each context (`reaching`)
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # WebRTC sends UDP past any proxy unless it is told not to; without "force-" headless Chromium sends it.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)
DEAD_END = "http://127.0.0.1:9"  # a proxy that nobody runs: 9 is the port of the discard service (RFC 863)
NOWHERE: ProxySettings = {"server": DEAD_END, "bypass": "127.0.0.1"}  # Firefox's: its list knows no ports
FIREFOX_QUIET: dict[str, str | float | bool] = {"media.peerconnection.enabled": False}  # no WebRTC, no UDP
KINDS = {  # of browsers, by the name that playwright's begin with
    "Chromium": "Chromium (Chrome, Edge)",
    "Firefox": "Firefox",
    "Webkit": "Safari (also every browser on an iPhone)",
}
UNSAFE = (
    "warning: this is root's account, where the browser runs without its sandbox: "
    "play packages that you don't trust from an ordinary account"
)

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


def reaching(browser: Browser, addresses: Collection[str]) -> ProxySettings:
    """The proxy setting of a context whose pages reach these servers of this machine and nothing else.

    addresses: such as "http://127.0.0.1:40123"; every other address, and every other port of this machine,
        goes to a proxy that isn't there
    """
    if browser.browser_type.name == FIREFOX:
        return NOWHERE
    own = ",".join(urlsplit(address).netloc for address in addresses)
    return {"server": DEAD_END, "bypass": f"<-loopback>,{own}"}  # Chromium leaves loopback out unless told


def name_of(browser: Browser) -> str:
    """The browser's name and version, as people know it: Chromium 140."""
    return f"{browser.browser_type.name.capitalize()} {browser.version.partition('.')[0]}"


def others(played: str) -> list[str]:
    """The kinds of browsers that learners have and that aren't among those named."""
    return [kind for name, kind in KINDS.items() if name not in played]


@contextmanager
def launch(
    headless: bool = True, asked: str = "", say: Callable[[str], object] = lambda text: None
) -> Iterator[Browser]:
    """A running browser that ends with the block; only starting one tells whether it is whole.

    asked: a program's name or path, or "firefox"; else what the environment says or what is there
    say: told what the user of this machine should know of it, a sentence at a time
    """
    with sync_playwright() as playwright:
        browser = _first_that_starts(playwright, headless, asked, say)
        if _is_root() and browser.browser_type.name != FIREFOX:
            say(UNSAFE)
        try:
            yield browser
        finally:
            browser.close()


def _fetched(say: Callable[[str], object]) -> bool:
    """Whether playwright's own browser was fetched; gives up after `FETCHING` seconds."""
    say(f"No browser found: fetching one (Chromium, about 100 MB) for at most {FETCHING} seconds …")
    line = [sys.executable, *INSTALL]
    try:
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=FETCHING)
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


def _first_that_starts(
    playwright: Playwright, headless: bool, asked: str, say: Callable[[str], object]
) -> Browser:
    for found in find_browser(asked):
        if browser := _start(playwright, found, headless):
            return browser
    if asked:
        raise NoBrowser(f"--browser {asked}: this does not start as a browser")
    if asked := os.environ.get("COURSEBUILDER_BROWSER", ""):
        raise NoBrowser(f"COURSEBUILDER_BROWSER={asked}: this does not start as a browser")
    if _fetched(say) and (browser := _start(playwright, Found(), headless)):
        return browser
    raise NoBrowser(
        "no browser to test with: install Chromium, Chrome or Edge, name one in COURSEBUILDER_BROWSER,\n"
        "or type\n"
        f"    {sys.executable} {' '.join(INSTALL)}"
    )


def _start(playwright: Playwright, found: Found, headless: bool) -> Browser | None:
    try:
        if found.firefox:
            firefox = playwright.firefox
            return firefox.launch(
                executable_path=found.path,
                channel=found.channel,
                headless=headless,
                proxy=NOWHERE,
                firefox_user_prefs=FIREFOX_QUIET,
            )
        return playwright.chromium.launch(
            executable_path=found.path,
            channel=found.channel,
            headless=headless,
            args=[*QUIET, *(["--no-sandbox"] if _is_root() else [])],
        )
    except PlaywrightError:
        return None


def _is_root() -> bool:
    """Whether this is the administrator's account of a Unix machine, for which Chromium has no sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
