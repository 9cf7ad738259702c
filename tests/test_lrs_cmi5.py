"""Launching as a cmi5 LMS does, with the LRS double: fetch URL, token, LaunchData, the session's end."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from lrs_client import Client, Clock, asking, new_id, statement
from lrs_unit import ACTOR, UNIT, Content

from coursebuilder.lrs.cmi5 import Unit
from coursebuilder.lrs.faults import Limits

EXTENSION = "https://w3id.org/xapi/cmi5/context/extensions/"


def test_what_a_launch_adds_to_the_units_address(client: Client) -> None:
    registration = new_id()
    session = client.lrs.launch(UNIT, ACTOR, registration)
    query = dict(parse_qsl(session.query))
    assert query == {
        "endpoint": client.lrs.endpoint,
        "fetch": f"{client.lrs.address}/fetch/{session.id}",
        "actor": json.dumps(ACTOR, separators=(",", ":")),
        "registration": registration,
        "activityId": "https://lms.example/au/1",
    }


def test_the_token_is_given_once(client: Client) -> None:
    content = Content(client, new_id())
    token = {"Authorization": f"Basic {content.session.token}"}
    assert client("GET", "statements", headers=token).status == 401  # not fetched yet
    assert client("GET", content.query["fetch"]).status == 405
    first, second = content.fetch(), content.fetch()
    assert (first.status, first.json) == (200, {"auth-token": content.session.token})
    assert (second.status, second.json["error-code"]) == (200, "1")  # cmi5 8.2.2: 200 for an error too
    assert client("GET", "statements", headers=token).status == 200


def test_launch_data_and_preferences(client: Client) -> None:
    registration = new_id()
    content = Content(client, registration, mode="Review", return_url="https://lms.example/back")
    content.fetch()
    assert content.launch_data().json == {
        "contextTemplate": {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": "https://example.org/au"}]},
            "extensions": {EXTENSION + "sessionid": content.session.id},
        },
        "launchMode": "Review",
        "launchMethod": "AnyWindow",
        "moveOn": "CompletedAndPassed",
        "masteryScore": 0.8,
        "returnURL": "https://lms.example/back",
    }
    assert content.preferences().status == 404
    client.lrs.set_preferences(ACTOR, {"languagePreference": "cy,en-GB", "audioPreference": "off"})
    assert content.preferences().json == {"languagePreference": "cy,en-GB", "audioPreference": "off"}


def test_a_bare_unit_has_a_bare_launch(client: Client) -> None:
    content = Content(client, new_id(), Unit("https://example.org/au", "https://lms.example/au/2"))
    content.fetch()
    assert content.launch_data().json.keys() == {"contextTemplate", "launchMode", "launchMethod", "moveOn"}
    rich = Unit("a:b", "a:c", launch_parameters="x=1", entitlement="key")
    other = Content(client, new_id(), rich)
    other.fetch()
    told = other.launch_data().json
    assert (told["launchParameters"], told["entitlementKey"]) == ("x=1", {"courseStructure": "key"})


def test_the_lms_tells_that_it_launched(client: Client) -> None:
    session = client.lrs.launch(UNIT, ACTOR, new_id())
    (launched,) = client.lrs.statements()
    assert launched["verb"]["id"] == "http://adlnet.gov/expapi/verbs/launched"
    assert launched["context"]["registration"] == session.registration
    assert launched["context"]["extensions"] == {
        EXTENSION + "sessionid": session.id,
        EXTENSION + "launchmode": "Normal",
        EXTENSION + "launchurl": "https://lms.example/au/index.html",
        EXTENSION + "moveon": "CompletedAndPassed",
        EXTENSION + "masteryscore": 0.8,
    }
    assert [a["id"] for a in launched["context"]["contextActivities"]["grouping"]] == [
        "https://example.org/au"
    ]


def test_after_terminated_the_token_is_worth_nothing(client: Client) -> None:
    content = Content(client, new_id()).begin().say("initialized", "terminated")
    assert content.send(content.told("experienced", defined=False)).status == 403
    assert content.launch_data().status == 403
    assert content.fetch().json["error-code"] == "1"


def test_a_session_that_was_left_open_is_abandoned(client: Client, clock: Clock) -> None:
    registration = new_id()
    left = Content(client, registration).begin().say("initialized")
    other_learner = Content(client, new_id()).begin()
    clock.wait(90)
    again = Content(client, registration).begin().say("initialized")
    assert left.send(left.told("terminated")).status == 403
    assert other_learner.send(other_learner.told("initialized")).status == 200
    (abandoned,) = [s for s in client.lrs.statements() if s["verb"]["id"].endswith("abandoned")]
    assert abandoned["result"] == {"duration": "PT90.00S"}
    assert abandoned["context"]["extensions"][EXTENSION + "sessionid"] == left.session.id
    again.say("terminated")
    Content(client, registration).begin()
    assert len([s for s in client.lrs.statements() if s["verb"]["id"].endswith("abandoned")]) == 1


def test_the_authority_is_the_session(client: Client) -> None:
    content = Content(client, new_id()).begin().say("initialized")
    authority = client.lrs.statements()[-1]["authority"]
    assert authority["account"] == {"homePage": client.lrs.address, "name": content.session.id}


def test_a_strict_lrs_refuses_as_the_player_does() -> None:
    with asking(limits=Limits(strict_cmi5=True)) as client:
        content = Content(client, new_id()).begin()
        early = content.send(content.told("initialized"), content.told("experienced", defined=False))
        assert (early.status, early.text) == (403, "9.3.0.0-4 experienced: before initialized\n")
        once = content.told("initialized")
        assert content.send(once).status == 200
        assert content.send(once).status == 403  # it doesn't know a retry when it sees one
        assert content.launch_data("POST", {}).status == 403
        assert content.send(content.told("completed"), content.told("terminated")).status == 200
        assert client.post(statement()).status == 200  # nobody's session
        assert len(content.faults) == 2
