"""The shapes of agents and groups. Source: xAPI 1.0.3, Data 2.4.2 and 2.4.9."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.lrs import values
from coursebuilder.lrs.agents import IDENTIFIERS
from coursebuilder.lrs.messages import Json
from coursebuilder.lrs.shapes import IRI, TEXT, among, by_type, many, one, record

ACCOUNT = record({"homePage": IRI, "name": TEXT}, "homePage name")
_WHO = {
    "name": TEXT,
    "mbox": one("mailto: and an address", values.is_mbox),
    "mbox_sha1sum": one("a SHA-1 in hexadecimal", values.is_sha1),
    "openid": IRI,
    "account": ACCOUNT,
}


def _one_identifier(value: Json, path: str) -> Iterator[str]:
    if (count := _identifiers(value)) != 1:
        yield f"{path} must have exactly one of {', '.join(IDENTIFIERS)}, not {count}"


def _one_or_members(value: Json, path: str) -> Iterator[str]:
    count = _identifiers(value)
    if count > 1:
        yield f"{path} must have at most one of {', '.join(IDENTIFIERS)}, not {count}"
    if not count and not value.get("member"):
        yield f"{path} is a group without identifier, so it needs members"


def _oauth_pair(value: Json, path: str) -> Iterator[str]:
    """An authority that is a group: a consumer's account and its user, nothing else (Data 2.4.9)."""
    members = value.get("member", [])
    if _identifiers(value) or len(members) != 2:
        yield f"{path} may only be a group of two without identifier"
    elif not any("account" in member for member in members):
        yield f"{path}: one member must be the consumer, known by its account"


def _identifiers(value: Json) -> int:
    return sum(name in value for name in IDENTIFIERS)


AGENT = record({"objectType": among("Agent"), **_WHO}, rules=[_one_identifier])
_GROUP = {"objectType": among("Group"), **_WHO, "member": many(AGENT)}
GROUP = record(_GROUP, "objectType", [_one_or_members])
ACTOR = by_type("Agent", {"Agent": AGENT, "Group": GROUP})
IDENTIFIED = by_type("Agent", {"Agent": AGENT, "Group": record(_GROUP, "objectType", [_one_identifier])})
AUTHORITY = by_type("Agent", {"Agent": AGENT, "Group": record(_GROUP, "objectType", [_oauth_pair])})
TEAM = by_type("", {"Group": GROUP})
