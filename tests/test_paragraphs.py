"""Pieces of a module: each has one number, and a hash that changes with its text alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import Course
from coursebuilder.model.paragraphs import numbered_modules, paragraphs

ROOT = Path(__file__).parent.parent
COURSE = """id: bikes
title: Bikes
audience: All
modules: [m/bikes.md]
"""
MODULE = """---
title: Bikes
minutes: 3
---
Hello.

- One
- Two

## Rows {#rows}

| a | b |
|---|---|
| 1 | 2 |

::: example
Sam rides.
:::

::: note {basis=practice}
Ring the bell.
:::

::: question bell
How loud?

- [x] Loud
  > Yes.
- [ ] Soft
  > No.
:::

::: tutor {minutes=5}
Bring a bell.
:::
"""


def read(folder: Path, text: str, by_line: bool = False) -> Course:
    (folder / "m").mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "m" / "bikes.md").write_text(text, encoding="utf-8")
    (course,) = read_courses([folder], by_line=by_line).courses
    return course


def hashes(folder: Path, text: str) -> dict[str, str]:
    return {piece.number: piece.hash for piece in paragraphs(read(folder, text).modules[0])}


def test_every_piece_has_a_number_of_its_own_or_goes_by_the_one_before(tmp_path: Path) -> None:
    found = paragraphs(read(tmp_path, MODULE).modules[0], 4)
    assert [(one.number, one.basis) for one in found if one.numbered] == [
        ("4.1.1", "none"), ("4.1.2", "none"), ("4.1.3", "none"),
        ("4.2.1", "none"), ("4.2.2", "story"), ("4.2.3", "practice"), ("4.2.4", ""), ("4.2.5", "none"),
    ]  # fmt: skip
    assert [one.number for one in found if one.for_tutors] == ["4.2.4 note", "4.2.5"]
    names = [one.number for one in found if not one.numbered]
    assert {"4.1 title", "4.2 title", "4.2 table", "4.2.4 answer a", "4.2.4 answer b"} <= set(names)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("- Two", "- Two!", {"1.1.3"}),
        ("| 1 | 2 |", "| 1 | 3 |", {"1.2.1"}),
        ("| a | b |", "| a | c |", {"1.2 table"}),
        ("  > No.", "  > Not at all.", {"1.2.4 answer b"}),
        ("[x] Loud", "[x] Loudly", {"1.2.4 answer a"}),
        ("How loud?", "How **loud**?", {"1.2.4"}),
        (" {basis=practice}", "", {"1.2.2 note"}),
        ("question bell", "question bell {safety}", {"1.2.4"}),
        ("Bring a bell.", "Bring two.", {"1.2.5"}),
        ("## Rows", "## Lines", {"1.2 title"}),
        ("One\n- Two", "One\n-   Two", set()),
    ],
)  # fmt: skip
def test_a_hash_changes_with_its_text_alone(
    tmp_path: Path, before: str, after: str, changed: set[str]
) -> None:
    assert before in MODULE
    old, new = hashes(tmp_path, MODULE), hashes(tmp_path, MODULE.replace(before, after))
    assert {number for number in old if old[number] != new[number]} == changed


@pytest.mark.parametrize("name", ["toolkit_intro", "wider_workforce"])
def test_references_for_reviewers_change_no_hash(name: str) -> None:
    copies = [read_courses([ROOT / "courses" / name], by_line=by).courses[0] for by in (False, True)]
    plain, by_line = (
        [[(one.number, one.hash) for one in paragraphs(module, n)] for n, module in numbered_modules(course)]
        for course in copies
    )
    assert plain == by_line
    assert all(len({number for number, _ in module}) == len(module) for module in plain)


def test_a_modules_place_in_the_course_changes_no_hash(tmp_path: Path) -> None:
    (module,) = read(tmp_path, MODULE).modules
    assert [one.hash for one in paragraphs(module, 1)] == [one.hash for one in paragraphs(module, 7)]
    moved = replace(module, pages=module.pages[1:])
    assert {one.hash for one in paragraphs(moved)} < {one.hash for one in paragraphs(module)}
