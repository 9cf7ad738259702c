"""Python's judgement and the runtime's over one table, and over whatever Hypothesis thinks of."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from js import Node, run
from made import asked as made_asked
from made import fill_in, matching, numeric, options, page, question, sequencing, sorting

from coursebuilder.model import Likert, LongFillIn, Question
from coursebuilder.model.scoring import has_passed, is_right, pattern, percent
from coursebuilder.pages.data.question import question_data

TABLE = json.loads((Path(__file__).parent / "judge_cases.json").read_text("utf-8"))
JUDGE = {
    "judge.js": ("percent", "reaches", "fewestRight", "drawQuestions"),
    "kinds.js": ("isRight",),
    "scramble.js": ("scramble",),
    "kind_typed.js": ("packText", "readNumber"),
}
# Of the planes that Python and a script know the same letters of.
TYPED = st.characters(max_codepoint=0x2FFF, categories=("L", "N", "P", "S", "Zs"))
NUMBERS = st.decimals(-1000, 1000, places=3)


@pytest.mark.parametrize("case", TABLE["verdicts"], ids=lambda case: case["why"])
def test_verdict(node: Node, case: dict[str, Any]) -> None:
    asked = question("abc", case["right"], case["answers"], case["kind"] == "multiple")
    assert pattern(asked) == case["right"]
    assert is_right(asked, case["response"]) is case["verdict"]
    assert judged(node, asked, [case["response"]]) == [case["verdict"]]


@pytest.mark.parametrize("case", TABLE["percents"], ids=lambda case: f"{case['right']} of {case['total']}")
def test_percent_is_rounded_half_up(node: Node, case: dict[str, int]) -> None:
    assert percent(case["right"], case["total"]) == case["raw"]
    assert run(node, JUDGE, "return T.percent(c.right, c.total);", c=case) == case["raw"]


@pytest.mark.parametrize("case", TABLE["passes"], ids=lambda case: f"{case['raw']} for {case['mastery']}")
def test_pass_mark(node: Node, case: dict[str, Any]) -> None:
    assert has_passed(case["raw"], Decimal(case["mastery"])) is case["passed"]
    assert run(node, JUDGE, "return T.reaches(c.raw, Number(c.mastery));", c=case) is case["passed"]


@given(st.integers(2, 26), st.data())
def test_every_response_is_judged_alike(node: Node, answers: int, data: st.DataObject) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"[:answers]
    right = "".join(sorted(data.draw(st.sets(st.sampled_from(letters), min_size=1))))
    responses = data.draw(st.lists(st.text(letters, max_size=answers), min_size=1, max_size=20))
    asked = question("abc", right, answers, multiple=True)
    assert judged(node, asked, responses) == [is_right(asked, response) for response in responses]


def judged(node: Node, question: Question, responses: list[str]) -> list[bool | None]:
    """What the runtime says of these responses, as its forms would hand them over."""
    body = """
      const { packText } = T;
      const typed = /fill-in|numeric/.test(question.kind);
      return responses.map((given) => T.isRight(question, typed ? packText(given) : given));
    """
    data = question_data(question, page("p01", question))
    return run(node, JUDGE, body, question=data, responses=responses)  # type: ignore[no-any-return]


@pytest.mark.parametrize("case", TABLE["placed"], ids=lambda case: f"{case['kind']}: {case['why']}")
def test_verdict_by_place(node: Node, case: dict[str, Any]) -> None:
    made = {"matching": lambda n: matching("abc", n, 1), "sequencing": lambda n: sequencing("abc", n)}
    made["sort"] = lambda n: sorting("abc", *(place % 2 for place in range(n)))
    asked = made[case["kind"]](case["parts"])
    assert is_right(asked, case["response"]) is case["verdict"]
    assert judged(node, asked, [case["response"]]) == [case["verdict"]]


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("case", TABLE["texts"], ids=lambda case: case["why"])
def test_verdict_on_a_text(node: Node, case: dict[str, Any], exact: bool) -> None:
    asked = fill_in("abc", ["A walk", "O'Neill's", "caf\u00e9"], wrong=["A run"], case=exact)
    wanted = case["verdict"] and not (exact and "exact" in case)
    assert is_right(asked, case["response"]) is wanted
    assert judged(node, asked, [case["response"]]) == [wanted]


@pytest.mark.parametrize("case", TABLE["numbers"], ids=lambda case: case["why"])
def test_verdict_on_a_number(node: Node, case: dict[str, Any]) -> None:
    asked = numeric("abc", ("16", "18"), ("3.4", "3.6"), ("-2", "-2"), wrong=[("12", "12")])
    assert is_right(asked, case["response"]) is case["verdict"]
    assert judged(node, asked, [case["response"]]) == [case["verdict"]]


@pytest.mark.parametrize("kind", ["likert", "long-fill-in"])
def test_what_is_not_scored_has_no_verdict(node: Node, kind: str) -> None:
    asked = made_asked("abc", Likert(options("a", "b")) if kind == "likert" else LongFillIn(100, False))
    assert (is_right(asked, "a"), pattern(asked)) == (None, None)
    assert judged(node, asked, ["a"]) == [None]


@given(st.lists(st.text(TYPED, max_size=12), min_size=1, max_size=3), st.data(), st.booleans())
def test_every_text_is_judged_alike(node: Node, accepted: list[str], data: st.DataObject, case: bool) -> None:
    near = (
        st.sampled_from(accepted).map(str.swapcase) | st.sampled_from(accepted) | st.text(TYPED, max_size=12)
    )
    responses = data.draw(st.lists(near, min_size=1, max_size=8))
    asked = fill_in("abc", accepted, case=case)
    assert judged(node, asked, responses) == [is_right(asked, response) for response in responses]


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS).map(sorted), min_size=1, max_size=3), st.lists(NUMBERS, max_size=8)
)
def test_every_number_is_judged_alike(node: Node, ranges: list[list[Decimal]], given: list[Decimal]) -> None:
    asked = numeric("abc", *((str(low), str(high)) for low, high in ranges))
    responses = [str(number) for pair in ranges for number in pair] + [str(number) for number in given]
    assert judged(node, asked, responses) == [is_right(asked, response) for response in responses]


@pytest.mark.parametrize("case", TABLE["typed"], ids=lambda case: repr(case["typed"]))
def test_numbers_are_read_as_people_type_them(node: Node, case: dict[str, str]) -> None:
    assert run(node, JUDGE, "return T.readNumber(typed);", typed=case["typed"]) == case["read"]


def test_every_score_passes_alike(node: Node) -> None:
    """All scores out of up to 40 questions against every mastery score of two decimals."""
    script = """
      const seen = [];
      for (let total = 1; total <= 40; total += 1) {
        for (let right = 0; right <= total; right += 1) seen.push(T.percent(right, total));
      }
      const fewest = [];
      for (let mastery = 0; mastery <= 100; mastery += 1) fewest.push(T.fewestRight(37, mastery / 100));
      return {seen, fewest};
    """
    said = run(node, JUDGE, script)
    assert said["seen"] == [percent(right, total) for total in range(1, 41) for right in range(total + 1)]
    masteries = [Decimal(hundredths) / 100 for hundredths in range(101)]
    assert said["fewest"] == [
        next(right for right in range(38) if has_passed(percent(right, 37), mastery)) for mastery in masteries
    ]


@given(
    st.integers(0, 36**4 - 1), st.integers(1, 12), st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11))
)
def test_draw(node: Node, seed: int, count: int, safe: set[int], kept: set[int]) -> None:
    """As many as asked, no question twice, safety first and always, the same for the same seed."""
    bank = [{"key": f"k{n:02}", "safety": n in safe} for n in range(12)]
    keys = [bank[n]["key"] for n in sorted(kept)]
    script = "return [T.drawQuestions(bank, count, seed, kept), T.drawQuestions(bank, count, seed, kept)];"
    first, second = run(node, JUDGE, script, bank=bank, count=count, seed=seed, kept=keys)
    assert first == second
    drawn = [question["key"] for question in first]
    assert len(set(drawn)) == len(drawn) == max(count, len(safe))
    assert {f"k{n:02}" for n in safe} <= set(drawn)
    if count < 12:
        assert [question["safety"] for question in first] == sorted(
            (q["safety"] for q in first), reverse=True
        )
        others = [key for key in drawn if key not in {f"k{n:02}" for n in safe}]
        known = [key in keys for key in others]
        assert known == sorted(known, reverse=True)


def test_draws_differ_and_treat_questions_alike(node: Node) -> None:
    script = """
      const bank = Array.from({length: 10}, (none, n) => ({key: "k" + (10 + n), safety: false}));
      const often = {};
      for (let seed = 0; seed < 2000; seed += 1) {
        T.drawQuestions(bank, 5, seed * 839, []).forEach(({key}) => (often[key] = (often[key] || 0) + 1));
      }
      return often;
    """
    often = run(node, JUDGE, script)
    assert len(often) == 10
    assert all(850 < times < 1150 for times in often.values()), often


def test_of_two_answers_that_hold_a_number_the_narrower_one_speaks(node: Node) -> None:
    ask = "return given.map((one) => T.narrowest({ ranges: [[16, 18], [17, 17], [30, 40]] }, one));"
    given = ["16", "17", "35", "50"]
    assert run(node, {"kind_typed.js": ("narrowest",)}, ask, given=given) == [0, 1, 2, -1]
