"""Statements that the LRS double takes in: ids, conflicts, batches, what it adds, voiding."""

from __future__ import annotations

from pathlib import Path

import pytest
from lrs_client import Client, Clock, Json, asking, new_id, statement

from coursebuilder.lrs.server import serve

VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def stored(client: Client, id: str) -> Json:
    answer = client("GET", "statements", statementId=id)
    assert answer.status == 200, answer.text
    found: Json = answer.json
    return found


def voiding(id: str, **changes: object) -> Json:
    about = {"objectType": "StatementRef", "id": id}
    return statement(**{"verb": {"id": VOIDED}, "object": about, **changes})


def test_a_post_gives_ids_back_and_a_put_nothing(client: Client) -> None:
    first, second, third = statement(), statement(id=None), statement(id=None)
    answer = client.post(first, second)
    assert (answer.status, answer.json[0], len(answer.json)) == (200, first["id"], 2)
    assert client("POST", "statements", third).status == 200  # alone, without a list
    id = new_id()
    assert client("PUT", "statements", third, statementId=id).status == 204
    assert [s["id"] for s in client.lrs.statements()][:2] == answer.json
    assert client.lrs.statements()[3]["id"] == id


def test_what_the_lrs_adds(client: Client, clock: Clock) -> None:
    bare, told = (
        statement(),
        statement(timestamp="2025-12-24T18:00:00+01:00", version="1.0.2", stored="2000-01-01T00:00Z"),
    )
    told["authority"] = {"mbox": "mailto:nobody@example.org"}
    client.post(bare, told)
    first, second = stored(client, bare["id"]), stored(client, told["id"])
    authority = {"objectType": "Agent", "account": {"homePage": client.lrs.address, "name": "coursebuilder"}}
    assert first == {
        **bare,
        "version": "1.0.0",
        "stored": "2026-03-01T09:00:00.000000Z",
        "timestamp": "2026-03-01T09:00:00.000000Z",
        "authority": authority,
    }
    later = "2026-03-01T09:00:00.000001Z"  # no two have the same time
    assert second == {**told, "stored": later, "authority": authority}


def test_context_activities_are_given_out_as_lists(client: Client) -> None:
    alone = {"contextActivities": {"category": {"id": "a:b"}}}
    inside = {**statement(id=None, context=alone), "objectType": "SubStatement"}
    outside = statement(context=alone, object=inside)
    client.post(outside)
    kept = stored(client, outside["id"])
    listed = {"contextActivities": {"category": [{"id": "a:b"}]}}
    assert (kept["context"], kept["object"]["context"]) == (listed, listed)
    assert client.post(outside).status == 200  # still the same statement


SAME: list[Json] = [
    {},
    {"actor": {"objectType": "Agent", "mbox": "mailto:ann@example.org"}},
    {"object": {"objectType": "Activity", "id": "https://example.org/activities/a"}},
    {"object": {"id": "https://example.org/activities/a", "definition": {"name": {"en": "A"}}}},
    {"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}},
    {"version": "1.0.3", "timestamp": "2026-01-01T00:00:00Z"},
]
DIFFERENT: list[Json] = [
    {"actor": {"mbox": "mailto:bob@example.org"}},
    {"verb": {"id": "http://adlnet.gov/expapi/verbs/asked"}},
    {"object": {"id": "https://example.org/activities/b"}},
    {"result": {"success": True}},
    {"context": {"registration": new_id()}},
]


@pytest.mark.parametrize("changes", SAME)
def test_the_same_statement_again_is_no_conflict(client: Client, changes: Json) -> None:
    once = statement()
    again = statement(id=once["id"].upper(), **changes)
    assert [client.post(once).status, client.post(again).status] == [200, 200]
    assert client("PUT", "statements", again, statementId=once["id"]).status == 204
    assert len(client.lrs.statements()) == 1


@pytest.mark.parametrize("changes", DIFFERENT)
def test_another_statement_with_its_id_is_a_conflict(client: Client, changes: Json) -> None:
    once = statement()
    other = statement(id=once["id"], **changes)
    client.post(once)
    assert client("PUT", "statements", other, statementId=once["id"]).status == 409
    assert client.post(statement(), other).status == 409
    assert [s["id"] for s in client.lrs.statements()] == [once["id"]]  # nothing of the batch
    assert client.lrs.statements()[0]["verb"] == once["verb"]


def test_a_batch_is_kept_whole_or_not_at_all(client: Client) -> None:
    good = statement()
    assert client.post(good, statement(verb={"id": "bad"})).status == 400
    assert client.post(good, {**good}).status == 400  # one id twice
    assert client("GET", "statements", statementId=good["id"]).status == 404
    assert client.post().json == []


def test_what_a_put_needs(client: Client) -> None:
    one, other = statement(), new_id()
    assert client("PUT", "statements", one).status == 400
    assert client("PUT", "statements", one, statementId=other).status == 400
    assert client("PUT", "statements", [one], statementId=one["id"]).status == 400
    assert client("PUT", "statements", one, StatementId=one["id"]).status == 400
    assert client("PUT", "statements", {**one, "id": one["id"].upper()}, statementId=one["id"]).status == 204


def test_a_voided_statement_is_given_only_to_those_who_ask_for_it(client: Client) -> None:
    one, other = statement(), statement()
    void = voiding(one["id"])
    client.post(one, other)
    assert client("GET", "statements", voidedStatementId=one["id"]).status == 404  # not yet
    assert client.post(void).status == 200
    assert client("GET", "statements", statementId=one["id"]).status == 404
    assert client("GET", "statements", voidedStatementId=one["id"]).json["id"] == one["id"]
    shown = [s["id"] for s in client("GET", "statements").json["statements"]]
    assert shown == [void["id"], other["id"]]


def test_a_voiding_statement_is_not_voided(client: Client) -> None:
    one = statement()
    void = voiding(one["id"])
    client.post(one, void)
    assert client.post(voiding(void["id"])).status == 400
    assert client("GET", "statements", statementId=void["id"]).status == 200


def test_a_statement_may_be_voided_before_it_arrives(client: Client) -> None:
    one = statement()
    assert client.post(voiding(one["id"])).status == 200
    assert client.post(one).status == 200
    assert client("GET", "statements", statementId=one["id"]).status == 404
    later = statement()
    client.post(voiding(later["id"], verb={"id": "https://example.org/praised"}))  # about it, but not voiding
    client.post(later)
    assert client("GET", "statements", statementId=later["id"]).status == 200


def test_everything_is_there_again_when_it_was_kept_in_a_file(tmp_path: Path) -> None:
    one = statement()
    for path, expected in ((tmp_path / "a.sqlite", 1), (None, 0)):
        with asking(path=path) as client:
            client.post(one)
        with serve(path=path) as lrs:
            assert len(lrs.statements()) == expected
