"""What a question's template is filled with, by its kind; the answers stand as a learner first sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar, assert_never

from markupsafe import Markup

from coursebuilder.model import (
    Choice,
    FillIn,
    Likert,
    LongFillIn,
    Matching,
    NumberAnswer,
    Numeric,
    Question,
    Sequencing,
    TrueFalse,
)
from coursebuilder.model.keys import letter, letters
from coursebuilder.model.shown_order import shuffled

Say = Callable[..., Markup]
T = TypeVar("T")
Parts = tuple[str, Mapping[str, object]]

MOST_TYPED = 60  # characters of a short text, as the state keeps it
MOST_DIGITS = 20
_FITS_LIST = 28  # characters that a list of choices shows whole on a phone


def question_parts(question: Question, say: Say) -> Parts:
    """The template's name under blocks/, and its values beside those that every question has."""
    match question.task:
        case Choice(answers, several):
            how = say("choose-several" if several else "choose-one")
            return "choice", _asked(how, answers=_lettered(answers), several=several)
        case TrueFalse(answers):
            return "choice", _asked(say("choose-one"), answers=_lettered(answers), several=False)
        case Likert(points):
            return "likert", _asked(say("rate"), "save-answer", points=_lettered(points))
        case Matching() as task:
            return "matching", _matching(question, task, say)
        case Sequencing(steps):
            order = [steps[ord(one) - ord("a")] for one in shuffled(question, len(steps))]
            # Said in the page, as it is made up of the steps' own words.
            moved = say("moved", title="{title}", n="{n}", total=len(steps))
            how = say("order-steps")
            return "sequencing", _asked(how, "check-order", steps=steps, shown=_lettered(order), moved=moved)
        case FillIn(answers):
            texts = [(answer.right, answer.text, answer.feedback) for answer in answers]
            return "typed", _typed(texts, MOST_TYPED, say("type-text"), say("sent"), number=False)
        case Numeric(answers, unit):
            texts = [(answer.right, number_text(answer, unit), answer.feedback) for answer in answers]
            return "typed", _typed(texts, MOST_DIGITS, say("type-number"), unit, number=True)
        case LongFillIn(most, sent):
            note, left = say("sent" if sent else "not-sent"), Markup("<span data-left>{}</span>").format(most)
            return "long-fill-in", _asked(say("write"), "save-answer", most=most, note=note, left=left)
        case _ as unreachable:
            assert_never(unreachable)


def _asked(how: Markup, check: str = "check", **values: object) -> Mapping[str, object]:
    return {"how": how, "check": check, **values}


def _matching(question: Question, task: Matching, say: Say) -> Mapping[str, object]:
    """Long answers are listed with letters above, and the lists of choices show how they begin."""
    order = shuffled(question, len(task.rights))
    replies = [task.rights[ord(one) - ord("a")] for one in order]
    brief = all(len(reply.text) <= _FITS_LIST for reply in replies)
    labels = [
        (letter(n), reply.text if brief else f"{letter(n).upper()}: {_beginning(reply.text)}")
        for n, reply in enumerate(replies)
    ]
    left, right = task.headings
    how = say("choose-pair", left=left, right=right)
    lefts = _lettered(task.lefts)
    return _asked(how, lefts=lefts, pairs=task.pairs, replies=replies, labels=labels, brief=brief)


def _beginning(text: str) -> str:
    """As many whole words as a list shows."""
    if len(text) <= _FITS_LIST - 3:
        return text
    return f"{text[: _FITS_LIST - 4].rsplit(' ', 1)[0]} …"


def _typed(
    texts: list[tuple[bool, str, str]], most: int, how: Markup, note: str, number: bool
) -> Mapping[str, object]:
    lettered = [(letter(n), *row) for n, row in enumerate(texts)]
    return _asked(how, texts=lettered, most=most, note=note, number=number)


def number_text(answer: NumberAnswer, unit: str) -> str:
    """16, 16 – 18, with the unit."""
    ends = [_plain(answer.low), *([_plain(answer.high)] if answer.high > answer.low else [])]
    return f"{' – '.join(ends)} {unit}".strip()


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _lettered(items: Sequence[T]) -> list[tuple[str, T]]:
    return list(zip(letters(len(items)), items, strict=True))
