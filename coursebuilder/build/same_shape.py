"""Whether a translation has the same blocks, questions and right answers as what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Block, Course, Page, Question, Scenario, blocks_of, kind_of
from coursebuilder.model.keys import right_letters, scenario_check
from coursebuilder.problems import Problem

_CURE = "keep the signs of its text, such as **Name:** before what somebody says, and tell answers apart"


def other_shapes(course: Course, other: Course) -> Iterator[Problem]:
    """An error for each page that does something else in the translation `other`."""
    for module, translated in zip(course.modules, other.modules, strict=True):
        if [page.id for page in module.pages] != [page.id for page in translated.pages]:
            what = f'the translation of "{module.id}" has other pages'
            yield Problem("translation-shape", what, module.place, _CURE)
            continue
        for page, there in zip(module.pages, translated.pages, strict=True):
            for own, made in zip(_shape(page), _shape(there), strict=False):
                if own != made:
                    what = f'the translation makes {made} of {own} on page "{page.id}"'
                    yield Problem("translation-shape", what, page.place, _CURE)
                    break
            else:
                if len(_shape(page)) != len(_shape(there)):
                    what = f'the translation of page "{page.id}" has more or fewer blocks'
                    yield Problem("translation-shape", what, page.place, _CURE)


def _shape(page: Page) -> list[str]:
    return [said for block in blocks_of(page.blocks) for said in _said(block)]


def _said(block: Block) -> Iterator[str]:
    """What a learner can do there, in words that hold in any language."""
    yield type(block).__name__
    if isinstance(block, Question):
        kind = kind_of(block.task)
        yield f'question "{block.id}" ({kind.name}, right: {right_letters(block) or "as written"})'
    elif isinstance(block, Scenario):
        changes = ",".join(
            f"{change}{len(block.gauges)}"
            for step in block.steps
            for one in step.replies
            for _, change in one.changes
        )
        yield f'scenario "{block.id}" ({scenario_check(block)} {changes})'
