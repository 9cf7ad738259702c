"""What a page does by itself: definitions that open in place, a notice that is due, folded parts on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.model import Guidance
from coursebuilder.problems import Place
from coursebuilder.targets import TARGETS

COURSE = Path(__file__).parent.parent / "courses" / "wider_workforce"


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A module with glossary terms, from the disk, with two documents to be looked at again."""
    order = orders(read_courses([COURSE]).courses[0])[0]
    here = Place("guidance.yaml", 1)
    guidance = tuple(
        Guidance(here, key, f"Guide {key}", "", "", "", "", "", f"{year}-01-01")
        for key, year in (("old", 2020), ("new", 2999))
    )
    module = replace(order.modules[0], guidance=guidance)
    package = build_package(replace(order, modules=(module,)), TARGETS["scorm12"])
    for name in package.files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(package.read(name))
    opened = browser.new_page()
    opened.goto((tmp_path / "index.html").as_uri())
    opened.locator(".page.current .next").click()
    yield opened
    opened.close()


def test_a_term_opens_its_definition_in_place(page: Page) -> None:
    term = page.locator(".page.current .term").first
    assert (term.get_attribute("role"), term.get_attribute("aria-expanded")) == ("button", "false")
    term.click()
    assert term.get_attribute("aria-expanded") == "true"
    assert page.locator("p:has(.term) + .definition").inner_text().startswith("link worker: ")
    page.locator("[data-action=close-term]").click()
    assert term.evaluate("(term) => term === document.activeElement")
    for key, shown in (("Enter", 1), (" ", 0), (" ", 1)):
        page.keyboard.press(key)
        assert page.locator(".definition").count() == shown
    page.emulate_media(media="print")
    assert not page.locator(".definition").is_visible()
    assert page.locator("#term-link-worker").is_visible()


def test_guidance_that_should_have_been_looked_at_is_named(page: Page) -> None:
    assert page.locator(".notice").inner_text() == "This module is due for review: Guide old."


def test_paper_shows_what_is_folded(page: Page) -> None:
    folded = "() => [...document.querySelectorAll('.key, .reveal')].map((part) => part.open)"
    for event, shown in (("beforeprint", True), ("afterprint", False)):
        page.evaluate("(name) => dispatchEvent(new Event(name))", event)
        assert set(page.evaluate(folded)) == {shown}
