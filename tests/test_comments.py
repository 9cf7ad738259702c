"""Comments on a review copy: kept in its page, saved as a file, and printed at the lines they are about."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from bikes import bikes, review, write
from click.testing import CliRunner
from playwright.sync_api import Browser

from coursebuilder.cli import main

TRANSLATED = Path(__file__).parent / "translated"
TEXT = """---
title: Bikes
minutes: 2
---
Wear a helmet.

Look behind you.

- Check the tyres.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bikes(tmp_path, TEXT)
    return tmp_path


def hashes(folder: Path) -> dict[str, str]:
    """Number -> hash, as the copy itself says."""
    assert review(folder, "--out", folder / "out").exit_code == 0
    made = (folder / "out" / "review" / "bikes.html").read_text("utf-8")
    found = re.findall(r'data-module="bikes" data-hash="(\w+)">([\d.]+)<', made)
    return {number: one for one, number in found}


def saved(folder: Path, by: str, comments: dict[str, str], known: dict[str, str]) -> Path:
    """A file as the copy's page saves it."""
    given = [{"module": "bikes", "number": n, "hash": known[n], "text": text} for n, text in comments.items()]
    data = {"comments_on": "bikes", "language": "en-GB", "by": by, "comments": given}
    path = folder / f"bikes--comments--{by.lower()}.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_comments_of_several_people_come_in_the_order_of_the_text(folder: Path) -> None:
    known = hashes(folder)
    assert list(known) == ["1.1.1", "1.1.2", "1.1.3"]
    first = saved(folder, "Pat", {"1.1.2": "both ways\n\x1b[2J?", "1.1.1": "say why"}, known)
    second = saved(folder, "Ann", {"1.1.1": "good"}, known)
    result = review(folder, "--comments", first, second, first)  # as a shell writes *.json
    assert result.exit_code == 0, result.output
    file = (folder / "bikes" / "m" / "bikes.md").as_posix()
    assert result.stderr.splitlines()[:6] == [
        f"{file}:5: advice: Pat: say why [comment]",
        "    hint: on 1.1.1: Wear a helmet. (Pat)",
        f"{file}:5: advice: Ann: good [comment]",
        "    hint: on 1.1.1: Wear a helmet. (Ann)",
        f"{file}:7: advice: Pat: both ways [2J? [comment]",
        "    hint: on 1.1.2: Look behind you. (Pat)",
    ]


def test_a_comment_goes_with_its_paragraph_and_says_when_that_has_changed(folder: Path) -> None:
    known = hashes(folder)
    file = saved(folder, "Pat", {"1.1.1": "why?", "1.1.2": "both ways", "1.1.3": "how?"}, known)
    write(folder, TEXT.replace("Wear", "New.\n\nWear").replace("Look behind", "Look round behind"))
    said = review(folder, "--comments", file).stderr
    assert "why? [comment]\n    hint: on 1.1.1, now 1.1.2: Wear a helmet. (Pat)" in said
    assert "both ways [comment-on-changed-text]\n    hint: on 1.1.2: the paragraph has changed since" in said
    assert "how? [comment]\n    hint: on 1.1.3, now 1.1.4: Check the tyres. (Pat)" in said
    write(folder, TEXT.partition("Look")[0])
    assert "hint: on 1.1.3: that paragraph is gone (Pat)" in review(folder, "--comments", file).stderr


def test_comments_on_a_copy_in_another_language_stand_at_the_lines_of_the_course(tmp_path: Path) -> None:
    course = shutil.copytree(TRANSLATED, tmp_path / "course")
    asked = ["review", str(course), "--language", "cy"]
    made = CliRunner().invoke(main, [*asked, "--out", str(tmp_path / "out")])
    assert made.exit_code == 0, made.output
    copy = (tmp_path / "out" / "cy" / "review" / "a-walk.html").read_text("utf-8")
    (known,) = re.findall(r'data-module="worry" data-hash="(\w+)">2\.1\.1<', copy)  # nobody has signed it
    comment = {"module": "worry", "number": "2.1.1", "hash": known, "text": "a yw hyn yn wir?"}
    data = {"comments_on": "a-walk", "language": "cy", "by": "Pat", "comments": [comment]}
    saved_there = tmp_path / "a-walk--comments--pat.json"
    saved_there.write_text(json.dumps(data), encoding="utf-8")
    result = CliRunner().invoke(main, [*asked, "--comments", str(saved_there)])
    assert result.exit_code == 0, result.output
    file = (course / "modules" / "02-worry.md").as_posix()
    assert re.search(rf"{re.escape(file)}:\d+: advice: Pat: a yw hyn yn wir\? \[comment\]", result.stderr)
    in_english = CliRunner().invoke(main, ["review", str(course), "--comments", str(saved_there)])
    assert in_english.exit_code == 1 and "none of these" in in_english.stderr


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"comments": [1]}', '{"comments": [{"number": "1"}]}', "[" * 9999]
)
def test_what_is_no_file_of_comments(text: str, folder: Path) -> None:
    path = folder / "other.json"
    path.write_text(text, encoding="utf-8")
    result = review(folder, "--comments", path)
    assert result.exit_code == 1 and "[bad-comments]" in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_comments_on_another_course_are_told(folder: Path) -> None:
    path = saved(folder, "Pat", {"1.1.1": "why?"}, hashes(folder))
    path.write_text(
        path.read_text("utf-8").replace('"bikes", "language"', '"boats", "language"'), encoding="utf-8"
    )
    result = review(folder, "--comments", path)
    assert result.exit_code == 1 and '"boats"' in result.stderr


@pytest.mark.browser
def test_a_person_comments_in_the_page_and_saves_a_file(folder: Path, browser: Browser) -> None:
    hashes(folder)
    address = (folder / "out" / "review" / "bikes.html").as_uri()
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Your comment on 1.1.2").click()
    page.get_by_label("Your comment on 1.1.2").fill("both ways")
    page.get_by_label("Your name").fill("Pat Jones")
    page.reload()  # kept in the page
    assert page.get_by_label("Your comment on 1.1.2").input_value() == "both ways"
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my comments").click()
    assert download.value.suggested_filename == "bikes--comments--pat-jones.json"
    path = folder / "pat.json"
    download.value.save_as(path)
    context.close()
    result = review(folder, "--comments", path)
    assert "Pat Jones: both ways [comment]" in result.stderr
