"""Advice on pages in a row: something to do, the opening page, gaps, minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coursebuilder.checks.advice.reading import CourseText
from coursebuilder.checks.advice.record import Advice, Finding
from coursebuilder.model import (
    Block,
    Callout,
    Page,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Table,
)

_ACTIVE = (Question, Reflection, Reveal, Scenario)
_GAP = 'class="gap"'


def has_something_to_do(blocks: Iterable[Block]) -> bool:
    """Whether a learner answers, chooses, writes or opens something among a page's blocks."""
    return any(isinstance(block, _ACTIVE) for block in blocks)


def _passive(text: CourseText, limit: float) -> Iterator[Finding]:
    """`limit` pages or more in a row without anything to do."""
    for module in text.modules:
        row: list[Page] = []
        for page, blocks in (*module.pages, (None, ())):
            if page and not has_something_to_do(blocks):
                row += [page] if blocks else []
                continue
            if len(row) >= limit:
                what = f"{len(row)} pages in a row without anything to do, from here on"
                hint = "ask a practice question about them, or let learners choose, open or write something"
                yield Finding(row[0].place, what, hint)
            row = []


def _opening(text: CourseText, limit: float) -> Iterator[Finding]:
    """An opening page of more than `limit` words: about two screens of a small laptop."""
    for module in text.modules:
        words = words_on(module.pages[0][1]) if len(module.pages) > 1 else 0
        if words > limit:
            what = (
                f"the opening page has {words} words: about {words / 125:.0f} screens before the first step"
            )
            hint = (
                "say what it is about in a few sentences; move warnings and organisation to where "
                "they are needed"
            )
            yield Finding(module.module.pages[0].place, what, hint)


def words_on(blocks: Iterable[Block]) -> int:
    """How many words of text, tables and titles a page's blocks show."""
    count = 0
    for block in blocks:
        if isinstance(block, Prose | Table):
            count += len(block.text.split())
        elif isinstance(block, Callout):
            count += len(block.title.split())
    return count


def _gaps(text: CourseText, limit: float) -> Iterator[Finding]:
    """More than `limit` gaps that the provider has still to fill on one page."""
    for module in text.modules:
        for page, blocks in module.pages:
            gaps = sum(block.html.count(_GAP) for block in blocks if isinstance(block, Prose | Table))
            if gaps > limit:
                what = (
                    f'{gaps} gaps on the page "{page.title or "Start"}": it reads like a form nobody '
                    f"filled in"
                )
                hint = "ask for fewer of the provider's details here, or gather them on one page at the end"
                yield Finding(page.place, what, hint)


def _minutes(text: CourseText, limit: float) -> Iterator[Finding]:
    """Fewer minutes than the estimate, by more than `limit` and more than two.

    Far fewer are a warning already. More may be right: what learners try beside the page isn't counted.
    """
    for module in text.modules:
        estimate = sum(page.minutes for page in module.module.pages)
        told = module.module.minutes
        if 0.67 <= told / estimate < 1 - limit and estimate - told > 2:
            what = f"minutes: {told}, and reading and answering alone takes about {estimate:.0f}"
            yield Finding(
                module.module.place, what, "let a colleague try it with a watch, then correct one of them"
            )


def _long(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules:
        if module.module.minutes > limit:
            what = f"{module.module.minutes} minutes in one module"
            hint = "split it where learners could stop: each module is a package and a sitting of its own"
            yield Finding(module.module.place, what, hint)


ADVICE = (
    Advice("nothing-to-do", _passive, 4),
    Advice("long-opening", _opening, 250),
    Advice("many-gaps", _gaps, 3),
    Advice("minutes-doubtful", _minutes, 0.25),
    Advice("long-module", _long, 30),
)
