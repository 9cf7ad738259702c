"""Kinds whose answers are a list to choose from.

- [ ] a wrong answer                choice: one [x]; several, or kind=multiple, make it multiple
  > its feedback
- [x] a right answer

- [x] True                          true-false: two answers; the first says that it is true
- [ ] False

- Not at all                        likert: low to high, no brackets, nothing right or wrong
- A little
- Very
"""

from __future__ import annotations

import re

from coursebuilder.model import Answer, Choice, Likert, Option, Task, TrueFalse
from coursebuilder.problems import Problem
from coursebuilder.source.questions.body import Body, too_few, too_many, twice, without_feedback

Read = tuple[Task | None, list[Problem]]

_FALSE = re.compile(r"(false|no|not true|untrue|wrong|incorrect)\s*([.,:;!–-]|$)", re.IGNORECASE)


def read_choice(body: Body) -> Read:
    answers = answers_of(body)
    multiple = body.attributes.values.get("kind") == "multiple" or sum(one.right for one in answers) > 1
    return Choice(answers, multiple), _choice_problems(body)


def read_true_false(body: Body) -> Read:
    problems = _choice_problems(body)
    if len(body.items) != 2:
        what = f"{body.it} has {len(body.items)} answers"
        problems.append(body.problem("not-two-answers", what, "true or false, yes or no: exactly two"))
        return None, problems
    first = body.items[0]
    if _FALSE.match(first.text):
        what = f'the first answer, "{first.text}", says that it is false'
        hint = "put the answer that says it is true first: that is how it is reported"
        problems.append(body.problem("true-false-order", what, hint, first.place))
    return TrueFalse(answers_of(body)), problems


def read_likert(body: Body) -> Read:
    problems = too_few(body, len(body.items), "points")
    problems += too_many(body, len(body.items))
    problems += plain_items(body, "a point of a scale is neither right nor wrong")
    return Likert(tuple(Option(one.place, one.html, one.text) for one in body.items)), problems


def answers_of(body: Body) -> tuple[Answer, ...]:
    """The list as answers."""
    return tuple(
        Answer(item.place, item.html, item.text, item.mark == "x", item.feedback) for item in body.items
    )


def plain_items(body: Body, why: str) -> list[Problem]:
    """A list without brackets and without feedback in between."""
    problems = []
    for item in body.items:
        if item.mark is not None:
            problems.append(body.problem("answer-with-box", why, "leave the brackets out", item.place))
        if item.feedback:
            hint = "write it for everybody, after the list"
            problems.append(
                body.problem("feedback-inside", "feedback that is not for everybody", hint, item.place)
            )
    return problems + _empty(body) + twice(body, ((item.text, item.place) for item in body.items))


def boxed_items(body: Body) -> list[Problem]:
    """A list in which every item has brackets and text, and something is right."""
    problems = []
    if not any(item.mark == "x" for item in body.items):
        hint = "put an x between the brackets of the right answer: - [x]"
        problems.append(body.problem("question-without-right-answer", f"{body.it} has no right answer", hint))
    for item in body.items:
        if item.mark is None:
            hint = "- [x] for a right answer, - [ ] for a wrong one"
            problems.append(
                body.problem("answer-without-box", "an answer without brackets", hint, item.place)
            )
    return problems + _empty(body) + too_many(body, len(body.items))


def _choice_problems(body: Body) -> list[Problem]:
    problems = boxed_items(body)
    if all(item.mark == "x" for item in body.items):
        hint = "give at least one answer that doesn't fit: - [ ]"
        problems.append(body.problem("question-without-wrong-answer", f"{body.it} has no wrong answer", hint))
    problems += without_feedback(body, "indented under an answer,   > why   or after the list,  > why")
    return problems + twice(body, ((item.text, item.place) for item in body.items))


def _empty(body: Body) -> list[Problem]:
    hint = "write the answer or remove it"
    return [
        body.problem("empty-answer", "an answer without text", hint, item.place)
        for item in body.items
        if not item.text
    ]
