"""Statements as the query's `format` wants them. Source: xAPI 1.0.3, Communication 2.1.3."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coursebuilder.lrs.agents import IDENTIFIERS
from coursebuilder.lrs.messages import Json

_LANGUAGE_MAPS = {"display", "name", "description"}
_ACTIVITY_PLACES = {"object", "parent", "grouping", "category", "other"}


def ids(statement: Json) -> Json:
    """Only what tells agents, verbs and activities from others."""
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
    """The LRS's own definitions, and of every language map the one language asked for."""
    wanted = _preferred(accept_language)

    def told(value: Any, key: str = "") -> Any:
        if isinstance(value, list):
            return [told(item, key) for item in value]
        if not isinstance(value, dict) or key == "extensions":
            return value
        if key in _LANGUAGE_MAPS:
            return _in_one_language(value, wanted)
        made = {name: told(item, name) for name, item in value.items()}
        if key in _ACTIVITY_PLACES and value.get("objectType", "Activity") == "Activity":
            own = definition(value["id"])
            made |= {"definition": told(own, "definition")} if own else {}
        return made

    result: Json = told(statement)
    return result


def _preferred(accept_language: str) -> list[str]:
    """The languages of the header, the most wanted first, in lower case."""
    ranked = []
    for place, item in enumerate(accept_language.split(",")):
        tag, _, weight = item.partition(";q=")
        try:
            ranked.append((-float(weight or 1), place, tag.strip().lower()))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(ranked) if tag]


def _in_one_language(texts: Json, wanted: list[str]) -> Json:
    """The best match: the same tag, then a wider or narrower one, then the first there is."""
    for tag in wanted:
        for known in texts:
            if known.lower() == tag:
                return {known: texts[known]}
        for known in texts:
            if known.lower().split("-")[0] == tag.split("-")[0]:
                return {known: texts[known]}
    return dict(list(texts.items())[:1])
