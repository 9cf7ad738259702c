"""Formulas of classical test theory over counts and sums; docs/results.md gives them with their sources."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Sums:
    """Over n learners: x is 1 where an item was answered rightly, else 0; rest is their share right of the
    others."""

    n: int = 0
    x: float = 0
    rest: float = 0
    rest2: float = 0
    both: float = 0

    def plus(self, other: Sums) -> Sums:
        return Sums(
            self.n + other.n,
            self.x + other.x,
            self.rest + other.rest,
            self.rest2 + other.rest2,
            self.both + other.both,
        )


def corrected_correlation(sums: Sums) -> float | None:
    """The correlation of an item with the rest of the test (corrected item-total); None where one doesn't
    vary."""
    if sums.n < 2:
        return None
    variance_x = sums.n * sums.x - sums.x**2
    variance_rest = sums.n * sums.rest2 - sums.rest**2
    if variance_x <= 0 or variance_rest <= 1e-9 * sums.n * max(sums.rest2, 1e-12):
        return None
    return (sums.n * sums.both - sums.x * sums.rest) / math.sqrt(variance_x * variance_rest)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha (for right or wrong: KR-20) with its 95 % interval.

    standard_error: of a learner's score, in percentage points
    """

    alpha: float
    low: float
    high: float
    n: int
    items: int
    standard_error: float


def reliability(rights: Sequence[int], totals: Mapping[int, int]) -> Reliability | None:
    """Alpha of the items whose numbers of right answers are `rights`, from learners who answered all of them.

    totals: how many learners had how many right. None where it isn't defined: fewer than two items, fewer
    than
    three learners, or no difference between learners.
    """
    items, n = len(rights), sum(totals.values())
    if items < 2 or n < 3:
        return None
    mean = sum(score * many for score, many in totals.items()) / n
    variance = sum(many * (score - mean) ** 2 for score, many in totals.items()) / (n - 1)
    if variance <= 0:
        return None
    within = sum(right / n * (1 - right / n) * n / (n - 1) for right in rights)
    alpha = items / (items - 1) * (1 - within / variance)
    low, high = _bonett(alpha, items, n)
    error = 100 / items * math.sqrt(variance * max(0.0, 1 - alpha))
    return Reliability(alpha, low, high, n, items, error)


def _bonett(alpha: float, items: int, n: int) -> tuple[float, float]:
    """The 95 % interval of alpha by Bonett (2002), Journal of Educational and Behavioral Statistics 27(4)."""
    half = NormalDist().inv_cdf(0.975) * math.sqrt(2 * items / ((items - 1) * (n - 2)))
    return 1 - (1 - alpha) * math.exp(half), 1 - (1 - alpha) * math.exp(-half)


def draw_effect(facilities: Sequence[float], draw: int) -> float:
    """How far chance in what is drawn moves one learner's score: a standard deviation, in percentage points.

    A draw without replacement from the bank's facilities: sd / sqrt(draw) times the finite population
    correction.
    """
    bank = len(facilities)
    if bank < 2 or not 0 < draw < bank:
        return 0.0
    mean = sum(facilities) / bank
    variance = sum((one - mean) ** 2 for one in facilities) / (bank - 1)
    return 100 * math.sqrt(variance / draw * (1 - draw / bank))
