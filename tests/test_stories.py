"""Made-up people: the review copy says who has read them, and the courses declare theirs."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_review import FOLDERS, course, of_one_module, page, plain

from coursebuilder.model import scenarios_of
from coursebuilder.pages.printables import review_copy

READ_STORY = """---
title: A scene
minutes: 4
stories:
  - who: Sam, 15, and his gran
    experience: caring for someone
    read_by: [{by: Pat Jones, experience: cared for her gran, on: 2026-03-01}]
  - {who: "Kim, 9", experience: being in foster care}
---
Hello.
"""


def test_made_up_people_are_listed_with_who_has_read_them(tmp_path: Path) -> None:
    made = page(review_copy(course(of_one_module(tmp_path, READ_STORY))))
    rows = [
        [plain(cell.text_content()) for cell in row.xpath("td")]
        for row in made.xpath("//h3[text()='The made-up people of this module']/following::table[1]/tbody/tr")
    ]
    assert rows == [
        [
            "Sam, 15, and his gran",
            "caring for someone",
            "Pat Jones (cared for her gran), 1 March 2026",
        ],
        ["Kim, 9", "being in foster care", "nobody yet"],
    ]


@pytest.mark.parametrize("name", ["toolkit", "workforce"])
def test_each_scenario_of_the_courses_has_its_people_declared(name: str) -> None:
    """Or the module's scenario is about adults at work alone."""
    lacking = {
        module.id
        for module in course(FOLDERS[name]).modules
        if any(scenarios_of(one) for one in module.pages) and not module.stories
    }
    assert lacking <= {"briefing-managers"}
