"""How sure learners feel, before and after a module: two pages that a course or its provider may turn on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape

from coursebuilder.model import Block, Course, Likert, Module, Objective, Option, Page, Prose, Question
from coursebuilder.model.keys import key_of
from coursebuilder.problems import Problem
from coursebuilder.words import Words, words

_WORDS = {
    "before": ("confidence-before-title", "confidence-before-text"),
    "after": ("confidence-after-title", "confidence-after-text"),
}
_MINUTES = 0.5  # a page: a tick for each of two to four objectives


def with_confidence(modules: tuple[Module, ...], course: Course) -> tuple[Module, ...]:
    """The modules with a page of questions after the opening and one before the assessment, or at the end.

    One question an objective, not scored. A module about the learner's own wellbeing gets none: nothing about
    how they are is ever sent.
    """
    return tuple(
        module if "wellbeing" in module.tags or not module.objectives else _asking(module, course)
        for module in modules
    )


def must_answer(modules: tuple[Module, ...]) -> Iterator[Problem]:
    """Modules that nobody could finish without answering, though the pages say that one may leave it."""
    for module in modules:
        if module.rules.completion == "questions":
            yield Problem(
                "confidence-not-free",
                f'module "{module.id}" would make learners answer how sure they feel',
                module.place,
                "completion: viewed, or confidence_questions: no",
            )


def _asking(module: Module, course: Course) -> Module:
    pages = list(module.pages)
    end = next((n for n, page in enumerate(pages) if page.assessment), len(pages))
    pages.insert(end, _page("after", module, course))
    pages.insert(1, _page("before", module, course))
    return replace(module, pages=tuple(pages), minutes=module.minutes + 1)


def _page(when: str, module: Module, course: Course) -> Page:
    said, name = words(course.language), f"confidence-{when}"
    title, text = _WORDS[when]
    lines: list[str] = [said.say(text), said.say("confidence-told")]
    if when == "after" and course.provider and course.provider.anonymous_form:
        lines.append(_form(course.provider.anonymous_form, said))
    html = "\n".join(f"<p>{line}</p>" for line in lines)
    told = Prose(module.place, html, f"{said.page[text]}\n{said.page['confidence-told']}")
    asked = tuple(_question(objective, when, course) for objective in module.objectives)
    blocks: tuple[Block, ...] = (told, *asked)
    return Page(module.place, name, key_of("page", name), said.page[title], blocks, None, _MINUTES)


def _form(address: str, said: Words) -> str:
    hidden = f'<span class="visually-hidden"> {said.say("new-window")}</span>'
    shown = f"{said.say('confidence-form-link')}{hidden}"
    link = f'<a href="{escape(address)}" target="_blank" rel="noopener">{shown}</a>'
    return f"{said.say('confidence-form')} {link}"


def _question(objective: Objective, when: str, course: Course) -> Question:
    said, identifier = words(course.language).page, f"sure-{when}-{objective.id}"
    asked = said["confidence-ask"].format(objective=objective.text)
    points = tuple(
        Option(objective.place, escape(point), point) for point in said["confidence-points"].split(" / ")
    )
    key = key_of("question", identifier)
    return Question(objective.place, identifier, key, escape(asked), asked, "", None, False, Likert(points))
