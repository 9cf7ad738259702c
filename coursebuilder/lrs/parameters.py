"""Query parameters: which a resource takes, and what their values look like."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coursebuilder.lrs.actor_shapes import IDENTIFIED
from coursebuilder.lrs.messages import Json, Refused, read_json
from coursebuilder.lrs.values import is_iri, is_timestamp, is_uuid

_CHECKS: dict[str, Callable[[str], bool]] = {
    "statementId": is_uuid,
    "voidedStatementId": is_uuid,
    "registration": is_uuid,
    "verb": is_iri,
    "activity": is_iri,
    "activityId": is_iri,
    "since": is_timestamp,
    "until": is_timestamp,
    "limit": lambda text: text.isascii() and text.isdigit() and len(text) < 10,
    "format": lambda text: text in {"ids", "exact", "canonical"},
    "stateId": bool,
    "profileId": bool,
    **dict.fromkeys(
        ("ascending", "attachments", "related_agents", "related_activities"), lambda t: t in {"true", "false"}
    ),
}


def checked(query: Mapping[str, str], allowed: str, required: str = "") -> Mapping[str, str]:
    """The query unchanged; raises Refused (400) with everything wrong with it.

    allowed, required: names of parameters, separated by blanks
    """
    wrong = [f"unknown parameter {name}" for name in query if name not in allowed.split()]
    wrong += [f"parameter {name} is missing" for name in required.split() if name not in query]
    for name, text in query.items():
        if name in _CHECKS and not _CHECKS[name](text):
            wrong.append(f"parameter {name} can't be {text!r}")
    if "agent" in query:
        wrong += _agent_faults(query["agent"])
    if wrong:
        raise Refused(400, *wrong)
    return query


def agent(query: Mapping[str, str]) -> Json:
    """The JSON value of the parameter `agent` of a checked query."""
    found: Json = read_json(query["agent"])
    return found


def _agent_faults(text: str) -> list[str]:
    return [f"parameter agent: {fault}" for fault in IDENTIFIED(read_json(text), "agent")]
