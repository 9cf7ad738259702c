"""The double apart from HTTP: what it holds (`Lrs`), and its answer to a request (`answer`)."""

from __future__ import annotations

import base64
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from coursebuilder.lrs import about, cmi5, documents, query, statements
from coursebuilder.lrs.alternate_request import resolved
from coursebuilder.lrs.cmi5 import Session, Unit
from coursebuilder.lrs.cmi5_session_rules import history_after, request_faults, session_faults
from coursebuilder.lrs.cmi5_statement_rules import SessionHistory, is_defined
from coursebuilder.lrs.cors import preflight, with_origin
from coursebuilder.lrs.faults import Fault, Limits
from coursebuilder.lrs.messages import Clock, Json, Refused, Reply, Request, stamp
from coursebuilder.lrs.store import Document, Store
from coursebuilder.lrs.values import is_version

ROOT = "/xapi/"
XAPI_VERSION = "1.0.3"  # the version of xAPI that the answers follow
SIGN_IN = b"<!doctype html><title>Sign in</title><form>Please sign in <input><button>Go on</button></form>"
MAX_EXCHANGES = 10_000  # exchanges remembered


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request that arrived, and its reply."""

    at: datetime
    request: Request
    reply: Reply | None  # None: nothing was done, the connection was closed
    replied: bool = True  # False: it was done, and the connection closed without an answer


@dataclass(frozen=True, slots=True)
class Lrs:
    """A running double: what tests and `verify` read from it and do to it. Made by server.serve."""

    address: str  # http://127.0.0.1:port
    logins: Mapping[str, str]  # user -> password
    store: Store
    clock: Clock
    limits: Limits
    sessions: dict[str, Session] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    exchanges: deque[Exchange] = field(default_factory=lambda: deque(maxlen=MAX_EXCHANGES))
    lock: threading.RLock = field(default_factory=threading.RLock)

    @property
    def endpoint(self) -> str:
        """The endpoint's address, with a slash at its end, as launches name it."""
        return self.address + ROOT

    @property
    def authorization(self) -> str:
        """The Authorization header of the first login."""
        user, password = next(iter(self.logins.items()))
        return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    def statements(self) -> list[Json]:
        """All stored statements, voided ones included, in the order of storing."""
        with self.lock:
            return [kept.body for kept in self.store.statements()]

    def documents(self, resource: str = "activities/state") -> list[Document]:
        """All documents of a resource, the oldest change first."""
        with self.lock:
            return self.store.documents(resource)

    def launch(
        self, unit: Unit, actor: Json, registration: str, endpoint: str = "", **options: str
    ) -> Session:
        """Start a cmi5 session; an open session of the same unit and registration is abandoned.

        endpoint: as the launch names it, if not `self.endpoint`
        options: `mode` and `return_url` of cmi5.launch
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

    def set_preferences(self, actor: Json, preferences: Json) -> None:
        """Store a learner's preferences; see cmi5.set_preferences."""
        with self.lock:
            cmi5.set_preferences(actor, preferences, self.store, self.clock())

    def session_faults(self, session: Session) -> list[str]:
        """Everything that broke a rule of cmi5 in the session; see cmi5_session_rules."""
        with self.lock:
            return session_faults(session, self.requests_of(session), self.earlier_verbs(session))

    def requests_of(self, session: Session) -> list[tuple[Request, Reply | None]]:
        """Requests with the session's token or to its fetch URL, and replies.

        Paths relative to the endpoint.
        """
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
        stored = self.store.statements("registration = ?", (session.registration.lower(),))
        return tuple(
            kept.body["verb"]["id"]
            for kept in stored
            if is_defined(kept.body)
            and kept.body["object"].get("id") == session.unit.activity_id
            and kept.body["context"].get("extensions", {}).get(cmi5.SESSION_ID) not in later
        )

    @contextmanager
    def fault(self, fault: Fault) -> Iterator[None]:
        """Apply `fault` to requests while the block runs."""
        self.faults.append(fault)
        try:
            yield
        finally:
            if fault in self.faults:
                self.faults.remove(fault)


def answer(lrs: Lrs, request: Request, forced: int = 0, page: bool = False) -> Reply:
    """The reply to a request; a refusal is a reply too.

    forced: a status to refuse with, doing nothing; 0: none
    page: answer with a sign-in page, doing nothing, as a proxy does whose session has run out
    """
    if page:
        return _complete(lrs, request, Reply(200, {"Content-Type": "text/html; charset=utf-8"}, SIGN_IN))
    try:
        if forced:
            raise Refused(forced, "a fault that was asked for")
        if request.method == "OPTIONS":
            return preflight(request, lrs.limits.cors)
        reply = _fetch_reply(lrs, request) or _xapi_reply(lrs, resolved(request, ROOT))
    except Refused as refused:
        return refusal(lrs, request, refused)
    return _complete(lrs, request, reply)


def refusal(lrs: Lrs, request: Request, refused: Refused) -> Reply:
    """The reply for a Refused: its status, and its reasons as lines of text."""
    text = "\n".join(refused.reasons) + "\n"
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return _complete(lrs, request, Reply(refused.status, headers, text.encode()))


def _complete(lrs: Lrs, request: Request, reply: Reply) -> Reply:
    """The reply with the headers that every reply has."""
    headers = {"X-Experience-API-Version": XAPI_VERSION, **reply.headers}
    headers["X-Experience-API-Consistent-Through"] = max(stamp(lrs.clock()), lrs.store.last_stored())
    return with_origin(replace(reply, headers=headers), request, lrs.limits.cors)


def _fetch_reply(lrs: Lrs, request: Request) -> Reply | None:
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


def _xapi_reply(lrs: Lrs, request: Request) -> Reply:
    resource = "statements/more" if request.path.startswith(query.MORE) else request.path
    if resource in lrs.limits.lacks or resource not in _METHODS:
        raise Refused(404, f"there is no resource {request.path}")
    if request.method not in _METHODS[resource]:
        raise Refused(405, f"{request.method} is no method of {resource}")
    if resource == "about":
        return about.versions(request)
    if not is_version(request.headers.get("x-experience-api-version")):
        raise Refused(400, "X-Experience-API-Version must be 1.0 or one of its patches")
    who = _credentials(lrs, request)
    if isinstance(who, Session) and lrs.limits.strict_cmi5:
        _refuse_cmi5_faults(lrs, who, request)
    return _resource_reply(lrs, request, who)


def _resource_reply(lrs: Lrs, request: Request, who: str | Session) -> Reply:
    if request.path in documents.RESOURCES:
        return documents.answer(request, lrs.store, lrs.clock())
    if request.path == "activities":
        return about.activity(request, lrs.store)
    if request.path == "agents":
        return about.person_of(request, lrs.store)
    if request.method == "GET":
        return query.answer(request, lrs.store, ROOT, lrs.limits.page)
    name = who.id if isinstance(who, Session) else who
    authority = {"objectType": "Agent", "account": {"homePage": lrs.address, "name": name}}
    reply = statements.receive(request, lrs.store, authority, lrs.clock())
    if isinstance(who, Session) and cmi5.has_ended(who, lrs.store):
        lrs.sessions[who.id] = replace(who, terminated=True)
    return reply


def _refuse_cmi5_faults(lrs: Lrs, session: Session, request: Request) -> None:
    history = SessionHistory(earlier=lrs.earlier_verbs(session))
    for asked, reply in lrs.requests_of(session):
        history = history_after(asked, reply, history)
    faults = request_faults(
        session, request, replace(history, ids=frozenset())
    )  # the player knows no retries
    if faults:
        raise Refused(403, *faults)


def _credentials(lrs: Lrs, request: Request) -> str | Session:
    """The user's name, or the session, that the credentials belong to.

    Raises Refused: 401 for unknown credentials, 403 for a session that has ended.
    """
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
