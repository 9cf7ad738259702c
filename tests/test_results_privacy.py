"""Results: what may be shown, and the formulas, on numbers small enough to work out by hand."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from machine import examples

from coursebuilder.problems import Place
from coursebuilder.results.asked import Item
from coursebuilder.results.assemble import Found, modules_of
from coursebuilder.results.lookup import Lookup
from coursebuilder.results.privacy import Shown
from coursebuilder.results.question_figures import question_figures
from coursebuilder.results.statistics import Sums, corrected_correlation, draw_effect, reliability


@given(st.lists(st.integers(0, 40), max_size=8), st.integers(5, 15))
def test_no_hidden_cell_follows_from_the_total(counts: list[int], least: int) -> None:
    cells = dict(enumerate(counts))
    shown = Shown(least).cells(cells)
    hidden = [counts[key] for key, count in shown.items() if count is None]
    assert all(count is None or count == 0 or count >= least for count in shown.values())
    assert all(count is None or count == cells[key] for key, count in shown.items())
    rest = [count for count in shown.values() if count]
    if hidden:  # what the total less the cells shown tells is a sum of several, of enough people, or of all
        assert (len(hidden) > 1 and sum(hidden) >= least) or not rest


@given(st.integers(10, 400), st.lists(st.integers(0, 60), max_size=9))
def test_no_step_of_a_way_tells_of_a_few(begun: int, left: list[int]) -> None:
    counts, now = [], begun
    for count in left:
        now = max(0, now - count)
        counts.append(now)
    told = [begun, *(count for count in Shown(10).falling(begun, counts) if count is not None)]
    assert all(abs(a - b) == 0 or abs(a - b) >= 10 for a, b in pairwise(told))


def test_a_count_is_hidden_with_what_it_leaves_of_its_total() -> None:
    shown = Shown(10)
    assert [shown.number(n, 100) for n in (0, 9, 10, 50, 90, 91, 100)] == [0, None, 10, 50, 90, None, 100]
    assert shown.left_out == 2
    assert shown.rounded(97, 100) == (90, True)
    assert shown.rounded(80, 100) == (80, False)


# learners, finished, passed and failed of a version, each a part of the one before
VERSION = st.tuples(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)).map(
    lambda one: (one[0], min(one[:2]), min(one[:3]), min(min(one[:2]) - min(one[:3]), one[3]))
)
COUNTS = ("learners", "finished", "passed", "failed")


def standing(versions: list[tuple[int, ...]], least: int = 10) -> dict[str, Any]:
    """What the results say of a package of the whole course whose versions have these counts."""
    rows = [
        {"module": "*", "version": f"{n}", **dict(zip(COUNTS, one, strict=True))}
        for n, one in enumerate(versions)
    ]
    made = modules_of(Found({"modules": rows, "weeks": []}), Lookup("made", {}, {}, {}, {}, {}), Shown(least))
    found: dict[str, Any] = made["*"]
    return found


@given(st.lists(VERSION, min_size=2, max_size=6), st.integers(5, 12))
def test_the_totals_less_the_versions_shown_tell_of_no_few(
    versions: list[tuple[int, ...]], least: int
) -> None:
    told = standing(versions, least)
    if told["learners"] is None:
        return
    for at, name in enumerate(COUNTS[:3]):
        hidden = [n for n in range(len(versions)) if told["versions"][f"{n}"][name] is None]
        if not hidden or told[name] is None:
            continue
        rest = told[name] - sum(one[name] or 0 for one in told["versions"].values())
        assert rest == sum(versions[n][at] for n in hidden)
        wholes = [sum(versions[n][whole] for n in hidden) for whole in range(at)]
        assert len(hidden) > 1
        assert rest == 0 or rest >= least
        assert all(whole == rest or whole - rest >= least for whole in wholes)
    if told["failed"] is not None:
        unjudged = [sum(one[at] for one in versions) - told["passed"] - told["failed"] for at in (0, 1)]
        assert all(few == 0 or few >= least for few in unjudged)


def test_a_version_of_few_who_finished_does_not_follow_from_the_total() -> None:
    told = standing([(100, 50, 30, 20), (100, 3, 3, 0), (40, 20, 10, 10)])
    assert told["finished"] == 73
    assert [one["finished"] for one in told["versions"].values()] == [50, None, None]
    assert [one["learners"] for one in told["versions"].values()] == [100, 100, 40]
    both = standing([(100, 50, 30, 20), (100, 3, 3, 0)])["versions"]
    assert [one["finished"] for one in both.values()] == [None, None]
    plain = standing([(100, 50, 30, 20), (100, 80, 60, 20)])["versions"]
    assert [one["finished"] for one in plain.values()] == [50, 80]
    assert [one["passed"] for one in plain.values()] == [30, 60]


def test_who_finished_does_not_follow_from_passed_and_failed() -> None:
    told = standing([(100, 95, 60, 35)])
    assert [told[name] for name in COUNTS] == [100, None, 60, None]


@pytest.mark.parametrize(
    ("again", "attempts", "shown", "told"),
    [
        (40, 160, {"n": 40, "facility": 0.5}, 160),
        (95, 220, None, 220),  # but 5 of 100 answered once only
        (4, 105, None, None),  # 5 answers more than learners: few answered again
        (0, 100, None, 100),
    ],
)
def test_few_who_answered_again_or_once_only_do_not_follow(
    again: int, attempts: int, shown: dict[str, float] | None, told: int | None
) -> None:
    item = Item("made", "q", "practice", "choice", "start", "", "Why?", "a", Place("made.md"), ("One", "Two"))
    counts = {"n": 100, "attempts": attempts, "other_form": 0, "judged": 100, "right": 60,
              "again": again, "again_right": again // 2}  # fmt: skip
    made = question_figures(item, counts, [], {}, [], 120, Shown(10))
    assert (made["again"], made["attempts"]) == (shown, told)


def test_correlation_with_the_rest() -> None:
    pairs = [(1, 1.0), (0, 0.5), (1, 0.5), (0, 0.0), (1, 1.0)]
    n, x, rest = len(pairs), sum(a for a, _ in pairs), sum(b for _, b in pairs)
    sums = Sums(n, x, rest, sum(b * b for _, b in pairs), sum(a * b for a, b in pairs))
    covariance = sum((a - x / n) * (b - rest / n) for a, b in pairs)
    spread = math.sqrt(sum((a - x / n) ** 2 for a, _ in pairs) * sum((b - rest / n) ** 2 for _, b in pairs))
    assert corrected_correlation(sums) == pytest.approx(covariance / spread)
    assert corrected_correlation(Sums(5, 5, 2, 1, 2)) is None


def test_alpha_of_a_published_example() -> None:
    """KR-20 by hand: 4 learners, 3 items, totals 3, 2, 1, 0 (a perfect Guttman scale): alpha is 0.75."""
    found = reliability([3, 2, 1], {3: 1, 2: 1, 1: 1, 0: 1})
    assert found
    assert found.alpha == pytest.approx(0.75)
    half = NormalDist().inv_cdf(0.975) * math.sqrt(2 * 3 / (2 * 2))
    assert (found.low, found.high) == pytest.approx((1 - 0.25 * math.exp(half), 1 - 0.25 * math.exp(-half)))
    assert reliability([1], {1: 5}) is None
    assert reliability([4, 4], {2: 4}) is None


def test_the_draw_moves_a_score_as_often_drawn() -> None:
    facilities = [0.2, 0.4, 0.5, 0.7, 0.9, 0.95]
    chance = random.Random(1)
    means = [sum(chance.sample(facilities, 3)) / 3 for _ in range(examples(4000) + 2000)]
    mean = sum(means) / len(means)
    sd = math.sqrt(sum((one - mean) ** 2 for one in means) / len(means))
    assert draw_effect(facilities, 3) == pytest.approx(100 * sd, rel=0.06)
    assert draw_effect(facilities, 6) == 0
