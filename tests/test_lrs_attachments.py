"""Statements with files, and signed ones, as the LRS double takes and gives them."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from lrs_client import Answer, Client, Json, statement

TEXT = b"one line\r\n--x\r\nanother \x00\xff"
BOUNDARY = "-------314159265"
SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"
JSON_PART = {"Content-Type": "application/json"}


def described(data: bytes, **changes: Any) -> Json:
    made = {
        "usageType": "https://example.org/usage",
        "display": {"en": "A file"},
        "contentType": "text/plain",
        "length": len(data),
        "sha2": hashlib.sha256(data).hexdigest(),
        **changes,
    }
    return {key: value for key, value in made.items() if value is not None}


def headers_of(data: bytes, **changes: str | None) -> dict[str, str | None]:
    said = {
        "Content-Type": "text/plain",
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": hashlib.sha256(data).hexdigest(),
    }
    return said | {name.replace("_", "-"): text for name, text in changes.items()}


def body(*parts: tuple[Any, bytes]) -> bytes:
    made = b""
    for headers, data in parts:
        lines = "".join(f"{name}:{text}\r\n" for name, text in headers.items() if text is not None)
        made += f"\r\n--{BOUNDARY}\r\n{lines}\r\n".encode() + data
    return made + f"\r\n--{BOUNDARY}--".encode()


def send(client: Client, data: bytes, kind: str = f"multipart/mixed; boundary={BOUNDARY}") -> Answer:
    return client("POST", "statements", data, headers={"Content-Type": kind})


def encoded(one: Any) -> bytes:
    return json.dumps(one).encode()


def test_a_file_comes_back_as_it_was(lrs_client: Client) -> None:
    one = statement(attachments=[described(TEXT), described(TEXT, display={"en": "The same"})])
    sent = body((JSON_PART, encoded([one])), (headers_of(TEXT), TEXT))
    assert send(lrs_client, sent).status == 200
    for query in ({"statementId": one["id"]}, {"limit": "1"}):
        answer = lrs_client("GET", "statements", attachments="true", **query)
        kind, _, boundary = answer.headers["content-type"].partition("; boundary=")
        pieces = answer.body.split(b"--" + boundary.encode())
        assert (kind, len(pieces), pieces[-1]) == ("multipart/mixed", 4, b"--\r\n")  # the file is there once
        told = json.loads(pieces[1].partition(b"\r\n\r\n")[2])
        assert (told.get("statements") or [told])[0]["attachments"] == one["attachments"]
        head, _, data = pieces[2].partition(b"\r\n\r\n")
        assert data == TEXT + b"\r\n"
        assert f"X-Experience-API-Hash: {one['attachments'][0]['sha2']}".encode() in head
        assert lrs_client("GET", "statements", **query).headers["content-type"] == "application/json"
        assert lrs_client("GET", "statements", attachments="false", **query).json
    none = lrs_client("GET", "statements", attachments="true", verb="a:none")
    assert none.headers["content-type"].startswith("multipart/mixed")


def test_a_file_of_a_statement_inside(lrs_client: Client) -> None:
    inside = {**statement(id=None), "objectType": "SubStatement", "attachments": [described(TEXT)]}
    sent = body((JSON_PART, encoded(statement(object=inside))), (headers_of(TEXT), TEXT))
    assert send(lrs_client, sent).status == 200


def test_a_file_elsewhere_needs_no_part_but_may_have_one(lrs_client: Client) -> None:
    one = statement(attachments=[described(TEXT, fileUrl="https://e.org/f")])
    assert lrs_client.post(one).status == 200
    again = statement(attachments=one["attachments"])
    assert send(lrs_client, body((JSON_PART, encoded(again)), (headers_of(TEXT), TEXT))).status == 200


ONE = statement(id=None, attachments=[described(TEXT)])
FIRST = (JSON_PART, encoded(ONE))
FILE = (headers_of(TEXT), TEXT)
REFUSED: list[tuple[str, bytes]] = [
    ("neither a part nor a fileUrl", body(FIRST)),
    ("no attachment has the hash", body(FIRST, FILE, (headers_of(b"x"), b"x"))),
    ("no attachment has the hash", body((JSON_PART, encoded(statement(id=None))), FILE)),
    ("don't have the hash", body(FIRST, (headers_of(TEXT), TEXT + b"!"))),
    ("don't have the hash", body(FIRST, (headers_of(TEXT, X_Experience_API_Hash="abc"), TEXT))),
    ("without X-Experience-API-Hash", body(FIRST, (headers_of(TEXT, X_Experience_API_Hash=None), TEXT))),
    ("not binary", body(FIRST, (headers_of(TEXT, Content_Transfer_Encoding="base64"), TEXT))),
    ("not binary", body(FIRST, (headers_of(TEXT, Content_Transfer_Encoding=None), TEXT))),
    ("first part must be", body(({"Content-Type": "text/plain"}, encoded(ONE)), FILE)),
    ("first part must be", body(FILE, FIRST)),
    ("without X-Experience-API-Hash", body(FIRST, FIRST, FILE)),
    ("not JSON", body((JSON_PART, encoded(ONE)[:-1]), FILE)),
    ("doesn't follow its boundary", encoded(ONE)),
    ("doesn't follow its boundary", body(FIRST, FILE)[:-2]),
    ("without the empty line", body(FIRST).replace(b"json\r\n\r\n", b"json\r\n")),
]


@pytest.mark.parametrize(("fault", "sent"), REFUSED)
def test_parts_that_dont_fit(lrs_client: Client, fault: str, sent: bytes) -> None:
    answer = send(lrs_client, sent)
    assert (answer.status, fault in answer.text) == (400, True), answer.text


def test_the_boundary_must_be_named(lrs_client: Client) -> None:
    sent = body(FIRST, FILE)
    assert "boundary" in send(lrs_client, sent, "multipart/mixed;").text
    assert send(lrs_client, sent, f'Multipart/Mixed; boundary="{BOUNDARY}"').status == 200


def signed(one: Json, payload: Any = None, algorithm: str = "RS256", **changes: Any) -> bytes:
    """A multipart body whose signature nobody but a key's owner could check."""
    parts = [json.dumps({"alg": algorithm}), payload or json.dumps(one), "no real signature"]
    token = ".".join(base64.urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts).encode()
    told = described(token, usageType=SIGNATURE, **{"contentType": "application/octet-stream", **changes})
    part = (headers_of(token, Content_Type="application/octet-stream"), changes.get("data", token))
    return body((JSON_PART, encoded({**one, "attachments": [told]})), part)


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_a_signed_statement(lrs_client: Client, algorithm: str) -> None:
    assert send(lrs_client, signed(statement(), algorithm=algorithm)).status == 200


@pytest.mark.parametrize(
    ("fault", "how"),
    [
        ("algorithm must be", {"algorithm": "HS256"}),
        ("algorithm must be", {"algorithm": "none"}),
        ("contentType must be", {"contentType": "text/plain"}),
        ("no JSON Web Signature", {"payload": "{'id': 1}"}),
        ("over another statement", {"payload": "{}"}),
        ("over another statement", {"payload": json.dumps(statement(verb={"id": "a:b"}))}),
    ],
)
def test_a_signature_that_is_none(lrs_client: Client, fault: str, how: dict[str, Any]) -> None:
    answer = send(lrs_client, signed(statement(), **how))
    assert (answer.status, fault in answer.text) == (400, True), answer.text


@pytest.mark.parametrize("token", [b"a.b", b"..", b"a.b.c", b"\xff.b.c", b"e30.e30."])
def test_a_signature_without_its_three_parts(lrs_client: Client, token: bytes) -> None:
    told = described(token, usageType=SIGNATURE, contentType="application/octet-stream")
    sent = body((JSON_PART, encoded(statement(attachments=[told]))), (headers_of(token), token))
    assert "no JSON Web Signature" in send(lrs_client, sent).text
