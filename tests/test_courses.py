"""What no single question of the courses shows: where the right answers stand, and how long they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import Choice, Module, questions_of, scenarios_of

COURSES = Path(__file__).parent.parent / "courses"


@pytest.fixture(scope="module")
def modules() -> list[Module]:
    """Of both courses, the shared ones once."""
    read = read_courses([COURSES / name for name in ("toolkit_intro", "wider_workforce")]).courses
    return list({module.id: module for course in read for module in course.modules}.values())


def single(modules: list[Module]) -> Iterator[tuple[int, list[int]]]:
    """Of each question with one right answer of three: its place, and how long all answers are."""
    for question in (one for module in modules for page in module.pages for one in questions_of(page)):
        if isinstance(question.task, Choice):
            rights = [n for n, answer in enumerate(question.task.answers) if answer.right]
            lengths = [len(answer.text) for answer in question.task.answers]
            if len(rights) == 1 and len(lengths) == 3:
                yield rights[0], lengths


def test_the_right_answer_stands_in_every_place_alike(modules: list[Module]) -> None:
    places = Counter(place for place, _ in single(modules))
    assert places.total() >= 80
    assert all(0.25 <= places[n] / places.total() <= 0.42 for n in range(3)), places


def test_the_best_reply_stands_in_every_place(modules: list[Module]) -> None:
    steps = [
        step
        for module in modules
        for page in module.pages
        for scenario in scenarios_of(page)
        for step in scenario.steps
        if len(step.replies) == 3
    ]
    places = Counter(next(n for n, one in enumerate(step.replies) if one.verdict == "best") for step in steps)
    assert places.total() >= 20 and min(places[n] for n in range(3)) / places.total() >= 0.15, places


def test_the_right_answer_is_not_known_by_its_length(modules: list[Module]) -> None:
    asked = list(single(modules))
    longest = sum(lengths[place] == max(lengths) for place, lengths in asked)
    assert longest / len(asked) <= 0.45
    for place, lengths in asked:
        others = [length for n, length in enumerate(lengths) if n != place]
        assert lengths[place] <= 1.2 * max(others), lengths


def test_minutes_are_what_reading_and_answering_take(modules: list[Module]) -> None:
    off = {one.id: one.minutes - sum(page.minutes for page in one.pages) for one in modules}
    assert {name: by for name, by in off.items() if abs(by) > 1} == {}
    most = {one.id: 25 if one.teaches_safeguarding else 21 for one in modules}
    assert all(12 <= one.minutes <= most[one.id] for one in modules)


def test_every_objective_is_tested_where_it_counts_and_four_to_six_questions_are_asked(
    modules: list[Module],
) -> None:
    for module in modules:
        assert module.assessment_page is not None
        asked = questions_of(module.assessment_page)
        assert 4 <= len(asked) <= 6, module.id
        assert {one.id for one in module.objectives} == {one.objective for one in asked}, module.id
        assert 2 <= len(module.objectives) <= 4
