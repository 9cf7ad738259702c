"""Rules for the shape of a course and its modules."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Course, questions_of
from coursebuilder.problems import Problem


def modules_not_empty(course: Course) -> Iterator[Problem]:
    """Rule: each module has text."""
    for module in course.modules:
        if len(module.pages) == 1 and not module.pages[0].blocks:
            yield Problem(
                "empty-module",
                f'module "{module.id}" has no text',
                module.place,
                "write what learners read, a ## heading for each page",
            )


def pages_not_empty(course: Course) -> Iterator[Problem]:
    """Rule (warning): each page but the first has content."""
    for module in course.modules:
        for page in module.pages[1:]:
            if not page.blocks:
                yield Problem(
                    "empty-page",
                    f'the page "{page.title}" is empty',
                    page.place,
                    "write its text, or remove the heading",
                    "warning",
                )


def one_assessment(course: Course) -> Iterator[Problem]:
    """Rule: a module has one assessment at most."""
    for module in course.modules:
        for page in [page for page in module.pages if page.assessment][1:]:
            yield Problem(
                "second-assessment",
                "a second assessment in one module",
                page.place,
                "one page a module carries {.assessment}; ask the other questions for practice",
            )


def assessment_has_questions(course: Course) -> Iterator[Problem]:
    """Rule: an assessment's page has questions."""
    for module in course.modules:
        page = module.assessment_page
        if page is not None and not questions_of(page):
            yield Problem(
                "assessment-without-questions",
                "an assessment without questions",
                page.place,
                "put ::: question blocks on the page, or remove .assessment",
            )


def minutes_plausible(course: Course) -> Iterator[Problem]:
    """Rule (warning): a module's minutes are near the estimate of its pages, since learners plan by them."""
    for module in course.modules:
        estimate = sum(page.minutes for page in module.pages)
        far = not 0.67 <= module.minutes / estimate <= 1.5
        if far and abs(module.minutes - estimate) > 2:  # minutes are whole, and short modules differ by one
            yield Problem(
                "minutes-off",
                f"minutes: {module.minutes}, but reading and answering takes about {max(1, round(estimate))}",
                module.place,
                "correct the minutes, or the length",
                "warning",
            )


def safeguarding_comes_first(course: Course) -> Iterator[Problem]:
    """Rule: a module tagged contact comes after one that teaches safeguarding.

    Learners must know whom to tell before they meet young people. A module may carry both tags, because it
    uses a few safeguarding steps; it doesn't stand in for the module that teaches them.
    """
    safe = False
    for module in course.modules:
        contact = "contact" in module.tags
        safe = safe or module.teaches_safeguarding
        if contact and not safe:
            what = f'module "{module.id}" leads to contact with young people before any safeguarding module'
            hint = "list a module tagged safeguarding before it in course.yaml"
            yield Problem("safeguarding-missing", what, module.place, hint)


RULES = (
    modules_not_empty,
    pages_not_empty,
    one_assessment,
    assessment_has_questions,
    minutes_plausible,
    safeguarding_comes_first,
)
