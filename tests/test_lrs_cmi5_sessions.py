"""cmi5 sessions as the LRS double judges them: whole ones, later ones, retries."""

from __future__ import annotations

import pytest
from lrs_client import Client, Json, new_id, statement
from lrs_unit import Content, batch, judged, say

from coursebuilder.lrs.cmi5 import Unit
from coursebuilder.lrs.faults import Fault

OTHER = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "bob"}}
MAIL = {"objectType": "Agent", "mbox": "mailto:ann@example.org"}
START, END = say("initialized"), say("terminated")


def test_a_whole_session_is_without_fault(lrs_client: Client) -> None:
    steps = [START, say("experienced", False), say("answered", False), batch("completed", "passed"), END]
    assert judged(lrs_client, steps) == []


def test_what_comes_before_the_first_statement(lrs_client: Client) -> None:
    hasty = Content(lrs_client, new_id())
    hasty.fetch()
    hasty.send(hasty.told("initialized"))
    assert hasty.faults == [
        "11.0.0.0-3 initialized: before the preferences were asked for",
        "10.2.1.0-4 initialized: before LMS.LaunchData was read",
    ]
    assert Content(lrs_client, new_id()).faults == ["8.2.1.0 the fetch URL was asked 0 times"]


@pytest.mark.parametrize(("mode", "number"), [("Browse", "10.2.2.0-2"), ("Review", "10.2.2.0-3")])
def test_who_only_looks_gets_no_result(lrs_client: Client, mode: str, number: str) -> None:
    assert judged(lrs_client, [START, say("experienced", False), END], mode=mode) == []
    for verb in ("completed", "passed", "failed"):
        faults = judged(lrs_client, [START, say(verb)], mode=mode)
        assert [fault.split()[0] for fault in faults] == [number]


def test_the_learner_has_an_account(lrs_client: Client) -> None:
    """An LMS's own fault, but the player looks for it."""
    content = Content(lrs_client, new_id()).begin()
    content.send(content.told("initialized", actor=MAIL))
    assert "9.2.0.0-3 initialized: actor without account" in content.faults
    group = {**OTHER, "objectType": "Group"}
    content.send(content.told("initialized", actor=group))
    assert "9.2.0.0-2 initialized: actor is no Agent" in content.faults


def test_without_a_mastery_score_none_is_named(lrs_client: Client) -> None:
    unit = Unit("a:b", "a:c")
    result: Json = {"success": True, "duration": "PT1S", "score": {"scaled": 0.1}}
    assert judged(lrs_client, [START, say("passed", result=result)], unit=unit) == []


@pytest.mark.parametrize(
    ("first", "second", "fault"),
    [
        ("completed", "completed", "9.3.0.0-6 completed: a second time"),
        ("passed", "passed", "9.3.0.0-7 passed: a second time"),
        ("passed", "failed", "9.3.0.0-8 failed: after passed"),
        ("failed", "failed", ""),
        ("failed", "passed", ""),
        ("completed", "passed", ""),
    ],
)
def test_a_later_session_of_the_registration(lrs_client: Client, first: str, second: str, fault: str) -> None:
    registration = new_id()
    earlier = Content(lrs_client, registration).begin().say("initialized", first, "terminated")
    later = Content(lrs_client, registration).begin().say("initialized", second)
    other_unit = Content(lrs_client, registration, Unit("a:other", "a:unit")).begin().say("initialized")
    assert later.faults == [fault] * bool(fault)
    assert (earlier.faults, other_unit.faults) == ([], [])


def test_a_retry_is_no_second_time(lrs_client: Client) -> None:
    content = Content(lrs_client, new_id()).begin().say("initialized")
    done = content.told("completed")
    with lrs_client.lrs.fault(Fault("statements", no_reply=True, times=1)), pytest.raises(OSError):
        content.send(done)
    assert content.send(done, content.told("passed")).status == 200
    assert content.faults == []


def test_a_refused_statement_was_not_said(lrs_client: Client) -> None:
    content = Content(lrs_client, new_id()).begin()
    with lrs_client.lrs.fault(Fault("statements", status=500)):
        content.send(content.told("initialized"))
    content.send(content.told("initialized"))
    content.send({**statement(), "verb": {}})  # no statement at all
    assert content.faults == []


def test_another_learners_documents(lrs_client: Client) -> None:
    content = Content(lrs_client, new_id()).begin()
    mine = {"activityId": "a:b", "agent": content.query["actor"], "stateId": "s"}
    for wrong in ({}, {"agent": OTHER}, {"registration": new_id()}, {"agent": "nonsense"}):
        content.client("GET", "activities/state", headers=content.headers, **{**mine, **wrong})
    assert content.faults == [
        "8.1.3.0-3 activities/state: not the launch's actor",
        "8.1.4.0-3 activities/state: wrong registration",
        "8.1.3.0-3 activities/state: not the launch's actor",
    ]
