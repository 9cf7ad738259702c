"""Which agents, groups and authorities the LRS double takes.

For each rule one that breaks it, and one that almost does.
"""

from __future__ import annotations

from typing import Any

import pytest
from lrs_client import Client, Json, Rule, assert_rule

AGENT = {"mbox": "mailto:ann@example.org"}
OTHER = {"mbox": "mailto:bob@example.org"}
CONSUMER = {"account": {"homePage": "https://example.org/oauth", "name": "app"}}


def actor(**properties: Any) -> Json:
    return {"actor": properties}


def account(**properties: Any) -> Json:
    return {"actor": {"account": properties}}


# what is wrong with the broken one · broken · almost
RULES: list[Rule] = [
    # actors
    ("must have exactly one of mbox", actor(name="Ann"), actor(name="Ann", **AGENT)),
    (
        "must have exactly one of mbox",
        actor(openid="https://e.org/", **AGENT),
        actor(openid="https://e.org/"),
    ),
    ("actor has no property 'member'", actor(member=[], **AGENT), actor(objectType="Agent", **AGENT)),
    ("actor.objectType must be Agent or Group", actor(objectType="agent", **AGENT), actor(**AGENT)),
    ("actor.objectType must be Agent or Group", actor(objectType="Activity", **AGENT), actor(**AGENT)),
    ("actor.name must be a string", actor(name=1, **AGENT), actor(name="", **AGENT)),
    ("actor.name must not be null", actor(name=None, **AGENT), actor(name="null", **AGENT)),
    ("actor.mbox must be mailto", actor(mbox="mailto:should.fail.com"), actor(mbox="mailto:a.b+c@e.co.uk")),
    ("actor.mbox must be mailto", actor(mbox="ann@example.org"), actor(mbox="mailto:ann@example.org")),
    ("actor.mbox must be mailto", actor(mbox="http://example.org"), actor(mbox="MAILTO:ann@example.org")),
    ("actor.mbox_sha1sum must be a SHA-1", actor(mbox_sha1sum="a" * 39), actor(mbox_sha1sum="a" * 40)),
    ("actor.mbox_sha1sum must be a SHA-1", actor(mbox_sha1sum="g" * 40), actor(mbox_sha1sum="F" * 40)),
    ("actor.openid must be an absolute IRI", actor(openid="e.org"), actor(openid="https://e.org/a")),
    (
        "account.homePage must be an absolute IRI",
        account(homePage="ab=c://e.org", name="a"),
        account(homePage="urn:x:y", name="a"),
    ),
    ("account.homePage is missing", account(name="a"), account(homePage="https://e.org", name="a")),
    (
        "account.name is missing",
        account(homePage="https://e.org"),
        account(homePage="https://e.org", name=""),
    ),
    (
        "account.name must be a string",
        account(homePage="https://e.org", name={}),
        account(homePage="https://e.org", name="{}"),
    ),
    (
        "account has no property",
        account(homePage="https://e.org", name="a", id=1),
        account(homePage="https://e.org", name="1"),
    ),
    # groups
    ("so it needs members", actor(objectType="Group"), actor(objectType="Group", member=[AGENT])),
    (
        "so it needs members",
        actor(objectType="Group", member=[]),
        actor(objectType="Group", member=[], **OTHER),
    ),
    (
        "at most one of mbox",
        actor(objectType="Group", **AGENT, **CONSUMER),
        actor(objectType="Group", **CONSUMER),
    ),
    (
        "actor.member must be a list",
        actor(objectType="Group", member=AGENT),
        actor(objectType="Group", member=[AGENT]),
    ),
    (
        "actor.member[1] must have exactly one",
        actor(objectType="Group", member=[AGENT, {"name": "Bob"}]),
        actor(objectType="Group", member=[AGENT, {"name": "Bob", **OTHER}]),
    ),
    (
        "actor.member[0].objectType must be Agent",
        actor(objectType="Group", member=[{"objectType": "Group", **AGENT}]),
        actor(objectType="Group", member=[{"objectType": "Agent", **AGENT}]),
    ),
    # authority
    (
        "authority may only be a group of two",
        {"authority": {"objectType": "Group", "member": [CONSUMER, AGENT, OTHER]}},
        {"authority": {"objectType": "Group", "member": [CONSUMER, AGENT]}},
    ),
    (
        "authority may only be a group of two",
        {"authority": {"objectType": "Group", "member": [CONSUMER, AGENT], **AGENT}},
        {"authority": AGENT},
    ),
    (
        "one member must be the consumer",
        {"authority": {"objectType": "Group", "member": [AGENT, OTHER]}},
        {"authority": {"objectType": "Group", "member": [AGENT, CONSUMER]}},
    ),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[0])
def test_a_broken_one_is_refused_and_an_almost_broken_one_taken(lrs_client: Client, rule: Rule) -> None:
    assert_rule(lrs_client, rule)
