"""Rules for objectives and the questions that test them."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Course, questions_of
from coursebuilder.problems import Problem, did_you_mean


def objectives_tested(course: Course) -> Iterator[Problem]:
    """Rule (warning): each objective with an id has a question that tests it."""
    for module in course.modules:
        asked = {question.objective for page in module.pages for question in questions_of(page)}
        for objective in module.objectives:
            if objective.id and objective.id not in asked:
                yield Problem(
                    "objective-without-question",
                    f'no question tests the objective "{objective.id}"',
                    objective.place,
                    f"::: question … {{objective={objective.id}}}",
                    "warning",
                )


def objectives_known(course: Course) -> Iterator[Problem]:
    """Rule: a question's objective is one of its module's."""
    for module in course.modules:
        known = [objective.id for objective in module.objectives]
        for page in module.pages:
            for question in questions_of(page):
                if question.objective is not None and question.objective not in known:
                    yield Problem(
                        "unknown-objective",
                        f'question "{question.id}" names an unknown objective "{question.objective}"',
                        question.place,
                        did_you_mean(question.objective, known)
                        if known
                        else "list the objectives in the module's settings",
                    )


RULES = (objectives_tested, objectives_known)
