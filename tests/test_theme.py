"""Themes: small, whole, every colour can be told from its ground, and nothing of them leads elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursebuilder import theme
from coursebuilder.problems import Place
from coursebuilder.theme.contrast import DECORATION, PAIRS, contrasts, ratio, shown_ratio
from coursebuilder.theme.sheets import properties_of, sheet_problems
from coursebuilder.theme.tokens import read_tokens

THEMES = Path(__file__).parent.parent / "themes"


def test_the_stylesheet_knows_its_colours() -> None:
    style = theme.load_theme("default").style + theme.load_theme("default").later
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", style)) - {"--at"} <= set(
        re.findall(r"(--[a-z0-9-]+):", style)
    )
    assert {"--part", "--at"} <= set(re.findall(r"var\((--[a-z]+)", style))  # these the player sets


def test_themes_are_found_by_name_or_in_a_folder_of_their_roots(tmp_path: Path) -> None:
    assert theme.theme_names() == ("bright", "contrast", "default")
    here = Place("course.yaml", 1)
    (tmp_path / "course" / "look").mkdir(parents=True)
    (tmp_path / "away").mkdir()
    for folder in (tmp_path / "course" / "look", tmp_path / "away"):
        (folder / "theme.yaml").write_text("theme: {title: Ours}\n")
    (tmp_path / "course" / "link").symlink_to(tmp_path / "away")
    roots = (tmp_path / "course",)
    for asked in ("look", "./look", "bright"):
        found, problems = theme.read_theme(asked, here, roots)
        assert found is not None and problems == []
    for asked in ("../away", "link", str(tmp_path / "away"), "nowhere", "..", "C:\\look", "a\0b"):
        found, problems = theme.read_theme(asked, here, roots)
        assert found is None and [one.code for one in problems] == ["unknown-theme"], asked


def test_ratios_are_those_of_the_standard() -> None:
    assert shown_ratio(ratio("#000000", "#FFFFFF")) == "21.00"
    assert ratio("#767676", "#FFFFFF") >= 4.5 > ratio("#777777", "#FFFFFF")  # the well-known greys
    assert shown_ratio(4.499) == "4.49"


@pytest.mark.parametrize("name", theme.theme_names())
def test_colours_of_a_built_in_theme_can_be_told_apart(name: str) -> None:
    made = theme.load_theme(name)
    assert [one for one in contrasts(made.colours, made.level) if not one.enough] == []
    colours = {value for mode in made.colours.values() for value in mode.values()}
    assert "#005EB8" not in {colour.upper() for colour in colours}
    assert not re.search(r"nhs|frutiger", made.style + made.title, re.IGNORECASE)


@pytest.mark.parametrize("name", ["bright", "contrast"])
def test_sheets_of_a_built_in_theme_are_held_to_the_rules_for_all(name: str) -> None:
    known = properties_of(theme.load_theme("default").style) | {
        f"--{token}" for token in theme.load_theme("default").colours["light"]
    }
    for path in sorted((THEMES / name).glob("*.css")):
        assert sheet_problems(path, known) == []


def test_every_colour_is_measured_or_says_nothing_alone() -> None:
    measured = {name for pair in PAIRS for name in (pair.above, pair.ground)} - {"white"}
    tokens = read_tokens(THEMES / "default" / "theme.yaml").values["light"]
    assert measured | set(DECORATION) == set(tokens)
    assert not measured & set(DECORATION)


def test_decoration_is_used_where_something_else_says_the_same() -> None:
    """Rules that use these colours: the progress bar, the cover's drawing, a card's shade."""
    css = "".join(path.read_text() for path in sorted(THEMES.glob("*/*.css")))
    rules = re.findall(r"([^{}\n]+)\{([^{}]*)\}", css)
    using = {name: {head for head, inside in rules if f"var(--{name})" in inside} for name in DECORATION}
    assert using == {
        "here": {".progress .here"},
        "bubble": {".b1"},
        "bubble2": {".b2"},
        "shadow": {".card"},
    }
