"""The document resources: State, Agent Profile, Activity Profile.

Source: xAPI 1.0.3, Communication 2.2, 2.3, 2.6, 2.7 and 3.1.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime

from coursebuilder.lrs import parameters
from coursebuilder.lrs.agents import identifier
from coursebuilder.lrs.messages import Json, Refused, Reply, Request, json_reply, read_json, stamp
from coursebuilder.lrs.store import Address, Document, Store
from coursebuilder.lrs.values import moment

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Resource:
    """A document resource: path, required and optional parameters, and the one that names a document."""

    path: str
    owner: str  # required parameters
    optional: str
    name: str


RESOURCES = {
    resource.path: resource
    for resource in (
        Resource("activities/state", "activityId agent", "registration", "stateId"),
        Resource("activities/profile", "activityId", "", "profileId"),
        Resource("agents/profile", "agent", "", "profileId"),
    )
}


def answer(request: Request, store: Store, now: datetime) -> Reply:
    """Answer a request for one document, or with GET and DELETE for several. Raises Refused."""
    resource = RESOURCES[request.path]
    single = resource.name in request.query or request.method in {"PUT", "POST"}
    at = _address(resource, request, single)
    if not single:
        return _ids(resource, request, store, at) if request.method == "GET" else _clear(resource, store, at)
    old = store.document(at)
    if request.method == "GET":
        return _get(old)
    _refuse_stale(request, old)
    if request.method == "DELETE":
        store.delete_document(at)
    else:
        store.put_document(_changed(request, old, at, now))
    return Reply(204)


def _address(resource: Resource, request: Request, single: bool) -> Address:
    """The address of the document that the query names; its id is "" where several are meant."""
    owner, own = f"{resource.owner} {resource.optional}", resource.name
    if single:
        query = parameters.checked(request.query, f"{owner} {own}", f"{resource.owner} {own}")
    elif request.method == "GET":
        query = parameters.checked(request.query, f"{owner} since", resource.owner)
    elif resource.path == "activities/state":
        query = parameters.checked(request.query, owner, resource.owner)
    else:
        raise Refused(400, f"parameter {own} is missing")
    agent = identifier(parameters.agent(query)) if "agent" in query else ""
    registration = query.get("registration", "").lower()
    return Address(resource.path, query.get("activityId", ""), agent, registration, query.get(own, ""))


def _ids(resource: Resource, request: Request, store: Store, at: Address) -> Reply:
    since = stamp(moment(request.query["since"])) if "since" in request.query else ""
    return json_reply([d.at.id for d in _several(resource, store, at) if d.updated > since])


def _clear(resource: Resource, store: Store, at: Address) -> Reply:
    for document in _several(resource, store, at):
        store.delete_document(document.at)
    return Reply(204)


def _several(resource: Resource, store: Store, at: Address) -> list[Document]:
    """The documents at this address with any id; without a registration, of every registration."""
    return [
        document
        for document in store.documents(resource.path)
        if (document.at.activity, document.at.agent) == (at.activity, at.agent)
        and at.registration in {"", document.at.registration}
    ]


def _get(old: Document | None) -> Reply:
    if old is None:
        raise Refused(404, "there is no such document")
    changed = format_datetime(moment(old.updated), usegmt=True)
    return Reply(200, {"Content-Type": old.type, "ETag": etag(old), "Last-Modified": changed}, old.body)


def etag(document: Document) -> str:
    """The document's ETag: its SHA-1 in quotation marks."""
    return f'"{hashlib.sha1(document.body).hexdigest()}"'


def _refuse_stale(request: Request, old: Document | None) -> None:
    """Raises Refused if the document changed since the sender read it (RFC 7232), or a PUT doesn't say."""
    match, none_match = (request.headers.get(name) for name in ("if-match", "if-none-match"))
    if match is not None and (old is None or not _named(match, old)):
        raise Refused(412, "the document is not the one that If-Match names")
    if none_match is not None and old is not None and _named(none_match, old):
        raise Refused(412, "the document is one that If-None-Match names")
    if request.method == "PUT" and match is None and none_match is None:
        if old is not None:
            raise Refused(409, "a document is there already: GET it and send its ETag in If-Match")
        if request.path != "activities/state":
            raise Refused(400, "a profile is PUT with If-Match, or If-None-Match: * when it is new")


def _named(header: str, document: Document) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in tags or etag(document) in tags


def _changed(request: Request, old: Document | None, at: Address, now: datetime) -> Document:
    kind = request.headers.get("content-type", "application/octet-stream")
    new = Document(at, kind, request.body, stamp(now))
    if request.content_type == JSON:
        value = read_json(request.body)
        if request.method == "POST" and not isinstance(value, dict):
            raise Refused(400, "a JSON document that is posted must be an object")
    if request.method == "PUT" or old is None:
        return new
    if request.content_type != JSON or old.type.partition(";")[0].strip().lower() != JSON:
        raise Refused(400, "only JSON documents can be merged")
    merged: Json = read_json(old.body)
    if not isinstance(merged, dict):
        raise Refused(400, "the stored document is no JSON object, so nothing can be merged into it")
    body = json.dumps(merged | value, ensure_ascii=False, separators=(",", ":")).encode()
    return replace(new, type=old.type, body=body)
