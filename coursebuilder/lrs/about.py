"""The resources About, Activities and Agents. Source: xAPI 1.0.3, Communication 2.4, 2.5 and 2.8."""

from __future__ import annotations

from coursebuilder.lrs import parameters
from coursebuilder.lrs.agents import person
from coursebuilder.lrs.messages import Reply, Request, json_reply
from coursebuilder.lrs.store import Store

VERSIONS = ["1.0.0", "1.0.1", "1.0.2", "1.0.3"]


def versions(request: Request) -> Reply:
    """GET about: the xAPI versions that requests may name."""
    parameters.checked(request.query, "")
    return json_reply({"version": VERSIONS})


def activity(request: Request, store: Store) -> Reply:
    """GET activities: an activity's id, and its definition merged from all stored statements."""
    parameters.checked(request.query, "activityId", "activityId")
    id = request.query["activityId"]
    known = store.definition(id)
    return json_reply({"objectType": "Activity", "id": id} | ({"definition": known} if known else {}))


def person_of(request: Request, store: Store) -> Reply:
    """GET agents: the Person object with all names that statements gave this agent."""
    parameters.checked(request.query, "agent", "agent")
    return json_reply(person(parameters.agent(request.query), store))
