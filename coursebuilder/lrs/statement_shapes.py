"""The shape of a statement and its parts. Source: xAPI 1.0.3, Data 2.4."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coursebuilder.lrs import values
from coursebuilder.lrs.activity_shapes import ACTIVITY
from coursebuilder.lrs.actor_shapes import ACTOR, AGENT, AUTHORITY, GROUP, TEAM
from coursebuilder.lrs.messages import Json
from coursebuilder.lrs.shapes import (
    COUNT,
    EXTENSIONS,
    IRI,
    LANGUAGE,
    LANGUAGE_MAP,
    NUMBER,
    TEXT,
    TIMESTAMP,
    TRUTH,
    UUID,
    Check,
    among,
    by_type,
    is_number,
    many,
    not_empty,
    one,
    record,
)

VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def _score_order(score: Json, path: str) -> Iterator[str]:
    low, raw, high = (score.get(name) for name in ("min", "raw", "max"))
    if low is not None and high is not None and low >= high:
        yield f"{path}.min must be below max"
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        yield f"{path}.raw must lie between min and max"


def _only_about_activities(statement: Json, path: str) -> Iterator[str]:
    """revision and platform say which form of an activity it was (Data 2.4.6)."""
    if statement["object"].get("objectType", "Activity") != "Activity":
        for name in ("revision", "platform"):
            if name in statement.get("context", {}):
                yield f"{path}.context.{name} is only for statements about an activity"


def _voids_a_statement(statement: Json, path: str) -> Iterator[str]:
    if statement["verb"]["id"] == VOIDED and statement["object"].get("objectType") != "StatementRef":
        yield f"{path}.object of a voiding statement must be a StatementRef"


def _one_or_many(check: Check) -> Check:
    listed = many(check)

    def either(value: Any, path: str) -> Iterator[str]:
        return (listed if isinstance(value, list) else check)(value, path)

    return either


VERB = record({"id": IRI, "display": LANGUAGE_MAP}, "id")
STATEMENT_REF = record({"objectType": among("StatementRef"), "id": UUID}, "objectType id")
SCORE = record(
    {
        "scaled": one("a number from -1 to 1", lambda v: is_number(v) and -1 <= v <= 1),
        "raw": NUMBER,
        "min": NUMBER,
        "max": NUMBER,
    },
    rules=[_score_order],
)
RESULT = record(
    {
        "score": SCORE,
        "success": TRUTH,
        "completion": TRUTH,
        "response": TEXT,
        "duration": one("an ISO 8601 duration", values.is_duration),
        "extensions": EXTENSIONS,
    }
)
_RELATED = dict.fromkeys(("parent", "grouping", "category", "other"), _one_or_many(ACTIVITY))
CONTEXT = record(
    {
        "registration": UUID,
        "instructor": ACTOR,
        "team": TEAM,
        "contextActivities": record(_RELATED, rules=[not_empty]),
        "revision": TEXT,
        "platform": TEXT,
        "language": LANGUAGE,
        "statement": STATEMENT_REF,
        "extensions": EXTENSIONS,
    }
)
ATTACHMENT = record(
    {
        "usageType": IRI,
        "display": LANGUAGE_MAP,
        "description": LANGUAGE_MAP,
        "contentType": one("a media type", values.is_media_type),
        "length": COUNT,
        "sha2": one("a SHA-2 in hexadecimal", values.is_sha2),
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
    "attachments": many(ATTACHMENT),
}
SUB_STATEMENT = record(
    {"objectType": among("SubStatement"), **_INSIDE}, "objectType actor verb object", [_only_about_activities]
)
STATEMENT = record(
    {
        **_INSIDE,
        "id": UUID,
        "object": by_type("Activity", {**_ABOUT, "SubStatement": SUB_STATEMENT}),
        "stored": TIMESTAMP,
        "authority": AUTHORITY,
        "version": one("a version 1.0", values.is_version),
    },
    "actor verb object",
    [_only_about_activities, _voids_a_statement],
)
