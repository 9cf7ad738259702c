"""Results: what may be shown, and the formulas, on numbers small enough to work out by hand."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from machine import examples

from coursebuilder.results.privacy import Shown
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
