"""The requests of an xAPI package (tincan.xml) in one launch: the rules for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from coursebuilder.problems import Problem
from coursebuilder.targets import requests
from coursebuilder.targets.target import Call

received = requests.received
# Stricter than xAPI: there a store may give a statement its id and time, and a launch has no end.
OWN_RULES = frozenset({"statement-order", "statement-form", "result-twice", "result-lowered", "never-ended"})


def verbs_in_order(calls: Sequence[Call]) -> Iterator[Problem]:
    """Rule: initialized is the first statement and terminated the last, each once."""
    sent = requests.sent(calls)
    for verb, at in (("initialized", 0), ("terminated", len(sent) - 1)):
        places = [n for n, statement in enumerate(sent) if statement.verb == verb]
        if len(places) > 1 or (places and places != [at]):
            yield requests.fault("statement-order", sent[places[-1]].number, f"{verb} is out of its place")
    if sent and sent[0].verb != "initialized":
        yield requests.fault("statement-order", sent[0].number, "the first statement is not initialized")


RULES: dict[str, Callable[[Sequence[Call]], Iterator[Problem]]] = {
    "request-refused": requests.refused,
    "statement-form": requests.well_formed,
    "statement-twice": requests.sent_once,
    "result-twice": requests.results_once,
    "result-lowered": requests.results_once,
    "statement-order": verbs_in_order,
}


def call_rules(calls: Sequence[Call]) -> list[Problem]:
    """Everything wrong with one launch."""
    return [problem for rule in dict.fromkeys(RULES.values()) for problem in rule(calls)]
