"""What a course asks, as the readers and the report need it: its pages, questions, steps and objectives by
id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from coursebuilder.model import (
    Course,
    Module,
    Page,
    Question,
    Scenario,
    Step,
    kind_of,
    questions_asked,
    questions_of,
    scenarios_of,
)
from coursebuilder.model.keys import told_as
from coursebuilder.model.letters import letters
from coursebuilder.problems import Place

Part = Literal["assessment", "practice", "scenario", "confidence"]
WHOLE = "*"  # stands for the module where a platform was told of the whole course at once
_SURE = ("sure-before-", "sure-after-")  # how the ids of questions of confidence begin


@dataclass(frozen=True, slots=True)
class Item:
    """A question, or a scenario's step, as reports name it.

    options: the texts that letters stand for; for matching those of the right sides, for sort the bins
    sources: the left sides of matching, the items of sort
    unsafe: letters of replies that the author marks as unsafe
    """

    module: str
    id: str
    part: Part
    kind: str
    page: str
    objective: str
    text: str
    right: str
    place: Place
    options: tuple[str, ...]
    sources: tuple[str, ...] = ()
    unsafe: str = ""
    question: Question | None = None

    @property
    def typed(self) -> bool:
        """Whether learners type the answer."""
        return self.kind in {"fill-in", "numeric", "long-fill-in"}

    @property
    def in_parts(self) -> bool:
        """Whether an answer is several parts that fit or don't by themselves."""
        return self.kind == "multiple" or bool(self.sources)

    @property
    def scored(self) -> bool:
        """Whether there is a right and a wrong."""
        return self.question is not None and kind_of(self.question.task).scored


@dataclass(frozen=True, slots=True)
class AskedModule:
    """A module's pages in order, and how its assessment asks: `draw` of the questions of a bank, or all of
    them."""

    module: Module
    pages: tuple[Page, ...]
    items: dict[str, Item]
    bank: int
    draw: int

    @property
    def all_asked(self) -> bool:
        """Whether everybody is asked every question of the assessment."""
        return self.bank > 0 and self.draw == self.bank


def asked_in(course: Course) -> dict[str, AskedModule]:
    """The course's modules by id."""
    return {module.id: _asked(module) for module in course.modules}


def _asked(module: Module) -> AskedModule:
    page = module.assessment_page
    bank = len(questions_of(page)) if page else 0
    items = {item.id: item for item in _items(module)}
    return AskedModule(module, module.pages, items, bank, questions_asked(page) if page else 0)


def _items(module: Module) -> Iterator[Item]:
    for page in module.pages:
        for question in questions_of(page):
            yield _question(module, page, question)
        for scenario in scenarios_of(page):
            for step in scenario.steps:
                if step.replies:
                    yield _step(module, page, scenario, step)


def _question(module: Module, page: Page, question: Question) -> Item:
    kind = kind_of(question.task)
    activity = kind.activity(question.task)
    answers = getattr(question.task, "answers", ())
    options = activity.options or tuple(_answer_text(answer) for answer in answers)
    part: Part = "practice"
    if page.assessment:
        part = "assessment"
    elif question.id.startswith(_SURE):
        part = "confidence"
    return Item(
        module.id,
        question.id,
        part,
        kind.name,
        page.id,
        question.objective or "",
        question.text,
        kind.letters(question.task) or activity.letters,
        question.place,
        options,
        activity.sources,
        question=question,
    )


def _answer_text(answer: object) -> str:
    """What an author wrote as an answer: a text, or a number or range of numbers."""
    text = getattr(answer, "text", None)
    if isinstance(text, str):
        return text
    low, high = getattr(answer, "low", ""), getattr(answer, "high", "")
    return f"{low}" if low == high else f"{low} – {high}"


def _step(module: Module, page: Page, scenario: Scenario, step: Step) -> Item:
    named = zip(letters(len(step.replies)), step.replies, strict=True)
    return Item(
        module.id,
        told_as(scenario, step),
        "scenario",
        "choice",
        page.id,
        "",
        step.title,
        "",
        step.place,
        tuple(reply.text for reply in step.replies),
        unsafe="".join(letter for letter, reply in named if reply.verdict == "unsafe"),
    )
