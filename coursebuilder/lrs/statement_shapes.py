"""The shape of a statement and its parts; see shapes.py. Source: xAPI 1.0.3, Data 2.4."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coursebuilder.lrs import values
from coursebuilder.lrs.activity_shapes import ACTIVITY
from coursebuilder.lrs.actor_shapes import ACTOR, AGENT, AUTHORITY, GROUP, TEAM
from coursebuilder.lrs.messages import Json
from coursebuilder.lrs.shapes import (
    BOOLEAN,
    COUNT,
    EXTENSIONS,
    IRI,
    LANGUAGE,
    LANGUAGE_MAP,
    NUMBER,
    TEXT,
    TIMESTAMP,
    UUID,
    Check,
    by_type,
    is_number,
    list_of,
    not_empty,
    object_with,
    one_of,
    single,
)

VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def _score_order(score: Json, path: str) -> Iterator[str]:
    low, raw, high = (score.get(name) for name in ("min", "raw", "max"))
    if low is not None and high is not None and low >= high:
        yield f"{path}.min must be below max"
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        yield f"{path}.raw must lie between min and max"


def _only_about_activities(statement: Json, path: str) -> Iterator[str]:
    """Rule: revision and platform only where the object is an activity (Data 2.4.6)."""
    if statement["object"].get("objectType", "Activity") != "Activity":
        for name in ("revision", "platform"):
            if name in statement.get("context", {}):
                yield f"{path}.context.{name} is only for statements about an activity"


def _voids_a_statement(statement: Json, path: str) -> Iterator[str]:
    if statement["verb"]["id"] == VOIDED and statement["object"].get("objectType") != "StatementRef":
        yield f"{path}.object of a voiding statement must be a StatementRef"


def _one_or_many(check: Check) -> Check:
    listed = list_of(check)

    def either(value: Any, path: str) -> Iterator[str]:
        return (listed if isinstance(value, list) else check)(value, path)

    return either


VERB = object_with({"id": IRI, "display": LANGUAGE_MAP}, "id")
STATEMENT_REF = object_with({"objectType": one_of("StatementRef"), "id": UUID}, "objectType id")
SCORE = object_with(
    {
        "scaled": single("a number from -1 to 1", lambda v: is_number(v) and -1 <= v <= 1),
        "raw": NUMBER,
        "min": NUMBER,
        "max": NUMBER,
    },
    rules=[_score_order],
)
RESULT = object_with(
    {
        "score": SCORE,
        "success": BOOLEAN,
        "completion": BOOLEAN,
        "response": TEXT,
        "duration": single("an ISO 8601 duration", values.is_duration),
        "extensions": EXTENSIONS,
    }
)
_RELATED = dict.fromkeys(("parent", "grouping", "category", "other"), _one_or_many(ACTIVITY))
CONTEXT = object_with(
    {
        "registration": UUID,
        "instructor": ACTOR,
        "team": TEAM,
        "contextActivities": object_with(_RELATED, rules=[not_empty]),
        "revision": TEXT,
        "platform": TEXT,
        "language": LANGUAGE,
        "statement": STATEMENT_REF,
        "extensions": EXTENSIONS,
    }
)
ATTACHMENT = object_with(
    {
        "usageType": IRI,
        "display": LANGUAGE_MAP,
        "description": LANGUAGE_MAP,
        "contentType": single("a media type", values.is_media_type),
        "length": COUNT,
        "sha2": single("a SHA-2 in hexadecimal", values.is_sha2),
        "fileUrl": IRI,
    },
    "usageType display contentType length sha2",
)
_ABOUT = {"Activity": ACTIVITY, "Agent": AGENT, "Group": GROUP, "StatementRef": STATEMENT_REF}
_INSIDE = {
    "actor": ACTOR,
    "verb": VERB,
    "object": by_type("Activity", _ABOUT),
    "result": RESULT,
    "context": CONTEXT,
    "timestamp": TIMESTAMP,
    "attachments": list_of(ATTACHMENT),
}
SUB_STATEMENT = object_with(
    {"objectType": one_of("SubStatement"), **_INSIDE},
    "objectType actor verb object",
    [_only_about_activities],
)
STATEMENT = object_with(
    {
        **_INSIDE,
        "id": UUID,
        "object": by_type("Activity", {**_ABOUT, "SubStatement": SUB_STATEMENT}),
        "stored": TIMESTAMP,
        "authority": AUTHORITY,
        "version": single("a version 1.0", values.is_version),
    },
    "actor verb object",
    [_only_about_activities, _voids_a_statement],
)
