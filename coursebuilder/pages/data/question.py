"""What the runtime must know of a question, and no more: its part of the page's JSON."""

from __future__ import annotations

from coursebuilder.model import Page, Question, kind_of
from coursebuilder.model.keys import check_character, right_letters
from coursebuilder.model.letters import letters


def question_data(question: Question, page: Page) -> dict[str, object]:
    """A question on its page, without what is told of its answers."""
    kind = kind_of(question.task)
    data: dict[str, object] = {
        "id": question.id,
        "key": question.key,
        "check": check_character(question),
        "right": right_letters(question),
        "kind": kind.name,
        "page": page.id,
        **({"assessed": True} if page.assessment else {}),
        **kind.data(question.task, question.key),
    }
    if question.objective:
        data["objective"] = question.objective
    if question.safety:
        data["safety"] = True
    if question.tries:
        data["tries"] = question.tries
    return data


def feedback_data(question: Question) -> dict[str, object]:
    """What is told of an assessed question's answers, which the page must not hold."""
    kind = kind_of(question.task)
    told = kind.feedback(question.task)
    names = kind.names(question.task) or letters(len(told))
    after = {"after": question.feedback} if question.feedback else {}
    return {"why": {name: text for name, text in zip(names, told, strict=False) if text}, **after}
