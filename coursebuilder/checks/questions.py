"""Rules for questions: draws, safety questions, what may be scored, and the size of saved progress."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Course, is_scored, kind_of, questions_of
from coursebuilder.model.state_size import LIMIT, worst_parts
from coursebuilder.problems import Problem


def draw_possible(course: Course) -> Iterator[Problem]:
    """Rule: an assessment draws no more questions than there are, and no fewer than its safety questions."""
    for module in course.modules:
        page = module.assessment_page
        if page is None or page.assessment is None or page.assessment.draw is None:
            continue
        bank, draw = questions_of(page), page.assessment.draw
        safety = sum(question.safety for question in bank)
        if draw > len(bank):
            yield Problem(
                "draw-too-large",
                f"draw={draw}, but there are {len(bank)} questions",
                page.place,
                "write more questions or draw fewer",
            )
        elif safety > draw:
            yield Problem(
                "draw-too-small",
                f"draw={draw}, but {safety} questions are marked safety and always asked",
                page.place,
                f"draw={safety} at least",
            )


def safety_in_assessment(course: Course) -> Iterator[Problem]:
    """Rule (warning): questions marked safety stand on the assessment's page."""
    for module in course.modules:
        for page in module.pages:
            for question in questions_of(page):
                if question.safety and not page.assessment:
                    yield Problem(
                        "safety-outside-assessment",
                        f'question "{question.id}" is marked safety but not part of the assessment',
                        question.place,
                        "the mark works on the assessment's page; here it changes nothing",
                        "warning",
                    )


def assessment_is_scored(course: Course) -> Iterator[Problem]:
    """Rule: each question of the assessment has a right answer."""
    for module in course.modules:
        page = module.assessment_page
        for question in questions_of(page) if page else ():
            if not is_scored(question.task):
                yield Problem(
                    "unscored-in-assessment",
                    f'question "{question.id}" has no right answer: a {kind_of(question.task).name} question',
                    question.place,
                    "ask it on another page; what counts must be right or wrong",
                )


def no_wellbeing_answers_sent(course: Course) -> Iterator[Problem]:
    """Rule: in modules tagged wellbeing, no unscored question reports how the learner is to a platform."""
    for module in course.modules:
        asked = (
            [question for page in module.pages for question in questions_of(page)]
            if "wellbeing" in module.tags
            else []
        )
        for question in asked:
            if not is_scored(question.task):
                yield Problem(
                    "wellbeing-answer-sent",
                    f'question "{question.id}" would tell how the learner is',
                    question.place,
                    "ask about made-up people, or make it a reflection: that is never sent",
                )


def practice_only(course: Course) -> Iterator[Problem]:
    """Rule: questions of the assessment have no tries, confidence or hints, which are for practice."""
    for module in course.modules:
        page = module.assessment_page
        for question in questions_of(page) if page else ():
            named = {"tries=": question.tries, "confidence": question.confidence, "Hint:": question.hints}
            for name in (name for name, given in named.items() if given):
                what = f'question "{question.id}" of the assessment has {name}'
                hint = (
                    "it is for practice: leave it out, or ask on another page; attempts= stands on the page"
                )
                yield Problem("practice-only", what, question.place, hint)


def state_fits(course: Course) -> Iterator[Problem]:
    """Rule: a learner's saved progress, at its largest, isn't longer than an LMS keeps."""
    for module in course.modules:
        parts = worst_parts(module)
        size = sum(count for _, count in parts)
        if size > LIMIT:
            largest = sorted(parts, key=lambda part: -part[1])[:5]
            listed = ", ".join(f"{name} {count}" for name, count in largest)
            yield Problem(
                "state-too-large",
                f"a learner's progress may need {size} characters; an LMS keeps {LIMIT}",
                module.place,
                f"split the module; the largest parts: {listed}",
            )


RULES = (
    draw_possible,
    safety_in_assessment,
    assessment_is_scored,
    no_wellbeing_answers_sent,
    practice_only,
    state_fits,
)
