"""Unfinished is not broken: the problems that a draft shows as gaps, where a build stops at them.

A page can be shown while these stand, and everything that is there works. Any other error is broken: a page
with it would be wrong, unsafe, or not there at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from coursebuilder.problems import Problem

# code -> what a draft does without
UNFINISHED = {
    "choice-without-consequence": "what came of a reply",
    "clip-without-title": "the title of a video or recording",
    "empty-block": "the text of a block",
    "empty-module": "the text of a module",
    "empty-page": "the text of a page",
    "id-left-out": "the id of a question, reflection or scenario",
    "missing-alt": "the description of a picture",
    "missing-audience": "who the course is for",
    "missing-captions": "the captions of a video",
    "missing-minutes": "how long a module takes",
    "missing-transcript": "the transcript of a video or recording",
    "not-signed-off": "a safeguarding lead's signature",
    "objective-without-question": "a question for an objective",
    "page-without-id": "the id of a page",
    "question-without-feedback": "feedback",
    "unknown-section": "the section of a source",
    "unknown-source": "a source",
}


def sorted_out(problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
    """What is broken or a warning, and what is unfinished."""
    every = list(problems)
    unfinished = [one for one in every if one.code in UNFINISHED]
    return [one for one in every if one.code not in UNFINISHED], unfinished
