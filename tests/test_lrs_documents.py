"""State and profile documents of the LRS double, and what it knows of activities and agents."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from lrs_client import Answer, Client, Clock, new_id, statement

ANN = {"account": {"homePage": "https://example.org", "name": "ann"}}
STATE = ("activities/state", {"activityId": "https://e.org/a", "agent": ANN}, "stateId")
ACTIVITY = ("activities/profile", {"activityId": "https://e.org/a"}, "profileId")
AGENT = ("agents/profile", {"agent": ANN}, "profileId")
Resource = tuple[str, dict[str, Any], str]
ALL = pytest.mark.parametrize("resource", [STATE, ACTIVITY, AGENT], ids=lambda resource: resource[0])
NEW = {"If-None-Match": "*"}


def ask(client: Client, method: str, resource: Resource, id: str | None, *body: Any, **given: Any) -> Answer:
    path, owner, name = resource
    return client(method, path, *body, **owner, **({name: id} if id is not None else {}), **given)


@ALL
def test_a_document_is_put_read_and_deleted(client: Client, resource: Resource) -> None:
    text = b"\x00 any bytes"
    plain = {"Content-Type": "text/x-bytes; charset=none", **NEW}
    assert ask(client, "GET", resource, "one").status == 404
    assert ask(client, "PUT", resource, "one", text, headers=plain).status == 204
    answer = ask(client, "GET", resource, "one")
    assert (answer.status, answer.body) == (200, text)
    assert answer.headers["content-type"] == "text/x-bytes; charset=none"
    assert answer.headers["etag"] == f'"{hashlib.sha1(text).hexdigest()}"'
    assert answer.headers["last-modified"] == "Sun, 01 Mar 2026 09:00:00 GMT"
    assert client.lrs.documents(resource[0])[0].body == text
    assert ask(client, "DELETE", resource, "one").status == 204
    assert ask(client, "GET", resource, "one").status == 404
    assert ask(client, "DELETE", resource, "one").status == 204


@ALL
def test_posted_json_is_merged_at_the_top_level(client: Client, resource: Resource) -> None:
    assert ask(client, "POST", resource, "one", {"a": {"x": 1}, "b": 1}).status == 204
    assert ask(client, "POST", resource, "one", {"a": {"y": 2}, "c": None}).status == 204
    assert ask(client, "GET", resource, "one").json == {"a": {"y": 2}, "b": 1, "c": None}


@ALL
def test_only_json_objects_are_merged(client: Client, resource: Resource) -> None:
    plain = {"Content-Type": "text/plain"}
    ask(client, "POST", resource, "object", {"a": 1})
    ask(client, "POST", resource, "text", b"hello", headers=plain)
    ask(client, "PUT", resource, "list", [1], headers=NEW)
    for id, body, headers in (
        ("object", b"hello", plain),
        ("object", [1], {}),
        ("object", b'{"a": 2}{', {}),
        ("text", {"a": 1}, {}),
        ("list", {"a": 1}, {}),
        ("new", b"{", {}),
    ):
        answer = ask(client, "POST", resource, id, body, headers=headers)
        assert answer.status == 400, (id, body)
    assert ask(client, "GET", resource, "object").json == {"a": 1}
    assert ask(client, "GET", resource, "text").body == b"hello"
    assert ask(client, "GET", resource, "list").json == [1]
    assert ask(client, "GET", resource, "new").status == 404


@ALL
def test_nobody_overwrites_what_they_have_not_seen(client: Client, resource: Resource) -> None:
    ask(client, "PUT", resource, "one", {"a": 1}, headers=NEW)
    tag = ask(client, "GET", resource, "one").headers["etag"]
    stale = '"' + "1" * 40 + '"'
    for method, headers, status in (
        ("PUT", NEW, 412),
        ("PUT", {"If-Match": stale}, 412),
        ("PUT", {"If-None-Match": f"{stale}, {tag}"}, 412),
        ("POST", {"If-Match": stale}, 412),
        ("DELETE", {"If-Match": stale}, 412),
        ("PUT", {}, 409),
    ):
        body = [{"b": 2}] if method != "DELETE" else []
        refused = ask(client, method, resource, "one", *body, headers=headers)
        assert (refused.status, bool(refused.text)) == (status, True)
    assert ask(client, "GET", resource, "one").json == {"a": 1}
    assert ask(client, "PUT", resource, "one", {"b": 2}, headers={"If-Match": f"W/{tag}"}).status == 204
    assert ask(client, "POST", resource, "one", {"c": 3}, headers={"If-Match": "*"}).status == 204
    assert ask(client, "PUT", resource, "two", {}, headers={"If-Match": "*"}).status == 412  # there is none
    assert ask(client, "GET", resource, "one").json == {"b": 2, "c": 3}
    assert ask(client, "DELETE", resource, "one", headers={"If-Match": tag}).status == 412
    assert ask(client, "PUT", resource, "one", {}, headers={"If-None-Match": stale}).status == 204


def test_a_new_profile_is_put_with_a_header_and_a_new_state_without(client: Client) -> None:
    for resource, status in ((STATE, 204), (ACTIVITY, 400), (AGENT, 400)):
        assert ask(client, "PUT", resource, "one", {"a": 1}).status == status


@ALL
def test_without_an_id_the_ids_are_listed(client: Client, resource: Resource, clock: Clock) -> None:
    assert ask(client, "GET", resource, None).json == []
    for id in ("b", "a", "c"):
        ask(client, "POST", resource, id, {"a": 1})
        clock.wait(1)
    assert ask(client, "GET", resource, None).json == ["b", "a", "c"]
    assert ask(client, "GET", resource, None, since="2026-03-01T09:00:00Z").json == ["a", "c"]
    assert ask(client, "GET", resource, None, since="2026-03-01T10:00:02+01:00").json == []
    ask(client, "POST", resource, "b", {"b": 2})
    assert ask(client, "GET", resource, None, since="2026-03-01T09:00:02Z").json == ["b"]
    stranger = (resource[0], {**resource[1], "agent": {"mbox": "mailto:b@e.org"}}, resource[2])
    if resource is not ACTIVITY:
        assert ask(client, "GET", stranger, None).json == []


def test_states_are_deleted_together_but_no_profiles(client: Client) -> None:
    other = (STATE[0], {**STATE[1], "activityId": "https://e.org/b"}, STATE[2])
    for resource in (STATE, other, AGENT, ACTIVITY):
        ask(client, "POST", resource, "one", {"a": 1})
        assert ask(client, "DELETE", resource, None).status == (400 if resource in (AGENT, ACTIVITY) else 204)
        assert ask(client, "GET", resource, None).json == (["one"] if resource in (AGENT, ACTIVITY) else [])


def test_a_registration_keeps_states_apart(client: Client) -> None:
    first, second = new_id(), new_id()
    for registration in (first, second, None):
        given = {"registration": registration} if registration else {}
        assert ask(client, "PUT", STATE, "one", {"in": registration}, **given).status == 204
    assert ask(client, "GET", STATE, "one", registration=first.upper()).json == {"in": first}
    assert ask(client, "GET", STATE, "one").json == {"in": None}
    assert ask(client, "GET", STATE, None).json == ["one", "one", "one"]  # of whatever registration
    assert ask(client, "DELETE", STATE, None, registration=first).status == 204
    assert [json.loads(d.body)["in"] for d in client.lrs.documents()] == [second, None]


def test_an_agent_is_known_by_its_identifier(client: Client) -> None:
    ask(client, "POST", AGENT, "one", {"a": 1})
    named = ("agents/profile", {"agent": {"objectType": "Agent", "name": "Ann", **ANN}}, "profileId")
    assert ask(client, "GET", named, "one").json == {"a": 1}


@ALL
def test_which_parameters_there_are(client: Client, resource: Resource) -> None:
    path, owner, name = resource
    for method in ("GET", "PUT", "POST", "DELETE"):
        body = [{"a": 1}] if method in ("PUT", "POST") else []
        full = {**owner, name: "one"}
        for missing in owner:
            less = {key: value for key, value in full.items() if key != missing}
            assert client(method, path, *body, **less, headers=NEW).status == 400
        for wrong in ({"agent": "true"}, {"activityId": "a"}, {"registration": "1"}, {"x": "1"}, {name: ""}):
            assert client(method, path, *body, **{**full, **wrong}, headers=NEW).status == 400, wrong
    assert client("PUT", path, {"a": 1}, **owner, headers=NEW).status == 400
    assert client("POST", path, {"a": 1}, **owner).status == 400
    assert client("GET", path, **owner, since="yesterday").status == 400


def test_an_activity_gathers_what_statements_tell(client: Client) -> None:
    where = {"activityId": "https://example.org/activities/a"}
    empty = {"objectType": "Activity", "id": where["activityId"]}
    assert client("GET", "activities", **where).json == empty
    for definition in (
        {"name": {"en": "A"}, "type": "a:course", "extensions": {"a:x": 1}},
        {"name": {"fr": "Ah"}, "extensions": {"a:y": 2}, "type": "a:module"},
    ):
        client.post(statement(object={"id": where["activityId"], "definition": definition}))
    gathered = {"name": {"en": "A", "fr": "Ah"}, "type": "a:module", "extensions": {"a:x": 1, "a:y": 2}}
    assert client("GET", "activities", **where).json == {**empty, "definition": gathered}
    assert client("GET", "activities").status == 400
    assert client("GET", "activities", activityId="a").status == 400


def test_a_person_has_every_name_that_was_used(client: Client) -> None:
    assert client("GET", "agents", agent=ANN).json == {"objectType": "Person", "account": [ANN["account"]]}
    for name in ("Ann", "Anna", "Ann"):
        client.post(statement(context={"instructor": {"name": name, **ANN}}))
    person = {"objectType": "Person", "name": ["Ann", "Anna"], "account": [ANN["account"]]}
    assert client("GET", "agents", agent={"name": "A.", **ANN}).json == person
    assert client("GET", "agents").status == 400
    assert client("GET", "agents", agent={"name": "Ann"}).status == 400
