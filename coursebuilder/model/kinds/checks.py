"""What several kinds check of their answers as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coursebuilder.model.kinds.body import Body
from coursebuilder.model.tasks import Answer, Option
from coursebuilder.problems import Place, Problem

MAX_ANSWERS = 26  # an answer is reported as one letter: SCORM 1.2 takes single characters


def answers_of(body: Body) -> tuple[Answer, ...]:
    """The list as answers."""
    return tuple(
        Answer(item.place, item.html, item.text, item.mark == "x", item.feedback) for item in body.items
    )


def options_of(body: Body) -> tuple[Option, ...]:
    """The list as options."""
    return tuple(Option(item.place, item.html, item.text) for item in body.items)


def too_many(body: Body, count: int) -> list[Problem]:
    """More than letters can name."""
    if count <= MAX_ANSWERS:
        return []
    hint = f"{MAX_ANSWERS} at most; four or five are easier on the learner"
    return [body.problem("too-many-answers", f"{body.it} has {count} answers", hint)]


def too_few(body: Body, count: int, what: str) -> list[Problem]:
    """Fewer than two of what the kind is made of."""
    if count >= 2:
        return []
    return [body.problem("too-few-answers", f"{body.it} needs two {what} at least", f"it has {count}")]


def twice(body: Body, texts: Iterable[tuple[str, Place]]) -> list[Problem]:
    """Texts that a learner could not tell apart."""
    problems = []
    seen: dict[str, Place] = {}
    for text, place in texts:
        words = " ".join(text.casefold().split())
        if words and words in seen:
            what, hint = f'the answer "{text}" stands twice', f"the first is on line {seen[words].line}"
            problems.append(body.problem("identical-answers", what, hint, place))
        seen.setdefault(words, place)
    return problems


def without_feedback(body: Body, hint: str = "after the answers,  > why") -> list[Problem]:
    """A question that is marked must say why."""
    if body.feedback or any(item.feedback for item in body.items):
        return []
    return [body.problem("question-without-feedback", f"{body.it} has no feedback", hint)]


def plain_items(body: Body, why: str) -> list[Problem]:
    """A list without brackets and without feedback in between."""
    problems = []
    boxed = [item.place for item in body.items if item.mark is not None]
    if boxed:
        hint = "leave the brackets out"
        if body.form == "numbered list":
            hint += "; if learners choose among them, begin each with - instead of its number"
        problems.append(body.problem("answer-with-box", why, hint, boxed[0]))
    for item in body.items:
        if item.feedback:
            hint = "write it for everybody, after the list"
            problems.append(
                body.problem("feedback-inside", "feedback that is not for everybody", hint, item.place)
            )
    return problems + _empty(body) + twice(body, ((item.text, item.place) for item in body.items))


def boxed_items(body: Body) -> list[Problem]:
    """A list in which every item has brackets and text, and something is right."""
    problems = []
    unboxed = [item for item in body.items if item.mark is None]
    # Where none has brackets one Problem tells it; which is right is asked when all have them.
    for item in unboxed[:1] if len(unboxed) == len(body.items) else unboxed:
        hint = "- [x] for a right answer, - [ ] for a wrong one"
        signs = re.match(r"[\[({<]\s*\S?\s*[\])}>]|[^\w\s\"'“‘(]+(?=\s)", item.text)
        what = f'an answer without brackets: "{signs[0]}" is none' if signs else "an answer without brackets"
        problems.append(body.problem("answer-without-box", what, hint, item.place))
    if not unboxed and not any(item.mark == "x" for item in body.items):
        hint = "put an x between the brackets of the right answer: - [x]"
        problems.append(body.problem("question-without-right-answer", f"{body.it} has no right answer", hint))
    return problems + _empty(body) + too_many(body, len(body.items))


def _empty(body: Body) -> list[Problem]:
    hint = "write the answer or remove it"
    return [
        body.problem("empty-answer", "an answer without text", hint, item.place)
        for item in body.items
        if not item.text
    ]
