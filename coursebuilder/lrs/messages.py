"""What comes in and what goes out over HTTP, as values; and the refusal that ends a request."""

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
    """A request, header names in lower case. `alternate.resolved` makes it the one that was meant."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """Without parameters, in lower case; empty where there is none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, headers by name and the body's bytes."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Refused(Exception):
    """A request that the LRS doesn't take: the status, and every reason for it."""

    def __init__(self, status: int, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.status = status
        self.reasons = reasons


def json_reply(value: object, status: int = 200, **headers: str) -> Reply:
    """A JSON body; header names are written with _ for -."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(status, {"Content-Type": "application/json", **named}, body)


def read_json(data: bytes | str) -> Any:
    """Strict JSON: no NaN, no property twice, UTF-8. Raises `Refused` with 400."""
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
    """A moment in UTC, so written that text order is time order (and JavaScript reads it)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
