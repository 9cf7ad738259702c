"""HTTP requests and replies as values, and the exception that refuses a request."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]
Clock = Callable[[], datetime]  # zoned


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request; header names in lower case.

    As the server makes it, `path` begins with /; `alternate_request.resolved` makes it relative to the
    endpoint.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case; "" if there is no header."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP reply: status, headers and body."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Refused(Exception):
    """Raised to refuse a request: the HTTP status, and every reason for it as a sentence."""

    def __init__(self, status: int, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.status = status
        self.reasons = reasons


def json_reply(value: object, status: int = 200, **headers: str) -> Reply:
    """A reply with a JSON body. `headers`: by name, with _ for -."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(status, {"Content-Type": "application/json", **named}, body)


def read_json(data: bytes | str) -> Any:
    """The value of a JSON text; raises Refused (400) for NaN, repeated properties, and what isn't UTF-8."""
    try:
        return json.loads(data, parse_constant=_no_constant, object_pairs_hook=_no_doubles)
    except (ValueError, RecursionError) as error:
        raise Refused(400, f"this is not JSON: {error}") from None


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


def _no_doubles(pairs: list[tuple[str, object]]) -> Json:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a property stands twice in one object")
    return made


def stamp(moment: datetime) -> str:
    """A zoned moment as ISO 8601 in UTC with microseconds; text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
