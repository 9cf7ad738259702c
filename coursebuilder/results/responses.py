"""A response as a platform holds it -> the letters that the course gives its answers.

xAPI and SCORM 2004 put [,] between parts and [.] within a pair, SCORM 1.2 uses , and . ; letters follow
the order of the source in all of them. What was typed is compared with what the author foresaw, and goes no
further.
"""

from __future__ import annotations

import re

from coursebuilder.model import FillIn, Numeric
from coursebuilder.model.kinds.fill_in import plain
from coursebuilder.model.letters import letter
from coursebuilder.results.asked import Item
from coursebuilder.results.table import OTHER

_TRUE, _FALSE = {"true", "t", "1"}, {"false", "f", "0"}
_LETTERS = re.compile(r"[a-z](?:(?:\[,\]|,|\s)*[a-z])*")
_PAIR = re.compile(r"([0-9]+|[a-z])(?:\[\.\]|\.)([a-z])")
_MOST = 26  # letters of one response; more is no response of ours


def letters_of(item: Item, response: str) -> str:
    """The response in letters: "b", "ac" (in order of the source), for matching and sort "ba_" (one for each
    source).

    "" where nothing was given, OTHER where it is nothing that the course foresees.
    """
    text = response.strip()
    if not text or item.kind == "long-fill-in":
        return ""
    if item.kind == "fill-in" or item.kind == "numeric":
        return _typed(item, text)
    text = text.lower()
    if item.kind == "true-false":
        return "a" if text in _TRUE else "b" if text in _FALSE else OTHER
    if item.sources:
        return _pairs(item, text)
    if not _LETTERS.fullmatch(text):
        return OTHER
    given = re.sub(r"[^a-z]", "", text)[:_MOST]
    if any(one >= letter(len(item.options)) for one in given):
        return OTHER
    return "".join(sorted(set(given))) if item.kind == "multiple" else given


def right_of(item: Item, given: str) -> bool | None:
    """Whether letters are the right ones, for platforms that don't say; None where nothing is right or
    wrong."""
    if not item.scored or not given:
        return None
    if item.typed:
        return given != OTHER and given in item.right
    return given == item.right


def _pairs(item: Item, text: str) -> str:
    chosen = ["_"] * len(item.sources)
    for source, target in _PAIR.findall(text):
        # SCORM 1.2 has one character a name, so its tenth left side is "a".
        at = (int(source) if source.isdigit() else ord(source) - ord("a") + 10) - 1
        if not 0 <= at < len(chosen) or target >= letter(len(item.options)):
            return OTHER
        chosen[at] = target
    return "".join(chosen) if set(chosen) != {"_"} else OTHER


def _typed(item: Item, text: str) -> str:
    """The letter of the foreseen answer that was typed."""
    task = item.question.task if item.question else None
    if isinstance(task, FillIn):
        texts = {plain(answer.text, task.case): letter(n) for n, answer in enumerate(task.answers)}
        return texts.get(plain(text, task.case), OTHER)
    if isinstance(task, Numeric):
        try:
            number = float(text)
        except ValueError:
            return OTHER
        fits = (letter(n) for n, answer in enumerate(task.answers) if answer.low <= number <= answer.high)
        return next(fits, OTHER)
    return OTHER
