"""release: one folder to hand over, whole or not at all, and nothing of one provider in another's."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from commands import run
from conftest import in_a_thread
from lxml import html

from coursebuilder.build.pipeline import choose, read_courses
from coursebuilder.package import read_zip
from coursebuilder.problems import Place, Problem
from coursebuilder.release.handover import hand_over

TESTS = Path(__file__).parent
COURSE = TESTS / "packages" / "small" / "course"
PROVIDERS = TESTS / "providers"
TODAY = datetime.date(2026, 11, 2)


def release(
    out: Path,
    *more: object,
    course: Path = COURSE,
    provider: str = "riverside",
    verified: bool = False,
) -> Result:
    """What comes of the command with these options; `verified`: scripted learners play the packages."""
    file = PROVIDERS / f"{provider}.yaml"
    step = () if verified else ("--without-verify",)
    return run("release", course, "--provider", file, "--out", out, "--today", TODAY, *step, *more)


def test_the_folder_holds_all_and_its_sums_are_right(tmp_path: Path) -> None:
    done = release(tmp_path, "--for", "learning-hub")
    assert done.exit_code == 0, done.output
    folder = tmp_path / "small--learning-hub"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {
        "START-HERE.html",
        "data-sheet.html",
        "accessibility-statement.html",
        "codebook.csv",
        "tutor-notes.html",
        "release.json",
        "SHA256SUMS",
        "packages/index.html",
        "packages/scorm12/small--listening.zip",
        "packages/learning-hub/small--listening.csv",
    } <= names
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(sums) == names - {"SHA256SUMS"}
    for name, wanted in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == wanted
    told = json.loads((folder / "release.json").read_text("utf-8"))
    assert told["platform"] == "learning-hub" and told["verified"] is False
    assert {one["sha256"] for one in told["packages"]} <= set(sums.values())


def test_a_mapped_course_comes_with_sheets_for_evidence(tmp_path: Path) -> None:
    shutil.copytree(COURSE, course := tmp_path / "course")
    (tmp_path / "shared" / "frameworks").mkdir(parents=True)
    (tmp_path / "shared" / "frameworks" / "st1.yaml").write_text(
        "title: Work\ncodes: {K1: Listening}\n", "utf-8"
    )
    file = course / "modules" / "01-listening.md"
    maps = "  - id: ask-first\n    maps: [{code: st1:K1, strength: introduces, mapped_by: Ann}]\n"
    file.write_text(file.read_text("utf-8").replace("  - id: ask-first\n", maps, 1), "utf-8")
    for name in ("one", "two"):
        done = release(tmp_path / name, "--for", "moodle", "--format", "json", course=course)
        assert done.exit_code == 0, done.output
        told = json.loads(done.stdout)
        assert {"evidence/st1.html", "evidence/st1.docx"} <= set(told["files"])
        assert "packages/.store/zips.json" not in told["files"]
    sums = [Path(tmp_path, name, "small--moodle", "SHA256SUMS").read_bytes() for name in ("one", "two")]
    assert sums[0] == sums[1]
    page = (tmp_path / "one" / "small--moodle" / "START-HERE.html").read_text("utf-8")
    assert 'href="evidence/st1.docx"' in page


def test_every_link_of_its_pages_leads_somewhere(tmp_path: Path) -> None:
    assert release(tmp_path, "--for", "learning-hub").exit_code == 0
    folder = tmp_path / "small--learning-hub"
    for page in ("START-HERE.html", "accessibility-statement.html", "data-sheet.html"):
        for link in html.fromstring((folder / page).read_bytes()).iter("a"):
            assert (folder / str(link.get("href"))).is_file(), (page, link.get("href"))


def test_the_statement_promises_nothing(tmp_path: Path) -> None:
    assert release(tmp_path, "--for", "moodle").exit_code == 0
    page = (tmp_path / "small--moodle" / "accessibility-statement.html").read_text("utf-8")
    assert "draft" in page and "compliant" not in page
    assert "No scripted learner" in (tmp_path / "small--moodle" / "START-HERE.html").read_text("utf-8")


def test_what_is_not_ready_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    course = TESTS.parent / "courses" / "toolkit_intro"
    done = release(tmp_path, "--for", "moodle", course=course, provider="hillside")
    assert done.exit_code == 1
    assert "is not filled in: " in done.output and "is not signed off" in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_package_that_fails_leaves_the_release_before_untouched(tmp_path: Path) -> None:
    assert release(tmp_path, "--for", "moodle").exit_code == 0
    before = (tmp_path / "small--moodle" / "SHA256SUMS").read_bytes()
    (course,) = read_courses([COURSE], PROVIDERS / "riverside.yaml").courses
    choice = choose([], ["moodle"])

    def fails(paths: object, folder: Path) -> list[Problem]:
        return [Problem("played", "it fell over", Place(folder.as_posix()))]

    made = hand_over(course, choice, tmp_path, TODAY, fails)
    assert made.files == () and [one.code for one in made.problems] == ["played"]
    assert made.problems[0].place.path == (tmp_path / "small--moodle" / "verify").as_posix()
    assert (tmp_path / "small--moodle" / "SHA256SUMS").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["small--moodle"]


def test_a_folder_that_is_no_release_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "small--moodle").mkdir()
    (tmp_path / "small--moodle" / "mine.txt").write_text("mine", "utf-8")
    done = release(tmp_path, "--for", "moodle")
    assert done.exit_code == 1 and "left alone" in done.output
    assert [path.name for path in (tmp_path / "small--moodle").iterdir()] == ["mine.txt"]


def test_the_release_before_is_compared(tmp_path: Path) -> None:
    assert release(tmp_path / "one", "--for", "moodle").exit_code == 0
    done = release(tmp_path / "two", "--for", "moodle", "--before", tmp_path / "one" / "small--moodle")
    assert done.exit_code == 0, done.output
    told = (tmp_path / "two" / "small--moodle" / "changes.txt").read_text("utf-8")
    assert "nothing that learners or reports notice has changed" in told


def test_the_same_release_twice_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert release(tmp_path / name, "--for", "moodle").exit_code == 0
    sums = [(tmp_path / name / "small--moodle" / "SHA256SUMS").read_bytes() for name in ("one", "two")]
    assert sums[0] == sums[1]


@pytest.mark.parametrize(("mine", "other"), [("riverside", "hillside"), ("hillside", "riverside")])
def test_nothing_of_one_provider_is_in_anothers_release(mine: str, other: str, tmp_path: Path) -> None:
    assert release(tmp_path / other, "--for", "moodle", provider=other).exit_code == 0
    assert release(tmp_path / mine, "--for", "moodle", provider=mine).exit_code == 0
    word = re.compile(other.encode(), re.IGNORECASE)
    for path in (tmp_path / mine).rglob("*"):
        if path.suffix == ".zip":
            package = read_zip(path)
            assert [name for name in package.files if word.search(package.read(name))] == []
        elif path.is_file():
            assert not word.search(path.read_bytes()), path


def test_without_a_browser_it_is_not_judged_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEBUILDER_BROWSER", "/nonexistent")
    given = (tmp_path, "--for", "moodle")
    done = in_a_thread(lambda: release(*given, verified=True))
    assert done.exit_code == 3, done.output
    done = in_a_thread(lambda: release(*given, "--format", "json", verified=True))
    assert done.exit_code == 3 and json.loads(done.stdout)["not_judged"]
    assert list(tmp_path.iterdir()) == []


def test_wrong_use_is_told(tmp_path: Path) -> None:
    assert release(tmp_path, "--for", "mooodle").exit_code == 2
    assert "no-course" in release(tmp_path, "--for", "moodle", course=tmp_path).output
