"""One learner's account on a platform, in a real browser: launches, what is stored, and what went wrong."""

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
from coursebuilder.verify.browser import reaching
from coursebuilder.verify.host import Host, serve
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.watching import watch

WIDE = (1280, 900)
AFTERWARDS = 200  # milliseconds for what a package may say after its page has gone, when it is hidden


@dataclass(frozen=True, slots=True)
class Platform:
    """A browser profile that stays the same learner over all launches of one package."""

    host: Host
    context: BrowserContext
    desk: Page
    options: Mapping[str, object] = field(
        default_factory=dict
    )  # what the double needs to know at every launch
    trouble: list[str] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)  # numbers of launches whose windows have told all

    def launch(self, *quirks: str, **options: str) -> Learner:
        """The learner opens the module: `quirks` by the double's names, `options` such as mode."""
        page = self.context.new_page()
        watch(page, self.trouble)
        known = {"quirks": quirks, **self.options, **options}
        address = f"{self.host.launch_page}?{quote(json.dumps(known))}"
        if known.get("door") != "opener":
            page.goto(address, wait_until="domcontentloaded")
            return Learner(page)
        with page.expect_popup() as opened:
            page.goto(address, wait_until="domcontentloaded")
        watch(opened.value, self.trouble)
        return Learner(opened.value, framed=False)

    restarts = True

    def reloaded(self) -> None:
        """A window that is loaded again has counted that itself."""

    def record(self) -> dict[str, str]:
        """What the platform has for good once every window has told all."""
        return self.stored()

    def stored(self) -> dict[str, str]:
        """What the platform has for good."""
        found: dict[str, str] = self._read("lms-stored") or {}
        return found

    def store(self, data: dict[str, str]) -> None:
        """Give the learner a past."""
        self.desk.evaluate("(data) => localStorage.setItem('lms-stored', JSON.stringify(data))", data)

    def launches(self) -> int:
        return int(self._read("lms-launches") or 0)

    def calls(self, launch: int = -1) -> list[Call]:
        """What the package said in a launch, the last one unless told."""
        number = launch if launch >= 0 else self.launches() + launch
        return [
            Call(call["name"], tuple(call["arguments"]), call["result"], call["error"], "untyped" in call)
            for call in self._read(f"lms-calls-{number}") or []
        ]

    def wait_for(self, name: str, value: str) -> None:
        """Until the platform has stored this value; a closing page may still be at it."""
        self.desk.wait_for_function(
            "([name, value]) => (JSON.parse(localStorage.getItem('lms-stored')) || {})[name] === value",
            arg=[name, value],
            timeout=10_000,
        )

    def forget(self) -> None:
        """As on the first day: every window shut, nothing stored, nothing remembered."""
        for window in self.context.pages:
            if window is not self.desk:
                window.evaluate("document.querySelectorAll('iframe').forEach((frame) => frame.remove())")
                window.close()
        self.desk.evaluate("localStorage.clear()")
        for memory in (self.trouble, self.settled, self.host.asked, self.host.missing):
            memory.clear()

    def _read(self, name: str) -> Any:
        """An open window sees its own at once; what a closed one left may take a moment to reach the desk."""
        windows = [page for page in self.context.pages if page is not self.desk]
        if not windows:
            self._settle()
        text = (windows or [self.desk])[-1].evaluate("(name) => localStorage.getItem(name)", name)
        return json.loads(text) if text else None

    def _settle(self) -> None:
        """Once a launch, until its last call is there, or its page has gone without one."""
        script = """() => {
            const last = Number(localStorage.getItem("lms-launches")) - 1;
            const calls = localStorage.getItem("lms-calls-" + last);
            const closing = JSON.parse(localStorage.getItem("lms-last"));
            const ended = calls && JSON.parse(calls).some((call) => call.name === closing);
            return ended ? "ended" : JSON.parse(localStorage.getItem("lms-gone")) === last && "gone";
        }"""
        launches = self.desk.evaluate("() => localStorage.getItem('lms-launches')")
        if launches and launches not in self.settled:  # else nobody has begun, and nothing is on its way
            with suppress(PlaywrightError):
                found = self.desk.wait_for_function(script, timeout=3000)
                if found.json_value() == "gone":
                    self.desk.wait_for_timeout(AFTERWARDS)
            self.settled.add(launches)


@contextmanager
def platform(
    browser: Browser,
    package: Package,
    scripts: Sequence[Path],
    size: tuple[int, int] = WIDE,
    lms_options: Mapping[str, object] | None = None,
    **options: object,
) -> Iterator[Platform]:
    """A fresh account.

    lms_options: what the platform's double must know at every launch, such as the passing score of a manifest
    options: the browser context's, such as color_scheme or java_script_enabled
    """
    with serve(package, scripts) as host:
        view = {"width": size[0], "height": size[1]}
        own = reaching(browser, (host.address,))
        context = browser.new_context(viewport=view, proxy=own, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        try:
            desk = context.new_page()
            desk.goto(f"{host.address}/desk")
            made = Platform(host, context, desk, lms_options or {})
            keep_to(context, (host.address,), made.trouble)
            yield made
        finally:
            context.close()


def keep_to(context: BrowserContext, hosts: Sequence[str], trouble: list[str], absent: bool = False) -> None:
    """Remembers what was asked of other hosts (the browser reaches none) and what failed.

    absent: a document that is not there yet may be asked for
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
