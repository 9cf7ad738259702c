"""Find a browser on this machine and start it with playwright."""

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
DOWNLOAD_TIMEOUT = 120  # seconds
INSTALL = ("-m", "playwright", "install", "--only-shell", "chromium")
CHROMIUM_ARGUMENTS = (  # no requests of the browser's own; `proxy_for` restricts those of the pages
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
NO_PROXY_SERVER = "http://127.0.0.1:9"  # nothing listens there: port 9 is the discard service's (RFC 863)
# Firefox's bypass list has no ports.
FIREFOX_PROXY: ProxySettings = {"server": NO_PROXY_SERVER, "bypass": "127.0.0.1"}
# Without WebRTC there is no UDP.
FIREFOX_PREFERENCES: dict[str, str | float | bool] = {"media.peerconnection.enabled": False}
KINDS = {  # of browsers that learners have, by the beginning of what `browser_name` gives
    "Chromium": "Chromium (Chrome, Edge)",
    "Firefox": "Firefox",
    "Webkit": "Safari (also every browser on an iPhone)",
}
NO_SANDBOX_WARNING = (
    "warning: this is root's account, where the browser runs without its sandbox: "
    "play packages that you don't trust from an ordinary account"
)

# Options of a browser context that Firefox ignores → what it can't be made to do, for a message.
UNSUPPORTED_IN_FIREFOX = {
    "java_script_enabled": "do without JavaScript",
    "has_touch": "take a finger",
    "forced_colors": "show forced colours",
    "reduced_motion": "keep still",
}


class NoBrowser(Exception):
    """No browser could be found or installed; the message says what to install or type."""


@dataclass(frozen=True, slots=True)
class BrowserCandidate:
    """A browser that may be on this machine.

    path: the program; channel: a name that playwright finds it by; neither: the browser playwright installed
    """

    path: str | None = None
    channel: str | None = None
    firefox: bool = False


def browser_candidates(asked: str = "") -> Iterator[BrowserCandidate]:
    """The browsers to try, in order. With `asked`, or COURSEBUILDER_BROWSER set, only that one.

    asked: a program's name or path, or "firefox"
    """
    if asked == FIREFOX:
        yield BrowserCandidate(firefox=True)
        for name in ("firefox-esr", "firefox"):
            if path := shutil.which(name):
                yield BrowserCandidate(path, "moz-firefox", firefox=True)
        return
    if asked := asked or os.environ.get("COURSEBUILDER_BROWSER", ""):
        if path := shutil.which(asked):
            yield BrowserCandidate(path)
        return
    yield BrowserCandidate()
    for name in PROGRAMS:
        if path := shutil.which(name):
            yield BrowserCandidate(path)
    for channel in CHANNELS:
        yield BrowserCandidate(channel=channel)


def unsupported_option(browser: Browser, options: Collection[str]) -> str:
    """What the browser can't be made to do, for the first of these context options it ignores; else empty."""
    lacks = UNSUPPORTED_IN_FIREFOX if browser.browser_type.name == FIREFOX else {}
    return next((words for option, words in lacks.items() if option in options), "")


def proxy_for(browser: Browser, addresses: Collection[str]) -> ProxySettings:
    """Proxy settings for a browser context, so that its pages reach these servers and nothing else.

    addresses: such as "http://127.0.0.1:40123". Every other address, and every other port of this machine,
        is sent to a proxy that doesn't exist. In Firefox all ports of 127.0.0.1 can be reached.
    """
    if browser.browser_type.name == FIREFOX:
        return FIREFOX_PROXY
    own = ",".join(urlsplit(address).netloc for address in addresses)
    return {
        "server": NO_PROXY_SERVER,
        "bypass": f"<-loopback>,{own}",
    }  # Chromium leaves loopback out unless told


def browser_name(browser: Browser) -> str:
    """The browser's name and major version, such as "Chromium 140"."""
    return f"{browser.browser_type.name.capitalize()} {browser.version.partition('.')[0]}"


def kinds_not_used(played: str) -> list[str]:
    """The kinds of browsers that aren't named in `played`, a text such as "Chromium 140"."""
    return [kind for name, kind in KINDS.items() if name not in played]


@contextmanager
def launch(
    headless: bool = True, asked: str = "", notify: Callable[[str], object] = lambda text: None
) -> Iterator[Browser]:
    """Start the first browser that works, and close it at the end of the block. Raises NoBrowser.

    asked: a program's name or path, or "firefox"; empty: COURSEBUILDER_BROWSER, or one that is found
    notify: called with a sentence for the user: that a browser is downloaded, or has no sandbox
    """
    with sync_playwright() as playwright:
        browser = _first_that_starts(playwright, headless, asked, notify)
        if _is_root() and browser.browser_type.name != FIREFOX:
            notify(NO_SANDBOX_WARNING)
        try:
            yield browser
        finally:
            browser.close()


def _download_browser(notify: Callable[[str], object]) -> bool:
    """Download playwright's own browser, for at most `DOWNLOAD_TIMEOUT` seconds; whether that worked."""
    notify(
        f"No browser found: fetching one (Chromium, about 100 MB) for at most {DOWNLOAD_TIMEOUT} seconds …"
    )
    line = [sys.executable, *INSTALL]
    try:
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=DOWNLOAD_TIMEOUT)
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


def _first_that_starts(
    playwright: Playwright, headless: bool, asked: str, notify: Callable[[str], object]
) -> Browser:
    for candidate in browser_candidates(asked):
        if browser := _start(playwright, candidate, headless):
            return browser
    if asked:
        raise NoBrowser(f"--browser {asked}: this does not start as a browser")
    if asked := os.environ.get("COURSEBUILDER_BROWSER", ""):
        raise NoBrowser(f"COURSEBUILDER_BROWSER={asked}: this does not start as a browser")
    if _download_browser(notify) and (browser := _start(playwright, BrowserCandidate(), headless)):
        return browser
    raise NoBrowser(
        "no browser to test with: install Chromium, Chrome or Edge, name one in COURSEBUILDER_BROWSER,\n"
        "or type\n"
        f"    {sys.executable} {' '.join(INSTALL)}"
    )


def _start(playwright: Playwright, candidate: BrowserCandidate, headless: bool) -> Browser | None:
    try:
        if candidate.firefox:
            firefox = playwright.firefox
            return firefox.launch(
                executable_path=candidate.path,
                channel=candidate.channel,
                headless=headless,
                proxy=FIREFOX_PROXY,
                firefox_user_prefs=FIREFOX_PREFERENCES,
            )
        return playwright.chromium.launch(
            executable_path=candidate.path,
            channel=candidate.channel,
            headless=headless,
            args=[*CHROMIUM_ARGUMENTS, *(["--no-sandbox"] if _is_root() else [])],
        )
    except PlaywrightError:
        return None


def _is_root() -> bool:
    """Whether this is the administrator's account of a Unix machine, for which Chromium has no sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
