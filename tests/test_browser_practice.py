"""Help with practice in a real browser: tries that are counted, and how sure one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from talking import Talk, at
from test_browser_kinds import answers

if TYPE_CHECKING:
    pass

STATUS = "cmi.core.lesson_status"


def test_tries_are_counted_and_the_last_one_shows_the_answer(talk: Talk) -> None:
    with talk() as lms:
        learner = at(lms, "practice")
        learner.check("first-word", "a")
        assert "You have 1 try left." in learner.verdict("first-word")
        learner.close()
        learner = at(lms, "practice")
        assert "You have 1 try left." in learner.verdict("first-word")
        learner.check("first-word", "b")
        for _ in range(2):
            form = learner.find("#q-first-word").inner_text()
            assert "This was the answer" in form and "Your answer" in form
            assert "the answer is shown" in learner.verdict("first-word")
            assert all(box.is_disabled() for box in learner.find("#q-first-word .answers input").all())
            assert not learner.find("#q-first-word [data-action=check]").is_visible()
            learner.close()
            learner = at(lms, "practice")
        learner.check("in-order", "acb")
        assert "the answer is shown" in learner.verdict("in-order")
        assert "data-verdict" in str(learner.find("body").evaluate(
            "(root) => root.ownerDocument.activeElement.outerHTML"))  # fmt: skip


@pytest.mark.parametrize(
    ("sure", "answer", "said"),
    [
        ("3", "a", "worth a second look"),
        ("1", "c", "You were guessing"),
        ("2", "a", ""),
        ("3", "c", "rightly so"),
    ],
)
def test_how_sure_one_is_shapes_what_is_said_and_nobody_hears_of_it(
    talk: Talk, sure: str, answer: str, said: str
) -> None:
    with talk() as lms:
        learner = at(lms, "practice")
        learner.find(f"#q-first-word .sure input[value='{sure}']").check()
        learner.check("first-word", answer)
        verdict = learner.verdict("first-word")
        assert said in verdict if said else "sure" not in verdict
        learner.leave()
        records = lms.stored()["cmi.suspend_data"].split(".")[2:]
        assert {record[0] for record in records} <= {"a", "v", "q", "t"}
        assert answers(lms)["first-word"] == [
            ["choice", "c", answer, "correct" if answer == "c" else "wrong"]
        ]
