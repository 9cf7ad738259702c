"""Small pieces of a course, made in one line where a test needs only their shape."""

from __future__ import annotations

from coursebuilder.model import Answer, Assessment, Choice, Module, Page, Question, Rules
from coursebuilder.problems import Place

_HERE = Place("made.md", 1)


def question(
    key: str, right: str, answers: int = 3, multiple: bool = False, safety: bool = False
) -> Question:
    """A question whose id is q-KEY and whose right answers are the letters of `right`."""
    letters = "abcdefghijklmnopqrstuvwxyz"[:answers]
    made = tuple(Answer(_HERE, letter, letter, letter in right, "") for letter in letters)
    return Question(_HERE, f"q-{key}", key, "?", "?", "", None, safety, Choice(made, multiple))


def page(key: str, *questions: Question, assessment: Assessment | None = None) -> Page:
    """A page of nothing but questions."""
    return Page(_HERE, f"p-{key}", key, key, questions, assessment, 1.0)


def assessment(draw: int | None = None, attempts: int | None = None) -> Assessment:
    """What makes a page the assessment."""
    return Assessment(_HERE, draw, attempts)


def module(*pages: Page, rules: Rules | None = None) -> Module:
    """A module of these pages."""
    return Module(_HERE, "made", "Made", 5, "testers", (), (), False, (), rules or Rules(), pages, (), ())
