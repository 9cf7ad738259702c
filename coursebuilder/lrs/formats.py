"""Statements in the formats ids and canonical. Source: xAPI 1.0.3, Communication 2.1.3."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coursebuilder.lrs.agents import IDENTIFIERS
from coursebuilder.lrs.messages import Json

_LANGUAGE_MAPS = {"display", "name", "description"}
_ACTIVITY_PLACES = {"object", "parent", "grouping", "category", "other"}


def ids(statement: Json) -> Json:
    """The statement with only the identifiers of its agents, verb and activities."""
    made = {**statement, "verb": {"id": statement["verb"]["id"]}, "object": _thing_ids(statement["object"])}
    for name in ("actor", "authority"):
        if name in made:
            made[name] = _agent_ids(made[name])
    if "context" in made:
        made["context"] = _context_ids(made["context"])
    return made


def _thing_ids(thing: Json) -> Json:
    match thing.get("objectType", "Activity"):
        case "Agent" | "Group":
            return _agent_ids(thing)
        case "SubStatement":
            return ids(thing)
        case "StatementRef":
            return thing
    return {"id": thing["id"]}


def _agent_ids(agent: Json) -> Json:
    kept = {name: agent[name] for name in ("objectType", *IDENTIFIERS) if name in agent}
    if "member" in agent and not any(name in agent for name in IDENTIFIERS):
        kept["member"] = [_agent_ids(member) for member in agent["member"]]
    return kept


def _context_ids(context: Json) -> Json:
    made = dict(context)
    for name in ("instructor", "team"):
        if name in made:
            made[name] = _agent_ids(made[name])
    if "contextActivities" in made:
        made["contextActivities"] = {
            name: [_thing_ids(a) for a in related] if isinstance(related, list) else _thing_ids(related)
            for name, related in made["contextActivities"].items()
        }
    return made


def canonical(statement: Json, accept_language: str, definition: Callable[[str], Json]) -> Json:
    """The statement with the LRS's own activity definitions, and one language in each language map.

    accept_language: the request's header
    definition: activity id -> its stored definition, or {}
    """
    wanted = _preferred(accept_language)

    def converted(value: Any, key: str = "") -> Any:
        if isinstance(value, list):
            return [converted(item, key) for item in value]
        if not isinstance(value, dict) or key == "extensions":
            return value
        if key in _LANGUAGE_MAPS:
            return _in_one_language(value, wanted)
        made = {name: converted(item, name) for name, item in value.items()}
        if key in _ACTIVITY_PLACES and value.get("objectType", "Activity") == "Activity":
            own = definition(value["id"])
            made |= {"definition": converted(own, "definition")} if own else {}
        return made

    result: Json = converted(statement)
    return result


def _preferred(accept_language: str) -> list[str]:
    """The header's language tags in lower case, the highest weight first."""
    ranked = []
    for place, item in enumerate(accept_language.split(",")):
        tag, _, weight = item.partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag.strip().lower()))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(ranked) if tag]


def _in_one_language(texts: Json, wanted: list[str]) -> Json:
    """The entry for the first wanted tag that fits: equal, else of the same main language, else the first."""
    for tag in wanted:
        for known in texts:
            if known.lower() == tag:
                return {known: texts[known]}
        for known in texts:
            if known.lower().split("-")[0] == tag.split("-")[0]:
                return {known: texts[known]}
    return dict(list(texts.items())[:1])
