"""How the LRS double speaks HTTP: versions, credentials, methods, forms, other origins, and its faults."""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from lrs_client import Client, asking, new_id, statement

from coursebuilder.lrs.faults import RALPH, Fault, Limits

WHERE: dict[str, dict[str, Any]] = {
    "statements": {},
    "activities": {"activityId": "a:b"},
    "agents": {"agent": {"mbox": "mailto:ann@example.org"}},
    "activities/state": {"activityId": "a:b", "agent": {"mbox": "mailto:ann@example.org"}},
    "activities/profile": {"activityId": "a:b"},
    "agents/profile": {"agent": {"mbox": "mailto:ann@example.org"}},
}
ORIGIN = {"Origin": "http://content.example"}


@pytest.fixture
def client() -> Iterator[Client]:
    with asking({"one": "1", "two": "2:2"}) as client:
        yield client


def basic(pair: str) -> str:
    return "Basic " + base64.b64encode(pair.encode()).decode()


@pytest.mark.parametrize("path", WHERE)
def test_every_resource_wants_a_version(client: Client, path: str) -> None:
    for version, status in ((None, 400), ("0.9", 400), ("1.1.0", 400), ("1.0", 200), ("1.0.9", 200)):
        answer = client("GET", path, headers={"X-Experience-API-Version": version}, **WHERE[path])
        assert (answer.status, answer.headers["x-experience-api-version"]) == (status, "1.0.3"), version


def test_about_wants_nothing(client: Client) -> None:
    answer = client("GET", "about", headers={"X-Experience-API-Version": None, "Authorization": None})
    assert (answer.status, answer.json["version"][-1]) == (200, "1.0.3")
    assert client("GET", "about", x="1").status == 400


@pytest.mark.parametrize("path", WHERE)
def test_every_resource_wants_credentials(client: Client, path: str) -> None:
    good = [basic("one:1"), basic("two:2:2"), basic("one:1").replace("Basic", "basic")]
    bad = [None, "", basic("one:2"), basic("three:1"), basic("one:1").replace(" ", ":"), "Bearer one:1"]
    for header, status in [*((g, 200) for g in good), *((b, 401) for b in bad)]:
        assert client("GET", path, headers={"Authorization": header}, **WHERE[path]).status == status, header


def test_what_is_not_there(client: Client) -> None:
    for method, path, status in (
        ("DELETE", "statements", 405),
        ("PUT", "statements/more/x", 405),
        ("POST", "activities", 405),
        ("PUT", "agents", 405),
        ("POST", "about", 405),
        ("GET", "verbs", 404),
        ("GET", "", 404),
        ("GET", "statements/x", 404),
    ):
        assert client(method, path, headers={"Authorization": None}).status == status, (method, path)
    assert client("GET", client.lrs.address + "/elsewhere").status == 404
    assert client("GET", client.lrs.address + "/fetch/" + new_id()).status == 404


def test_head_is_get_without_a_body(client: Client) -> None:
    client.post(statement())
    asked, peeked = client("GET", "statements"), client("HEAD", "statements")
    assert (peeked.status, peeked.body) == (200, b"")
    assert peeked.headers["content-length"] == str(len(asked.body))
    assert client("HEAD", "statements", statementId=new_id()).status == 404


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", FORM, None])
def test_statements_come_as_json(client: Client, kind: str | None) -> None:
    assert client("POST", "statements", statement(), headers={"Content-Type": kind}).status == 400
    other_words = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert client("POST", "statements", statement(), headers=other_words).status == 200


def form(client: Client, method: str, path: str = "statements", /, **fields: str) -> int:
    """The status; the version and the credentials go as fields too, not as headers."""
    headers = {"Content-Type": FORM, "Authorization": None, "X-Experience-API-Version": None}
    fields = {"Authorization": basic("one:1"), "X-Experience-API-Version": "1.0.3", **fields}
    return client("POST", path, urlencode(fields).encode(), method=method, headers=headers).status


def test_a_form_may_stand_for_any_request(client: Client) -> None:
    one, two = statement(), statement(verb={"id": "a:ü", "display": {"de": "Maß & <1+1>"}})
    assert form(client, "PUT", statementId=one["id"], content=json.dumps(one)) == 204
    assert form(client, "POST", content="{}") == 400
    assert form(client, "POST", content=json.dumps(two, ensure_ascii=False)) == 200
    assert client.lrs.statements()[1]["verb"] == two["verb"]
    assert form(client, "GET", limit="1") == 200
    assert form(client, "HEAD", limit="1") == 200
    state = {"activityId": "a:b", "agent": '{"mbox": "mailto:a@b.de"}', "stateId": "s"}
    plain = {"Content-Type": "text/plain"}
    assert form(client, "PUT", "activities/state", content="hello", **plain, **state) == 204
    assert client.lrs.documents()[0].type == "text/plain"
    again = {**plain, **state, "If-None-Match": "*"}
    assert form(client, "PUT", "activities/state", content="hello", **again) == 412
    assert form(client, "DELETE", "activities/state", **state) == 204


def test_forms_that_are_refused(client: Client) -> None:
    one = statement()
    put = {"statementId": one["id"], "content": json.dumps(one)}
    kind = {"Content-Type": FORM}
    assert form(client, "PUT", **put, **{"X-Experience-API-Version": "0.8"}) == 400
    assert form(client, "PUT", statementId=one["id"]) == 400  # without content
    assert form(client, "GET", content="{}") == 400
    assert form(client, "PATCH", **put) == 400
    body = urlencode(put).encode()
    assert client("POST", "statements", body, method="PUT", statementId=one["id"], headers=kind).status == 400
    assert client("PUT", "statements", body, method="PUT", headers=kind).status == 400
    assert client("POST", "statements", body, method="PUT").status == 400  # says it is JSON
    for broken in (b'{"statementId": 1}', b"content=%ff", b"\xff", body + b"&content=2"):
        assert client("POST", "statements", broken, method="PUT", headers=kind).status == 400
    assert client.lrs.statements() == []


def preflight(client: Client, wanted: str, origin: dict[str, str] = ORIGIN) -> http.client.HTTPResponse | Any:
    asked = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": wanted}
    return client("OPTIONS", "statements", headers={**origin, **asked, "Authorization": None})


def test_pages_of_any_origin_may_talk_to_it(client: Client) -> None:
    answer = preflight(client, "authorization,if-match,x-experience-api-version")
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "http://content.example"
    assert answer.headers["access-control-allow-headers"] == "authorization,if-match,x-experience-api-version"
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-max-age"] == "600"
    for told in (client("GET", "statements", headers=ORIGIN), client("GET", "nothing", headers=ORIGIN)):
        assert told.headers["access-control-allow-origin"] == "http://content.example"
        assert "ETag" in told.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in client("GET", "statements").headers


def test_ralph_lacks_most_and_allows_few_headers() -> None:
    with asking(limits=RALPH) as client:
        for path, query in WHERE.items():
            assert client("GET", path, **query).status == (200 if path == "statements" else 404)
        assert preflight(client, "authorization, content-type, x-experience-api-version").status == 204
        assert preflight(client, "authorization, if-match").status == 400
        assert "access-control-expose-headers" not in client("GET", "statements", headers=ORIGIN).headers


def test_an_lrs_without_cors() -> None:
    with asking(limits=Limits(cors="none")) as client:
        assert preflight(client, "authorization").status == 405
        assert "access-control-allow-origin" not in client("GET", "statements", headers=ORIGIN).headers


def test_faults_come_and_go(client: Client) -> None:
    with client.lrs.fault(Fault("statements", ("POST",), times=2, status=503)):
        answers = [client.post(statement(id=new_id())).status for _ in range(3)]
        assert client("GET", "statements").status == 200
    assert answers == [503, 503, 200]
    with client.lrs.fault(Fault("activities/state", status=500)):
        assert client("GET", "activities/state", **WHERE["activities/state"]).status == 500
        assert client("GET", "activities/profile", **WHERE["activities/profile"]).status == 200
    assert client("GET", "activities/state", **WHERE["activities/state"]).status == 200
    assert len(client.lrs.statements()) == 1


def test_offline_nothing_is_done_and_deaf_everything_but_the_answer(client: Client) -> None:
    lost, kept = statement(), statement()
    for one, fault in ((lost, Fault(offline=True)), (kept, Fault(no_reply=True))):
        with client.lrs.fault(fault), pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
            client.post(one)
    assert [s["id"] for s in client.lrs.statements()] == [kept["id"]]
    heard = [(one.reply and one.reply.status, one.replied) for one in client.lrs.exchanges]
    assert heard == [(None, True), (200, False)]
    assert client.post(kept).status == 200  # what an outbox does
    assert len(client.lrs.statements()) == 1


def test_a_slow_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits as long as it is told before anything is done."""
    waits: list[tuple[float, int]] = []
    clock = SimpleNamespace(sleep=lambda seconds: waits.append((seconds, len(client.lrs.statements()))))
    monkeypatch.setattr("coursebuilder.lrs.server.time", clock)
    with client.lrs.fault(Fault(seconds=0.1)):
        assert client.post(statement()).status == 200
    assert waits == [(0.1, 0)]
    assert len(client.lrs.statements()) == 1


def test_bodies_in_chunks_and_several_requests_on_one_connection(client: Client) -> None:
    headers = {"X-Experience-API-Version": "1.0.3", "Authorization": client.lrs.authorization}
    connection = http.client.HTTPConnection(client.lrs.address.removeprefix("http://"), timeout=5)
    try:
        for n in range(3):
            text = json.dumps(statement()).encode()
            kind = {"Content-Type": "application/json"}
            connection.request("POST", "/xapi/statements", iter([text[:9], text[9:]]), {**headers, **kind})
            answer = connection.getresponse()
            assert (answer.status, len(answer.read())) == (200, 40), n
    finally:
        connection.close()
    assert len(client.lrs.statements()) == 3


def test_a_request_that_makes_no_sense(client: Client) -> None:
    assert client("GET", "statements?limit=1&limit=2").status == 400
    assert client("GET", "statements?verb=%ff").status == 400
    assert client("POST", "statements", statement(), headers={"Content-Length": "x"}).status == 400
    assert client("POST", "statements", statement(), headers={"Content-Length": str(10**9)}).status == 400


def test_only_this_machine_reaches_it(client: Client) -> None:
    assert client.lrs.endpoint.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("query", ["limit=1&limit=2", "verb=%ff"])
def test_what_is_no_request_is_refused_so_that_a_page_can_read_why(client: Client, query: str) -> None:
    answer = client("GET", f"statements?{query}", headers=ORIGIN)
    assert answer.status == 400
    assert answer.text.strip()
    assert answer.headers["x-experience-api-version"] == "1.0.3"
    assert answer.headers["access-control-allow-origin"] == ORIGIN["Origin"]
    assert client("GET", "statements").status == 200
