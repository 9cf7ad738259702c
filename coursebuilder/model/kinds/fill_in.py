"""Type a short text.

- [x] a walk                        every [x] is accepted; {case=yes}: capital letters count
- [x] going for a walk
- [ ] running                       a foreseen wrong answer, for its feedback
  > Faster than they asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coursebuilder.model.kinds.body import Body
from coursebuilder.model.kinds.checks import answers_of, boxed_items, without_feedback
from coursebuilder.model.kinds.choice import answer_rows, right_in_order
from coursebuilder.model.kinds.kind import Activity, Kind, Say
from coursebuilder.model.letters import letter
from coursebuilder.model.tasks import Answer
from coursebuilder.problems import Problem

MOST_TYPED = 60  # characters of an answer, as scripts count them and the state keeps them
_MOST_KEPT = 4 * MOST_TYPED  # as kind_typed.js packs it: up to four characters for one
# What a script takes for a space.
_SPACES = re.compile(r"[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
_LAST_STOP = re.compile(r"([^. ]) ?\.\Z")
_TYPOGRAPHIC = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True, slots=True)
class FillIn:
    """Type a short text; capital letters count when `case`. Wrong answers are those that have feedback."""

    answers: tuple[Answer, ...]
    case: bool
    kind: ClassVar[str] = "fill-in"


def read_fill_in(body: Body) -> tuple[FillIn, list[Problem]]:
    """A word or phrase to type, from the list of answers that are taken; and what is wrong with it."""
    problems = boxed_items(body)
    problems += without_feedback(body)
    case = body.values.get("case", "no")
    if case not in {"yes", "no"}:
        problems.append(body.problem("wrong-value", f'case can\'t be "{case}"', "case=yes, or leave it out"))
    answers = answers_of(body)
    for answer in answers:
        if len(answer.text.encode("utf-16-le")) // 2 > MOST_TYPED:
            what = f"an answer of more than {MOST_TYPED} characters"
            hint = "ask for fewer words: nobody types so many exactly as you did"
            problems.append(body.problem("answer-too-long", what, hint, answer.place))
    return FillIn(answers, case == "yes"), problems + _alike(body, answers, case == "yes")


def _alike(body: Body, answers: tuple[Answer, ...], case: bool) -> list[Problem]:
    problems = []
    seen: dict[str, Answer] = {}
    for answer in answers:
        words = plain(answer.text, case)
        before = seen.setdefault(words, answer)
        if words and before is not answer:
            code, what = "identical-answers", f'the answer "{answer.text}" stands twice'
            if before.right != answer.right:
                code, what = "wrong-answer-accepted", f'the answer "{answer.text}" is right and wrong'
            hint = f"the first is on line {before.place.line}"
            problems.append(body.problem(code, what, hint, answer.place))
    return problems


def plain(text: str, case: bool) -> str:
    """A typed text by what counts: spaces and quotation marks alike, capitals only where `case`.

    One full stop at the end doesn't count: phones write it for a double blank.
    """
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).translate(_TYPOGRAPHIC).strip(" ")
    text = _LAST_STOP.sub(r"\1", text)
    return text if case else text.lower()


def _accepted(task: FillIn) -> tuple[str, ...]:
    return tuple(answer.text for answer in task.answers if answer.right)


def _html(task: FillIn, key: str, say: Say) -> Mapping[str, object]:
    texts = [(letter(n), one.right, one.text, one.feedback) for n, one in enumerate(task.answers)]
    note = say("sent-word")
    return {"how": say("type-text"), "texts": texts, "most": MOST_TYPED, "note": note, "number": False}


def _data(task: FillIn, key: str) -> Mapping[str, object]:
    return {"texts": [one.text for one in task.answers], **({"case": True} if task.case else {})}


FILL_IN: Kind[FillIn] = Kind(
    name="fill-in",
    form="list",
    example="write what is accepted:  - [x] a walk",
    template="typed",
    read=read_fill_in,
    letters=lambda task: right_in_order(task.answers),
    meaning=lambda task: "\n".join((str(task.case), *sorted(_accepted(task)))),
    longest=lambda task: (_MOST_KEPT, _MOST_KEPT),
    html=_html,
    on_paper=lambda task, say: answer_rows(task.answers),
    activity=lambda task: Activity("fill-in", texts=_accepted(task), case=task.case),
    words=lambda task: (),
    data=_data,
    feedback=lambda task: tuple(one.feedback for one in task.answers),
    is_right=lambda task, given: (
        plain(given, task.case) in {plain(one, task.case) for one in _accepted(task)}
    ),
    keys=("case",),
)
