"""The Statements resource: PUT and POST. Source: xAPI 1.0.3, Communication 2.1 and Data 2.3."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from coursebuilder.lrs import parameters
from coursebuilder.lrs.agents import identifier
from coursebuilder.lrs.attachments import checked_attachments, statements_and_files
from coursebuilder.lrs.messages import Json, Refused, Reply, Request, json_reply, stamp
from coursebuilder.lrs.statement_shapes import STATEMENT, VOIDED
from coursebuilder.lrs.store import Store
from coursebuilder.lrs.values import moment

_ADDED = {"id", "stored", "authority", "version", "timestamp"}
VERSION = "1.0.0"  # of a statement that names none (Data 2.4.10)


def receive(request: Request, store: Store, authority: Json, now: datetime) -> Reply:
    """Answer a PUT or POST: stores all statements of the request or none. Raises Refused.

    authority: the agent who vouches for the statements, from the credentials
    """
    query = parameters.checked(request.query, *(("statementId",) * 2 if request.method == "PUT" else ("",)))
    sent, files = statements_and_files(request)
    if request.method == "PUT":
        sent = _with_id(sent, query["statementId"])
    statements = sent if isinstance(sent, list) else [sent]
    _refuse_faulty(statements)
    for attached in checked_attachments(statements, files):
        store.add_attachment(*attached)
    ids = store_statements(statements, store, authority, now)
    return Reply(204) if request.method == "PUT" else json_reply(ids)


def store_statements(statements: list[Json], store: Store, authority: Json, now: datetime) -> list[str]:
    """Store valid statements, all or none, and return their ids. Raises Refused."""
    with store.all_or_nothing():
        return [_store_statement(statement, store, authority, now) for statement in statements]


def _with_id(sent: Any, id: str) -> Json:
    if not isinstance(sent, dict):
        raise Refused(400, "a PUT takes one statement")
    if str(sent.get("id", id)).lower() != id.lower():
        raise Refused(400, "the statement's id is not the parameter's")
    return sent | {"id": id}


def _refuse_faulty(statements: list[Any]) -> None:
    faults = [
        fault
        for n, statement in enumerate(statements)
        for fault in STATEMENT(statement, f"statement[{n}]" if len(statements) > 1 else "statement")
    ]
    if faults:
        raise Refused(400, *faults)
    ids = [statement["id"].lower() for statement in statements if "id" in statement]
    if len(set(ids)) < len(ids):
        raise Refused(400, "two statements of one request have the same id")


def _store_statement(sent: Json, store: Store, authority: Json, now: datetime) -> str:
    """Store a valid statement with what the LRS adds (id, stored, authority, version, timestamp); its id."""
    id = str(sent.get("id") or uuid.uuid4())
    old = store.statement(id)
    if old:
        if _compared_text(old.body) != _compared_text(_with_lists(sent)):
            raise Refused(409, f"a different statement has the id {id}")
        return id
    stored = _next_stamp(store, now)
    added = {"id": id, "stored": stored, "authority": authority}
    made = _with_lists({"version": VERSION, "timestamp": stored} | sent | added)
    target = _target(made)
    _void(made, target, store)
    store.add_statement(made, target, voided=_is_voided(made, store))
    _remember_names_and_definitions(made, store)
    return id


def _with_lists(statement: Json) -> Json:
    """The statement with every kind of context activities as a list (Data 2.4.6.2)."""
    made = dict(statement)
    if "contextActivities" in made.get("context", {}):
        given = made["context"]["contextActivities"]
        related = {kind: some if isinstance(some, list) else [some] for kind, some in given.items()}
        made["context"] = {**made["context"], "contextActivities": related}
    if made["object"].get("objectType") == "SubStatement":
        made["object"] = _with_lists(made["object"])
    return made


def _next_stamp(store: Store, now: datetime) -> str:
    """A `stored` later than any before, so that a query with `since` never misses a statement."""
    last = store.last_stored()
    return stamp(max(now, moment(last) + timedelta(microseconds=1)) if last else now)


def _target(statement: Json) -> str | None:
    """The id of the statement that this one refers to, or None."""
    thing = statement["object"]
    return thing["id"].lower() if thing.get("objectType") == "StatementRef" else None


def _void(statement: Json, target: str | None, store: Store) -> None:
    if statement["verb"]["id"] != VOIDED or target is None:
        return
    old = store.statement(target)
    if old and old.body["verb"]["id"] == VOIDED:
        raise Refused(400, "a voiding statement can't be voided")
    store.void(target)


def _is_voided(statement: Json, store: Store) -> bool:
    """Whether a statement that voids it was stored before it."""
    return statement["verb"]["id"] != VOIDED and VOIDED in store.verbs_about(statement["id"])


def _compared_text(statement: Json) -> str:
    """A text that is equal for statements that count as the same (Data 2.3.1).

    What the LRS adds, definitions and displays don't count.
    """
    kept = {key: value for key, value in statement.items() if key not in _ADDED}
    kept["verb"] = kept["verb"]["id"]
    return json.dumps(_comparable(kept), sort_keys=True)


def _comparable(value: Any) -> Any:
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {key: _comparable(item) for key, item in value.items() if key != "definition"}
    if "member" in made:
        made["member"] = sorted(made["member"], key=identifier)
    if value.get("objectType") in {"Agent", "Activity"}:
        made.pop("objectType")
    return made


def _remember_names_and_definitions(statement: Json, store: Store) -> None:
    """Store the activities' definitions and the agents' names."""
    for activity in activities_in(statement):
        if "definition" in activity:
            known = store.definition(activity["id"])
            store.put_definition(activity["id"], _merged(known, activity["definition"]))
    for agent in agents_in(statement):
        if "name" in agent and (key := identifier(agent)):
            store.add_name(key, agent["name"])


def _merged(known: Json, new: Json) -> Json:
    """The definition with the newer one's properties; language maps and extensions are merged."""
    both = {
        key: known[key] | new[key]
        for key in ("name", "description", "extensions")
        if key in known and key in new
    }
    return known | new | both


def activities_in(statement: Json) -> Iterator[Json]:
    """The activities of a statement: object, context activities, and those of a sub-statement."""
    thing = statement["object"]
    if thing.get("objectType", "Activity") == "Activity":
        yield thing
    elif thing["objectType"] == "SubStatement":
        yield from activities_in(thing)
    for related in statement.get("context", {}).get("contextActivities", {}).values():
        yield from related if isinstance(related, list) else [related]


def agents_in(statement: Json) -> Iterator[Json]:
    """The agents and groups of a statement, with groups' members and those of a sub-statement."""
    context: Mapping[str, Json] = statement.get("context", {})
    thing = statement["object"]
    named = [statement["actor"], statement.get("authority"), context.get("instructor"), context.get("team")]
    if thing.get("objectType") in {"Agent", "Group"}:
        named.append(thing)
    for agent in filter(None, named):
        yield agent
        yield from agent.get("member", ())
    if thing.get("objectType") == "SubStatement":
        yield from agents_in(thing)
