"""The Statements resource: GET. Source: xAPI 1.0.3, Communication 2.1.3 to 2.1.5."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.utils import format_datetime
from itertools import islice
from typing import Any

from coursebuilder.lrs import parameters
from coursebuilder.lrs.agents import identifier, identifiers_of
from coursebuilder.lrs.attachments import with_attachments
from coursebuilder.lrs.formats import canonical, ids
from coursebuilder.lrs.messages import Json, Refused, Reply, Request, json_reply, stamp
from coursebuilder.lrs.statements import activities_in, agents_in
from coursebuilder.lrs.store import Store, StoredStatement
from coursebuilder.lrs.values import moment

SINGLE = "statementId voidedStatementId format attachments"
SEVERAL = (
    "agent related_agents activity related_activities verb registration"
    " since until limit ascending format attachments"
)
MORE = "statements/more/"


def answer(request: Request, store: Store, root: str, page: int) -> Reply:
    """Answer a GET: one statement by its id, or a page of those that the filters leave. Raises Refused.

    root: the endpoint's path, for the address of the next page; page: statements per page at most
    """
    if request.path.startswith(MORE):
        request, after = _continued(request)
    else:
        after = None
    single = {"statementId", "voidedStatementId"} & request.query.keys()
    query = parameters.checked(request.query, SINGLE if single else SEVERAL)
    if len(single) > 1:
        raise Refused(400, "statementId and voidedStatementId can't both be asked for")
    if single:
        return _single(request, store, query)
    found = list(islice(_matching(query, store, after), _page_size(query, page) + 1))
    shown, rest = found[: _page_size(query, page)], found[_page_size(query, page) :]
    more = root + MORE + _token(request, shown[-1].position) if rest else ""
    bodies = [kept.body for kept in shown]
    result = {"statements": [_in_format(body, request, store) for body in bodies], "more": more}
    return _with_files(json_reply(result), bodies, query, store)


def _single(request: Request, store: Store, query: Mapping[str, str]) -> Reply:
    kept = store.statement(query.get("statementId") or query["voidedStatementId"])
    if kept is None or kept.voided != ("voidedStatementId" in query):
        raise Refused(404, "there is no such statement")
    reply = json_reply(_in_format(kept.body, request, store))
    changed = format_datetime(moment(kept.body["stored"]), usegmt=True)
    reply = replace(reply, headers={**reply.headers, "Last-Modified": changed})
    return _with_files(reply, [kept.body], query, store)


def _page_size(query: Mapping[str, str], page: int) -> int:
    """The statements on this page at most; limit=0 means as many as the LRS gives."""
    return min(int(query.get("limit", 0)) or page, page)


def _token(request: Request, position: int) -> str:
    """All that the next page needs as a text, so that the LRS has nothing to remember."""
    parts = [dict(request.query), request.headers.get("accept-language", ""), position]
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def _continued(request: Request) -> tuple[Request, int]:
    if request.query:
        raise Refused(400, "a more address is followed as it is")
    token = request.path.removeprefix(MORE)
    try:
        query, language, position = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        headers = {**request.headers, "accept-language": language}
        return replace(request, path="statements", query=query, headers=headers), int(position)
    except (ValueError, TypeError):
        raise Refused(404, "this is no more address of mine") from None


def _matching(query: Mapping[str, str], store: Store, after: int | None) -> Iterator[StoredStatement]:
    """Statements that pass the filters, newest first unless ascending; `after`: the last position shown."""
    up = query.get("ascending") == "true"
    where, values = ["voided = 0"], []
    for name, sign in (("since", ">"), ("until", "<=")):
        if name in query:
            where.append(f"stored {sign} ?")
            values.append(stamp(moment(query[name])))
    if after is not None:
        where.append(f"position {'>' if up else '<'} {after}")
    for kept in store.statements(" AND ".join(where), tuple(values), newest_first=not up):
        if _meets(kept.body, query, store):
            yield kept


def _meets(statement: Json, query: Mapping[str, str], store: Store) -> bool:
    """Whether it, or a statement that it refers to at any distance, passes the filters (2.1.4)."""
    seen: set[str] = set()
    while True:
        if _meets_itself(statement, query):
            return True
        thing = statement["object"]
        if thing.get("objectType") != "StatementRef" or thing["id"].lower() in seen:
            return False
        seen.add(thing["id"].lower())
        target = store.statement(thing["id"])
        if target is None:
            return False
        statement = target.body


def _meets_itself(statement: Json, query: Mapping[str, str]) -> bool:
    registration = statement.get("context", {}).get("registration", "")
    return (
        query.get("verb", statement["verb"]["id"]) == statement["verb"]["id"]
        and query.get("registration", registration).lower() == registration.lower()
        and (
            "agent" not in query
            or identifier(parameters.agent(query)) in _agents_filtered_by(statement, query)
        )
        and ("activity" not in query or query["activity"] in _activities_filtered_by(statement, query))
    )


def _agents_filtered_by(statement: Json, query: Mapping[str, str]) -> set[str]:
    """The identifiers that the filter `agent` is compared with."""
    thing = statement["object"]
    about = [thing] if thing.get("objectType") in {"Agent", "Group"} else []
    wide = query.get("related_agents") == "true"
    named = agents_in(statement) if wide else (statement["actor"], *about)
    return {name for agent in named for name in identifiers_of(agent)}


def _activities_filtered_by(statement: Json, query: Mapping[str, str]) -> set[str]:
    """The ids that the filter `activity` is compared with."""
    if query.get("related_activities") == "true":
        return {activity["id"] for activity in activities_in(statement)}
    thing = statement["object"]
    return {thing["id"]} if thing.get("objectType", "Activity") == "Activity" else set()


def _in_format(statement: Json, request: Request, store: Store) -> Any:
    match request.query.get("format"):
        case "ids":
            return ids(statement)
        case "canonical":
            return canonical(statement, request.headers.get("accept-language", ""), store.definition)
    return statement


def _with_files(reply: Reply, statements: list[Json], query: Mapping[str, str], store: Store) -> Reply:
    return (
        with_attachments(statements, reply, store.attachment) if query.get("attachments") == "true" else reply
    )
