"""Small pieces of a course, made in one line where a test needs only their shape."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from coursebuilder.model import (
    Answer,
    Assessment,
    Choice,
    FillIn,
    Matching,
    Module,
    NumberAnswer,
    Numeric,
    Option,
    Page,
    Question,
    Rules,
    Sequencing,
    Sort,
    Task,
)
from coursebuilder.problems import Place

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HERE = Place("made.md", 1)


def question(
    key: str, right: str, answers: int = 3, multiple: bool = False, safety: bool = False
) -> Question:
    """A question whose id is q-KEY and whose right answers are the letters of `right`."""
    letters = LETTERS[:answers]
    made = tuple(Answer(_HERE, letter, letter, letter in right, "") for letter in letters)
    return Question(_HERE, f"q-{key}", key, "?", "?", "", None, safety, Choice(made, multiple))


def asked(key: str, task: Task) -> Question:
    """A question for practice with this task."""
    return Question(_HERE, f"q-{key}", key, "?", "?", "", None, False, task)


def options(*texts: str) -> tuple[Option, ...]:
    """Words without a right or wrong of their own."""
    return tuple(Option(_HERE, text, text) for text in texts)


def matching(key: str, pairs: int, distractors: int = 0) -> Question:
    """Left sides 0, 1, ... with right sides a, b, ..."""
    rights = options(*LETTERS[: pairs + distractors])
    lefts = options(*map(str, range(pairs)))
    return asked(key, Matching(("Left", "Right"), tuple(zip(lefts, rights, strict=False)), rights[pairs:]))


def sorting(key: str, *places: int) -> Question:
    """Items 0, 1, ..., each with the number of its bin; bins are a, b, ..."""
    items, bins = options(*map(str, range(len(places)))), options(*LETTERS[: max(places) + 1])
    return asked(key, Sort(("Item", "Bin"), items, bins, places, ("",) * len(places)))


def sequencing(key: str, steps: int) -> Question:
    """Steps a, b, ..."""
    return asked(key, Sequencing(options(*LETTERS[:steps])))


def fill_in(key: str, accepted: Iterable[str], wrong: Iterable[str] = (), case: bool = False) -> Question:
    """Texts that are accepted, then foreseen wrong ones."""
    rows = [*((text, True) for text in accepted), *((text, False) for text in wrong)]
    return asked(key, FillIn(tuple(Answer(_HERE, text, text, right, "") for text, right in rows), case))


def numeric(key: str, *ranges: tuple[str, str], wrong: Iterable[tuple[str, str]] = ()) -> Question:
    """Ranges that are right, then foreseen wrong ones."""
    rows = [*((ends, True) for ends in ranges), *((ends, False) for ends in wrong)]
    answers = (NumberAnswer(_HERE, Decimal(low), Decimal(high), right, "") for (low, high), right in rows)
    return asked(key, Numeric(tuple(answers), ""))


def page(key: str, *questions: Question, assessment: Assessment | None = None) -> Page:
    """A page of nothing but questions."""
    return Page(_HERE, f"p-{key}", key, key, questions, assessment, 1.0)


def assessment(draw: int | None = None, attempts: int | None = None) -> Assessment:
    """What makes a page the assessment."""
    return Assessment(_HERE, draw, attempts)


def module(*pages: Page, rules: Rules | None = None) -> Module:
    """A module of these pages."""
    return Module(_HERE, "made", "Made", 5, "testers", (), (), False, (), rules or Rules(), pages, (), ())
