"""A question's answers, one row each, as people read them who know what is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

from markupsafe import Markup, escape

from coursebuilder.model import (
    Choice,
    FillIn,
    Likert,
    LongFillIn,
    Matching,
    Numeric,
    Sequencing,
    Task,
    TrueFalse,
)
from coursebuilder.pages.questions import number_text

Say = Callable[..., Markup]


@dataclass(frozen=True, slots=True)
class Row:
    """An answer: whether it is right (None: nothing is right or wrong), and what is read about it as HTML."""

    right: bool | None
    html: Markup
    feedback: str = ""


def answers(task: Task, say: Say) -> tuple[Row, ...]:
    """Every answer, in the author's order."""
    return tuple(_rows(task, say))


def _rows(task: Task, say: Say) -> Iterator[Row]:
    match task:
        case Choice(given) | TrueFalse(given) | FillIn(given):
            for answer in given:
                html = Markup(answer.html) if answer.html else escape(answer.text)
                yield Row(answer.right, html, answer.feedback)
        case Numeric(numbers, unit):
            for number in numbers:
                yield Row(number.right, escape(number_text(number, unit)), number.feedback)
        case Matching(headings, pairs, distractors):
            yield Row(None, Markup("<i>{} → {}</i>").format(*headings))
            for left, right in pairs:
                yield Row(True, Markup("{} → {}").format(Markup(left.html), Markup(right.html)))
            for one in distractors:
                yield Row(False, say("paper-no-pair", answer=Markup(one.html)))
        case Sequencing(steps):
            for n, step in enumerate(steps, 1):
                yield Row(True, Markup("{}. {}").format(n, Markup(step.html)))
        case Likert(points):
            for point in points:
                yield Row(None, Markup(point.html))
        case LongFillIn(most):
            yield Row(None, say("paper-own-words", n=most))
        case _ as unreachable:
            assert_never(unreachable)
