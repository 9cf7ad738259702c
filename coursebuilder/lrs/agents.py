"""Agents: their one identifier as text, and what is known about the person behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from coursebuilder.lrs.messages import Json
from coursebuilder.lrs.store import Store

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")  # xAPI 1.0.3, Data 2.4.2.3


def identifier(agent: Json) -> str:
    """The inverse functional identifier of an agent or group as text, such as "mbox mailto:a@example.org".

    Accounts are "account" and a JSON list of home page and name; a group without identifier gives "".
    """
    for name in IDENTIFIERS:
        if name in agent:
            value = agent[name]
            if name == "account":
                value = json.dumps([value["homePage"], value["name"]], ensure_ascii=False)
            return f"{name} {value}"
    return ""


def identifiers_of(agent: Json) -> Iterator[str]:
    """The identifiers of an agent, or of a group and its members."""
    for who in (agent, *agent.get("member", ())):
        if name := identifier(who):
            yield name


def person(agent: Json, store: Store) -> Json:
    """The Person object of the Agents resource; every property but objectType is a list."""
    key = identifier(agent)
    names = store.names(key) or [agent[name] for name in ("name",) if name in agent]
    made: Json = {"objectType": "Person"} | ({"name": names} if names else {})
    return made | {name: [agent[name]] for name in IDENTIFIERS if name in agent}
