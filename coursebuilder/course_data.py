"""What the runtime must know of a module and markup can't hold: the JSON in the page, and the numbers in it.

Right answers and feedback of assessed questions are in here and nowhere else in a package.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from decimal import Decimal

from coursebuilder.keys import check_character, letter, right_letters
from coursebuilder.model import (
    Callout,
    Choice,
    Course,
    Module,
    Objective,
    Page,
    Prose,
    Question,
    Reflection,
    Reveal,
    Table,
    blocks_of,
    questions_of,
)

FORMAT = 1  # of the JSON; the runtime refuses a newer one


def course_data(module: Module, course: Course, player_words: Mapping[str, str]) -> dict[str, object]:
    """The module's JSON without what differs by target and build."""
    minutes = shown_minutes(module)
    return {
        "format": FORMAT,
        "course": course.id,
        "module": module.id,
        "title": module.title,
        "version": course.version,
        "language": course.language,
        "pages": [
            {"id": page.id, "key": page.key, "title": page.title, "minutes": n}
            for page, n in zip(module.pages, minutes, strict=True)
        ],
        "questions": [_question(item, page) for page in module.pages for item in questions_of(page)],
        "reflections": [
            block.id
            for page in module.pages
            for block in blocks_of(page.blocks)
            if isinstance(block, Reflection)
        ],
        "assessment": _assessment(module.assessment_page),
        "objectives": [
            {"id": item.id, "text": item.text, "pages": [page.id for page in pages_to_reread(item, module)]}
            for item in module.objectives
        ],
        "rules": {
            "mastery": float(module.rules.mastery_score),
            "completion": module.rules.completion,
            "end_status": module.rules.end_status,
            "on_fail": module.rules.on_fail,
            "navigation": module.rules.navigation,
        },
        "words": dict(player_words),
    }


def as_script(data: Mapping[str, object]) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _question(question: Question, page: Page) -> dict[str, object]:
    task = question.task
    data: dict[str, object] = {
        "id": question.id,
        "key": question.key,
        "page": page.id,
        "kind": "multiple" if task.multiple else "choice",
        "check": check_character(question),
        "objective": question.objective,
        "safety": question.safety,
        "assessed": page.assessment is not None,
        "text": question.text,
        "right": right_letters(question),
        "answers": [answer.text for answer in task.answers],
    }
    if page.assessment:
        data["why"] = _why(task)
        data["after"] = question.feedback
    return data


def _why(task: Choice) -> dict[str, str]:
    return {letter(n): answer.feedback for n, answer in enumerate(task.answers) if answer.feedback}


def _assessment(page: Page | None) -> dict[str, object] | None:
    if page is None or page.assessment is None:
        return None
    return {"page": page.id, "draw": questions_asked(page), "attempts": page.assessment.attempts}


def questions_asked(page: Page) -> int:
    """How many questions one try at the assessment asks."""
    bank = len(questions_of(page))
    draw = page.assessment.draw if page.assessment else None
    return bank if draw is None else min(draw, bank)


def needed_right(asked: int, mastery: Decimal) -> int:
    """The fewest right answers that pass: the percentage, rounded half up, must reach the mastery score."""
    for right in range(asked):
        if (200 * right + asked) // (2 * asked) >= mastery * 100:
            return right
    return asked


def shown_minutes(module: Module) -> tuple[int, ...]:
    """Whole minutes a page that add up to the module's, at least one each; largest remainders round up."""
    estimates = [page.minutes for page in module.pages]
    total = module.minutes or round(sum(estimates))
    scale = total / (sum(estimates) or 1)
    exact = [estimate * scale for estimate in estimates]
    shown = [max(1, math.floor(minutes)) for minutes in exact]
    while sum(shown) < total:
        shown[max(range(len(shown)), key=lambda n: exact[n] - shown[n])] += 1
    while sum(shown) > total and max(shown) > 1:
        longer = [n for n in range(len(shown)) if shown[n] > 1]
        shown[max(longer, key=lambda n: shown[n] - exact[n])] -= 1
    return tuple(shown)


def pages_to_reread(objective: Objective, module: Module) -> tuple[Page, ...]:
    """Pages with a practice question on the objective; else the one page that shares most words with it."""
    reading = [page for page in module.pages if not page.assessment]
    practised = tuple(
        page for page in reading if any(item.objective == objective.id for item in questions_of(page))
    )
    if practised or not reading:
        return practised
    tested = (item for page in module.pages for item in questions_of(page) if item.objective == objective.id)
    sought = _long_words(" ".join((objective.text, *(item.text for item in tested))))
    # The opening page names every objective's subject without treating it, so it comes last.
    order = [*reading[1:], reading[0]]
    return (max(order, key=lambda page: len(sought & _long_words(_text_of(page)))),)


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{5,}", text.lower()))


def _text_of(page: Page) -> str:
    parts = [page.title]
    for block in blocks_of(page.blocks):
        if isinstance(block, Prose | Table | Question):
            parts.append(block.text)
        elif isinstance(block, Callout | Reveal):
            parts.append(block.title)
    return " ".join(parts)
