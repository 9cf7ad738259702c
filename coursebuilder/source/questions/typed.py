"""Kinds whose answers are typed.

- [x] a walk                        fill-in: every [x] is accepted; {case=yes}: capital letters count
- [x] going for a walk
- [ ] running                       a foreseen wrong answer, for its feedback
  > Faster than they asked for.

- [x] 16                            numeric: {unit=hours} is shown behind the field
- [x] 17.5..18                      from .. to
- [x] 20 +- 0.5                     so much more or less
- [ ] 12

(nothing)                           long-fill-in: {max=500} characters; {send-text} sends them
"""

from __future__ import annotations

import re
from decimal import Decimal

from coursebuilder.model import Answer, FillIn, LongFillIn, NumberAnswer, Numeric
from coursebuilder.model.scoring import plain
from coursebuilder.problems import Problem
from coursebuilder.source.questions.body import Body, Item, without_feedback
from coursebuilder.source.questions.chosen import Read, answers_of, boxed_items

MOST_TYPED = 60  # characters of a fill-in answer, as scripts count them
_MOST_WRITTEN = (20, 4000)  # of a long one; SCORM 2004 takes 4,000, 1.2 the first 255
_USUAL = 1000
_NUMBER = r"(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)"
_NUMBERS = re.compile(rf"{_NUMBER}(?:\s*\.\.\s*{_NUMBER}|\s*(?:\+-|±)\s*{_NUMBER})?")


def read_fill_in(body: Body) -> Read:
    problems = boxed_items(body)
    problems += without_feedback(body)
    case = body.attributes.values.get("case", "no")
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


def read_numeric(body: Body) -> Read:
    problems = boxed_items(body)
    problems += without_feedback(body)
    answers = []
    for item in body.items:
        numbers = _NUMBERS.fullmatch(item.text)
        if not item.text:
            continue
        if not numbers:
            what = f'"{item.text}" can\'t be read as a number'
            hint = "16   or   16..18   or   3.5 +- 0.1, with a dot; a unit goes into unit="
            problems.append(body.problem("bad-number", what, hint, item.place))
            continue
        answer = _numbers(item, *numbers.groups())
        if answer.low > answer.high:
            what = f'"{item.text}" runs from high to low'
            hint = "the smaller number comes first:  16..18"
            problems.append(body.problem("empty-range", what, hint, item.place))
        answers.append(answer)
    problems += _overlaps(body, answers)
    return Numeric(tuple(answers), body.attributes.values.get("unit", "")), problems


def _numbers(item: Item, first: str, last: str | None, around: str | None) -> NumberAnswer:
    low = high = Decimal(first)
    if last is not None:
        high = Decimal(last)
    if around is not None:
        low, high = low - Decimal(around), high + Decimal(around)
    return NumberAnswer(item.place, low, high, item.mark == "x", item.feedback)


def _overlaps(body: Body, answers: list[NumberAnswer]) -> list[Problem]:
    """Two answers for one number: nobody could tell whether it is right, or which feedback it gets."""
    problems = []
    for n, answer in enumerate(answers):
        for before in answers[:n]:
            if answer.low <= before.high and before.low <= answer.high:
                hint = f"the first is on line {before.place.line}"
                what = "a number that another answer covers as well"
                problems.append(body.problem("overlapping-numbers", what, hint, answer.place))
                break
    return problems


def read_long_fill_in(body: Body) -> Read:
    most, (least, limit) = body.attributes.values.get("max", str(_USUAL)), _MOST_WRITTEN
    problems = []
    if not re.fullmatch(r"[0-9]{1,5}", most) or not least <= int(most) <= limit:
        what = f'max can\'t be "{most}"'
        hint = f"a whole number of characters from {least} to {limit}: max=500"
        problems.append(body.problem("wrong-value", what, hint))
        most = str(_USUAL)
    return LongFillIn(int(most), "send-text" in body.attributes.flags), problems
