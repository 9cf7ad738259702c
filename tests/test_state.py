"""What the runtime remembers in one line: nothing is lost there and back, and its length is known."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from js import Node, run
from made import LETTERS, assessment, fill_in, matching, module, numeric, page, question, sequencing, sorting

from coursebuilder.model import (
    Choice,
    FillIn,
    Matching,
    Module,
    Numeric,
    Question,
    Sequencing,
    Sort,
    Task,
    questions_of,
)
from coursebuilder.model.keys import check_character
from coursebuilder.model.state_size import LIMIT, worst_parts

STATE = {"state.js": ("encodeState", "decodeState", "mergeStates", "emptyState")}
BOTH_WAYS = "const text = T.encodeState(state); return [text, T.decodeState(text)];"
MOST = 36**4 - 1

keys = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=3, max_size=3)
letters = st.sets(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1).map(
    lambda some: "".join(sorted(some))
) | st.from_regex(r"[A-Za-z0-9_~]{1,60}", fullmatch=True)  # what is typed is packed into these
# Kinds of record a later release may write; the letters of today's kinds are not among them.
unknown = st.from_regex(r"[A-Zabce-pr-tw-z0-9_~-][A-Za-z0-9_~-]{0,12}", fullmatch=True).filter(
    lambda record: not re.fullmatch(r"s[0-9a-z]+-\d+-[opf]", record)
)


@st.composite
def attempts(draw: st.DrawFn) -> dict[str, Any]:
    asked = draw(st.lists(keys, min_size=1, max_size=8, unique=True))
    marks = draw(st.just("") | st.text("01", min_size=len(asked), max_size=len(asked)))
    return {"seed": draw(st.integers(0, MOST)), "keys": asked, "marks": marks}


states = st.fixed_dictionaries(
    {
        "counter": st.integers(0, MOST),
        "place": st.just("") | keys,
        "seen": st.lists(keys, unique=True, max_size=12),
        "responses": st.dictionaries(
            keys,
            st.fixed_dictionaries({"check": st.sampled_from("abz09"), "first": letters, "last": letters}),
        ),
        "attempt": st.none() | attempts(),
        "tally": st.none()
        | st.fixed_dictionaries(
            {"used": st.integers(1, 1295), "best": st.integers(0, 100), "standing": st.sampled_from("opf")}
        ),
        "others": st.lists(unknown, max_size=4),
    }
)


@given(states)
def test_there_and_back(node: Node, state: dict[str, Any]) -> None:
    text, back = run(node, STATE, BOTH_WAYS, state=state)
    assert back == state
    assert re.fullmatch(r"1[A-Za-z0-9_.~-]*", text)


@given(st.text() | st.from_regex(r"1[A-Za-z0-9_.~-]{0,60}", fullmatch=True))
def test_any_text_is_read_without_harm(node: Node, text: str) -> None:
    """And what comes of it is written so that it reads the same again."""
    script = "const state = T.decodeState(text); return [state, T.decodeState(T.encodeState(state))];"
    state, back = run(node, STATE, script, text=text)
    assert back == state


@given(states, st.sampled_from("023456789abcXYZ~_-."))
def test_another_format_starts_afresh(node: Node, state: dict[str, Any], digit: str) -> None:
    script = "return [T.decodeState(digit + T.encodeState(state).slice(1)), T.emptyState()];"
    read, fresh = run(node, STATE, script, state=state, digit=digit)
    assert read == fresh


@given(states, states)
def test_merging_keeps_pages_and_never_lowers_a_pass(
    node: Node, held: dict[str, Any], mine: dict[str, Any]
) -> None:
    both = run(node, STATE, "return T.mergeStates(held, mine);", held=held, mine=mine)
    assert set(both["seen"]) == {*held["seen"], *mine["seen"]}
    assert both["counter"] == max(held["counter"], mine["counter"])
    if held["tally"] and held["tally"]["standing"] == "p" and held["attempt"]:
        assert both["tally"]["standing"] == "p"


@given(states)
def test_merging_with_nothing_done_changes_nothing(node: Node, state: dict[str, Any]) -> None:
    assert run(node, STATE, "return T.mergeStates(state, T.emptyState());", state=state) == state


# ---- how long it can get


def worst_answer(asked: Question, twice: bool) -> dict[str, str]:
    first, other = longest(asked.task)
    return {"check": check_character(asked), "first": first, "last": other if twice else first}


def longest(task: Task) -> tuple[str, str]:
    """The longest answer, packed, and the longest that is not the same."""
    match task:
        case Choice(answers, multiple=True):
            return LETTERS[: len(answers)], LETTERS[1 : len(answers)] or "b"
        case Matching(pairs=parts) | Sequencing(parts):
            return LETTERS[: len(parts)], LETTERS[: len(parts)][::-1]
        case Sort(items=parts):
            return "a" * len(parts), "b" * len(parts)
        case FillIn():
            return "~M0z" * 60, "~M0y" * 60
        case Numeric():
            return "~0J" + "1" * 9 + "~0K" + "1" * 9, "~0J" + "2" * 9 + "~0K" + "2" * 9
    return "a", "b"


def worst_state(made: Module) -> dict[str, Any]:
    """All pages seen, everything answered with as many letters as there are, every number at its largest."""
    answers = {
        item.key: worst_answer(item, False)
        for one in made.pages
        if not one.assessment
        for item in questions_of(one)
    }
    state: dict[str, Any] = {
        "counter": MOST,
        "place": made.pages[0].key,
        "seen": [one.key for one in made.pages],
        "responses": answers,
        "attempt": None,
        "tally": None,
        "others": [],
    }
    tested = made.assessment_page
    if tested and tested.assessment:
        bank = questions_of(tested)
        asked = len(bank) if tested.assessment.draw is None else tested.assessment.draw
        longest = sorted(
            bank, key=lambda item: (not item.safety, -len(worst_answer(item, item.safety)["first"]))
        )
        drawn = longest[:asked]
        answers.update({item.key: worst_answer(item, item.safety) for item in drawn})
        state["attempt"] = {"seed": MOST, "keys": [item.key for item in drawn], "marks": "1" * asked}
        state["tally"] = {"used": 1295, "best": 100, "standing": "p"}
    state["others"] = ["a" + "z" * 8 + "-r"]
    return state


@st.composite
def modules(draw: st.DrawFn) -> Module:
    names = iter(f"{n:03}" for n in range(1000))

    def made(kind: str, parts: int, several: bool, safety: bool) -> Question:
        key = next(names)
        one = {
            "choice": lambda: question(key, "a", parts, several),
            "matching": lambda: matching(key, parts),
            "sequencing": lambda: sequencing(key, parts),
            "sort": lambda: sorting(key, *(n % min(parts, 4) for n in range(parts))),
            "fill-in": lambda: fill_in(key, ["a"]),
            "numeric": lambda: numeric(key, ("1", "2")),
        }[kind]()
        return replace(one, safety=safety)

    def questions(least: int) -> list[Question]:
        kinds = st.sampled_from(["choice", "choice", "matching", "sequencing", "sort", "fill-in", "numeric"])
        shapes = st.tuples(kinds, st.integers(2, 26), st.booleans(), st.booleans())
        return [made(*shape) for shape in draw(st.lists(shapes, min_size=least, max_size=6))]

    pages = [page(next(names), *questions(0)) for _ in range(draw(st.integers(1, 5)))]
    if draw(st.booleans()):
        bank = questions(1)
        least = max(1, sum(item.safety for item in bank))
        size = draw(st.none() | st.integers(least, len(bank)))
        pages.append(page(next(names), *bank, assessment=assessment(size)))
    return module(*pages)


@given(modules())
def test_the_reckoned_length_is_the_real_one(node: Node, made: Module) -> None:
    text = run(node, STATE, "return T.encodeState(state);", state=worst_state(made))
    assert len(text) == sum(size for _, size in worst_parts(made))


TEXT = {"kind_typed.js": ("packText", "unpackText", "readNumber")}


@given(st.text(max_size=60) | st.text(st.characters(), max_size=60))
def test_a_typed_text_is_kept_whole(node: Node, text: str) -> None:
    """Any sign there and back, in the alphabet of the state, in at most four characters a sign."""
    units = text.encode("utf-16-le", "surrogatepass")
    text = units.decode("utf-16-le", "replace")
    packed, back = run(
        node, TEXT, "const kept = T.packText(text); return [kept, T.unpackText(kept)];", text=text
    )
    assert back == text
    assert re.fullmatch(r"[A-Za-z0-9_~]*", packed)
    assert len(packed) <= 2 * len(units)
    assert packed[:1] != "_" or text[0] == " "


def test_how_typed_texts_look(node: Node) -> None:
    texts = ["a walk", "What matters?", "Zoë", "-16.5", "\u0bff", "\u0c00", "\uffff"]
    packed = run(node, TEXT, "return texts.map(T.packText);", texts=texts)
    assert packed == ["a_walk", "What_matters~0~", "Zo~3H", "~0J16~0K5", "~L~", "~MM0", "~~~~"]


def test_answers_of_an_earlier_release_are_read(node: Node) -> None:
    """Letters were all there was."""
    text = "17.0qy.vreu0qy.qqfw7b.qmdnua-ab.x7future"
    answers = run(node, STATE, "return T.decodeState(text).responses;", text=text)
    assert answers == {
        "qfw": {"check": "7", "first": "b", "last": "b"},
        "mdn": {"check": "u", "first": "a", "last": "ab"},
    }


def test_nine_pages_and_thirteen_questions_answered_twice(node: Node) -> None:
    practice = [question(f"q{n:02}", "a", 4, multiple=n % 3 == 0) for n in range(6)]
    bank = [question(f"t{n:02}", "a", 4, multiple=n % 3 == 0, safety=n < 2) for n in range(7)]
    reading = [page(f"p{n:02}", *(practice if n == 3 else [])) for n in range(8)]
    made = module(*reading, page("p99", *bank, assessment=assessment()))
    text = run(node, STATE, "return T.encodeState(state);", state=worst_state(made))
    assert len(text) <= 250 < LIMIT
