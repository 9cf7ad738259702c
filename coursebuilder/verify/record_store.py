"""One learner's account on a platform that is reached over HTTP: launches, and what its store was told."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
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
from coursebuilder.targets.cmi5.opened import units
from coursebuilder.targets.target import Call
from coursebuilder.targets.xapi.rules import launched_activity
from coursebuilder.verify.browser import reaching
from coursebuilder.verify.host import Host, serve
from coursebuilder.verify.learner import HEARD, Learner
from coursebuilder.verify.platform import WIDE, keep_to
from coursebuilder.verify.watching import watch

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "learner-1"}}
REGISTRATION = uuid.UUID("7c5fe0f4-6a37-4b1c-8d54-20e6d5d9a111")
# A document that is not there yet is 404, which browsers call an error; the rules look at those.
MISSING = "Failed to load resource"


@dataclass(slots=True)
class Account:
    """A browser profile that stays the same learner over all launches of one package."""

    host: Host
    store: Lrs
    context: BrowserContext
    unit: Unit | None  # None: launched by a tincan.xml
    activity: str
    registration: str
    actor: dict[str, Any] = field(default_factory=lambda: dict(ACTOR))
    start: str = "index.html"
    trouble: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # how many exchanges there were before each launch
    unheard: int = 0  # launches that never told their end
    marks: bool = True  # whether the page is ours, and shows by its marks when it has begun
    slash: bool = True  # whether a launch names the endpoint with a slash at its end

    def launch(self, *quirks: str, **options: str) -> Learner:
        """The learner opens the module; "early": without waiting for the platform.

        `options` are a cmi5 launch's: mode and return_url; for both kinds also query, put behind the address.
        """
        page = self.context.new_page()
        watch(page, self.trouble, but=MISSING)
        self.starts.append(len(self.store.exchanges))
        if "mode" in options:
            options["mode"] = options["mode"].capitalize()
        query = options.pop("query", "") or self.query(**options)
        joint = "&" if "?" in self.start else "?"
        page.goto(f"{self.host.address}/package/{self.start}{joint}{query}", wait_until="domcontentloaded")
        if self.marks and "early" not in quirks:
            page.locator(HEARD).first.wait_for(state="attached")
        return Learner(page, framed=False)

    def record(self) -> dict[str, str]:
        """A name for each verb that was told, and the last score in per cent as "raw"."""
        self.settle()  # what a closing window sent must not arrive in the next launch
        raw = [one["result"]["score"].get("raw", "") for one in self.statements() if _scored(one)]
        return dict.fromkeys(self.verbs(), "told") | ({"raw": str(raw[-1])} if raw else {})

    def query(self, **options: str) -> str:
        """What a platform of this kind adds to the address."""
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
        """As a launch names it."""
        return self.store.endpoint if self.slash else self.store.endpoint.removesuffix("/")

    @property
    def restarts(self) -> bool:
        """Whether a page that is loaded again has a session again."""
        return self.unit is None

    def reloaded(self) -> None:
        """A page was loaded again: what it said before was a launch of its own, and so is what follows."""
        if not self.restarts:
            return
        self.starts.append(len(self.store.exchanges))
        self.settle()
        said = list(self.store.exchanges)
        ends = [
            n for n, one in enumerate(said) if n >= self.starts[-2] and b"/terminated" in one.request.body
        ]
        self.starts[-1] = ends[0] + 1 if ends else self.starts[-1]

    def faults(self) -> list[str]:
        """Everything that the launches' sessions have done against the rules of cmi5."""
        self.settle()
        sessions = list(self.store.sessions.values())
        return [fault for session in sessions for fault in self.store.session_faults(session)]

    def launches(self) -> int:
        return len(self.starts)

    def calls(self, launch: int = -1) -> list[Call]:
        """What was said to the platform in a launch, the last one unless told."""
        self.settle()
        starts = [*self.starts, len(self.store.exchanges)]
        number = launch if launch >= 0 else len(self.starts) + launch
        every = list(self.store.exchanges)[starts[number] : starts[number + 1]]
        return [_call(one) for one in every if one.request.method != "OPTIONS"]

    def statements(self) -> list[dict[str, Any]]:
        """Everything the package told, in the order of storing."""
        said = self.store.statements()
        return [one for one in said if not one["verb"]["id"].endswith(("launched", "abandoned"))]

    def verbs(self) -> list[str]:
        return [str(one["verb"]["id"]).rpartition("/")[2] for one in self.statements()]

    def settle(self, verb: str = "terminated", seconds: float = 2) -> None:
        """Until as many launches have ended as windows have gone; what they sent may take a moment."""
        gone = len(self.starts) - len([page for page in self.context.pages if "/package/" in page.url])
        until = time.monotonic() + seconds
        while self.verbs().count(verb) < gone - self.unheard and time.monotonic() < until:
            time.sleep(0.02)
        self.unheard = max(self.unheard, gone - self.verbs().count(verb))  # waited for once


def _scored(statement: dict[str, Any]) -> bool:
    """Whether it tells the score of the module, not of a part of it."""
    deciding = statement["verb"]["id"].endswith(("passed", "failed"))
    return deciding and "score" in (statement.get("result") or {})


def _call(one: Exchange) -> Call:
    request, reply = one.request, one.reply
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
    size: tuple[int, int] = WIDE,
    **options: object,
) -> Iterator[Account]:
    """A fresh account with a record store of its own; `options` are the browser context's."""
    target = detect(package)
    found = units(package) if target and target.name == "cmi5" else ()
    unit = next((one for one in found if one.url == start), None) or next(iter(found), None)
    with serve(package, ()) as host, serve_store(limits=limits) as store:
        view = {"width": size[0], "height": size[1]}
        own = reaching(browser, (host.address, store.address))
        context = browser.new_context(viewport=view, proxy=own, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        try:
            activity = f"{host.address}/activity" if unit else launched_activity(package, start)
            named = Unit(unit.id, activity, unit.move_on, unit.mastery_score) if unit else None
            made = Account(host, store, context, named, activity, str(REGISTRATION), start=start)
            keep_to(context, (host.address, store.address), made.trouble, absent=True)
            yield made
        finally:
            context.close()


def changed(unit: Unit | None, **values: Any) -> Unit:
    """The unit as another administrator set it up."""
    assert unit is not None
    return replace(unit, **values)
