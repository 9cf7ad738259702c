"""The JSON in a page, and the numbers in it that are worked out for the learner."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from coursebuilder.model.minutes_and_marks import needed_right
from coursebuilder.pages.data.script_element import as_script


@pytest.mark.parametrize(
    ("asked", "mastery", "needed"),
    [(10, "0.7", 7), (3, "0.67", 2), (3, "0.66", 2), (8, "0.63", 5), (4, "1", 4), (4, "0", 0), (0, "0.8", 0)],
)
def test_needed_right_answers_follow_the_rounded_percentage(asked: int, mastery: str, needed: int) -> None:
    assert needed_right(asked, Decimal(mastery)) == needed


@pytest.mark.parametrize("text", ["</script>", "<!--", "<!-- <script>", "a < b", "<\\/script>"])
def test_data_can_stand_in_a_script_element_and_reads_as_it_was(text: str) -> None:
    """`</` would end the element, and `<!--` make a browser look past its end for a second one."""
    written = as_script({"text": text})
    assert "</" not in written and "<!" not in written
    assert json.loads(written) == {"text": text}
