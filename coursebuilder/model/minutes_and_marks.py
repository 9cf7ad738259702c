"""What a module promises its learner: minutes a page, right answers that pass, pages to read again."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from coursebuilder.model import (
    Block,
    Callout,
    Clip,
    Module,
    Objective,
    Page,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Table,
    blocks_of,
    questions_of,
    words_of,
)

_WORDS_A_MINUTE = 130


def needed_right(asked: int, mastery: Decimal) -> int:
    """The fewest right answers that pass: the percentage, rounded half up, must reach the mastery score."""
    for right in range(asked):
        if (200 * right + asked) // (2 * asked) >= mastery * 100:
            return right
    return asked


def page_minutes(blocks: tuple[Block, ...]) -> float:
    """An estimate of what a page of these blocks takes, in minutes, at least half a minute.

    Reading at 130 words a minute, 0.75 minutes a question, 1 a reflection, 2 a scenario with all that is
    said in it.
    """
    minutes = 0.0
    for outer in blocks:
        for block in (outer,) if isinstance(outer, Scenario) else blocks_of((outer,)):
            minutes += _word_count(block) / _WORDS_A_MINUTE
            minutes += {Question: 0.75, Reflection: 1.0, Scenario: 2.0}.get(type(block), 0.0)
    return max(0.5, minutes)


def _word_count(block: Block) -> int:
    match block:
        case Prose(text=text) | Table(text=text):
            return len(text.split())
        case Question(text=text, task=task):
            return sum(len(said.split()) for said in (text, *words_of(task)))
        case Reflection(prompt=text) | Reveal(title=text) | Callout(title=text) | Clip(title=text):
            return len(text.split())
        case _:
            return 0


def shown_minutes(module: Module) -> tuple[int, ...]:
    """Whole minutes a page that add up to the module's, at least one each; largest remainders round up."""
    estimates = [page.minutes for page in module.pages]
    total = module.minutes or round(sum(estimates))
    scale = total / (sum(estimates) or 1)
    exact = [estimate * scale for estimate in estimates]
    shown = [max(1, math.floor(minutes)) for minutes in exact]
    for _ in range(sum(shown), total):
        shown[max(range(len(shown)), key=lambda n: exact[n] - shown[n])] += 1
    while sum(shown) > total and max(shown) > 1:
        longer = [n for n in range(len(shown)) if shown[n] > 1]
        shown[max(longer, key=lambda n: shown[n] - exact[n])] -= 1
    return tuple(shown)


def pages_teaching(objective: Objective, module: Module) -> tuple[Page, ...]:
    """The pages that an objective's author names, else those with a practice question for it, if any."""
    if objective.pages:
        return tuple(page for page in module.pages if page.id in objective.pages)
    return tuple(
        page
        for page in module.pages
        if not page.assessment and any(one.objective == objective.id for one in questions_of(page))
    )


def pages_to_reread(objective: Objective, module: Module) -> tuple[Page, ...]:
    """The pages that teach an objective; where none is known, the one page that shares most words with it."""
    reading = [page for page in module.pages if not page.assessment]
    taught = pages_teaching(objective, module)
    if taught or objective.pages or not reading:
        return taught
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
        elif isinstance(block, Callout | Clip | Reveal):
            parts.append(block.title)
    return " ".join(parts)
