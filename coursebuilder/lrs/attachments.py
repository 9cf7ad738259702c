"""Statements with attachments: multipart/mixed read and written.

Source: xAPI 1.0.3, Communication 1.5.2, Data 2.4.11.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coursebuilder.lrs.messages import Json, Refused, Reply, Request, read_json
from coursebuilder.lrs.signatures import SIGNATURE, signature_faults

BOUNDARY = "coursebuilder-lrs-part"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body; header names in lower case."""

    headers: Mapping[str, str]
    body: bytes


def statements_and_files(request: Request) -> tuple[Any, list[Part]]:
    """The JSON of a statement request, and the parts with attached files. Raises Refused (400)."""
    if request.content_type == "application/json":
        return read_json(request.body), []
    if request.content_type != "multipart/mixed":
        raise Refused(400, "statements come as application/json or multipart/mixed")
    first, *files = _split(request)
    if first.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(400, "the first part must be the statements, as application/json")
    return read_json(first.body), files


def _split(request: Request) -> list[Part]:
    match = re.search(r'boundary=(?:"([^"]+)"|([^\s;]+))', request.headers["content-type"], re.I)
    if not match:
        raise Refused(400, "multipart/mixed without a boundary")
    line = b"--" + (match[1] or match[2]).encode()
    pieces = re.split(rb"(?:^|\r?\n)" + re.escape(line) + rb"(?=--|[ \t]*\r?\n)", request.body)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise Refused(400, "the multipart body doesn't follow its boundary")
    return [_part(piece) for piece in pieces[1:-1]]


def _part(piece: bytes) -> Part:
    """A part's headers and body. Lines may end in a bare line feed: files kept as text have lost their CR."""
    match = re.match(rb"[ \t]*\r?\n(.*?)\r?\n\r?\n", piece, re.S)
    if not match:
        raise Refused(400, "a part without the empty line after its headers")
    pairs = (line.partition(":") for line in match[1].decode("latin-1").splitlines())
    return Part({name.strip().lower(): text.strip() for name, _, text in pairs}, piece[match.end() :])


def checked_attachments(statements: list[Json], files: list[Part]) -> Iterator[tuple[str, bytes]]:
    """(SHA-2, bytes) of each file, in agreement with the statements' attachments. Raises Refused (400).

    Each file must be described by a statement, each description have a file or a fileUrl, each signature fit.
    """
    described = [attachment for statement in statements for attachment in _attachments(statement)]
    arrived = {_hash(part): part for part in files}
    known = {attachment["sha2"].lower() for attachment in described}
    faults = [f"no attachment has the hash {sha2}" for sha2 in arrived.keys() - known]
    for attachment in described:
        if attachment["sha2"].lower() not in arrived and "fileUrl" not in attachment:
            faults.append(f"attachment {attachment['sha2']} has neither a part nor a fileUrl")
    for statement in statements:
        for attachment in _attachments(statement):
            part = arrived.get(attachment["sha2"].lower())
            if part and attachment["usageType"] == SIGNATURE:
                faults += signature_faults(statement, attachment, part.body)
    if faults:
        raise Refused(400, *faults)
    return ((sha2, part.body) for sha2, part in arrived.items())


def _attachments(statement: Json) -> Iterator[Json]:
    yield from statement.get("attachments", ())
    if statement["object"].get("objectType") == "SubStatement":
        yield from _attachments(statement["object"])


def _hash(part: Part) -> str:
    """The SHA-2 that a part's headers name; raises Refused if its bytes have another."""
    announced = part.headers.get("x-experience-api-hash", "").lower()
    if not announced:
        raise Refused(400, "a part without X-Experience-API-Hash")
    if part.headers.get("content-transfer-encoding", "").lower() != "binary":
        raise Refused(400, "a part whose Content-Transfer-Encoding is not binary")
    kinds = {56: hashlib.sha224, 64: hashlib.sha256, 96: hashlib.sha384, 128: hashlib.sha512}
    if len(announced) not in kinds or kinds[len(announced)](part.body).hexdigest() != announced:
        raise Refused(400, f"a part's bytes don't have the hash {announced}")
    return announced


def with_attachments(statements: Iterable[Json], reply: Reply, file: Callable[[str], bytes | None]) -> Reply:
    """The reply as multipart/mixed, followed by the files that its statements describe.

    file: SHA-2 in lower case -> bytes, or None if it is not stored
    """
    pieces = [({"Content-Type": "application/json"}, reply.body)]
    written: set[str] = set()
    for attachment in (a for statement in statements for a in _attachments(statement)):
        sha2 = attachment["sha2"].lower()
        if sha2 not in written and (data := file(sha2)) is not None:
            written.add(sha2)
            pieces.append((_headers(attachment), data))
    body = b"".join(_piece(headers, data) for headers, data in pieces) + f"--{BOUNDARY}--\r\n".encode()
    kind = f"multipart/mixed; boundary={BOUNDARY}"  # without quotes: some readers take them for a part of it
    return Reply(reply.status, {**reply.headers, "Content-Type": kind}, body)


def _headers(attachment: Json) -> dict[str, str]:
    return {
        "Content-Type": attachment["contentType"],
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": attachment["sha2"],
    }


def _piece(headers: Mapping[str, str], data: bytes) -> bytes:
    head = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
    return f"--{BOUNDARY}\r\n{head}\r\n".encode("latin-1") + data + b"\r\n"
