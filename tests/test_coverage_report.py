"""Coverage of a framework: every code, what covers it, and what is open; the provider's codes too."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from coursebuilder.cli import main

MODULE = """---
title: Bikes
minutes: 10
objectives:
  - id: ride
    text: Ride a bike
    pages: [riding]
    maps:
      - {code: "st1:K1", strength: introduces, mapped_by: Ann}
      - {code: "st1:K2", strength: assesses, mapped_by: Ann, questions: [bell]}
---
Hello.

## Riding {#riding}

Sit down and ride.

## Test {#test .assessment}

::: question bell {objective=ride}
How loud?

- [x] Loud
  > Yes.
- [ ] Soft
  > No.
:::
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "course/course.yaml": "id: bikes\ntitle: Bikes\naudience: All\nmodules: [m/bikes.md, m/more.md]\n",
        "course/m/bikes.md": MODULE,
        "course/m/more.md": "---\ntitle: More\nminutes: 1\n---\nText.\n",
        "shared/frameworks/st1.yaml": "title: Cycling\ncodes: {K1: Riding, K2: Bells}\n",
        "mine/provider.yaml": "name: Hill (example)\n",
        "mine/frameworks/st1.yaml": (
            "title: Cycling\nversion: '1.2'\nread_in: the printed standard\ncompared_on: 2026-05-03\n"
            "compared_by: Pat\ncodes: {K9: Repairs}\n"
        ),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def told(*arguments: str) -> str:
    ran = CliRunner().invoke(main, ["coverage", "course", "--framework", "st1", *arguments])
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def test_each_code_with_what_covers_it_and_what_is_open(folder: Path) -> None:
    text = told()
    assert "Not compared with the published standard." in text and "This file is incomplete" in text
    assert "They are not off-the-job hours." in text
    assert "K1  Riding: introduces 1 · practises 0 · assesses 0" in text and "no question assesses it" in text
    assert "assesses: Ride a bike (questions bell; mapped by Ann)" in text
    rows = list(csv.reader(io.StringIO(told("--format", "csv").removeprefix("\ufeff"))))
    assert rows[0][-1] == "yours" and {len(row) for row in rows[:3]} == {12}
    assert [row[0] for row in rows[1:3]] == ["K1", "K2"]
    assert '<th scope="row">K2</th>' in told("--format", "html")


def test_a_providers_codes_come_along_with_how_far_they_were_compared(folder: Path) -> None:
    made = json.loads(told("--format", "json", "--provider", "mine/provider.yaml"))
    assert [one["code"] for one in made["codes"]] == ["K1", "K2", "K9"]
    assert [one["gap"] for one in made["codes"]] == ["no question assesses it", "", "nothing here covers it"]
    assert (
        made["version"] == "1.2"
        and "Compared with the published standard on 2026-05-03 by Pat." in made["notes"]
    )
    assert made["codes"][0]["planned_minutes"] > made["codes"][1]["planned_minutes"] == 0


def test_an_evidence_sheet_to_print_and_one_to_type_in(folder: Path) -> None:
    told("--evidence", "sheets")
    page = (folder / "sheets" / "bikes.html").read_text(encoding="utf-8")
    document = docx.Document(str(folder / "sheets" / "bikes.docx"))
    words = "\n".join(
        [*(one.text for one in document.paragraphs)]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for wanted in (
        "Name of the witness",
        "Bikes: Riding",
        "bell",
        "Result, copied from the LMS",
        "could identify a child",
    ):
        assert wanted in page and wanted in words
    assert "eflection" not in page + words


def test_what_is_named_wrongly_is_usage_and_modules_can_be_chosen(folder: Path) -> None:
    runner = CliRunner()
    wrong = runner.invoke(main, ["coverage", "course", "--framework", "st2"])
    assert wrong.exit_code == 2 and 'did you mean "st1"?' in wrong.output
    assert "introduces 0" in told("--module", "more").split("K1", 1)[1].splitlines()[0]
    missing = runner.invoke(main, ["build", "course", "--module", "mor"])
    assert missing.exit_code == 2 and 'did you mean "more"?' in missing.output


def test_some_modules_of_a_course_are_built_and_packages_say_what_is_missing(folder: Path) -> None:
    (folder / "course" / "m" / "more.md").write_text(
        "---\ntitle: More\nminutes: 1\ntags: [safeguarding]\n---\nText.\n", encoding="utf-8"
    )
    arguments = ["build", "course", "--module", "more", "--target", "scorm12", "--out", "out"]
    ready = CliRunner().invoke(main, [*arguments, "--ready", "--today", "2026-05-03"])
    assert ready.exit_code == 1 and "[not-ready]" in ready.stderr and not (folder / "out").exists()
    ran = CliRunner().invoke(main, arguments)
    assert ran.exit_code == 0 and "not for learners yet: 1 module unsigned" in ran.stderr
    (path,) = (folder / "out").rglob("*.zip")
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        manifest = archive.read("imsmanifest.xml").decode()
        marks = json.loads(archive.read("coursebuilder.json"))
    assert "<title>More (not signed off)</title>" in manifest and 'href="coursebuilder.json"' in manifest
    assert marks == {"version": 1, "unfinished": [], "unsigned": ["more"], "unfilled": [], "checks": []}
    assert "Not for learners yet: 1 module unsigned." in (folder / "out" / "index.html").read_text("utf-8")
