"""A learner's account on a platform with a record store, for cmi5 and xAPI packages."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

from playwright.sync_api import Browser, BrowserContext

from coursebuilder.lrs.cmi5 import Unit
from coursebuilder.lrs.double import ROOT, Exchange, Lrs
from coursebuilder.lrs.faults import Limits
from coursebuilder.lrs.server import serve as serve_store
from coursebuilder.package import Package
from coursebuilder.targets import detect
from coursebuilder.targets.cmi5.parsed_structure import units
from coursebuilder.targets.target import Call
from coursebuilder.targets.xapi.rules import launched_activity
from coursebuilder.verify.browser import proxy_for
from coursebuilder.verify.host import Host, serve
from coursebuilder.verify.learner import PLATFORM_REPLIED, Learner
from coursebuilder.verify.page_errors import collect_page_errors
from coursebuilder.verify.platform import WIDE, collect_requests

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "learner-1"}}
REGISTRATION = uuid.UUID("7c5fe0f4-6a37-4b1c-8d54-20e6d5d9a111")
# On the console for each 404, as for a State document that doesn't exist yet; the rules look at responses.
MISSING = "Failed to load resource"


@dataclass(slots=True)
class Account:
    """A `LearnerAccount` on a platform with a record store.

    store: the double of the record store
    unit: the assignable unit of a cmi5 package; None: an xAPI package, launched by a tincan.xml
    activity: the id of the launched activity
    actor: the learner as an xAPI agent
    start: the launch address, relative to the package
    trouble: errors of the pages, as `collect_page_errors` and `collect_requests` append them
    starts: for each launch, how many exchanges the store had had before it
    unended: how many closed launches never sent "terminated"; they were waited for once
    marks: whether the page is ours, so that its data hooks show when it has started
    slash: whether a launch names the endpoint with a slash at its end
    """

    host: Host
    store: Lrs
    context: BrowserContext
    unit: Unit | None
    activity: str
    registration: str
    actor: dict[str, Any] = field(default_factory=lambda: dict(ACTOR))
    start: str = "index.html"
    trouble: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    unended: int = 0
    marks: bool = True
    slash: bool = True

    def launch(self, *quirks: str, **options: str) -> Learner:
        """Open the package in a new window, and wait until its page has had a reply from the store.

        quirks: "early": don't wait
        options: mode and return_url of a cmi5 launch; query: replaces what the platform adds to the address
        """
        page = self.context.new_page()
        collect_page_errors(page, self.trouble, ignore=MISSING)
        self.starts.append(len(self.store.exchanges))
        if "mode" in options:
            options["mode"] = options["mode"].capitalize()
        query = options.pop("query", "") or self.query(**options)
        joint = "&" if "?" in self.start else "?"
        page.goto(f"{self.host.address}/package/{self.start}{joint}{query}", wait_until="domcontentloaded")
        if self.marks and "early" not in quirks:
            page.locator(PLATFORM_REPLIED).first.wait_for(state="attached")
        return Learner(page, framed=False)

    def record(self) -> dict[str, str]:
        """The last part of each verb's id sent → "told"; and "raw" → the last score in per cent."""
        self.settle()  # what a closing window sent must not arrive in the next launch
        raw = [one["result"]["score"].get("raw", "") for one in self.statements() if _scored(one)]
        return dict.fromkeys(self.verbs(), "told") | ({"raw": str(raw[-1])} if raw else {})

    def query(self, **options: str) -> str:
        """The query that the platform adds to the launch address; options: of a cmi5 launch."""
        if self.unit:
            session = self.store.launch(self.unit, self.actor, self.registration, self.endpoint, **options)
            return session.query
        return urlencode(
            {
                "endpoint": self.endpoint,
                "auth": self.store.authorization,
                "actor": json.dumps(self.actor, ensure_ascii=False, separators=(",", ":")),
                "registration": self.registration,
                "activity_id": self.activity,
            },
            quote_via=quote,
        )

    @property
    def endpoint(self) -> str:
        """The store's address as a launch names it: with or without a slash at the end."""
        return self.store.endpoint if self.slash else self.store.endpoint.removesuffix("/")

    @property
    def restarts(self) -> bool:
        """Whether a reloaded page has a session again: not in cmi5, whose token is given only once."""
        return self.unit is None

    def reloaded(self) -> None:
        """After a reload, count a new launch from the last "terminated" on, where a session can restart."""
        if not self.restarts:
            return
        self.starts.append(len(self.store.exchanges))
        self.settle()
        exchanges = list(self.store.exchanges)
        ends = [
            n
            for n, exchange in enumerate(exchanges)
            if n >= self.starts[-2] and b"/terminated" in exchange.request.body
        ]
        self.starts[-1] = ends[0] + 1 if ends else self.starts[-1]

    def faults(self) -> list[str]:
        """What the sessions of all launches did against the rules of cmi5, a sentence for each."""
        self.settle()
        sessions = list(self.store.sessions.values())
        return [fault for session in sessions for fault in self.store.session_faults(session)]

    def launches(self) -> int:
        """How many launches there have been."""
        return len(self.starts)

    def calls(self, launch: int = -1) -> list[Call]:
        """The package's requests to the store in a launch: its number from 0; -1 is the last."""
        self.settle()
        starts = [*self.starts, len(self.store.exchanges)]
        number = launch if launch >= 0 else len(self.starts) + launch
        exchanges = list(self.store.exchanges)[starts[number] : starts[number + 1]]
        return [_call(exchange) for exchange in exchanges if exchange.request.method != "OPTIONS"]

    def statements(self) -> list[dict[str, Any]]:
        """The package's statements, in the order of storing; those of the platform itself are left out."""
        stored = self.store.statements()
        return [one for one in stored if not one["verb"]["id"].endswith(("launched", "abandoned"))]

    def verbs(self) -> list[str]:
        """The last part of each statement's verb id, such as "passed", in the order of storing."""
        return [str(statement["verb"]["id"]).rpartition("/")[2] for statement in self.statements()]

    def settle(self, verb: str = "terminated", seconds: float = 2) -> None:
        """Wait until every closed window's session has ended in the store.

        verb: the verb that ends one; seconds: give up after this time; it is waited for only once
        """
        gone = len(self.starts) - len([page for page in self.context.pages if "/package/" in page.url])
        until = time.monotonic() + seconds
        while self.verbs().count(verb) < gone - self.unended and time.monotonic() < until:
            time.sleep(0.02)
        self.unended = max(self.unended, gone - self.verbs().count(verb))


def _scored(statement: dict[str, Any]) -> bool:
    """Whether a statement holds the score of the module, not of a part of it."""
    deciding = statement["verb"]["id"].endswith(("passed", "failed"))
    return deciding and "score" in (statement.get("result") or {})


def _call(exchange: Exchange) -> Call:
    request, reply = exchange.request, exchange.reply
    path = request.path.removeprefix(ROOT).strip("/")
    name = f"{request.method} {'fetch' if path.startswith('fetch/') else path}"
    body = request.body.decode("utf-8", "replace")
    if reply is None:
        return Call(name, (urlencode(request.query), body), "", "lost")
    error = str(reply.status) if reply.status >= 400 else "0"
    return Call(name, (urlencode(request.query), body), reply.body.decode("utf-8", "replace"), error)


@contextmanager
def account(
    browser: Browser,
    package: Package,
    *,
    limits: Limits = Limits(strict_cmi5=True),  # noqa: B008  # frozen
    start: str = "index.html",
    reach: Sequence[str] = (),
    page_headers: Mapping[str, str] | None = None,
    size: tuple[int, int] = WIDE,
    **options: object,
) -> Iterator[Account]:
    """A fresh account with a record store of its own; all is closed at the end of the block.

    limits: what the record store can't do
    start: the launch address, relative to the package
    size: width and height of the window in pixels
    reach: addresses of other servers on this machine that the package may reach: http://127.0.0.1:8080
    page_headers: see `host.serve`
    options: of the browser context, such as color_scheme or java_script_enabled
    """
    target = detect(package)
    every = units(package) if target and target.name == "cmi5" else ()
    unit = next((unit for unit in every if unit.url == start), None) or next(iter(every), None)
    with serve(package, (), page_headers) as host, serve_store(limits=limits) as store:
        view = {"width": size[0], "height": size[1]}
        own = proxy_for(browser, (host.address, store.address, *reach))
        context = browser.new_context(viewport=view, proxy=own, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        try:
            activity = f"{host.address}/activity" if unit else launched_activity(package, start)
            named = Unit(unit.id, activity, unit.move_on, unit.mastery_score) if unit else None
            made = Account(host, store, context, named, activity, str(REGISTRATION), start=start)
            collect_requests(context, (host.address, store.address), made.trouble, absent=True)
            yield made
        finally:
            context.close()


def changed(unit: Unit | None, **values: Any) -> Unit:
    """The unit with these fields replaced. Fails for None, as an xAPI account has no unit."""
    assert unit is not None
    return replace(unit, **values)
