"""Numbers worked out for the learner."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coursebuilder.course_data import needed_right


@pytest.mark.parametrize(
    ("asked", "mastery", "needed"),
    [(10, "0.7", 7), (3, "0.67", 2), (3, "0.66", 2), (8, "0.63", 5), (4, "1", 4), (4, "0", 0), (0, "0.8", 0)],
)
def test_needed_right_answers_follow_the_rounded_percentage(asked: int, mastery: str, needed: int) -> None:
    assert needed_right(asked, Decimal(mastery)) == needed
