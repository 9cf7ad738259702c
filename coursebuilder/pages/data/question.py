"""What the runtime must know of a question, and no more: its part of the page's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from coursebuilder.model import (
    Choice,
    FillIn,
    Likert,
    LongFillIn,
    Matching,
    Numeric,
    Page,
    Question,
    Sequencing,
    Task,
    TrueFalse,
    kind_of,
)
from coursebuilder.model.keys import check_character, letter, right_letters
from coursebuilder.model.shown_order import shuffled


def question_data(question: Question, page: Page) -> dict[str, object]:
    """A question on its page, without what is told of its answers."""
    data: dict[str, object] = {
        "id": question.id,
        "key": question.key,
        "check": check_character(question),
        "right": right_letters(question),
        "kind": kind_of(question.task),
        "page": page.id,
        **({"assessed": True} if page.assessment else {}),
        **_answers(question),
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
    after = {"after": question.feedback} if question.feedback else {}
    return {"why": _why(question.task), **after}


def _answers(question: Question) -> Mapping[str, object]:
    """What is judged by more than letters; `order` holds the letters as the page shows their answers."""
    match question.task:
        case Choice() | TrueFalse() | Likert():
            return {}
        case Matching() as task:
            return {"order": shuffled(question, len(task.rights))}
        case Sequencing(steps):
            return {"order": shuffled(question, len(steps))}
        case FillIn(answers, case):
            return {"texts": [answer.text for answer in answers], **({"case": True} if case else {})}
        case Numeric(answers, unit):
            ranges = [[_number(float(end)) for end in (answer.low, answer.high)] for answer in answers]
            return {"ranges": ranges, **({"unit": unit} if unit else {})}
        case LongFillIn(send_text=sent):
            return {"send_text": True} if sent else {}
        case _ as unreachable:
            assert_never(unreachable)


def _number(value: float) -> float | int:
    """16 rather than 16.0: it's shorter, and the same to a script."""
    return int(value) if value.is_integer() else value


def _by_letter(feedback: list[str]) -> dict[str, str]:
    return {letter(n): text for n, text in enumerate(feedback) if text}


def _why(task: Task) -> dict[str, str]:
    match task:
        case Choice(answers) | TrueFalse(answers) | FillIn(answers):
            return _by_letter([answer.feedback for answer in answers])
        case Numeric(numbers):
            return _by_letter([number.feedback for number in numbers])
        case Matching() | Sequencing() | Likert() | LongFillIn():
            return {}
        case _ as unreachable:
            assert_never(unreachable)
