"""What the kinds share, and which of them a block is.

    ::: question ID {objective=ID safety kind=KIND key=abc was=OLD-ID tries=2 confidence}
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

from typing import Any

from coursebuilder.model import KINDS, Kind, Question, Task
from coursebuilder.model.keys import key_of
from coursebuilder.model.kinds.body import Body, Form
from coursebuilder.problems import Problem, did_you_mean
from coursebuilder.source.questions.attributes import attribute_problems, tries_of

_OTHER_NAMES = {  # what other tools call a kind -> its name here
    "single": "choice",
    "radio": "choice",
    "mcq": "choice",
    "checkbox": "multiple",
    "checkboxes": "multiple",
    "text": "fill-in",
    "short": "fill-in",
    "blank": "fill-in",
    "essay": "long-fill-in",
    "open": "long-fill-in",
    "number": "numeric",
    "order": "sequencing",
    "ordering": "sequencing",
    "pairs": "matching",
    "scale": "likert",
    "boolean": "true-false",
}
FORMS: dict[str, Form] = {kind.name: kind.form for kind in KINDS.values()}


def read_question(body: Body) -> tuple[Question | None, list[Problem]]:
    """The question, or None with the Problems that keep it from being one."""
    kind, problems = _kind(body)
    problems += attribute_problems(body, kind)
    if not body.wording.text:
        hint = "write the wording as a paragraph before the answers"
        problems.append(body.problem("question-without-wording", f"{body.it} asks nothing", hint))
    task: Task | None = None
    if body.form == kind.form:
        task, found = kind.read(body)
        problems += found
    elif body.form == "nothing":
        what = f"{body.it} has no answers"
        problems.append(body.problem("question-without-answers", what, kind.example))
    else:
        what = f"the answers of a {kind.name} question are no {body.form}"
        problems.append(body.problem("wrong-form", what, kind.example))
    if task is None or not body.wording.text:
        return None, problems
    return Question(
        place=body.place,
        id=body.id,
        key=body.values.get("key") or key_of("question", body.values.get("was") or body.id),
        html=body.wording.html,
        text=body.wording.text,
        feedback=body.feedback,
        objective=body.values.get("objective") or None,
        safety="safety" in body.flags,
        task=task,
        setup=body.setup,
        hints=body.hints,
        tries=tries_of(body),
        confidence="confidence" in body.flags,
    ), problems


def _kind(body: Body) -> tuple[Kind[Any], list[Problem]]:
    """The kind that is named, else the first one that is written in this form; a choice where nothing is."""
    named = body.values.get("kind", "")
    if named in KINDS:
        return KINDS[named], []
    form = "list" if body.form == "nothing" else body.form
    told = next(kind for kind in KINDS.values() if kind.form == form)
    if not named:
        return told, []
    what = f'unknown kind of question "{named}"'
    other = _OTHER_NAMES.get(named.casefold())
    hint = f'did you mean "{other}"?' if other else did_you_mean(named, KINDS)
    return told, [body.problem("wrong-value", what, hint)]
