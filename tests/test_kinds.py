"""Each kind's record in Python beside its template and its record in the player's script."""

from __future__ import annotations

from pathlib import Path

import pytest
from js import Node, run

from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import KINDS, Question, kind_of, questions_of
from coursebuilder.model.letters import letters
from coursebuilder.model.scoring import is_right
from coursebuilder.model.shown_order import shuffled

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "coursebuilder" / "pages" / "templates" / "blocks"
SCRIPT = {"kinds.js": ("QUESTION_KINDS",)}


@pytest.fixture(scope="module")
def one_of_each() -> dict[str, Question]:
    """A question of each kind, by its name, from the courses that show them."""
    folders = [ROOT / "coursebuilder/build/specimen/course", ROOT / "tests/packages/kinds/course"]
    modules = [module for read in read_courses(folders).courses for module in read.modules]
    questions = [one for module in modules for page in module.pages for one in questions_of(page)]
    return {kind_of(one.task).name: one for one in questions}


def test_every_kind_is_shown_in_a_course(one_of_each: dict[str, Question]) -> None:
    assert set(one_of_each) == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_the_name_is_the_key_and_the_template_is_there(name: str) -> None:
    assert KINDS[name].name == name
    assert (TEMPLATES / f"{KINDS[name].template}.html.j2").is_file()


@pytest.mark.parametrize("name", KINDS)
def test_script_and_record_name_the_same_interaction_type(
    node: Node, one_of_each: dict[str, Question], name: str
) -> None:
    kind, task = KINDS[name], one_of_each[name].task
    said = run(node, SCRIPT, "return T.QUESTION_KINDS[name].type || name;", name=name)
    assert said == kind.activity(task).type


@pytest.mark.parametrize("name", KINDS)
def test_what_a_record_says_agrees(one_of_each: dict[str, Question], name: str) -> None:
    question = one_of_each[name]
    kind, task = kind_of(question.task), question.task
    activity, right = kind.activity(task), kind.letters(task)
    assert kind.scored is bool(right) is bool(activity.letters or activity.texts or activity.ranges)
    assert activity.letters in ("", right)
    assert is_right(question, "") is (False if kind.scored else None)
    assert set(right) <= set(letters(26)) and min(kind.longest(task)) >= 1


def test_the_order_shown_is_never_the_right_one() -> None:
    orders = {key: shuffled(key, 4) for key in ("abc", "x7q", "k2m", "000")}
    assert all(sorted(order) == list("abcd") and order != "abcd" for order in orders.values())
    assert len(set(orders.values())) > 1
