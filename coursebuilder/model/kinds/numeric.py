"""Type a number.

- [x] 16                            {unit=hours} is shown behind the field
- [x] 17.5..18                      from .. to
- [x] 20 +- 0.5                     so much more or less
- [ ] 12                            a foreseen wrong answer, for its feedback
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import ClassVar

from coursebuilder.model.kinds.body import Body, Item
from coursebuilder.model.kinds.checks import boxed_items, without_feedback
from coursebuilder.model.kinds.kind import Activity, Kind, PaperRow, Say
from coursebuilder.model.letters import letter
from coursebuilder.problems import Place, Problem

_MOST_DIGITS = 20
_MOST_KEPT = _MOST_DIGITS + 2 * 2  # as kind_typed.js packs it: sign and dot take three characters each
_MOST_DECIMALS = 6
_LONGEST = 80  # signs of a number or range as people type it
_NUMBER = rf"(-?[0-9]{{1,12}}(?:\.[0-9]{{1,{_MOST_DECIMALS}}})?)"
_NUMBERS = re.compile(rf"{_NUMBER}(?:\s*\.\.\s*{_NUMBER}|\s*(?:\+-|±)\s*{_NUMBER})?")
_RANGE = re.compile(  # 16–18, 16 to 18, 16-18, 16 - 18, 16…18
    r"(?<=[0-9])\s*(?:\.{2,3}|…|[–—]|\bto\b|(?<! )-(?! )|(?<= )-(?= ))\s*(?=-?[0-9])"
)
_SIGN = re.compile(r"(?<![0-9)])\s*(?:\+\s*|([–—]\s*))(?=[0-9])")  # +5, –5
_FRACTION = re.compile(r"(?:([0-9]+)\s*)??([¼-¾⅐-⅞]|(?<![0-9])[0-9]{1,4}\s*[/⁄]\s*[1-9][0-9]{0,3}(?![0-9/]))")
_GROUPED = re.compile(r"(?<![0-9.])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")  # 1,000
_GIVEN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """The numbers from `low` to `high`, both included."""

    place: Place
    low: Decimal
    high: Decimal
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Numeric:
    """Type a number; `unit` is shown behind the field."""

    answers: tuple[NumberAnswer, ...]
    unit: str
    kind: ClassVar[str] = "numeric"


def read_numeric(body: Body) -> tuple[Numeric, list[Problem]]:
    """A number to type, from the list of numbers and ranges with feedback; and what is wrong with it."""
    problems = boxed_items(body)
    problems += without_feedback(body)
    answers = []
    for item in body.items:
        numbers = _NUMBERS.fullmatch(_plainly(item.text)) if len(item.text) <= _LONGEST else None
        if not item.text:
            continue
        if not numbers:
            what = f'"{item.text}" can\'t be read as a number'
            hint = _number_hint(item.text)
            problems.append(body.problem("bad-number", what, hint, item.place))
            continue
        answer = _numbers(item, *numbers.groups())
        if answer.low > answer.high:
            what = f'"{item.text}" runs from high to low'
            hint = "the smaller number comes first:  16..18"
            problems.append(body.problem("empty-range", what, hint, item.place))
        answers.append(answer)
    problems += _overlaps(body, answers)
    return Numeric(tuple(answers), body.values.get("unit", "")), problems


def _number_hint(text: str) -> str:
    """How the author writes a number that can't be read as it stands."""
    text = " ".join(text[:_LONGEST].split())
    number = re.fullmatch(r"([£€$]?)\s*(.*?[0-9¼-¾⅐-⅞])\s*([A-Za-zµ]{1,20}|[%‰°]\w?|)", text)
    if number and (unit := number[1] or number[3]) and _NUMBERS.fullmatch(_plainly(number[2])):
        return f'write {_plainly(number[2])}; the unit stands behind the question\'s name: {{unit="{unit}"}}'
    if fraction := _FRACTION.fullmatch(text):
        low = round(_value(fraction) - Decimal("0.005"), 2)
        return f"it has no end as a number with a dot: write a range, such as {low}..{low + Decimal('0.01')}"
    if re.fullmatch(r"-?\d+,\d{1,2}|-?\d+,\d{4,6}", text):
        return f"write it with a dot: {text.replace(',', '.')}"
    if re.fullmatch(r"[0-9]{1,3}(?:[ '’][0-9]{3})+", text):
        return f"write it without what parts its digits: {re.sub('[^0-9]', '', text)}"
    if power := re.fullmatch(r"([0-9]{1,3})\s*[eE]\s*([0-9])", text):
        return f"write it out: {int(power[1]) * 10 ** int(power[2])}"
    return "16   or   16..18   or   3.5 +- 0.1, with a dot; a unit goes into unit="


def _plainly(text: str) -> str:
    """A number or range as people type it, in the form that is read: 1000, -5, 16..18, 0.5."""
    text = "".join(str(unicodedata.decimal(sign, sign)) for sign in text)  # digits of other scripts
    text = _GROUPED.sub(lambda found: found[0].replace(",", ""), text.replace("−", "-"))
    text = _FRACTION.sub(_fraction, text)
    return _SIGN.sub(lambda found: "-" if found[1] else "", _RANGE.sub("..", text))


def _fraction(found: re.Match[str]) -> str:
    """½, 1½ and 1/2 as a number with a dot; as it stands where that would have no end."""
    number = _value(found)
    return _plain(number) if number == round(number, _MOST_DECIMALS) else found[0]


def _value(fraction: re.Match[str]) -> Decimal:
    over, _, under = unicodedata.normalize("NFKC", fraction[2]).replace("/", "⁄").partition("⁄")
    return Decimal(fraction[1] or 0) + Decimal(over.strip()) / Decimal(under.strip())


def _numbers(item: Item, first: str, last: str | None, around: str | None) -> NumberAnswer:
    low = high = Decimal(first)
    if last is not None:
        high = Decimal(last)
    if around is not None:
        low, high = low - Decimal(around), high + Decimal(around)
    return NumberAnswer(item.place, low, high, item.mark == "x", item.feedback)


def _overlaps(body: Body, answers: list[NumberAnswer]) -> list[Problem]:
    """A right and a wrong answer, or two wrong ones, for one number: nobody could tell which counts."""
    problems = []
    for n, answer in enumerate(answers):
        for before in answers[:n]:
            both = answer.right and before.right  # then the narrower one's feedback is said
            if not both and answer.low <= before.high and before.low <= answer.high:
                hint = f"the first is on line {before.place.line}"
                what = "a number that another answer covers as well"
                problems.append(body.problem("overlapping-numbers", what, hint, answer.place))
                break
    return problems


def _right(task: Numeric) -> str:
    return "".join(letter(n) for n, answer in enumerate(task.answers) if answer.right)


def _is_right(task: Numeric, given: str) -> bool:
    """Numbers are compared as a script does it, so that no digit too many tells the two apart."""
    fits = (answer for answer in task.answers if answer.right)
    return bool(_GIVEN.fullmatch(given)) and any(
        float(answer.low) <= float(given) <= float(answer.high) for answer in fits
    )


def number_text(answer: NumberAnswer, unit: str) -> str:
    """16, 16 – 18, with the unit."""
    ends = [_plain(answer.low), *([_plain(answer.high)] if answer.high > answer.low else [])]
    return f"{' – '.join(ends)} {unit}".strip()


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _html(task: Numeric, key: str, say: Say) -> Mapping[str, object]:
    texts = [
        (letter(n), one.right, number_text(one, task.unit), one.feedback)
        for n, one in enumerate(task.answers)
    ]
    how = say("type-number")
    return {"how": how, "texts": texts, "most": _MOST_DIGITS, "note": task.unit, "number": True}


def _on_paper(task: Numeric, say: Say) -> tuple[PaperRow, ...]:
    return tuple(
        PaperRow(one.right, escape(number_text(one, task.unit)), one.feedback) for one in task.answers
    )


def _data(task: Numeric, key: str) -> Mapping[str, object]:
    ranges = [[_number(float(end)) for end in (answer.low, answer.high)] for answer in task.answers]
    return {"ranges": ranges, **({"unit": task.unit} if task.unit else {})}


def _number(value: float) -> float | int:
    """16 rather than 16.0: it's shorter, and the same to a script."""
    return int(value) if value.is_integer() else value


def _activity(task: Numeric) -> Activity:
    return Activity("numeric", ranges=tuple((one.low, one.high) for one in task.answers if one.right))


NUMERIC: Kind[Numeric] = Kind(
    name="numeric",
    form="list",
    example="write what is accepted:  - [x] 16   or   - [x] 16..18   or   - [x] 3.5 +- 0.1",
    template="typed",
    read=read_numeric,
    letters=_right,
    meaning=lambda task: ",".join(f"{one.low}-{one.high}" for one in task.answers if one.right),
    longest=lambda task: (_MOST_KEPT, _MOST_KEPT),
    html=_html,
    on_paper=_on_paper,
    activity=_activity,
    words=lambda task: (task.unit,),
    data=_data,
    feedback=lambda task: tuple(one.feedback for one in task.answers),
    is_right=_is_right,
    keys=("unit",),
)
