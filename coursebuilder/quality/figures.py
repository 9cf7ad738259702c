"""The figures of a course: what quality.json holds. Its schema is docs/quality-schema.json.

Nothing in them depends on the day or the machine, so that those of two releases can be compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from coursebuilder.checks.advice import advise_on
from coursebuilder.checks.advice.flow import words_on
from coursebuilder.checks.advice.guessing import Guess, guesses
from coursebuilder.checks.advice.language import page_ages
from coursebuilder.checks.advice.reading import Asked, ModuleText, read_course
from coursebuilder.checks.advice.testing import forks, verb_of
from coursebuilder.model import Course, Objective, Scenario, kind_of

FORMAT = 1
MOST_PATHS = 10_000  # more ways through a scenario are not told apart
_LEADS_UP = re.compile(
    r"(?:you (?:can|will(?: be able to)?) |(?:learners|participants) (?:can|will be able to) |"
    r"be able to |to )",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def figures(course: Course) -> dict[str, Any]:
    """All figures of a course that was read without errors, ready for JSON. Modules are keyed by their id."""
    text = read_course(course)
    advised = advise_on([text])
    ages = {id(page): round(age, 1) for page, age in page_ages(text)}
    modules = {
        module.module.id: {
            **_module(module, ages),
            "guesses": _guesses(made),
            "advice": _counts(one.code for one in advised.problems if one.place.path == _path(module)),
        }
        for module, made in zip(text.modules, guesses(text.modules), strict=True)
    }
    return {
        "format": FORMAT,
        "course": course.id,
        "title": course.title,
        "version": course.version,
        "language": course.language,
        "advice": _counts(one.code for one in advised.problems),
        "silenced": advised.silenced,
        "modules": modules,
    }


def _path(module: ModuleText) -> str:
    return module.module.place.path


def _counts(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _module(text: ModuleText, ages: dict[int, float]) -> dict[str, Any]:
    tested = {id(one) for one in text.tested}
    kinds: dict[str, dict[str, int]] = {}
    for one in text.questions:
        row = kinds.setdefault(kind_of(one.question.task).name, {"practice": 0, "tested": 0})
        row["tested" if id(one) in tested else "practice"] += 1
    return {
        "title": text.module.title,
        "minutes": text.module.minutes,
        "kinds": dict(sorted(kinds.items())),
        "objectives": {
            one.id or f"objective-{n}": _objective(one, text, tested)
            for n, one in enumerate(text.module.objectives, 1)
        },
        "pages": {
            page.id: {
                "title": page.title or "Start",
                "words": words_on(blocks),
                "reading_age": ages.get(id(page)),
            }
            for page, blocks in text.pages
        },
        "scenarios": {one.id: _scenario(one) for one in text.scenarios},
    }


def _objective(objective: Objective, text: ModuleText, tested: set[int]) -> dict[str, Any]:
    """`needed`: the kinds that alone can show what its verb says; [] where any kind can."""
    about = [one for one in text.questions if objective.id and one.question.objective == objective.id]
    asked = verb_of(objective.text)
    needed = asked[1] if asked else ()
    kinds = {kind_of(one.question.task).name for one in about}
    return {
        "text": objective.text,
        "verb": leading_verb(objective.text),
        "needed": list(needed),
        "shown": not needed or bool(kinds & set(needed)),
        "tested": [_item(one) for one in about if id(one) in tested],
        "practised": [_item(one) for one in about if id(one) not in tested],
    }


def _item(asked: Asked) -> dict[str, str]:
    return {"id": asked.question.id, "kind": kind_of(asked.question.task).name}


def leading_verb(objective: str) -> str:
    """The first word of what the learner will be able to do, in small letters: its verb; "" without words."""
    told = _LEADS_UP.match(objective)
    found = _FIRST_WORD.search(objective, told.end() if told else 0)
    return found[0].casefold() if found else ""


def _scenario(scenario: Scenario) -> dict[str, Any]:
    return {
        "steps": len(scenario.steps),
        "choices": sum(len(step.replies) > 1 for step in scenario.steps),
        "forks": sum(1 for _ in forks(scenario)),
        "gauges": len(scenario.gauges),
        "ends": sum(step.end for step in scenario.steps),
        "paths": paths(scenario),
    }


def paths(scenario: Scenario) -> int:
    """In how many orders of steps a learner can come from the first step to an end, each step seen once.

    Replies that lead to the same step are one way on. `MOST_PATHS` where there are more.
    """
    onward = {
        step.id: tuple(dict.fromkeys(reply.to for reply in step.replies if reply.to))
        for step in scenario.steps
    }
    ends = {step.id for step in scenario.steps if step.end}
    found = 0
    todo: list[tuple[str, ...]] = [(scenario.steps[0].id,)] if scenario.steps else []
    while todo and found < MOST_PATHS:
        way = todo.pop()
        if way[-1] in ends:
            found += 1
            continue
        todo += [(*way, to) for to in onward.get(way[-1], ()) if to not in way]
    return found


def _guesses(made: tuple[Guess, ...]) -> dict[str, Any]:
    """`words`: what gave right answers away, each with how often; `−` marks words against other answers."""
    words = Counter(
        word
        for one in made
        if one.right
        for word in (*(f"+{w}" for w in one.speaking_for), *(f"−{w}" for w in one.speaking_against))
    )
    return {
        "questions": len(made),
        "right": sum(one.right for one in made),
        "chance": round(sum(one.chance for one in made), 1),
        "words": dict(sorted(words.items(), key=lambda one: (-one[1], one[0]))),
    }
