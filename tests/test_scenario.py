"""The ways through a scenario, apart from any page: where a path leads, and how it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from js import Node, run

from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import Module, scenarios_of
from coursebuilder.model.state_size import MOST_CHOSEN, worst_parts
from coursebuilder.pages.data.course import course_data

WALK = {"scenario.js": ("walk", "isEnd", "pathOf", "keepPath")}
KEPT = {**WALK, "state.js": ("encodeState", "decodeState", "emptyState"), "records.js": ("recordOf",)}
COURSE = Path(__file__).parent / "packages" / "talk" / "course"


def module() -> Module:
    return read_courses([COURSE]).courses[0].modules[0]


def hall() -> Any:
    """The scenario as a page's data have it: hello, brother, again."""
    made: Any = course_data(module(), read_courses([COURSE]).courses[0], {})["scenarios"]
    return made[0]


def walked(node: Node, path: str) -> Any:
    return run(node, WALK, "const { reached, levels } = T.walk(hall, path); return [reached, levels[0]];",
               hall=hall(), path=path)  # fmt: skip


def test_the_data_tell_the_way() -> None:
    made = hall()
    assert made["gauges"] == [["Trust", ["wary", "growing", "good", "strong"], 1]]
    assert [step[:2] for step in made["steps"]] == [["hello", 2], ["brother", 1], ["again", 0]]
    assert made["steps"][0][2] == [[1, [[0, 1]]], [1, [[0, -1]]], 0]


def test_replies_lead_on_and_change_what_they_change(node: Node) -> None:
    assert walked(node, "") == [0, 1]
    assert walked(node, "a") == [1, 2]
    assert walked(node, "aa") == [2, 3]
    assert walked(node, "bc") == [0, 0]  # back to the start, and trust is as low as it gets
    assert walked(node, "bcbcb") == [1, 0]


def test_an_unsafe_reply_leaves_everything_as_it_is(node: Node) -> None:
    assert walked(node, "c") == walked(node, "")
    assert walked(node, "ccab") == walked(node, "ab")
    turns = run(node, WALK, "return T.walk(hall, 'ca').turns;", hall=hall())
    assert turns == [{"stage": 0, "letter": "c"}, {"stage": 0, "letter": "a", "leadsTo": 1}]


def test_letters_of_another_scenario_end_the_path(node: Node) -> None:
    assert walked(node, "az") == walked(node, "a")
    assert walked(node, "aaa") == walked(node, "aa")  # there is nothing to say at an end


@given(paths=st.lists(st.tuples(st.text("abc", max_size=60), st.booleans()), min_size=1, max_size=3))
def test_a_path_is_kept_in_the_saved_line_and_comes_back(node: Node, paths: list[tuple[str, bool]]) -> None:
    came, size = run(
        node,
        KEPT,
        """let state = T.emptyState();
        const without = T.encodeState(state).length;
        paths.forEach(([path, over]) => T.keepPath(state, hall, path, over));
        const size = T.encodeState(state).length - without;
        state = T.decodeState(T.encodeState(state));
        delete hall.path;
        return [T.pathOf(state, hall), size];""",
        hall=hall(),
        paths=paths,
    )
    assert came == {"path": paths[-1][0][:MOST_CHOSEN], "overOnce": paths[-1][1]}
    assert size <= dict(worst_parts(module()))['way through "hall"']


def test_a_long_way_lasts_as_long_as_the_page(node: Node) -> None:
    path = "bc" * 30
    body = """const state = T.emptyState(); T.keepPath(state, hall, path, false);
    return T.pathOf(state, hall).path;"""
    assert run(node, KEPT, body, hall=hall(), path=path) == path


def test_a_changed_scenario_begins_anew(node: Node) -> None:
    body = """const state = T.emptyState(); T.keepPath(state, hall, "ab", true);
    return T.pathOf(state, Object.assign({}, hall, { check: "*", path: "" }));"""
    assert run(node, KEPT, body, hall=hall()) == {"path": "", "overOnce": False}


def test_a_scenario_takes_two_minutes() -> None:
    page = module().pages[1]
    assert len(scenarios_of(page)) == 1
    assert 2.0 <= page.minutes < 2.3
