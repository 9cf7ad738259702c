"""xAPI with a tincan.xml in a real browser, against stores that have everything and some that don't."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from playwright.sync_api import Browser

from coursebuilder.lrs.faults import RALPH, Fault
from coursebuilder.targets.xapi.calls import call_rules
from coursebuilder.verify import learners
from coursebuilder.verify.record_store import Account, account

Packaged = Callable[..., Any]


@pytest.fixture
def store(browser: Browser, packaged: Packaged) -> Iterator[Account]:
    with account(browser, packaged("xapi")) as opened:
        yield opened
        assert opened.trouble == []
        for launch in range(opened.launches()):
            assert call_rules(opened.calls(launch)) == []


def test_complete_and_come_back(store: Account) -> None:
    learners.completer(store).close()
    assert store.verbs()[0] == "initialized" and store.verbs()[-3:] == ["completed", "passed", "terminated"]
    before = len(store.calls() and store.verbs())
    learner = learners.revisitor(store)
    learner.close()
    store.settle()
    assert store.verbs()[before:] == ["initialized", "terminated"]
    module = store.statements()[0]["object"]
    assert module["id"] == store.activity and module["definition"]["name"] == {"en-GB": "Listening first"}
    assert {one["context"]["registration"] for one in store.statements()} == {store.registration}


def test_reloading_goes_on(store: Account) -> None:
    learner = learners.reader(store)
    learner.window.reload()
    learner.ready()
    learner.find("[data-save-state]:not(:empty)").wait_for()
    assert learner.find("#q-signs input:checked").count() == 2
    (kept,) = store.store.documents()
    assert json.loads(kept.body)["location"] == "noticing"
    learner.take()
    learner.leave()
    assert store.verbs().count("passed") == 1
    store.starts.append(0)  # the reloaded page was a launch of its own; the rules are for one at a time
    store.starts.clear()


def test_the_learner_has_one_identifier_and_no_name(store: Account) -> None:
    """Older platforms write the actor in lists and send the learner's name along."""
    old = {
        "name": ["Sam Reed"],
        "mbox": ["mailto:sam@example.org"],
        "account": [{"accountServiceHomePage": "https://lms.example", "accountName": "sam"}],
    }
    query = {
        "endpoint": store.store.endpoint.rstrip("/"),
        "auth": store.store.authorization,
        "actor": json.dumps(old),
    }
    learner = store.launch(query=urlencode(query)).ready()
    learner.next()
    learner.leave()
    learner.close()
    account_of_sam = {"homePage": "https://lms.example", "name": "sam"}
    store.settle()
    assert {json.dumps(one["actor"], sort_keys=True) for one in store.statements()} == {
        json.dumps({"objectType": "Agent", "account": account_of_sam}, sort_keys=True)
    }
    assert store.verbs()[-1] == "terminated"


def test_a_store_of_statements_alone_gets_them_and_the_device_remembers(
    browser: Browser, packaged: Packaged
) -> None:
    """Without documents, and with few headers allowed across origins."""
    with account(browser, packaged("xapi"), limits=RALPH) as store:
        learner = learners.leaver(store)
        assert learner.banner == ""
        learner.close()
        store.settle()
        assert store.verbs()[-1] == "terminated" and store.verbs().count("experienced") == 3
        again = store.launch().ready()
        assert "What you notice" in again.find("[data-resume]").inner_text()
        again.take()
        again.leave()
        again.close()
        store.settle()
        assert store.verbs()[-3:] == ["completed", "passed", "terminated"]
        assert learners.revisitor(store).banner == ""
        assert store.verbs().count("passed") == 1
        assert [one for one in store.trouble if "blocked by CORS policy" not in one] == []


def test_another_device_that_wrote_meanwhile_is_noticed(browser: Browser, packaged: Packaged) -> None:
    with account(browser, packaged("xapi")) as store:
        learner = store.launch().ready()
        other = store.store.endpoint + "activities/state"
        agent = json.dumps(store.actor, separators=(",", ":"))
        place = {"activityId": store.activity, "agent": agent, "registration": store.registration}
        requests.post(
            f"{other}?{urlencode({**place, 'stateId': 'coursebuilder'})}",
            headers={
                "Authorization": store.store.authorization,
                "X-Experience-API-Version": "1.0.3",
                "Content-Type": "application/json",
            },
            json={"state": "", "sent": ["completed", "passed"]},
            timeout=10,
        )
        learner.read_to_end()
        learner.leave()
        learner.close()
        statuses = [call.error for call in store.calls() if call.name == "PUT activities/state"]
        assert "412" in statuses
        again = learners.completer(store)
        again.close()
        store.settle()
        assert "passed" not in store.verbs()


def test_a_store_out_of_reach_is_asked_again(browser: Browser, packaged: Packaged) -> None:
    with account(browser, packaged("xapi")) as store:
        with store.store.fault(Fault(offline=True)):
            learner = store.launch().ready()
            learner.find("[data-banner]").wait_for()
        learner.press("retry-save")
        learner.find("[data-banner]").wait_for(state="hidden")
        learner.take()
        learner.leave()
        assert store.verbs().count("answered") == 3 and store.trouble == []
