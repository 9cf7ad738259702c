"""Statements that the LRS double gives out: filters, order, pages, forms, languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from lrs_client import Client, Clock, Json, asking, new_id, statement

from coursebuilder.lrs.faults import Limits

ANN, BOB = {"mbox": "mailto:ann@example.org"}, {"mbox": "mailto:bob@example.org"}
CAT = {"account": {"homePage": "https://example.org", "name": "cat"}}
TEAM = {"objectType": "Group", "mbox": "mailto:team@example.org", "member": [BOB, CAT]}
REGISTRATION = new_id()


def sub(**changes: Any) -> Json:
    return {**statement(id=None, **changes), "objectType": "SubStatement"}


WORLD: dict[str, Json] = {
    "plain": statement(),
    "asked": statement(verb={"id": "https://e.org/asked"}),
    "bob": statement(actor=BOB),
    "named cat": statement(actor={**CAT, "name": "Cat", "objectType": "Agent"}),
    "team": statement(actor=TEAM),
    "about bob": statement(object={"objectType": "Agent", **BOB}),
    "taught by bob": statement(context={"instructor": BOB}),
    "sub bob": statement(object=sub(actor=BOB)),
    "registered": statement(context={"registration": REGISTRATION.upper()}),
    "other activity": statement(object={"id": "https://e.org/b"}),
    "grouped": statement(context={"contextActivities": {"grouping": [{"id": "https://e.org/b"}]}}),
    "sub activity": statement(object=sub(object={"id": "https://e.org/b"})),
}
QUERIES: list[tuple[dict[str, Any], str]] = [
    ({"verb": "https://e.org/asked"}, "asked"),
    ({"verb": "https://e.org/none"}, ""),
    ({"agent": BOB}, "bob, team, about bob"),
    ({"agent": {**BOB, "objectType": "Agent", "name": "Robert"}}, "bob, team, about bob"),
    ({"agent": BOB, "related_agents": "true"}, "bob, team, about bob, taught by bob, sub bob"),
    ({"agent": CAT}, "named cat, team"),
    ({"agent": {"objectType": "Group", "mbox": "mailto:team@example.org"}}, "team"),
    ({"registration": REGISTRATION}, "registered"),
    ({"activity": "https://e.org/b"}, "other activity"),
    ({"activity": "https://e.org/b", "related_activities": "true"}, "other activity, grouped, sub activity"),
    ({"agent": BOB, "verb": "https://e.org/asked"}, ""),
    ({"limit": "2", "ascending": "true"}, "plain, asked"),
    ({"limit": "0", "agent": BOB}, "bob, team, about bob"),
]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with asking() as client:
        assert client.post(*WORLD.values()).status == 200
        yield client


def names(answer: Any) -> str:
    known = {one["id"]: name for name, one in WORLD.items()}
    return ", ".join(known[s["id"]] for s in reversed(answer.json["statements"]))


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_filters(client: Client, query: dict[str, Any], expected: str) -> None:
    answer = client("GET", "statements", **query)
    if query.get("ascending"):
        expected = ", ".join(reversed(expected.split(", ")))
    assert names(answer) == expected
    assert bool(answer.json["more"]) == (query.get("limit") == "2")


WRONG: list[dict[str, Any]] = [
    {"foo": "bar"},
    {"Limit": "1"},
    {"limit": "-1"},
    {"limit": "x"},
    {"ascending": "yes"},
    {"attachments": "1"},
    {"related_agents": "True"},
    {"format": "exactly"},
    {"since": "yesterday"},
    {"until": "2026-02-30T00:00:00Z"},
    {"verb": "asked"},
    {"activity": "b"},
    {"registration": "1"},
    {"agent": "ann"},
    {"agent": {"name": "Ann"}},
    {"agent": {"objectType": "Group", "member": [ANN]}},
    {"statementId": "1"},
    {"statementId": new_id(), "voidedStatementId": new_id()},
    {"statementId": new_id(), "agent": ANN},
    {"statementId": new_id(), "limit": "1"},
    {"statementId": new_id(), "since": "2026-01-01T00:00Z"},
    {"voidedStatementId": new_id(), "verb": "https://e.org/asked"},
]


@pytest.mark.parametrize("query", WRONG)
def test_what_can_not_be_asked(client: Client, query: dict[str, Any]) -> None:
    answer = client("GET", "statements", **query)
    assert answer.status == 400, answer.text
    assert "x-experience-api-consistent-through" in answer.headers


def test_since_is_after_and_until_is_up_to(client: Client) -> None:
    times = [s["stored"] for s in client.lrs.statements()]
    assert times == sorted(set(times))
    assert names(client("GET", "statements", since=times[2], until=times[4])) == "named cat, team"
    zoned = times[0].replace("Z", "+00:00")
    assert names(client("GET", "statements", until=zoned)) == "plain"


def test_pages_follow_each_other_and_new_statements_dont_shift_them() -> None:
    with asking(limits=Limits(page=3)) as client:
        sent = [statement() for _ in range(8)]
        client.post(*sent)
        answer, seen, pages = client("GET", "statements", verb=sent[0]["verb"]["id"]), [], 0
        while True:
            seen += [s["id"] for s in answer.json["statements"]]
            pages += 1
            if not answer.json["more"]:
                break
            client.post(statement())
            answer = client("GET", client.lrs.address + answer.json["more"])
            assert answer.status == 200
        assert (seen, pages) == ([s["id"] for s in reversed(sent)], 3)
        assert client("GET", "statements/more/nonsense").status == 404
        assert client("GET", "statements/more/bnVsbA").status == 404  # null
        assert client("GET", "statements", limit="1").json["more"].startswith("/xapi/statements/more/")


def test_a_statement_about_a_statement_is_found_by_what_that_one_is() -> None:
    with asking() as client:
        one = statement(verb={"id": "https://e.org/asked"})
        about = [statement(object={"objectType": "StatementRef", "id": one["id"]})]
        about.append(statement(object={"objectType": "StatementRef", "id": about[0]["id"]}))
        void = statement(object=about[0]["object"], verb={"id": "http://adlnet.gov/expapi/verbs/voided"})
        self_loving = statement(id=new_id())
        self_loving["object"] = {"objectType": "StatementRef", "id": self_loving["id"]}
        client.post(one, *about, void, self_loving)
        found = client("GET", "statements", verb="https://e.org/asked", ascending="true").json["statements"]
        assert [s["id"] for s in found] == [*(s["id"] for s in about), void["id"]]  # the voided one is not


WHOLE = statement(
    actor={**ANN, "objectType": "Agent", "name": "Ann"},
    verb={"id": "https://e.org/v", "display": {"en-GB": "did", "fr": "a fait"}},
    object={
        "objectType": "Activity",
        "id": "https://e.org/whole",
        "definition": {
            "name": {"en-GB": "Whole", "fr": "Tout"},
            "description": {"de": "Ganz"},
            "extensions": {"a:name": {"name": {"fr": "x", "de": "y"}}},
            "interactionType": "choice",
            "choices": [{"id": "a", "description": {"fr": "A", "en": "B"}}],
        },
    },
    context={
        "team": {"objectType": "Group", "name": "All", "member": [{**BOB, "name": "Bob"}]},
        "instructor": {**BOB, "name": "Bob"},
        "contextActivities": {"parent": [{"id": "https://e.org/p", "definition": {"type": "a:page"}}]},
    },
)


def test_ids_leave_out_what_only_describes(client: Client) -> None:
    client("POST", "statements", WHOLE)
    told = client("GET", "statements", statementId=WHOLE["id"], format="ids").json
    assert (told["actor"], told["verb"], told["object"]) == (
        {"objectType": "Agent", **ANN},
        {"id": "https://e.org/v"},
        {"id": "https://e.org/whole"},
    )
    assert told["context"] == {
        "team": {"objectType": "Group", "member": [BOB]},
        "instructor": BOB,
        "contextActivities": {"parent": [{"id": "https://e.org/p"}]},
    }
    group = {"objectType": "Group", **BOB}
    nested = statement(object=sub(actor={**ANN, "name": "Ann"}, object={**group, "name": "B"}))
    client.post(nested)
    inside = client("GET", "statements", statementId=nested["id"], format="ids").json["object"]
    assert (inside["actor"], inside["object"]) == (ANN, group)


@pytest.mark.parametrize(
    ("wanted", "verb", "name", "choice"),
    [
        ("fr", "a fait", "Tout", "A"),
        ("en", "did", "Whole", "B"),
        ("en-US, fr;q=0.9", "did", "Whole", "B"),
        ("fr;q=0.5, en-GB;q=0.8", "did", "Whole", "B"),
        ("nl, fr;q=oops", "did", "Whole", "A"),
        (None, "did", "Whole", "A"),
    ],
)
def test_canonical_has_one_language(client: Client, wanted: str, verb: str, name: str, choice: str) -> None:
    client("POST", "statements", WHOLE)
    query = {"statementId": WHOLE["id"], "format": "canonical"}
    told = client("GET", "statements", headers={"Accept-Language": wanted}, **query).json
    definition = told["object"]["definition"]
    assert list(told["verb"]["display"].values()) == [verb]
    assert list(definition["name"].values()) == [name]
    assert definition["description"] == {"de": "Ganz"}
    assert list(definition["choices"][0]["description"].values()) == [choice]
    assert definition["extensions"] == {"a:name": {"name": {"fr": "x", "de": "y"}}}  # nobody else's business
    assert told["actor"] == WHOLE["actor"]
    assert client("GET", "statements", statementId=WHOLE["id"]).json["verb"] == WHOLE["verb"]


def test_canonical_knows_what_other_statements_told(client: Client) -> None:
    where = "https://e.org/told"
    bare, told = (
        statement(object={"id": where}),
        statement(object={"id": where, "definition": {"name": {"en": "T"}}}),
    )
    client.post(bare, told)
    asked = {"statementId": bare["id"]}
    assert client("GET", "statements", **asked).json["object"] == {"id": where}
    assert client("GET", "statements", format="canonical", **asked).json["object"]["definition"] == {
        "name": {"en": "T"}
    }


def test_when_a_statement_was_last_changed() -> None:
    clock = Clock()
    with asking(clock=clock) as client:
        one = statement()
        client.post(one)
        clock.wait(timedelta(hours=1).total_seconds())
        answer = client("GET", "statements", statementId=one["id"])
        assert answer.headers["last-modified"] == "Sun, 01 Mar 2026 09:00:00 GMT"
        assert answer.headers["x-experience-api-consistent-through"] == "2026-03-01T10:00:00.000000Z"
