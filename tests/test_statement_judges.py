"""The statements of a learner who does everything, before judges from outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from conftest import Node
from playwright.sync_api import Browser
from statement_judges import by_learning_locker, by_ralph

from coursebuilder.targets.statement_rules import faults
from coursebuilder.verify import learners
from coursebuilder.verify.record_store import account

WAYS = ["cmi5", "xapi", "cmi5 kinds"]
Said = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def said(browser: Browser, packaged: Callable[..., Any]) -> Said:
    """said("TARGET [COURSE]"): everything a learner's module said, as it was sent."""
    made: dict[str, list[dict[str, Any]]] = {}

    def of(target: str) -> list[dict[str, Any]]:
        if target not in made:
            with account(browser, packaged(*target.split())) as opened:
                learners.completer(opened).close()
                opened.settle()
                posts = [call for call in opened.calls() if call.name == "POST statements"]
                made[target] = [one for call in posts for one in json.loads(call.arguments[1])]
        return made[target]

    return of


@pytest.mark.parametrize("target", WAYS)
def test_ours(said: Said, target: str) -> None:
    statements = said(target)
    assert 10 < len(statements) <= 60
    assert [fault for statement in statements for fault in faults(statement)] == []


@pytest.mark.parametrize("target", WAYS)
def test_learning_locker(said: Said, target: str, node: Node) -> None:
    assert by_learning_locker(node, said(target)) == []


@pytest.mark.parametrize("target", WAYS)
def test_ralph(said: Said, target: str) -> None:
    assert by_ralph(said(target)) == []


def test_the_judges_do_judge(said: Said, node: Node) -> None:
    broken = deepcopy(said("xapi")[0])
    broken["verb"]["id"] = "initialized"
    assert by_learning_locker(node, [broken]) and by_ralph([broken])


def test_responses_of_every_kind_and_no_long_text_unasked(said: Said) -> None:
    answered = [one for one in said("cmi5 kinds") if one["verb"]["id"].endswith("answered")]
    told: dict[str, set[str]] = {}
    for one in answered:
        kind = one["object"]["definition"]["interactionType"]
        told.setdefault(kind, set()).add(one["result"].get("response", "nothing"))
        assert ("success" in one["result"]) is (kind not in {"likert", "long-fill-in"})
    assert told["true-false"] == {"true", "false"} and "nothing" in told["long-fill-in"]
    assert any("[.]" in response for response in told["matching"])
    assert any("[,]" in response for response in told["sequencing"])
    assert {"fill-in", "likert", "numeric"} <= set(told)
