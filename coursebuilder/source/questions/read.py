"""What the kinds share, and which of them a block is.

    ::: question ID {objective=ID safety kind=KIND key=abc tries=2 confidence}
    setting the scene, any blocks                    -> setup
    the wording, one paragraph                       -> wording

    the answers, in the form of their kind           -> items, or headings and rows

    Hint: a paragraph that begins so                 -> hints
    > feedback for everybody                         -> feedback
    :::

Without kind= the form tells: a table is matching, a numbered list sequencing, a list with one [x] is choice
and with several multiple.
"""

from __future__ import annotations

from typing import get_args

from coursebuilder.model import Kind, Question, Task
from coursebuilder.model.keys import key_of
from coursebuilder.problems import Problem, did_you_mean
from coursebuilder.source.questions.attributes import attribute_problems, tries_of
from coursebuilder.source.questions.body import FORMS, Body
from coursebuilder.source.questions.chosen import read_choice, read_likert, read_true_false
from coursebuilder.source.questions.ordered import read_matching, read_sequencing
from coursebuilder.source.questions.typed import read_fill_in, read_long_fill_in, read_numeric

KINDS: tuple[Kind, ...] = get_args(Kind)
_READERS = {
    "choice": read_choice,
    "multiple": read_choice,
    "true-false": read_true_false,
    "matching": read_matching,
    "sequencing": read_sequencing,
    "fill-in": read_fill_in,
    "numeric": read_numeric,
    "likert": read_likert,
    "long-fill-in": read_long_fill_in,
}
_EXAMPLES: dict[Kind, str] = {
    "choice": "write them as a list:  - [x] right  - [ ] wrong",
    "multiple": "write them as a list:  - [x] right  - [x] right too  - [ ] wrong",
    "true-false": "write two:  - [ ] True  - [x] False",
    "matching": "write a table with two columns, one right pair a row:  | left | right |",
    "sequencing": "write a numbered list in the right order:  1. first  2. second",
    "fill-in": "write what is accepted:  - [x] a walk",
    "numeric": "write what is accepted:  - [x] 16   or   - [x] 16..18   or   - [x] 3.5 +- 0.1",
    "likert": "write a list, low to high:  - Not at all  - A little  - Very",
    "long-fill-in": "the learner's own words need no answers: remove them",
}


def read_question(body: Body) -> tuple[Question | None, list[Problem]]:
    """The question, or None with the Problems that keep it from being one."""
    kind, problems = _kind(body)
    problems += attribute_problems(body, kind)
    if not body.wording.text:
        hint = "write the wording as a paragraph before the answers"
        problems.append(body.problem("question-without-wording", f"{body.it} asks nothing", hint))
    task: Task | None = None
    if body.form == FORMS[kind]:
        task, found = _READERS[kind](body)
        problems += found
    elif body.form == "nothing":
        hint = _EXAMPLES[kind]
        problems.append(body.problem("question-without-answers", f"{body.it} has no answers", hint))
    else:
        what = f"the answers of a {kind} question are no {body.form}"
        problems.append(body.problem("wrong-form", what, _EXAMPLES[kind]))
    if task is None or not body.wording.text:
        return None, problems
    values = body.attributes.values
    return Question(
        place=body.place,
        id=body.id,
        key=values.get("key") or key_of("question", body.id),
        html=body.wording.html,
        text=body.wording.text,
        feedback=body.feedback,
        objective=values.get("objective") or None,
        safety="safety" in body.attributes.flags,
        task=task,
        setup=body.setup,
        hints=body.hints,
        tries=tries_of(body),
        confidence="confidence" in body.attributes.flags,
    ), problems


def _kind(body: Body) -> tuple[Kind, list[Problem]]:
    """The kind that is named, else the one that the form tells."""
    told: Kind = "choice"
    if body.form == "table":
        told = "matching"
    elif body.form == "numbered list":
        told = "sequencing"
    named = body.attributes.values.get("kind", "")
    for kind in KINDS:
        if kind == named:
            return kind, []
    if not named:
        return told, []
    what = f'unknown kind of question "{named}"'
    return told, [body.problem("wrong-value", what, did_you_mean(named, KINDS))]
