"""A provider's details reach its own packages, and nobody else's."""

from __future__ import annotations

import re
import zipfile
from html import escape
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from coursebuilder.cli import main

pytestmark = pytest.mark.slow  # each test builds both real courses for every target
ROOT = Path(__file__).parent.parent
PROVIDERS = ROOT / "tests" / "providers"
COURSES = [str(ROOT / "courses" / name) for name in ("toolkit_intro", "wider_workforce")]


def build(out: Path, *options: str) -> str:
    """Every text of every file of the packages built."""
    result = CliRunner().invoke(main, ["build", *COURSES, "--out", str(out), *options])
    assert result.exit_code == 0, result.output
    texts = []
    for path in sorted(out.rglob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            texts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    assert texts
    return "\n".join(texts)


@pytest.mark.parametrize("name", ["riverside", "hillside"])
def test_nothing_of_one_provider_is_in_anothers_packages(name: str, tmp_path: Path) -> None:
    other = "hillside" if name == "riverside" else "riverside"
    text = build(tmp_path, "--provider", str(PROVIDERS / f"{name}.yaml"))
    assert name in text.lower() and "(example)" in text
    assert other not in text.lower()
    theirs = re.findall(r": (\S.*?Example), (\d+ \d+)", (PROVIDERS / f"{other}.yaml").read_text())
    assert theirs and not [part for pair in theirs for part in pair if part in text]


def test_without_a_provider_there_is_a_gap(tmp_path: Path) -> None:
    text = build(tmp_path)
    assert "riverside" not in text.lower() and "hillside" not in text.lower() and "01632" not in text
    assert "<mark class=gap>Not filled in yet: " in text


def test_a_filled_slot_is_no_gap(tmp_path: Path) -> None:
    text = build(tmp_path, "--provider", str(PROVIDERS / "riverside.yaml"))
    assert "Sam Example, 01632 960001" in text
    filled = yaml.safe_load((PROVIDERS / "riverside.yaml").read_text("utf-8"))
    for course in COURSES:
        asked = yaml.safe_load((Path(course) / "course.yaml").read_text("utf-8"))["provider"]
        given = [asked[name]["label"] for name in asked if name in filled]
        assert given and [label for label in given if f"Not filled in yet: {escape(label)}" in text] == []


def test_every_way_out_stands_in_the_panel_of_every_page(tmp_path: Path) -> None:
    """By day as by night, and where the lead is the worry."""
    options = ("--provider", str(PROVIDERS / "riverside.yaml"), "--target", "web", "--out", str(tmp_path))
    assert CliRunner().invoke(main, ["build", *COURSES, *options]).exit_code == 0
    for path in tmp_path.rglob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            pages = [archive.read(one).decode() for one in archive.namelist() if one.endswith("index.html")]
        for panel in re.findall(r"<details class=.?worried.*?</details>", "".join(pages), re.DOTALL):
            numbers = re.findall(r"01632 96000[12356]", panel)
            assert numbers == [f"01632 96000{n}" for n in (1, 2, 5, 3, 6)], path.name
            break
        else:
            pytest.fail(f"{path.name} has no panel")
