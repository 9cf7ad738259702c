"""How long a module's saved state can get: the same reckoning as runtime/state.js does when it writes one."""

from __future__ import annotations

from coursebuilder.model import (
    Module,
    Question,
    Scenario,
    kind_of,
    questions_asked,
    questions_of,
    scenarios_of,
)

LIMIT = 4000  # SCORM 2004's third edition promises no more; SCORM 1.2 promises 4,096

_KEY = 3
_COUNTER = 4  # digits of base 36, as for the seed
_USED = 2
_TAG = 4  # of an attempt: attempt.js
MOST_CHOSEN = 40  # choices of one scenario, as later ones are not kept: scenario.js


def worst_parts(module: Module) -> tuple[tuple[str, int], ...]:
    """What the longest possible state is made of: a name the author knows and its characters, in order."""
    parts = [
        ("place and save counter", 1 + _COUNTER + 1 + _KEY),
        ("attempt and answers told", 2 + _TAG + _COUNTER + len("-r")),
        (f"{len(module.pages)} pages read", 2 + _KEY * len(module.pages)),
    ]
    for page in module.pages:
        if page.assessment is None:
            parts += [_answer(question) for question in questions_of(page)]
        parts += [_path(scenario) for scenario in scenarios_of(page)]
    tested = module.assessment_page
    if tested is None or tested.assessment is None:
        return tuple(parts)
    bank = questions_of(tested)
    asked = questions_asked(tested)
    # Only what is drawn has answers; safety questions always are, the rest may be the longest.
    sized = [(question, _answer(question, twice=question.safety)) for question in bank]
    sized.sort(key=lambda item: (not item[0].safety, -item[1][1]))
    parts += [answer for _, answer in sized[:asked]]
    parts.append((f"{asked} questions drawn", 2 + _COUNTER + 1 + _KEY * asked + 1 + asked))
    parts.append(("tries and best result", 2 + _USED + 1 + len("100") + 1 + len("p")))
    return tuple(parts)


def _answer(question: Question, twice: bool = False) -> tuple[str, int]:
    """The longest response; where first and last answer are kept and differ, the longest pair of them."""
    longest, other = kind_of(question.task).longest(question.task)
    tried = 2 + _KEY + 1 if question.tries else 0  # a record of its own
    return f'answer to "{question.id}"', 2 + _KEY + 1 + longest + (1 + other if twice else 0) + tried


def _path(scenario: Scenario) -> tuple[str, int]:
    """The longest way through it, with every unsafe reply; where replies lead back it may be any length."""
    numbers = {step.id: n for n, step in enumerate(scenario.steps)}
    ways = [(n, reply) for n, step in enumerate(scenario.steps) for reply in step.replies]
    back = any(reply.to and numbers.get(reply.to, 0) <= n for n, reply in ways)
    turns = sum(not step.end for step in scenario.steps) + sum(not reply.to for _, reply in ways)
    longest = MOST_CHOSEN if back else min(MOST_CHOSEN, turns)
    return f'way through "{scenario.id}"', 2 + _KEY + 1 + longest + 1
