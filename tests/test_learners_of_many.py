"""Providers whose learners come from many organisations, national helplines, and old names of details."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.build.ready import not_ready, read_by_others
from coursebuilder.model import Course
from coursebuilder.platforms import PLATFORMS
from coursebuilder.targets import TARGETS

TODAY = datetime.date(2026, 5, 3)
SETTINGS = """id: bikes
title: Bikes
audience: All
provider:
  safeguarding_lead: {label: who to tell, kind: safeguarding, value: ""}
  out_of_hours: {label: who to tell at night, kind: safeguarding, value: ""}
  self_harm: {label: what you do about self-harm, kind: safeguarding, value: ""}
modules: [bikes.md]
"""
LINES = """nspcc-helpline: {name: NSPCC Helpline, owner: NSPCC, number: 0808 800 5000, beside: [out_of_hours]}
childline: {name: Childline, number: 0800 1111, for_the_young_person: true, beside: [self_harm_or_suicide]}
"""
MODULE = "---\ntitle: Bikes\nminutes: 1\n---\nTell {{provider.safeguarding_lead}}.\n"
DATED = "details_checked_on: 2026-05-01\n"


def read(folder: Path, provider: str) -> Course:
    files = {"course.yaml": SETTINGS, "national_lines.yaml": LINES, "bikes.md": MODULE, "p.yaml": provider}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_courses([folder], folder / "p.yaml" if provider else None).courses[0]


def panel(course: Course) -> str:
    page = build_package(orders(course)[0], TARGETS["scorm12"]).read("index.html").decode()
    return page.partition("worried-panel")[2].partition("</details>")[0]


def test_a_line_stands_beside_a_gap_and_is_gone_with_it(tmp_path: Path) -> None:
    empty = panel(read(tmp_path, ""))
    assert "who to tell at night</mark> (NSPCC 0808 800 5000)" in empty
    assert "self-harm</mark> (For the young person: Childline 0800 1111)" in empty
    filled = panel(read(tmp_path, "name: Hill\nout_of_hours: The night team\nself_harm: See the policy\n"))
    assert "The night team" in filled and "NSPCC" not in filled and "Childline" not in filled


def test_learners_of_many_find_out_for_themselves(tmp_path: Path) -> None:
    course = read(tmp_path, f"name: Hill\nlearners: many\n{DATED}")
    shown = panel(course)
    assert "class=gap" not in shown and "find out today" in shown
    assert "NSPCC Helpline 0808 800 5000" in shown and "Childline 0800 1111" in shown
    assert [one.message for one in not_ready([course], TODAY)] == [
        "nobody has said when the number of NSPCC Helpline was last checked with its owner",
        "nobody has said when the number of Childline was last checked with its owner",
    ]


def test_a_line_is_dated_by_the_provider_and_runs_out(tmp_path: Path) -> None:
    dated = "national_lines: {nspcc-helpline: 2026-05-01, childline: 2025-06-01}\n"
    course = read(tmp_path, f"name: Hill\nlearners: many\n{DATED}{dated}")
    assert [one.message for one in not_ready([course], TODAY)] == [
        "the number of Childline was last checked on 2025-06-01, more than 6 months ago"
    ]


@pytest.mark.parametrize(
    ("value", "warned"),
    [
        ("Sam Example", True),
        ("Mrs Jones in the office", True),
        ("01632 960001", True),
        ("lead@hill.example", True),
        ("NSPCC 0808 800 5000, or 999", False),
        ("Your own Safeguarding Lead", False),
        ("See the procedure of 2026-05-01", False),
    ],
)
def test_what_others_would_ring_is_told(value: str, warned: bool, tmp_path: Path) -> None:
    course = read(tmp_path, f"name: Hill\nsafeguarding_lead: {value}\n")
    hub = read_by_others([course], [PLATFORMS["learning-hub"]])
    assert [one.code for one in hub] == ["local-detail-for-many"] * warned
    assert not read_by_others([course], [PLATFORMS["moodle"]])


def test_a_detail_by_its_old_and_its_new_name_is_an_error(tmp_path: Path) -> None:
    read(tmp_path, "name: Hill\nself_harm: One\nself_harm_or_suicide: Two\n")
    problems = read_courses([tmp_path], tmp_path / "p.yaml").problems
    assert [(one.code, one.place.line) for one in problems if one.severity == "error"] == [
        ("duplicate-key", 2)
    ]
