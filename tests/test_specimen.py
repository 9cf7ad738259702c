"""`coursebuilder theme`: the real player in every state at once, accessible in every theme and mode."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from coursebuilder.build.specimen import hooks, write_theme
from coursebuilder.cli import main
from coursebuilder.theme import load_theme, theme_names
from coursebuilder.verify.accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What only a whole course has, a page from right to left, or a bar for more pages than there are here.
ELSEWHERE = {"course-part", "course-parts", "plain", "rtl", "aside"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("themes")
    for name in theme_names():
        write_theme(load_theme(name), folder / name)
    return folder


def _open(browser: Browser, address: str, width: int) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.wait_for_selector("html[data-shown]", state="attached")
    return page, errors


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("name", theme_names())
def test_every_state_of_a_theme_is_accessible(browser: Browser, written: Path, name: str, mode: str) -> None:
    page, errors = _open(browser, (written / name / f"{mode}.html").as_uri(), 1280)
    assert violations(page.main_frame) == []
    for width in (650, 320):
        page.set_viewport_size({"width": width, "height": 666})
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert violations(page.main_frame) == []
    assert errors == []
    page.close()


def test_every_class_that_has_a_style_is_shown(browser: Browser, written: Path) -> None:
    page, _ = _open(browser, (written / "default" / "light.html").as_uri(), 1280)
    classes: set[str] = set(
        page.evaluate("[...new Set([...document.querySelectorAll('*')].flatMap(one => [...one.classList]))]")
    )
    page.close()
    texts = [(written / "default" / name).read_text() for name in ("light.html", "runtime.js", "later.js")]
    named = set(re.findall(r"[\w-]+", " ".join(texts)))
    for sheet in (load_theme("default").style, load_theme("default").later):
        styled = set(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", re.sub(r"/\*.*?\*/", "", sheet)))
        assert styled - named <= ELSEWHERE
    states = {"chosen", "not-quite", "right", "was-answer", "said", "done", "here", "ready", "pass-mark"}
    states |= {"stopped", "now", "path", "hint", "meter", "clip", "definition", "safety", "again", "ok"}
    assert states <= classes


def test_the_page_shows_every_contrast_and_both_modes(browser: Browser, written: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((written / "contrast" / "index.html").as_uri())
    page.wait_for_function("[...document.querySelectorAll('iframe')].every(one => one.style.height)")
    assert page.get_by_role("row").count() > 40
    assert page.get_by_text("not enough").count() == 0
    assert violations(page.main_frame) == []
    page.goto((written / "default" / "index.html").as_uri())
    page.wait_for_function("[...document.querySelectorAll('iframe')].every(one => one.style.height)")
    assert violations(page.main_frame) == []
    page.goto((written / "contrast" / "index.html").as_uri())
    page.wait_for_function("[...document.querySelectorAll('iframe')].every(one => one.style.height)")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    grounds = [frame.evaluate(ground) for frame in page.frames[1:]]
    assert grounds == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    page.close()


def test_a_folder_is_shown_even_when_its_colours_fail(tmp_path: Path) -> None:
    folder = tmp_path / "pale"
    (folder / "templates").mkdir(parents=True)
    (folder / "theme.yaml").write_text('theme: {title: Pale}\nlight: {soft: "#8A8A8A"}\n')
    (folder / "templates" / "page.html.j2").write_text("{{ nothing }}")
    came = CliRunner().invoke(main, ["theme", str(folder), "--out", str(tmp_path / "out")])
    assert came.exit_code == 1
    assert "3.26:1 on page" in came.output and "'nothing' is undefined" in came.output
    page = (tmp_path / "out" / "index.html").read_text()
    assert page.count("not enough") == 7 and "3.26" in page
    assert CliRunner().invoke(main, ["theme", "nowhere"]).exit_code == 1


def test_a_page_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    came = CliRunner().invoke(main, ["theme", "default", "--out", str(tmp_path)])
    assert came.exit_code == 1 and "left alone" in came.output
    assert (tmp_path / "index.html").read_text() == "mine"


def test_what_the_player_looks_for_is_known() -> None:
    html = '<form class="card question odd" id="q-1"><input name=a data-answer="b" data-action=check></form>'
    assert hooks(html) == {'id="q-1"', 'name="a"', "data-answer", 'data-action="check"', 'class="question"'}
