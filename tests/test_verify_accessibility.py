"""coursebuilder verify --accessibility: pages are judged on the way, and the record is written."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import verify

from coursebuilder.package import Package, write_zip

pytestmark = pytest.mark.usefixtures("verify_in_browser")
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Listening first</title></head>
<body><main><h1>Listening</h1><p style="color: {colour}">Start where the young person is.</p>
</main></body></html>"""


def site(path: Path, colour: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.html", PAGE.format(colour=colour))
    return path


def test_pages_of_other_makers_are_judged_where_it_is_asked_for(tmp_path: Path) -> None:
    pale, dark = site(tmp_path / "pale.zip", "#bbb"), site(tmp_path / "dark.zip", "#222")
    assert verify(pale).exit_code == 0
    result = verify(pale, dark, "--accessibility", "--report", tmp_path / "report")
    assert result.exit_code == 1
    assert f"{pale}: error: visitor on generic: launch 1: Listening first: p [" in result.stderr
    assert "breaks color-contrast" in result.stderr and "(WCAG 1.4.3)" in result.stderr
    assert str(dark) not in result.stderr
    text = (tmp_path / "report" / "accessibility.html").read_text("utf-8")
    assert "1 failure</span> in 1 state." in text and "nothing failed</span> in 1 state." in text


def test_a_completer_shows_every_page_and_answer(packaged: Callable[..., Package], tmp_path: Path) -> None:
    write_zip(packaged("scorm12"), tmp_path / "a.zip")
    result = verify(
        tmp_path / "a.zip", "--learner", "completer", "--accessibility", "--report", tmp_path / "report"
    )
    assert result.exit_code == 0, result.output
    text = (tmp_path / "report" / "accessibility.html").read_text("utf-8")
    for title in ("Listening first", "Who decides", "What you notice", "Check what you know", "You passed"):
        assert f"launch 1: {title} – " in text
    assert text.count('<tr><th scope="row">launch 1: ') > 15
