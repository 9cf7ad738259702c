"""A theme may come from anybody: whatever is in its files, and however much, it is judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coursebuilder.build.specimen import write_theme
from coursebuilder.media import read_captions
from coursebuilder.problems import Place
from coursebuilder.theme import read_theme
from coursebuilder.web_content.svg import clean_svg

ANY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
SIGNS = "ab1 #;:{}()[]\"'\\/*@,.-\n url(import http:// var(-- expression <"


def made(folder: Path, **files: str) -> list[str]:
    """The codes of what is wrong with a theme of these files, a _ in their names for the dot."""
    look = folder / "look"
    look.mkdir(exist_ok=True)
    (look / "theme.yaml").write_text("theme: {title: Ours}\n")
    for name, text in files.items():
        (look / name.replace("_", ".")).write_text(text, encoding="utf-8")
    theme, problems = read_theme("look", Place("course.yaml"), (folder,))
    assert theme is not None
    return [one.code for one in problems]


@ANY
@given(st.text(alphabet=SIGNS, max_size=200))
def test_any_sheet_is_judged(tmp_path: Path, css: str) -> None:
    made(tmp_path, more_css=css)


@ANY
@given(st.text(alphabet="light: ink#0aF,{}[]\"'&*!\n -dark.theme", max_size=120))
def test_any_theme_yaml_is_judged(tmp_path: Path, text: str) -> None:
    made(tmp_path, theme_yaml=text)


@pytest.mark.parametrize(
    "part",
    [
        *(":", "/*", "url(", "'", "{", "@media x{", "a", "(", "url('", "var(--", "\\", "/", ":#"),
        *("rgb(", "}", "@import ", "--a:", "#0", "expression("),
    ],
)
def test_any_large_sheet_is_judged(tmp_path: Path, part: str) -> None:
    made(tmp_path, more_css=part * (99_000 // len(part)))


def test_any_long_shadow_is_judged(tmp_path: Path) -> None:
    assert made(tmp_path, theme_yaml=f'light: {{shadow: "{"1" * 5000}!"}}\n') == ["theme-colour"]


@pytest.mark.parametrize("text", ["<a" * 200_000, "<v " * 150_000, "0:0" * 150_000, "-->" * 150_000])
@pytest.mark.parametrize("suffix", [".vtt", ".txt"])
def test_any_large_captions_are_read(tmp_path: Path, text: str, suffix: str) -> None:
    head = "WEBVTT\n\n00:01.000 --> 00:02.000\n" if suffix == ".vtt" else "0:01 "
    (path := tmp_path / f"a{suffix}").write_text(f"{head}{text}\n")
    read_captions(path)


@pytest.mark.parametrize("style", ["url( " * 100_000, "url(" + " " * 900_000, "@" * 900_000])
def test_any_large_drawing_is_judged(tmp_path: Path, style: str) -> None:
    (path := tmp_path / "a.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><style>{style}</style></svg>'
    )
    clean_svg(path)


def test_a_theme_with_a_wrong_sheet_is_shown_without_it(tmp_path: Path) -> None:
    assert made(tmp_path, more_css=".card{color:var(--ink)", later_css=".x{left:1px}") == ["theme-css"]
    theme, _ = read_theme("look", Place("course.yaml"), (tmp_path,))
    assert theme and "left:1px" in theme.later
    write_theme(theme, tmp_path / "out")
    assert ".card{color:var(" not in (tmp_path / "out" / "light.css").read_text()
