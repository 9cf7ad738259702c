"""The studio as an author has it: the command's address in a browser, typing, mistakes, saving."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parent.parent
SETTINGS = "id: carers\ntitle: Young carers\naudience: youth workers\nmodules: [modules/01-who.md]\n"
TEXT = "---\nid: who\ntitle: Who\nminutes: 3\n---\nOpening.\n\n## Start {#start-here}\n\nThe first page.\n"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address that the command prints for a folder with one course."""
    (tmp_path / "carers" / "modules").mkdir(parents=True)
    (tmp_path / "carers" / "course.yaml").write_text(SETTINGS)
    (tmp_path / "carers" / "modules" / "01-who.md").write_text(TEXT)
    command = [sys.executable, "-m", "coursebuilder", "studio", str(tmp_path), "--no-open"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as running:
        assert running.stdout
        yield running.stdout.readline().strip()
        running.terminate()


def test_an_author_writes_sees_and_saves(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.get_by_text("no mistakes")).to_be_visible(timeout=30_000)
    _accessible(page)
    page.get_by_role("link", name="Who").click()
    shown = page.frame_locator("#frames iframe:not(.coming)").locator(".page.current")
    expect(shown).to_contain_text("Opening.", timeout=30_000)

    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("Typed just now.")
    expect(shown).to_contain_text("Typed just now.", timeout=30_000)
    page.keyboard.type("\n\n::: nonsense\nx\n:::\n")
    show = page.get_by_role("button", name="Show line 13")
    expect(show).to_be_visible(timeout=30_000)
    expect(page.locator("#shown")).to_contain_text("There are mistakes", timeout=30_000)
    expect(shown).to_contain_text("Typed just now.")
    _accessible(page)
    show.click()
    page.keyboard.press("Shift+End")
    page.keyboard.type("::: note")
    expect(shown).to_contain_text("Note", timeout=30_000)
    page.keyboard.press("Control+s")
    expect(page.locator("#saved")).to_have_text("Saved", timeout=30_000)
    saved = (tmp_path / "carers" / "modules" / "01-who.md").read_text()
    assert saved == f"{TEXT}Typed just now.\n\n::: note\nx\n:::\n"
    origin = address[: address.index("/", 8)]
    assert [url for url in asked if not url.startswith((f"{origin}/", "data:"))] == []
    page.close()


def _accessible(page: Page) -> None:
    found = Axe().run(page, options={"iframes": False}).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
