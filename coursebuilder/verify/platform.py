"""A learner's account on a SCORM platform: a page with the API object, played by a target's double."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response
from playwright.sync_api import Error as PlaywrightError

from coursebuilder.package import Package
from coursebuilder.targets.target import Call
from coursebuilder.verify.browser import proxy_for
from coursebuilder.verify.host import Host, serve
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.page_errors import collect_page_errors

WIDE = (1280, 900)
OTHER_ACTIVITY = "other-activity"  # folder of the same zip in a second activity, and the name of its record
# Deleting a database waits until the connections of windows that were just closed are gone.
_EMPTY_DEVICE = """async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases())
        await new Promise((done, failed) => {
            const asked = indexedDB.deleteDatabase(name);
            asked.onsuccess = done;
            asked.onerror = () => failed(asked.error);
        });
}"""
AFTER_CLOSING = 200  # milliseconds in which calls may still arrive that a closing page made while hidden


@dataclass(frozen=True, slots=True)
class Platform:
    """A `LearnerAccount` on a SCORM platform; what it stores is in the localStorage of its own origin.

    desk: a page of that origin which holds no package: for reading and changing what is stored
    options: passed to the double at every launch
    trouble: errors of the pages, as `collect_page_errors` and `collect_requests` append them
    settled: numbers of launches whose last call has arrived, as texts
    """

    host: Host
    context: BrowserContext
    desk: Page
    options: Mapping[str, object] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)

    def launch(self, *quirks: str, **options: str) -> Learner:
        """Open the package in a new window.

        quirks: names of the double's quirks; options: further options of the double, such as mode="review"
        """
        page = self.context.new_page()
        collect_page_errors(page, self.trouble)
        known = {"quirks": quirks, **self.options, **options}
        address = f"{self.host.launch_page}?{quote(json.dumps(known))}"
        if known.get("door") != "opener":
            page.goto(address, wait_until="domcontentloaded")
            return Learner(page)
        with page.expect_popup() as opened:
            page.goto(address, wait_until="domcontentloaded")
        collect_page_errors(opened.value, self.trouble)
        return Learner(opened.value, framed=False)

    def reload_opener(self) -> None:
        """Load the platform's page again, while the module goes on in the window that it opened."""
        opener = next(page for page in self.context.pages if page.url.startswith(self.host.launch_page))
        opener.reload(wait_until="load")

    restarts = True

    def reloaded(self) -> None:
        """Does nothing: the platform's page counts its launches itself when it is loaded again."""

    def record(self) -> dict[str, str]:
        """What the platform has stored, element → value, once every closed window's calls have arrived."""
        return self.stored()

    def stored(self) -> dict[str, str]:
        """What the platform has stored: element → value."""
        found: dict[str, str] = self._read("lms-stored") or {}
        return found

    def store(self, data: dict[str, str]) -> None:
        """Replace what the platform has stored, element → value, once closed windows' calls have arrived."""
        self._settle()
        self.desk.evaluate("(data) => localStorage.setItem('lms-stored', JSON.stringify(data))", data)

    def launches(self) -> int:
        """How many launches there have been, reloads of the window included."""
        return int(self._read("lms-launches") or 0)

    def calls(self, launch: int = -1) -> list[Call]:
        """The package's calls in a launch: its number from 0; -1 is the last."""
        number = launch if launch >= 0 else self.launches() + launch
        return [
            Call(call["name"], tuple(call["arguments"]), call["result"], call["error"], "untyped" in call)
            for call in self._read(f"lms-calls-{number}") or []
        ]

    def wait_for(self, name: str, value: str) -> None:
        """Wait until the platform has stored this value of an element; a closing page may take a moment."""
        self.desk.wait_for_function(
            "([name, value]) => (JSON.parse(localStorage.getItem('lms-stored')) || {})[name] === value",
            arg=[name, value],
            timeout=10_000,
        )

    def forget(self) -> None:
        """Close every window and delete all that is stored, as if the account were new."""
        for window in self.context.pages:
            if window is not self.desk:
                window.evaluate("document.querySelectorAll('iframe').forEach((frame) => frame.remove())")
                window.close()
        self.desk.evaluate(_EMPTY_DEVICE)
        for memory in (self.trouble, self.settled, self.host.asked, self.host.missing):
            memory.clear()

    def _read(self, name: str) -> Any:
        """A JSON value in localStorage.

        Read in an open window if there is one: what that has stored may reach the desk's page a little later.
        """
        windows = [page for page in self.context.pages if page is not self.desk]
        if not windows:
            self._settle()
        text = (windows or [self.desk])[-1].evaluate("(name) => localStorage.getItem(name)", name)
        return json.loads(text) if text else None

    def _settle(self) -> None:
        """Wait, once a launch, until its final call has arrived or its page is gone without it."""
        script = """() => {
            const last = Number(localStorage.getItem("lms-launches")) - 1;
            const calls = localStorage.getItem("lms-calls-" + last);
            const closing = JSON.parse(localStorage.getItem("lms-last"));
            const ended = calls && JSON.parse(calls).some((call) => call.name === closing);
            return ended ? "ended" : JSON.parse(localStorage.getItem("lms-gone")) === last && "gone";
        }"""
        launches = self.desk.evaluate("() => localStorage.getItem('lms-launches')")
        if launches and launches not in self.settled:  # else no launch is open or about to end
            with suppress(PlaywrightError):
                found = self.desk.wait_for_function(script, timeout=3000)
                if found.json_value() == "gone":
                    self.desk.wait_for_timeout(AFTER_CLOSING)
            self.settled.add(launches)


@contextmanager
def platform(
    browser: Browser,
    package: Package,
    scripts: Sequence[Path],
    size: tuple[int, int] = WIDE,
    lms_options: Mapping[str, object] | None = None,
    reach: Sequence[str] = (),
    page_headers: Mapping[str, str] | None = None,
    **options: object,
) -> Iterator[Platform]:
    """A fresh account; server and browser context are closed at the end of the block.

    scripts: the scripts of the double, in order
    size: width and height of the window in pixels
    lms_options: passed to the double at every launch, such as the passing score of a manifest
    reach: addresses of other servers on this machine that the package may reach: http://127.0.0.1:8080
    page_headers: see `host.serve`
    options: of the browser context, such as color_scheme or java_script_enabled
    """
    with serve(package, scripts, page_headers) as host:
        view = {"width": size[0], "height": size[1]}
        own = proxy_for(browser, (host.address, *reach))
        context = browser.new_context(viewport=view, proxy=own, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        try:
            desk = context.new_page()
            desk.goto(f"{host.address}/desk")
            made = Platform(host, context, desk, lms_options or {})
            collect_requests(context, (host.address,), made.trouble)
            yield made
        finally:
            context.close()


def collect_requests(
    context: BrowserContext, hosts: Sequence[str], trouble: list[str], absent: bool = False
) -> None:
    """Append to `trouble` a line for each request to another host and each failed response, from now on.

    The browser reaches no other host anyway (`proxy_for`).
    hosts: addresses that may be requested, such as "http://127.0.0.1:40123"
    absent: responses of 400 and above are no trouble, as from a record store without a document yet
    """
    own = (*(f"{host}/" for host in hosts), "data:", "blob:", "about:")

    def asked(request: Request) -> None:
        if not request.url.startswith(own):
            trouble.append(f"request to another host: {request.url}")

    def failed(response: Response) -> None:
        if response.status >= 400 and not absent:
            trouble.append(f"{response.status}: {response.url}")

    context.on("request", asked)
    context.on("response", failed)
