"""Learners half-way in packages of earlier releases come back to packages built by today's code.

tests/saved_by_RELEASE/ holds what they have saved, and the course they took, unchanged; see saved_states.py.
A red test here means that somebody out there loses work: mend the code, never the saved files.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from save_states import STORIES, build
from saved_states import TESTS, Json, account, come_back, held, launch, load_all, outcome, put_back

from coursebuilder.package import Package
from coursebuilder.targets import TARGETS
from coursebuilder.verify import learners
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.record_store import Account

RELEASES = sorted(TESTS.glob("saved_by_*"))
SAVED = {f"{folder.name}/{name}": saved for folder in RELEASES for name, saved in load_all(folder).items()}
FINISHED = {"passed", "failed", "whole-passed"}
GOING_ON = {"scorm12", "cmi5"}  # where those who have not finished do what is left
SCORES = {"in-the-test": 80}  # of five questions the one about safety was answered wrongly at first
built = cache(build)


def package(name: str) -> Package:
    """The course of a saved learner's release, built by today's code."""
    saved = SAVED[name]
    return built(TESTS / Path(name).parent / "course", saved["target"], saved["whole"])


def test_no_saved_learner_has_been_lost() -> None:
    first = {name for name in SAVED if name.startswith("saved_by_0_1/")}
    assert first == {f"saved_by_0_1/{story.name}.{target}" for story in STORIES for target in story.targets}


@pytest.mark.parametrize("name", SAVED)
def test_everything_is_there_again_and_nothing_is_lowered(browser: Browser, name: str) -> None:
    saved = SAVED[name]
    target = TARGETS[saved["target"]]
    with account(browser, package(name), target, saved["learner"]) as place:
        put_back(place, saved)
        learner = launch(place, saved["learner"])
        shown = come_back(learner)
        assert differences(saved, shown) == {}
        goes_on = saved["story"] not in FINISHED and saved["target"] in GOING_ON
        if goes_on:
            rest(learner)
        learner.close()
        after = [True, True, SCORES.get(saved["story"], 100)] if goes_on else saved["outcome"]
        assert outcome(place, target) == after
        if isinstance(place, Account):
            assert untold(saved, held(place)["statements"]) == []


def differences(saved: Json, shown: Json) -> dict[str, Any]:
    """What of the saved learner's work is not there: nothing may be missing, more may be shown."""
    wanted = dict(saved["shown"])
    if saved["story"] in FINISHED:
        del wanted["page"]  # where one who has finished is led to is no progress of theirs
    return {
        part: (was, shown.get(part))
        for part, was in wanted.items()
        if (was if not isinstance(was, dict) else {**shown[part], **was}) != shown.get(part)
    }


def rest(learner: Learner) -> None:
    """Only what is left to do: pages not read, practice that must be answered, assessments not passed."""
    tests = learners.assessments(learner)
    for stop in learner.find(".stops a:not(.done)").evaluate_all("(all) => all.map((one) => one.hash)"):
        page = stop.removeprefix("#page-")
        if page not in tests:
            learner.go(page)
            learner.talk(page)
    for page in tests:
        learner.go(page)
        if learner.page == "result" and learner.find("[data-action=retry]:visible").count():
            learner.press("retry")
        if learner.page != "result":
            for question in learner.asked:
                safety = learner.question(question).get("safety")
                if not safety:
                    learner.choose(question, learner.right(question))
                elif learner.open(question):
                    learner.check(question, learner.right(question))
            learner.submit()


def untold(saved: Json, statements: list[Json]) -> list[str]:
    """The verbs of statements that waited on the device and never reached the store; results told twice."""
    queues = [held for held in map(json.loads, saved["device"].values()) if isinstance(held, list)]
    waiting = [one for queue in queues for one in queue if isinstance(one, dict) and "verb" in one]
    ids = {one["id"] for one in statements}
    lost = [one for one in waiting if one["id"] not in ids and "result" in one]
    verbs = [verb_of(one) for one in statements]
    return [*map(verb_of, lost), *(verb for verb in ("completed", "passed") if verbs.count(verb) > 1)]


def verb_of(statement: Json) -> str:
    return str(statement["verb"]["id"]).rpartition("/")[2]
