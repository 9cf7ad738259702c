"""What the screen says of leaving, of first answers and of what comes next is what the session holds."""

from __future__ import annotations

from typing import Any

import pytest
from js import Node, run
from sample_page import made

from coursebuilder.words import by_key, words

PARTS = {
    "course_work.js": ("CourseWork",),
    "player_leave.js": ("howFar",),
    "player_onward.js": ("nextPage",),
    "player_dom.js": ("speaker",),
    "player_result.js": ("firstAnswers",),
}
WORLD = """
const env = { now: () => 0, log: () => {} };
const session = new T.CourseWork(env, course, {});
const app = { html: T.speaker(said), page: course.pages[0].id, session };
"""


def course() -> dict[str, Any]:
    """Three pages; on the last one two questions that count, of which the first is about safety."""
    alike = {"check": "x", "kind": "choice", "right": "a", "page": "check", "assessed": True}
    asked = [{"id": name, "key": name, **alike} for name in ("q1", "q2")]
    asked[0]["safety"] = True
    names = ("one", "two", "check")
    pages = [{"id": name, "key": name, "title": name.upper(), "minutes": 2} for name in names]
    return {
        "assessment": {"page": "check", "draw": 2, "attempts": 0},
        "objectives": [],
        "pages": pages,
        "questions": asked,
        "rules": {"mastery": 1, "completion": "pages", "navigation": "free"},
    }


def held(node: Node, body: str) -> Any:
    said = words("en-GB")
    return run(node, PARTS, WORLD + body, course=course(), said=by_key({**said.player, **said.later}))


def answered(letters: str) -> str:
    """Opens the assessment and answers its questions: first so ("-" not at all), in the end right."""
    given = [
        f"session.state.responses.q{n} = {{ check: 'x', first: '{letter}', last: 'a' }};"
        for n, letter in enumerate(letters, 1)
        if letter != "-"
    ]
    return f"session.show('check', true); session.exam.open(session.state); {''.join(given)}"


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("", ["1 of 3 pages read.", "The questions on “CHECK” are still to be answered.", "Next: TWO."]),
        (
            answered("a-"),
            [
                "1 of 3 pages read.",
                "You have not submitted your answers. Questions still open: 1 of 2.",
                "Next: TWO.",
            ],
        ),
        (
            answered("aa"),
            [
                "1 of 3 pages read.",
                "You have answered all the questions. You have not submitted your answers.",
                "Next: TWO.",
            ],
        ),
        (
            answered("ba") + "session.exam.submit(session.state);",
            ["1 of 3 pages read.", "You have not passed the questions on “CHECK” yet.", "Next: TWO."],
        ),
        (answered("aa") + "session.exam.submit(session.state);", ["2 of 3 pages read.", "Next: TWO."]),
        (
            answered("aa") + "session.exam.submit(session.state); session.show('two', true);",
            ["You have finished this module."],
        ),
    ],
)
def test_who_leaves_is_told_what_is_done_and_what_is_not(node: Node, done: str, told: list[str]) -> None:
    assert held(node, f"session.show('one', true); {done} return T.howFar(app);") == told


def test_what_comes_next_is_unread_then_not_passed_then_nothing(node: Node) -> None:
    body = f"""
    const next = [];
    const note = () => next.push((T.nextPage(session) || {{ id: "" }}).id);
    session.show("one", true); note();
    session.show("two", true); session.show("check", true); note();
    {answered("aa")} session.exam.submit(session.state); note();
    return next;"""
    assert held(node, body) == ["two", "check", ""]


@pytest.mark.parametrize(("first", "n"), [("ba", 0), ("aa", None), ("ab", None)])
def test_a_result_says_that_first_answers_count_where_one_was_put_right(
    node: Node, first: str, n: int | None
) -> None:
    said = held(node, answered(first) + "return T.firstAnswers(app);")
    told = words("en-GB").later["first-result"].format(n=n, total=1)
    assert said == ("" if n is None else f"<p>{told}</p>")


def test_the_page_says_before_the_first_answer_that_it_counts() -> None:
    assert "first answers count" in words("en-GB").page["finish-safety"]


def test_without_a_platform_nothing_is_said_to_be_sent() -> None:
    said = words("en-GB")
    for key in ("sent", "sent-word", "not-sent"):
        assert "provider" in said.page[key] and "provider" not in said.alone[key]


def test_a_caution_stands_at_the_end_of_its_box_and_not_in_place_of_a_heading() -> None:
    html, _ = made()
    box = html[html.index("callout note") :].partition("</aside>")[0]
    assert "Note" in box[: box.index("A title")]
    assert box.index("A title") < box.index("Practice.") < box.index("Common practice")
