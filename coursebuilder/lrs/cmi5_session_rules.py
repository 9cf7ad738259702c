"""Rules of cmi5 for a whole session: its requests, one after the other, as ADL's player judges them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from coursebuilder.lrs.attachments import statements_and_files
from coursebuilder.lrs.cmi5 import LAUNCH_DATA, PREFERENCES, Session
from coursebuilder.lrs.cmi5_statement_rules import (
    INITIALIZED,
    TERMINATED,
    SessionHistory,
    SessionStatement,
    broken_rules,
    is_defined,
)
from coursebuilder.lrs.messages import Json, Refused, Reply, Request, read_json
from coursebuilder.lrs.statement_shapes import STATEMENT
from coursebuilder.lrs.values import moment

Answered = tuple[Request, Reply | None]  # the path is under the endpoint, or begins with fetch/


def session_faults(session: Session, requests: Iterable[Answered], earlier: tuple[str, ...]) -> list[str]:
    """Everything that broke a rule of cmi5 in the session, in order: "9.3.0.0-5 answered: after terminated".

    requests: those with the session's token and those to its fetch URL, in order, with their replies
    earlier: the cmi5-defined verbs of the registration's earlier sessions with the same unit
    """
    history, faults, accepted, fetched = SessionHistory(earlier=earlier), [], [], 0
    for request, reply in requests:
        if request.path.startswith("fetch/"):
            fetched += 1
            continue
        if TERMINATED in history.verbs and request.path != "statements":
            faults.append(f"8.1.2.0-2 {request.path}: after terminated")
        faults += request_faults(session, request, history)
        after_it = history_after(request, reply, history)
        accepted += [s for s in _statements(request) if s.get("id") in after_it.ids - history.ids]
        history = after_it
    if fetched != 1:
        faults.append(f"8.2.1.0 the fetch URL was asked {fetched} times")
    return faults + list(_out_of_order(accepted))


def _out_of_order(statements: list[Json]) -> Iterator[str]:
    """Rule: initialized has the earliest timestamp and terminated the latest (9.3)."""
    times = {
        verb: moment(s["timestamp"]) for s in statements for verb in [s["verb"]["id"]] if "timestamp" in s
    }
    if INITIALIZED in times and times[INITIALIZED] > min(times.values()):
        yield "9.3.0.0-4 initialized: its timestamp is not the first"
    if TERMINATED in times and times[TERMINATED] < max(times.values()):
        yield "9.3.0.0-5 terminated: its timestamp is not the last"


def request_faults(session: Session, request: Request, history: SessionHistory) -> list[str]:
    """The rules that one request with the session's token breaks.

    A statement that was accepted before breaks none: an outbox that got no answer sends it again.
    """
    if request.path == "statements" and request.method in {"POST", "PUT"}:
        return _statement_faults(session, request, history)
    return list(_document_faults(session, request))


def _statement_faults(session: Session, request: Request, history: SessionHistory) -> list[str]:
    faults: list[str] = []
    batch: tuple[str, ...] = ()
    for statement in _statements(request):
        if statement.get("id") not in history.ids:
            faults += broken_rules(SessionStatement(statement, session, history, batch))
            batch += (statement["verb"]["id"],) * is_defined(statement)
    return faults


def _statements(request: Request) -> list[Json]:
    """The valid statements in a request; the LRS itself refuses the others."""
    if request.path != "statements" or request.method not in {"POST", "PUT"}:
        return []
    try:
        sent, _ = statements_and_files(request)
    except Refused:
        return []
    if request.method == "PUT" and isinstance(sent, dict):
        sent = {"id": request.query.get("statementId"), **sent}
    every = sent if isinstance(sent, list) else [sent]
    return [statement for statement in every if not any(STATEMENT(statement, ""))]


def _document_faults(session: Session, request: Request) -> Iterator[str]:
    path, query = request.path, request.query
    about_agent = "agent" in query and path != "statements"
    if about_agent and _read(query["agent"]) != session.actor:
        yield f"8.1.3.0-3 {path}: not the launch's actor"
    if path == "activities/state":
        if query.get("registration", session.registration) != session.registration:
            yield f"8.1.4.0-3 {path}: wrong registration"
        if query.get("stateId") == LAUNCH_DATA and request.method != "GET":
            yield f"10.2.1.0-5 {request.method} of {LAUNCH_DATA}"
    if path == "agents/profile" and query.get("profileId") == PREFERENCES and request.method != "GET":
        yield f"11.0.0.0-5 {request.method} of {PREFERENCES}"


def _read(text: str) -> Any:
    try:
        return read_json(text)
    except Refused:
        return None


def history_after(request: Request, reply: Reply | None, history: SessionHistory) -> SessionHistory:
    """The session's history after a request was answered; a refused request changes nothing."""
    status = reply.status if reply else 500
    if request.method == "GET" and request.query.get("stateId") == LAUNCH_DATA and status == 200:
        return replace(history, launch_data_read=True)
    if request.method == "GET" and request.query.get("profileId") == PREFERENCES and status in {200, 404}:
        return replace(history, preferences_read=True)
    new = [s for s in _statements(request) if s.get("id") not in history.ids] if status < 300 else []
    verbs = tuple(s["verb"]["id"] for s in new if is_defined(s))
    return replace(
        history, verbs=history.verbs + verbs, ids=history.ids | {s["id"] for s in new if "id" in s}
    )
