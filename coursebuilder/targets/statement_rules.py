"""Rules for one xAPI statement that validators and tincan don't check; used for our statements and anybody's.

Sources: xAPI 1.0.3, Data; ISO 8601, with durations to two decimals, which every record store keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

Json = Any
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DURATION = re.compile(r"PT(\d+H)?(\d+M)?\d+\.\d\dS")
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")
_MAILBOX = re.compile(r"mailto:[^\s@]+@[^\s@]+")
_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
LISTS = {  # interaction type -> the lists its definition may hold
    "choice": {"choices"},
    "sequencing": {"choices"},
    "likert": {"scale"},
    "matching": {"source", "target"},
    "performance": {"steps"},
    **{kind: set[str]() for kind in ("true-false", "fill-in", "long-fill-in", "numeric", "other")},
}


def faults(statement: Json) -> Iterator[str]:
    """Everything wrong with a statement, one sentence each; `statement` may be any JSON value."""
    if not isinstance(statement, dict):
        yield "no object"
        return
    yield from _nulls(statement, "")
    for name in ("id", "actor", "verb", "object", "timestamp"):
        if name not in statement:
            yield f"{name} is missing"
    if not _UUID.fullmatch(str(statement.get("id", ""))):
        yield "the id is no UUID"
    if not _TIMESTAMP.fullmatch(str(statement.get("timestamp", ""))):
        yield "the timestamp names no zone, or is none"
    yield from agent_faults(statement.get("actor") or {})
    verb = statement.get("verb") or {}
    yield from _iri(verb.get("id"), "the verb")
    yield from _languages(verb.get("display"), "the verb's display")
    yield from activity_faults(statement.get("object") or {})
    yield from _result(statement.get("result") or {})
    yield from _context(statement.get("context") or {})


def agent_faults(agent: Mapping[str, Json]) -> Iterator[str]:
    """Everything wrong with an actor's identifiers: exactly one, in its own form."""
    held = [name for name in _IDENTIFIERS if name in agent]
    if len(held) != 1:
        yield f"the actor has {len(held)} identifiers, not one"
    if "mbox" in held and not _MAILBOX.fullmatch(str(agent["mbox"])):
        yield "the mailbox is no mailto: address"
    if "account" in held:
        account = agent["account"] if isinstance(agent["account"], dict) else {}
        yield from _iri(account.get("homePage"), "the account's homePage")
        if not account.get("name"):
            yield "the account has no name"


def activity_faults(activity: Mapping[str, Json]) -> Iterator[str]:
    """Everything wrong with an activity's id and definition."""
    yield from _iri(activity.get("id"), "an activity's id")
    definition = activity.get("definition") or {}
    for name in ("name", "description"):
        yield from _languages(definition.get(name), f"an activity's {name}")
    if "type" in definition:
        yield from _iri(definition["type"], "an activity's type")
    yield from _extensions(definition)
    kind = definition.get("interactionType")
    if kind is None:
        return
    if kind not in LISTS:
        yield f'there is no interaction type "{kind}"'
    for name in ("choices", "scale", "source", "target", "steps"):
        if name in definition:
            if name not in LISTS.get(kind, set()):
                yield f"{name} don't belong to {kind}"
            yield from _components(definition[name], name)


def _components(components: list[Json], name: str) -> Iterator[str]:
    ids = [str(component.get("id", "")) for component in components]
    if len(set(ids)) != len(ids) or not all(ids):
        yield f"two of the {name} have one id, or one has none"
    if any(sign in id for id in ids for sign in ("[", "]", " ")):
        yield f"an id among the {name} has signs of its own in patterns"
    for component in components:
        yield from _languages(component.get("description"), f"one of the {name}")


def _result(result: Mapping[str, Json]) -> Iterator[str]:
    score = result.get("score") or {}
    scaled, raw = score.get("scaled"), score.get("raw")
    if scaled is not None and not -1 <= scaled <= 1:
        yield "the scaled score is not within -1 and 1"
    if raw is not None and not score.get("min", raw) <= raw <= score.get("max", raw):
        yield "the raw score is not within min and max"
    if "duration" in result and not _DURATION.fullmatch(str(result["duration"])):
        yield "the duration is not ISO 8601 with two decimals"
    if not isinstance(result.get("response", ""), str):
        yield "the response is no text"
    yield from _extensions(result)


def _context(context: Mapping[str, Json]) -> Iterator[str]:
    if "registration" in context and not _UUID.fullmatch(str(context["registration"])):
        yield "the registration is no UUID"
    for name, listed in (context.get("contextActivities") or {}).items():
        if not isinstance(listed, list):
            yield f"the {name} activities are no list"
            continue
        if len({activity.get("id") for activity in listed}) != len(listed):
            yield f"an activity stands twice in {name}"
        for activity in listed:
            yield from activity_faults(activity)
    yield from _extensions(context)


def _extensions(part: Mapping[str, Json]) -> Iterator[str]:
    for name in cast(dict[str, Json], part.get("extensions") or {}):
        yield from _iri(name, "an extension's name")


def _iri(value: Json, what: str) -> Iterator[str]:
    if not isinstance(value, str) or not _IRI.fullmatch(value):
        yield f"{what} is no absolute IRI: {value}"


def _languages(texts: Json, what: str) -> Iterator[str]:
    for tag in texts or {}:
        if not _LANGUAGE.fullmatch(tag):
            yield f'{what} is in no language: "{tag}"'


def _nulls(value: Json, at: str) -> Iterator[str]:
    if value is None:
        yield f"{at} is null"
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in pairs:
        yield from _nulls(part, f"{at}.{name}".lstrip("."))
