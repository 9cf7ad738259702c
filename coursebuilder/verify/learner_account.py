"""Open a learner's account on the kind of platform that a target needs.

SCORM targets get a page with the platform's API (`platform.py`), cmi5 and xAPI a record store
(`record_store.py`), web packages a plain web server.
"""

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
from coursebuilder.verify.browser import proxy_for
from coursebuilder.verify.host import Host, serve
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.page_errors import collect_page_errors
from coursebuilder.verify.platform import OTHER_ACTIVITY, WIDE, collect_requests, platform
from coursebuilder.verify.record_store import account

_PASSING_TIME = Path(__file__).with_name("passing.js")
NAME, EMAIL = "Quillfeather, Marisol", "marisol.quillfeather@learner.example"
IDENTIFIER = "lantern-7041"


class LearnerAccount(Protocol):
    """One learner's account on a platform; it stays the same over all launches of a package."""

    @property
    def host(self) -> Host:
        """The web server that the package is served from."""

    @property
    def context(self) -> BrowserContext:
        """The learner's browser profile."""

    @property
    def trouble(self) -> list[str]:
        """Errors of its pages, as `collect_page_errors` and `collect_requests` append them."""

    @property
    def restarts(self) -> bool:
        """Whether a reloaded page has a session again; a cmi5 launch gives its token only once."""

    def reloaded(self) -> None:
        """Must be called after a page was reloaded: some accounts count it as a new launch."""

    def launch(self, *quirks: str, **options: str) -> Learner:
        """Open the package in a new window.

        quirks: names that the platform's double knows, for this launch
        options: what the platform passes on, such as mode="review"
        """

    def launches(self) -> int:
        """How many launches there have been."""

    def calls(self, launch: int = -1) -> list[Call]:
        """The calls that the package made in a launch: its number from 0; -1 is the last."""

    def record(self) -> Mapping[str, str]:
        """What the platform holds for good, in the form that `Target.outcome` reads."""


@dataclass(slots=True)
class WebAccount:
    """A `LearnerAccount` on a plain web server: nothing is reported, so nothing is recorded.

    start: the launch address, relative to the package
    opened: how many launches there have been
    """

    host: Host
    context: BrowserContext
    start: str
    trouble: list[str] = field(default_factory=list)
    opened: int = 0
    restarts: bool = True

    def reloaded(self) -> None:
        """Does nothing: a reload isn't a new launch here."""

    def launch(self, *quirks: str, **options: str) -> Learner:
        """Open the package in a new window; quirks and options have no effect."""
        page = self.context.new_page()
        collect_page_errors(page, self.trouble)
        self.opened += 1
        page.goto(f"{self.host.address}/package/{self.start}", wait_until="domcontentloaded")
        return Learner(page, framed=False)

    def launches(self) -> int:
        """How many launches there have been."""
        return self.opened

    def calls(self, launch: int = -1) -> list[Call]:
        """No calls: there is no platform to call."""
        return []

    def record(self) -> Mapping[str, str]:
        """Nothing: there is no platform that holds anything."""
        return {}


def open_account(
    browser: Browser,
    package: Package,
    target: Target,
    start: str,
    behaviour: Behaviour,
    browser_options: Mapping[str, Any],
    marks: bool = True,
    slash: bool = True,
) -> AbstractContextManager[LearnerAccount]:
    """A context manager that gives a fresh account of the kind this target needs, and closes it.

    start: the launch address, relative to the package
    browser_options: options of playwright's browser context, and `size` (width and height in pixels)
    marks, slash: as in `record_store.Account`; used for targets with a record store only
    """
    if target.alone:
        return _web_account(browser, package, start, behaviour, **browser_options)
    if target.lrs:
        return _store_account(browser, package, start, behaviour, marks, slash, **browser_options)
    scripts = [Path(path) for path in target.double]
    lms_options = {"start": start, "studentName": NAME, "studentId": IDENTIFIER, **behaviour.options}
    return _scorm_account(browser, package, scripts, behaviour, lms_options, **browser_options)


@contextmanager
def _scorm_account(
    browser: Browser,
    package: Package,
    scripts: Sequence[Path],
    behaviour: Behaviour,
    lms_options: Mapping[str, object],
    **browser_options: Any,
) -> Iterator[LearnerAccount]:
    headers = behaviour.page_headers
    if behaviour.twice:
        second = {f"{OTHER_ACTIVITY}/{name}": file for name, file in package.files.items()}
        package = Package(package.name, {**package.files, **second})
    with platform(
        browser, package, scripts, lms_options=lms_options, page_headers=headers, **browser_options
    ) as made:
        if behaviour.slow:
            made.context.add_init_script(path=_PASSING_TIME)
        yield made


@contextmanager
def _store_account(
    browser: Browser,
    package: Package,
    start: str,
    behaviour: Behaviour,
    marks: bool,
    slash: bool,
    **browser_options: Any,
) -> Iterator[LearnerAccount]:
    headers, limits = behaviour.page_headers, behaviour.limits
    with account(
        browser, package, start=start, limits=limits, page_headers=headers, **browser_options
    ) as made:
        made.marks, made.slash = marks, slash
        made.store.faults.extend(behaviour.faults)
        made.actor["account"] = {"homePage": "https://lms.example", "name": IDENTIFIER}
        yield made


@contextmanager
def _web_account(
    browser: Browser,
    package: Package,
    start: str,
    behaviour: Behaviour,
    size: tuple[int, int] = WIDE,
    **browser_options: Any,
) -> Iterator[LearnerAccount]:
    with serve(package, (), behaviour.page_headers) as host:
        view: ViewportSize = {"width": size[0], "height": size[1]}
        proxy = proxy_for(browser, (host.address,))
        context = browser.new_context(viewport=view, proxy=proxy, **browser_options)
        context.set_default_timeout(10_000)
        try:
            made = WebAccount(host, context, start)
            collect_requests(context, (host.address,), made.trouble)
            yield made
        finally:
            context.close()
