"""Courses made of other courses' modules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.targets import TARGETS
from coursebuilder.web_content.svg import clean_svg

ROOT = Path(__file__).parent.parent
UNIT = Path("courses/shared/examples/apprenticeship_unit")


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "courses", tmp_path / "courses")
    return tmp_path / UNIT


def test_the_example_unit_keeps_its_own_order_titles_and_ids(unit: Path) -> None:
    read = read_courses([unit])
    assert [problem for problem in read.problems if problem.severity == "error"] == []
    modules = read.courses[0].modules
    assert [module.id for module in modules] == ["keeping-safe", "introduction", "before-you-shadow"]
    assert [module.title[0] for module in modules] == ["1", "2", "3"]
    assert modules[1].objectives[1].maps[0].code == "K7"


def test_media_come_from_the_modules_own_course(unit: Path) -> None:
    order = orders(read_courses([unit]).courses[0])[1]
    files = build_package(order, TARGETS["scorm12"]).files
    picture = clean_svg(ROOT / "courses" / "wider_workforce" / "media" / "journey.svg").data
    with files["media/journey.svg"].open() as stream:
        assert stream.read() == picture


def test_the_unit_cannot_be_built_without_the_safeguarding_module(unit: Path) -> None:
    path = unit / "course.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  - path: ../../modules/keeping-safe.md")
    path.write_text(text[:start] + text[text.index("  - path: ../../../wider") :], encoding="utf-8")
    assert "safeguarding-missing" in {problem.code for problem in read_courses([unit]).problems}


def test_a_link_out_of_the_course_is_refused(unit: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("---\ntitle: Secret\nminutes: 1\n---\nText.\n")
    (unit / "modules" / "01-before-you-shadow.md").unlink()
    (unit / "modules" / "01-before-you-shadow.md").symlink_to(outside)
    assert "outside-roots" in {problem.code for problem in read_courses([unit]).problems}


def test_reading_from_inside_the_course_folder(unit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(unit)
    read = read_courses([Path()])
    assert len(read.courses[0].modules) == 3
