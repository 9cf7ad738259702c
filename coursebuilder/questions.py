"""The inside of a question block -> Question + Problems.

Grammar (markdown.py has cut the block into these parts already):

    ::: question ID {objective=ID safety kind=choice|multiple key=abc}
    setting the scene, any blocks                    -> setup
    the wording, one paragraph                       -> html, text

    - [ ] a wrong answer                             -> items
      > its feedback
    - [x] a right answer; several make it `multiple`

    > feedback for everybody                         -> feedback
    :::
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coursebuilder.attributes import Attributes
from coursebuilder.keys import key_of
from coursebuilder.model import Answer, Block, Choice, Question
from coursebuilder.problems import Place, Problem
from coursebuilder.settings import did_you_mean

KINDS = ("choice", "multiple")
LATER = ("true-false", "matching", "sequencing", "fill-in", "numeric", "likert", "long-fill-in")
ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
KEY = re.compile(r"[a-z0-9]{3}")
MAX_ANSWERS = 26  # an answer is reported as one letter: SCORM 1.2 takes single characters


@dataclass(frozen=True, slots=True)
class Item:
    """A list item of the block; `mark` is 'x', ' ' or None where it has no box."""

    place: Place
    mark: str | None
    html: str
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of a question block as cut by the Markdown reader."""

    place: Place
    id: str
    attributes: Attributes
    setup: tuple[Block, ...]
    html: str
    text: str
    items: tuple[Item, ...] | None
    feedback: str
    other_form: bool = False  # a table or a numbered list stands where the answers should


def read_question(body: Body) -> tuple[Question | None, list[Problem]]:
    """The question, or None with the Problems that keep it from being one."""
    problems = [*_attribute_problems(body)]
    kind = body.attributes.values.get("kind", "")
    if kind in LATER or (body.other_form and not body.items):
        what = f"{kind} questions are" if kind in LATER else "questions with a table or numbered list are"
        problems.append(
            Problem(
                "not-yet",
                f"{what} not supported yet",
                body.place,
                "ask it as a choice for now:  - [x] right  - [ ] wrong",
            )
        )
        return None, problems
    if kind and kind not in KINDS:
        problems.append(
            Problem(
                "wrong-value",
                f'unknown kind of question "{kind}"',
                body.place,
                did_you_mean(kind, KINDS + LATER),
            )
        )
    if not body.text:
        problems.append(
            Problem(
                "question-without-wording",
                f'question "{body.id}" asks nothing',
                body.place,
                "write the wording as a paragraph before the answers",
            )
        )
    problems += _answer_problems(body)
    if not body.items or not body.text:
        return None, problems
    answers = tuple(
        Answer(item.place, item.html, item.text, item.mark == "x", item.feedback) for item in body.items
    )
    multiple = kind == "multiple" or sum(answer.right for answer in answers) > 1
    return Question(
        place=body.place,
        id=body.id,
        key=body.attributes.values.get("key") or key_of("question", body.id),
        html=body.html,
        text=body.text,
        feedback=body.feedback,
        objective=body.attributes.values.get("objective") or None,
        safety="safety" in body.attributes.flags,
        task=Choice(answers, multiple),
        setup=body.setup,
    ), problems


def _attribute_problems(body: Body) -> list[Problem]:
    problems = []
    if not ID.fullmatch(body.id):
        problems.append(
            Problem(
                "bad-id",
                f'"{body.id}" can\'t be the id of a question',
                body.place,
                "::: question first-meeting   (a letter, then letters, digits, hyphens; 60 at most)",
            )
        )
    for flag in body.attributes.flags:
        if flag in {"confidence", "send-text"}:
            problems.append(
                Problem("not-yet", f'"{flag}" is not supported yet', body.place, "remove it for now")
            )
        elif flag != "safety":
            problems.append(
                Problem(
                    "unknown-key",
                    f'unknown word "{flag}"',
                    body.place,
                    did_you_mean(flag, ["safety", "confidence"]),
                )
            )
    known = ["objective", "kind", "key"]
    for name in body.attributes.values:
        if name not in known:
            problems.append(
                Problem("unknown-key", f'unknown key "{name}"', body.place, did_you_mean(name, known))
            )
    key = body.attributes.values.get("key")
    if key is not None and not KEY.fullmatch(key):
        problems.append(
            Problem(
                "bad-key",
                f'"{key}" can\'t be a key',
                body.place,
                "three characters of a-z and 0-9, such as key=x7q",
            )
        )
    return problems


def _answer_problems(body: Body) -> list[Problem]:
    if not body.items:
        return [
            Problem(
                "question-without-answers",
                f'question "{body.id}" has no answers',
                body.place,
                "write them as a list:  - [x] right  - [ ] wrong",
            )
        ]
    problems = []
    if not any(item.mark == "x" for item in body.items):
        problems.append(
            Problem(
                "question-without-right-answer",
                f'question "{body.id}" has no right answer',
                body.place,
                "put an x between the brackets of the right answer: - [x]",
            )
        )
    if all(item.mark == "x" for item in body.items):
        problems.append(
            Problem(
                "question-without-wrong-answer",
                f'question "{body.id}" has no wrong answer',
                body.place,
                "give at least one answer that doesn't fit: - [ ]",
            )
        )
    if len(body.items) > MAX_ANSWERS:
        problems.append(
            Problem(
                "too-many-answers",
                f'question "{body.id}" has {len(body.items)} answers',
                body.place,
                f"{MAX_ANSWERS} at most; four or five are easier on the learner",
            )
        )
    if not body.feedback and not any(item.feedback for item in body.items):
        problems.append(
            Problem(
                "question-without-feedback",
                f'question "{body.id}" has no feedback',
                body.place,
                "indented under an answer,   > why   or after the list,  > why",
            )
        )
    seen: dict[str, Item] = {}
    for item in body.items:
        if item.mark is None:
            problems.append(
                Problem(
                    "answer-without-box",
                    "an answer without brackets",
                    item.place,
                    "- [x] for a right answer, - [ ] for a wrong one",
                )
            )
        if not item.text:
            problems.append(
                Problem("empty-answer", "an answer without text", item.place, "write the answer or remove it")
            )
        words = " ".join(item.text.casefold().split())
        if words and words in seen:
            problems.append(
                Problem(
                    "identical-answers",
                    f'the answer "{item.text}" stands twice',
                    item.place,
                    f"the first is on line {seen[words].place.line}",
                )
            )
        seen.setdefault(words, item)
    return problems
