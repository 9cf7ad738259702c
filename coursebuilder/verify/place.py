"""Wherever a learner can open a module: a SCORM platform, one with a record store, or a plain web server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, BrowserContext, ViewportSize

from coursebuilder.package import Package
from coursebuilder.targets.target import Call, Target
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.browser import reaching
from coursebuilder.verify.host import Host, serve
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import WIDE, keep_to, platform
from coursebuilder.verify.record_store import account
from coursebuilder.verify.watching import watch

_PASSING = Path(__file__).with_name("passing.js")
NAME, EMAIL = "Quillfeather, Marisol", "marisol.quillfeather@learner.example"
IDENTIFIER = "lantern-7041"


class Place(Protocol):
    """One learner's account, which stays the same over all launches of a package."""

    @property
    def host(self) -> Host: ...
    @property
    def context(self) -> BrowserContext: ...
    @property
    def trouble(self) -> list[str]: ...
    @property
    def restarts(self) -> bool: ...
    def reloaded(self) -> None: ...
    def launch(self, *quirks: str, **options: str) -> Learner: ...
    def launches(self) -> int: ...
    def calls(self, launch: int = -1) -> list[Call]: ...
    def record(self) -> Mapping[str, str]: ...


@dataclass(slots=True)
class Desk:
    """A browser in front of a web server: nobody hears what a package says."""

    host: Host
    context: BrowserContext
    start: str
    trouble: list[str] = field(default_factory=list)
    opened: int = 0
    restarts: bool = True

    def reloaded(self) -> None:
        """Nobody is told."""

    def launch(self, *quirks: str, **options: str) -> Learner:
        page = self.context.new_page()
        watch(page, self.trouble)
        self.opened += 1
        page.goto(f"{self.host.address}/package/{self.start}", wait_until="domcontentloaded")
        return Learner(page, framed=False)

    def launches(self) -> int:
        return self.opened

    def calls(self, launch: int = -1) -> list[Call]:
        return []

    def record(self) -> Mapping[str, str]:
        return {}


def opened(
    browser: Browser,
    package: Package,
    target: Target,
    start: str,
    behaviour: Behaviour,
    looks: Mapping[str, Any],
    marks: bool = True,
    slash: bool = True,
) -> AbstractContextManager[Place]:
    """A fresh account of the kind that this standard needs.

    looks: the browser context's options, and its size
    marks, slash: as an `Account` has them, where there is a record store
    """
    if target.alone:
        return _desk(browser, package, start, **looks)
    if target.lrs:
        return _account(browser, package, start, behaviour, marks, slash, **looks)
    scripts = [Path(path) for path in target.double]
    known = {"start": start, "studentName": NAME, "studentId": IDENTIFIER, **behaviour.options}
    return _platform(browser, package, scripts, behaviour, known, **looks)


@contextmanager
def _platform(
    browser: Browser,
    package: Package,
    scripts: Sequence[Path],
    behaviour: Behaviour,
    known: Mapping[str, object],
    **looks: Any,
) -> Iterator[Place]:
    with platform(browser, package, scripts, lms_options=known, **looks) as made:
        if behaviour.slow:
            made.context.add_init_script(path=_PASSING)
        yield made


@contextmanager
def _account(
    browser: Browser,
    package: Package,
    start: str,
    behaviour: Behaviour,
    marks: bool,
    slash: bool,
    **looks: Any,
) -> Iterator[Place]:
    with account(browser, package, start=start, limits=behaviour.limits, **looks) as made:
        made.marks, made.slash = marks, slash
        made.store.faults.extend(behaviour.faults)
        made.actor["account"] = {"homePage": "https://lms.example", "name": IDENTIFIER}
        yield made


@contextmanager
def _desk(
    browser: Browser, package: Package, start: str, size: tuple[int, int] = WIDE, **looks: Any
) -> Iterator[Place]:
    with serve(package, ()) as host:
        view: ViewportSize = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=view, proxy=reaching(browser, (host.address,)), **looks)
        context.set_default_timeout(10_000)
        try:
            made = Desk(host, context, start)
            keep_to(context, (host.address,), made.trouble)
            yield made
        finally:
            context.close()
