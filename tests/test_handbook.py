"""handbook: chapters, prompts and pages of modules as HTML, Word and PDF; what must not stand in one."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from conftest import in_a_thread
from lxml import html
from lxml.html import HtmlElement

from coursebuilder.cli import main
from coursebuilder.handbook.word import as_word
from coursebuilder.verify.pdf import pdf_of

TESTS = Path(__file__).parent
SMALL = TESTS / "packages" / "small" / "course"
RIVERSIDE = TESTS / "providers" / "riverside.yaml"
TEXT = """---
title: My first weeks
---
It is **yours**.

## Week one {#one}

Ask {{provider.safeguarding_lead}} first, then see [who decides](#two).

::: reflection plan
Which three things will you do?
:::

### For your manager

- Who else does this job?

## Who decides {#two include=listening#listening}
"""


def read(page: Path) -> HtmlElement:
    found = html.fromstring(page.read_bytes())
    assert isinstance(found, HtmlElement)
    return found


def handbook(out: Path, course: Path, *more: object) -> Result:
    arguments = ("handbook", course, "--out", out, "--without-pdf", *more)
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, folder := tmp_path / "course")
    (folder / "handbook.md").write_text(TEXT, "utf-8")
    return folder


def test_chapters_prompts_details_and_pages_are_in_it(course: Path, tmp_path: Path) -> None:
    done = handbook(tmp_path / "out", course, "--provider", RIVERSIDE)
    assert done.exit_code == 0, done.output
    page = read(tmp_path / "out" / "small-handbook.html")
    assert [str(one.text_content()) for one in page.xpath("//h1|//h2|//h3")] == [
        "My first weeks",
        "Week one",
        "Which three things will you do?",
        "For your manager",
        "Who decides",
    ]
    text = page.text_content()
    assert "Sam Example, 01632 960001" in text and "no names, no places" in text
    assert "Their goal comes before the referral form." in text
    assert "Who decides what the first meeting is about?" not in text  # a question: it is played, not read
    ids = {one.get("id") for one in page.iter() if isinstance(one.tag, str)}
    assert [link.get("href") for link in page.iter("a")] == ["#page-two"] and "page-two" in ids


def test_the_word_document_has_styles_and_room_and_is_the_same_twice(course: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert handbook(tmp_path / name, course).exit_code == 0
    first, second = ((tmp_path / name / "small-handbook.docx").read_bytes() for name in ("a", "b"))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {one.date_time[0] for one in parts.infolist()} == {1980}
    made = docx.Document(io.BytesIO(first))
    styles = {one.text: one.style.name for one in made.paragraphs if one.style and one.text}
    assert styles["Week one"] == "Heading 1"
    assert styles["Which three things will you do?"] == "Heading 2"
    assert styles["Who else does this job?"] == "List Bullet"
    assert "Two people on a bench" in styles  # a drawing, which Word can't take
    assert made.core_properties.title == "My first weeks"
    paper = [(one.page_width, one.page_height) for one in made.sections]
    assert [tuple(round(side.mm) for side in sides if side) for sides in paper] == [(210, 297)]
    room, *_ = made.tables
    assert room.rows[0].cells[0].text.strip() == ""


def test_words_keep_their_blanks_marks_and_addresses() -> None:
    page = (
        b"<main><p>One <b>two</b>,\n three <a href='https://a.example/b'>four</a>.</p>"
        b"<ol><li>five<ul><li>six</li></ul></li></ol>"
        b"<ol><li><p>again</p><p>and on</p></li></ol><div>seven <i>eight</i><p>nine</p></div></main>"
    )
    made = docx.Document(io.BytesIO(as_word(page, "T", "en-GB", "")))
    assert [one.text for one in made.paragraphs] == [
        "One two, three four (https://a.example/b).",
        "five",
        "six",
        "again",
        "and on",
        "seven eight",
        "nine",
    ]
    points: list[Any] = [one._p.pPr for one in made.paragraphs if one.text in ("five", "again")]
    numbers = [point.numPr.numId.val for point in points]
    assert len(set(numbers)) == 2  # the second list begins with 1
    assert [one.style.name for one in made.paragraphs if one.style][1:5] == [
        "List Number",
        "List Bullet 2",
        "List Number",
        "List Continue",
    ]
    assert [run.text for run in made.paragraphs[0].runs if run.bold] == ["two"]


def test_every_mistake_is_told_and_nothing_is_written(course: Path, tmp_path: Path) -> None:
    (course / "handbook.md").write_text(
        "---\ntitel: X\n---\n## A {#a include=listening#listning}\n\n[x](#nowhere) [y](99-none.md)\n\n"
        "## B {#a .assessment}\n\n{{provider.nobody}}\n\n::: safeguarding\nTell somebody.\n:::\n\n"
        "::: question q\nAsk?\n\n- [x] a\n  > b\n- [ ] c\n  > d\n:::\n\n"
        "## C {include=listening#check}\n",
        "utf-8",
    )
    done = handbook(tmp_path / "out", course)
    assert done.exit_code == 1 and not (tmp_path / "out").exists()
    told = json.loads(CliRunner().invoke(main, ["check", str(course), "--format", "json"]).stdout)
    found = [one["code"] for one in told if one["path"].endswith("handbook.md")]
    assert {
        "unknown-key",
        "unknown-page",
        "dead-link",
        "duplicate-id",
        "not-in-a-handbook",
        "unknown-provider-detail",
    } <= set(found), found
    assert found.count("not-in-a-handbook") >= 2 and found.count("dead-link") == 2


def test_an_unsigned_page_says_so_and_is_refused_when_it_has_to_be_ready(
    course: Path, tmp_path: Path
) -> None:
    file = course / "modules" / "01-listening.md"
    file.write_text(
        file.read_text("utf-8").replace("minutes: 8\n", "minutes: 8\ntags: [safeguarding]\n"), "utf-8"
    )
    assert handbook(tmp_path / "out", course).exit_code == 0
    page = read(tmp_path / "out" / "small-handbook.html")
    assert page.findtext(".//h1") == "My first weeks (not signed off)"
    assert "Not yet signed off" in page.get_element_by_id("page-two").text_content()
    assert "Not yet signed off" not in page.get_element_by_id("page-one").text_content()
    done = handbook(tmp_path / "ready", course, "--ready", "--today", "2026-11-02")
    assert done.exit_code == 1 and '"listening" is not signed off' in done.output
    assert not (tmp_path / "ready").exists()


def test_a_course_without_one_is_told(tmp_path: Path) -> None:
    done = handbook(tmp_path, SMALL)
    assert done.exit_code == 1 and "there is no handbook.md here" in done.output


def test_without_a_browser_or_its_driver_what_to_do_is_said(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ["handbook", str(course), "--out", str(tmp_path / "out")]
    code = (
        "import sys; sys.modules.update({'playwright': None, 'playwright.sync_api': None})\n"
        f"from coursebuilder.cli import main; main({line!r})"
    )  # in a process of its own, as what is imported anew here would stand beside what other tests hold
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Error: a PDF needs a browser's driver (playwright" in done.stderr and "pip install" in done.stderr
    assert done.stderr.endswith("or leave the PDF out with --without-pdf\n")
    monkeypatch.setenv("COURSEBUILDER_BROWSER", "/nonexistent")
    said = in_a_thread(lambda: CliRunner().invoke(main, line))
    assert said.exit_code == 1 and said.stderr.endswith("or leave the PDF out with --without-pdf\n")
    assert not (tmp_path / "out").exists()


def test_a_release_has_it(course: Path, tmp_path: Path) -> None:
    arguments = ["release", course, "--provider", RIVERSIDE, "--for", "moodle", "--without-verify"]
    more = ["--out", tmp_path / "out", "--today", "2026-11-02"]
    done = CliRunner().invoke(main, [str(one) for one in (*arguments, *more)])
    assert done.exit_code == 0, done.output
    start = (tmp_path / "out" / "small--moodle" / "START-HERE.html").read_text("utf-8")
    for name in ("handbook/small-handbook.html", "handbook/small-handbook.docx"):
        assert (tmp_path / "out" / "small--moodle" / name).is_file() and f'href="{name}"' in start


def test_the_journal_in_the_packages_is_what_the_handbook_makes(tmp_path: Path) -> None:
    course = TESTS.parent / "courses" / "toolkit_intro"
    assert handbook(tmp_path, course).exit_code == 0
    made = docx.Document(str(tmp_path / "toolkit-intro-handbook.docx"))
    kept = docx.Document(str(course / "media" / "six-month-journal.docx"))
    assert [one.text for one in kept.paragraphs] == [one.text for one in made.paragraphs]


@pytest.mark.browser
def test_the_pdf_is_tagged_has_an_outline_and_no_date() -> None:
    page = b"<html lang=en-GB><title>T</title><main><h1>One</h1><h2>Two</h2><p>Words</p></main>"
    first, second = in_a_thread(lambda: (pdf_of(page), pdf_of(page)))
    assert first == second and first.startswith(b"%PDF")
    assert b"/StructTreeRoot" in first and b"/Outlines" in first
