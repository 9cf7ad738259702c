"""courses/shared/coverage.yaml: each point of the review has an answer in the courses, or a reason why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from coursebuilder.build.pipeline import read_courses

ROOT = Path(__file__).parent.parent
POINTS = 63  # as many as the list of what the review asks for has


@pytest.fixture(scope="module")
def rows() -> dict[int, dict[str, Any]]:
    text = (ROOT / "courses" / "shared" / "coverage.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@pytest.fixture(scope="module")
def pages() -> set[str]:
    courses = read_courses([ROOT / "courses" / name for name in ("toolkit_intro", "wider_workforce")]).courses
    return {
        f"{course.id}/{module.id}#{page.id}"
        for course in courses
        for module in course.modules
        for page in module.pages
    }


def test_every_point_has_an_answer_or_a_reason(rows: dict[int, dict[str, Any]]) -> None:
    assert list(rows) == list(range(1, POINTS + 1))
    for number, row in rows.items():
        assert row.keys() <= {"need", "pages", "files", "absent"}, number
        assert row["need"] and (row.get("pages") or row.get("files") or row.get("absent")), number


def test_it_names_only_pages_and_files_that_exist(rows: dict[int, dict[str, Any]], pages: set[str]) -> None:
    named = [page for row in rows.values() for page in row.get("pages", ())]
    assert [page for page in named if page not in pages] == []
    files = [name for row in rows.values() for name in row.get("files", ())]
    assert [name for name in files if not (ROOT / name).is_file()] == []


def test_every_module_answers_something(rows: dict[int, dict[str, Any]], pages: set[str]) -> None:
    answering = {page.partition("#")[0] for row in rows.values() for page in row.get("pages", ())}
    assert {page.partition("#")[0] for page in pages} - answering == set()
