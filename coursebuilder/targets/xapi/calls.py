"""What a package says to a record store in one launch: rules, and the same as text for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from coursebuilder.problems import Problem
from coursebuilder.targets import requests
from coursebuilder.targets.target import Call

tell = requests.tell
hear = requests.hear
# xAPI itself has no such rules: a store gives a statement its id and time, and knows no end of a launch.
HOUSE = frozenset({"statement-order", "statement-form", "result-twice", "result-lowered", "never-ended"})


def begun_first(calls: Sequence[Call]) -> Iterator[Problem]:
    """A launch begins with its start and ends with its end, each once."""
    sent = requests.sent(calls)
    for verb, at in (("initialized", 0), ("terminated", len(sent) - 1)):
        places = [n for n, one in enumerate(sent) if one.verb == verb]
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
    "statement-order": begun_first,
}


def call_rules(calls: Sequence[Call]) -> list[Problem]:
    """Everything wrong with one launch."""
    return [problem for rule in dict.fromkeys(RULES.values()) for problem in rule(calls)]
