"""Short, stable names: the keys that a learner's saved state uses, and the check on a saved response.

Keys come from ids alone, so pages and questions may be added, removed and moved between two releases without
anybody losing their place.
"""

from __future__ import annotations

from coursebuilder.model import Question, Scenario, Step, kind_of
from coursebuilder.model.letters import short_hash


def key_of(kind: str, identifier: str) -> str:
    """The 3-character key of a page, question or reflection."""
    return short_hash(f"{kind}:{identifier}", 3)


def right_letters(question: Question) -> str:
    """The letters of the right answers in the order of the source: "b", "ac"; "" where nothing is right.

    For matching the letters of the right sides, one for each left side; for sequencing all, in order.
    """
    return kind_of(question.task).letters(question.task)


def check_character(question: Question) -> str:
    """Changes when a saved response would no longer mean the same: kind, number of answers, right ones.

    Where releases have promised one (released.py) it is that.
    """
    if question.check:
        return question.check
    kind = kind_of(question.task)
    return short_hash(f"{kind.name}:{kind.meaning(question.task)}", 1)


def scenario_check(scenario: Scenario) -> str:
    """Changes when a saved path would no longer lead the same way."""
    ways = (f"{step.id}:{','.join(reply.to for reply in step.replies)}" for step in scenario.steps)
    return short_hash(f"scenario:{';'.join(ways)}", 1)


def told_as(scenario: Scenario, step: Step) -> str:
    """What a step is called where its choices are reported; no question's id holds a dot."""
    return f"{scenario.id}.{step.id}"
