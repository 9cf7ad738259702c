"""How sure learners feel: asked where a course or provider wants it, and never about their own wellbeing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.model import Course, Likert, LongFillIn, Module, questions_of
from coursebuilder.package import Inline
from coursebuilder.targets import TARGETS

ROOT = Path(__file__).parent.parent
TOOLKIT = ROOT / "courses" / "toolkit_intro"
WELLBEING = "looking-after-yourself"


def provided(folder: Path, *lines: str) -> Path:
    path = folder / "provider.yaml"
    path.write_text("\n".join(["name: Riverside", *lines]), encoding="utf-8")
    return path


def read(provider: Path | None) -> Course:
    read = read_courses([TOOLKIT], provider)
    assert [problem for problem in read.problems if problem.severity == "error"] == []
    return read.courses[0]


def sure(module: Module) -> list[str]:
    return [page.id for page in module.pages if page.id.startswith("confidence-")]


def page(course: Course, module: str, target: str) -> str:
    (order,) = (order for order in orders(course) if order.modules[0].id == module)
    file = build_package(order, TARGETS[target]).files["index.html"]
    assert isinstance(file, Inline)
    return file.data.decode()


@pytest.mark.parametrize("lines", [(), ("confidence_questions: no",)])
def test_nobody_is_asked_unless_somebody_says_so(tmp_path: Path, lines: Sequence[str]) -> None:
    course = read(provided(tmp_path, *lines))
    assert [sure(module) for module in course.modules] == [[]] * len(course.modules)
    assert "sure-before" not in page(course, "role", "scorm12")


def test_every_module_asks_once_before_and_once_after_but_the_one_about_wellbeing(tmp_path: Path) -> None:
    course = read(provided(tmp_path, "confidence_questions: yes"))
    for module in course.modules:
        names = [one.id for one in module.pages]
        if module.id == WELLBEING:
            assert sure(module) == []
            continue
        assert sure(module) == ["confidence-before", "confidence-after"]
        assert names[1] == "confidence-before" and names[-2:] == ["confidence-after", "check"]
        for one in (module.pages[1], module.pages[-2]):
            asked = questions_of(one)
            assert [isinstance(question.task, Likert) for question in asked] == [True] * len(
                module.objectives
            )
            assert {question.objective for question in asked} == {None}


@pytest.mark.slow
def test_the_wellbeing_module_never_sends_how_a_learner_is(tmp_path: Path) -> None:
    course = read(provided(tmp_path, "confidence_questions: yes"))
    (module,) = (module for module in course.modules if module.id == WELLBEING)
    asked = [question for one in module.pages for question in questions_of(one)]
    assert asked and not any(isinstance(question.task, Likert | LongFillIn) for question in asked)
    without = read(None)
    for target in TARGETS:
        made = page(course, WELLBEING, target)
        assert "Your provider can see the answers" not in made and "sure-before" not in made
    assert [one.id for one in module.pages] == [
        one.id for one in next(one for one in without.modules if one.id == WELLBEING).pages
    ]


@pytest.mark.slow
def test_the_page_says_who_sees_the_answers_and_where_nobody_does(tmp_path: Path) -> None:
    course = read(
        provided(tmp_path, "confidence_questions: yes", "anonymous_form: https://riverside.example/form")
    )
    sent = "you may leave it out. Your provider can see the answers."
    kept = "you may leave it out. Your answers are not sent to anyone."
    for target in TARGETS:
        made = page(course, "role", target)
        alone = target == "web"
        assert (made.count(sent), made.count(kept)) == ((0, 2) if alone else (2, 0))
        assert made.count("https://riverside.example/form") == 2  # after the module, and in the help
