"""Rules for words: those the glossary replaces, and guidance that nobody has checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coursebuilder.model import (
    Block,
    Course,
    Module,
    Prose,
    Question,
    Reflection,
    Scenario,
    Speech,
    Table,
    blocks_of,
    words_of,
)
from coursebuilder.problems import Place, Problem


def replaced_words(course: Course) -> Iterator[Problem]:
    """Rule (warning): no words that the glossary says to avoid."""
    instead = {word.casefold(): term.term for term in course.glossary for word in term.replaces}
    if not instead:
        return
    finder = re.compile(rf"\b({'|'.join(map(re.escape, instead))})s?\b", re.IGNORECASE)
    for module in course.modules:
        for text, place in _texts(module):
            if found := finder.search(text):
                what = f'"{found[0]}" is not the word these courses use'
                hint = f'say "{instead[found[1].casefold()]}" (shared/glossary.yaml)'
                yield Problem("replaced-word", what, place, hint, "warning")


def guidance_checked(course: Course) -> Iterator[Problem]:
    """Rule (warning): a person has checked cited guidance at its publisher; it changes every year."""
    pointed = {guidance.key: guidance for module in course.modules for guidance in module.guidance}
    for guidance in pointed.values():
        if not (guidance.checked_on and guidance.checked_by and guidance.review_by):
            what = f'nobody has checked the guidance "{guidance.title}" yet: learners are told so'
            hint = "look it up at the publisher; fill in edition, address, checked_on, checked_by, review_by"
            yield Problem("guidance-unchecked", what, guidance.place, hint, "warning")


def _texts(module: Module) -> Iterator[tuple[str, Place]]:
    for page in module.pages:
        yield page.title, page.place
        for block in blocks_of(page.blocks):
            yield _text(block), block.place
    for note in module.tutor_notes:
        yield note.title, note.place
        for block in blocks_of(note.blocks):
            yield _text(block), block.place


def _text(block: Block) -> str:
    match block:
        case Prose(text=text) | Table(text=text) | Reflection(prompt=text) | Speech(text=text):
            return text
        case Scenario(steps=steps):
            return " ".join(reply.text for step in steps for reply in step.replies)
        case Question(text=text, task=task):
            return " ".join((text, *words_of(task)))
        case _:
            return ""


RULES = (replaced_words, guidance_checked)
