"""The shapes of agents and groups; see shapes.py. Source: xAPI 1.0.3, Data 2.4.2 and 2.4.9."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.lrs import values
from coursebuilder.lrs.agents import IDENTIFIERS
from coursebuilder.lrs.messages import Json
from coursebuilder.lrs.shapes import IRI, TEXT, by_type, list_of, object_with, one_of, single

ACCOUNT = object_with({"homePage": IRI, "name": TEXT}, "homePage name")
_WHO = {
    "name": TEXT,
    "mbox": single("mailto: and an address", values.is_mbox),
    "mbox_sha1sum": single("a SHA-1 in hexadecimal", values.is_sha1),
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
    """Rule: an authority that is a group has two members: an OAuth consumer and its user (Data 2.4.9)."""
    members = value.get("member", [])
    if _identifiers(value) or len(members) != 2:
        yield f"{path} may only be a group of two without identifier"
    elif not any("account" in member for member in members):
        yield f"{path}: one member must be the consumer, known by its account"


def _identifiers(value: Json) -> int:
    return sum(name in value for name in IDENTIFIERS)


AGENT = object_with({"objectType": one_of("Agent"), **_WHO}, rules=[_one_identifier])
_GROUP = {"objectType": one_of("Group"), **_WHO, "member": list_of(AGENT)}
GROUP = object_with(_GROUP, "objectType", [_one_or_members])
ACTOR = by_type("Agent", {"Agent": AGENT, "Group": GROUP})
IDENTIFIED = by_type("Agent", {"Agent": AGENT, "Group": object_with(_GROUP, "objectType", [_one_identifier])})
AUTHORITY = by_type("Agent", {"Agent": AGENT, "Group": object_with(_GROUP, "objectType", [_oauth_pair])})
TEAM = by_type("", {"Group": GROUP})
