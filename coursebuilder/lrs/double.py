"""The LRS as a whole: what it holds, and how it answers a request. It knows nothing of sockets."""

from __future__ import annotations

import base64
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from coursebuilder.lrs import about, cmi5, documents, query, statements
from coursebuilder.lrs.alternate import resolved
from coursebuilder.lrs.cmi5 import Session, Unit
from coursebuilder.lrs.cmi5_judge import after, request_faults, session_faults
from coursebuilder.lrs.cmi5_rules import SoFar, is_defined
from coursebuilder.lrs.cors import preflight, with_origin
from coursebuilder.lrs.faults import Fault, Limits
from coursebuilder.lrs.messages import Clock, Json, Refused, Reply, Request, stamp
from coursebuilder.lrs.store import Document, Store
from coursebuilder.lrs.values import is_version

ROOT = "/xapi/"
SPOKEN = "1.0.3"  # the version of xAPI that the answers follow
LOG = 10_000  # exchanges remembered


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request that arrived, and its answer."""

    at: datetime
    request: Request
    reply: Reply | None  # None: nothing was done, the connection was closed
    heard: bool = True  # False: it was done, and the connection closed without an answer


@dataclass(frozen=True, slots=True)
class Lrs:
    """A running double: what tests and preview read from it and do to it. Made by `server.serve`."""

    address: str  # http://127.0.0.1:port
    logins: Mapping[str, str]  # user -> password
    store: Store
    clock: Clock
    limits: Limits
    sessions: dict[str, Session] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    exchanges: deque[Exchange] = field(default_factory=lambda: deque(maxlen=LOG))
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def endpoint(self) -> str:
        """With a slash at its end, as a launch names it."""
        return self.address + ROOT

    @property
    def authorization(self) -> str:
        """The Authorization header of the first login."""
        user, password = next(iter(self.logins.items()))
        return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    def statements(self) -> list[Json]:
        """All that are stored, voided ones too, in the order of storing."""
        with self.lock:
            return [kept.body for kept in self.store.statements()]

    def documents(self, resource: str = "activities/state") -> list[Document]:
        """All documents of a resource, the oldest change first."""
        with self.lock:
            return self.store.documents(resource)

    def launch(
        self, unit: Unit, actor: Json, registration: str, endpoint: str = "", **options: str
    ) -> Session:
        """A cmi5 launch, `options` as `cmi5.launch` has them. The unit's open session is abandoned.

        endpoint: as the launch names it, where that isn't `self.endpoint`
        """
        with self.lock:
            same = [s for s in self.sessions.values() if (s.unit, s.registration) == (unit, registration)]
            for old in [s for s in same if s.fetched and s.open]:
                self.sessions[old.id] = cmi5.abandon(old, self.store, self.clock())
            now = self.clock()
            named = endpoint or self.endpoint
            session = cmi5.launch(unit, actor, registration, self.address, named, self.store, now, **options)
            self.sessions[session.id] = session
            return session

    def prefer(self, actor: Json, preferences: Json) -> None:
        """What the learner prefers, as `cmi5.prefer` has it."""
        with self.lock:
            cmi5.prefer(actor, preferences, self.store, self.clock())

    def session_faults(self, session: Session) -> list[str]:
        """Everything the session has done against the rules of cmi5; see `cmi5_judge`."""
        with self.lock:
            return session_faults(session, self.requests_of(session), self.earlier_verbs(session))

    def requests_of(self, session: Session) -> list[tuple[Request, Reply | None]]:
        """What was asked with the session's token or at its fetch URL; paths under the endpoint."""
        found = []
        for exchange in self.exchanges:
            request = exchange.request
            token = request.headers.get("authorization", "").partition(" ")[2].strip()
            if request.path == f"/fetch/{session.id}" and request.method == "POST":
                found.append((replace(request, path=request.path[1:]), exchange.reply))
            elif token == session.token and request.method != "OPTIONS":
                found.append((resolved(request, ROOT), exchange.reply))
        return found

    def earlier_verbs(self, session: Session) -> tuple[str, ...]:
        """The cmi5-defined verbs of the registration's earlier sessions with the same unit."""
        ids = list(self.sessions)
        later = set(ids[ids.index(session.id) :])
        told = self.store.statements("registration = ?", (session.registration.lower(),))
        return tuple(
            kept.body["verb"]["id"]
            for kept in told
            if is_defined(kept.body)
            and kept.body["object"].get("id") == session.unit.activity_id
            and kept.body["context"].get("extensions", {}).get(cmi5.SESSION_ID) not in later
        )

    @contextmanager
    def fault(self, fault: Fault) -> Iterator[None]:
        """Trouble while the block runs."""
        self.faults.append(fault)
        try:
            yield
        finally:
            if fault in self.faults:
                self.faults.remove(fault)


def answer(lrs: Lrs, request: Request, forced: int = 0) -> Reply:
    """The reply to a request, refusals included; with a forced status nothing is done."""
    try:
        if forced:
            raise Refused(forced, "a fault that was asked for")
        if request.method == "OPTIONS":
            return preflight(request, lrs.limits.cors)
        reply = _fetched(lrs, request) or _answered(lrs, resolved(request, ROOT))
    except Refused as refused:
        return refusal(lrs, request, refused)
    return _complete(lrs, request, reply)


def refusal(lrs: Lrs, request: Request, refused: Refused) -> Reply:
    text = "\n".join(refused.reasons) + "\n"
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return _complete(lrs, request, Reply(refused.status, headers, text.encode()))


def _complete(lrs: Lrs, request: Request, reply: Reply) -> Reply:
    """With the headers that every reply has."""
    headers = {"X-Experience-API-Version": SPOKEN, **reply.headers}
    headers["X-Experience-API-Consistent-Through"] = max(stamp(lrs.clock()), lrs.store.last_stored())
    return with_origin(replace(reply, headers=headers), request, lrs.limits.cors)


def _fetched(lrs: Lrs, request: Request) -> Reply | None:
    if not request.path.startswith("/fetch/"):
        return None
    session, reply = cmi5.fetch(request, lrs.sessions)
    if session:
        lrs.sessions[session.id] = session
    return reply


_METHODS = {
    "statements": {"GET", "PUT", "POST"},
    "statements/more": {"GET"},
    "activities": {"GET"},
    "agents": {"GET"},
    "about": {"GET"},
    **{path: {"GET", "PUT", "POST", "DELETE"} for path in documents.RESOURCES},
}


def _answered(lrs: Lrs, request: Request) -> Reply:
    resource = "statements/more" if request.path.startswith(query.MORE) else request.path
    if resource in lrs.limits.lacks or resource not in _METHODS:
        raise Refused(404, f"there is no resource {request.path}")
    if request.method not in _METHODS[resource]:
        raise Refused(405, f"{request.method} is no method of {resource}")
    if resource == "about":
        return about.versions(request)
    if not is_version(request.headers.get("x-experience-api-version")):
        raise Refused(400, "X-Experience-API-Version must be 1.0 or one of its patches")
    who = _who(lrs, request)
    if isinstance(who, Session) and lrs.limits.strict_cmi5:
        _refuse_unruly(lrs, who, request)
    return _done(lrs, request, who)


def _done(lrs: Lrs, request: Request, who: str | Session) -> Reply:
    if request.path in documents.RESOURCES:
        return documents.answer(request, lrs.store, lrs.clock())
    if request.path == "activities":
        return about.activity(request, lrs.store)
    if request.path == "agents":
        return about.person_of(request, lrs.store)
    if request.method == "GET":
        return query.give(request, lrs.store, ROOT, lrs.limits.page)
    name = who.id if isinstance(who, Session) else who
    authority = {"objectType": "Agent", "account": {"homePage": lrs.address, "name": name}}
    reply = statements.take(request, lrs.store, authority, lrs.clock())
    if isinstance(who, Session) and cmi5.has_ended(who, lrs.store):
        lrs.sessions[who.id] = replace(who, terminated=True)
    return reply


def _refuse_unruly(lrs: Lrs, session: Session, request: Request) -> None:
    so_far = SoFar(earlier=lrs.earlier_verbs(session))
    for asked, reply in lrs.requests_of(session):
        so_far = after(asked, reply, so_far)
    faults = request_faults(session, request, replace(so_far, ids=frozenset()))  # the player knows no retries
    if faults:
        raise Refused(403, *faults)


def _who(lrs: Lrs, request: Request) -> str | Session:
    """The user or session behind the credentials; raises `Refused`: 401, or 403 after a session's end."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        for user, password in lrs.logins.items():
            if token.strip() == base64.b64encode(f"{user}:{password}".encode()).decode():
                return user
        for session in lrs.sessions.values():
            if session.fetched and token.strip() == session.token:
                if not session.open:
                    raise Refused(403, "the session has ended")
                return session
    raise Refused(401, "unknown credentials")
