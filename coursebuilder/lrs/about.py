"""The resources About, Activities and Agents. Source: xAPI 1.0.3, Communication 2.4, 2.5 and 2.8."""

from __future__ import annotations

from coursebuilder.lrs import parameters
from coursebuilder.lrs.agents import person
from coursebuilder.lrs.messages import Refused, Reply, Request, json_reply
from coursebuilder.lrs.store import Store

VERSIONS = ["1.0.0", "1.0.1", "1.0.2", "1.0.3"]


def versions(request: Request) -> Reply:
    """The versions of xAPI that are understood."""
    _only_get(request, "")
    return json_reply({"version": VERSIONS})


def activity(request: Request, store: Store) -> Reply:
    """An activity with all that statements told about it."""
    _only_get(request, "activityId")
    id = request.query["activityId"]
    known = store.definition(id)
    return json_reply({"objectType": "Activity", "id": id} | ({"definition": known} if known else {}))


def person_of(request: Request, store: Store) -> Reply:
    """All that is known about an agent."""
    _only_get(request, "agent")
    return json_reply(person(parameters.agent(request.query), store))


def _only_get(request: Request, required: str) -> None:
    if request.method != "GET":
        raise Refused(405, f"{request.method} is no method of {request.path}")
    parameters.checked(request.query, required, required)
