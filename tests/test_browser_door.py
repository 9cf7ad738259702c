"""The second script: asked for when the learner begins, and again when it could not be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from conftest import Open, strict_lms
from playwright.sync_api import Browser, Page, Route

from coursebuilder.package import Package
from coursebuilder.verify.host import Host, serve


@pytest.fixture
def host(small_package: Package) -> Iterator[Host]:
    with serve(small_package, ()) as made:
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def later(host: Host) -> list[str]:
    return sorted(name for name in host.asked if "later" in name)


@pytest.mark.parametrize("key", ["Tab", "PageDown"])
def test_the_first_screen_does_not_wait_for_it(host: Host, page: Page, key: str) -> None:
    page.goto(f"{host.address}/package/index.html", wait_until="networkidle")
    assert later(host) == []
    with page.expect_response(lambda response: "later.js" in response.url):
        page.keyboard.press(key)
    page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    assert later(host) == ["/package/later.css", "/package/later.js"]


def test_in_a_while_it_comes_unasked(host: Host, page: Page) -> None:
    """Whoever prints before they have touched anything gets every page as it should be."""
    with page.expect_response(lambda response: "later.css" in response.url, timeout=15_000):
        page.goto(f"{host.address}/package/index.html")


def test_without_scripts_its_style_is_there(browser: Browser, host: Host) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        context.new_page().goto(f"{host.address}/package/index.html", wait_until="networkidle")
    assert later(host) == ["/package/later.css"]


def lost(route: Route) -> None:
    route.abort()


def foreign(route: Route) -> None:
    """What a platform answers whose session is over: a page of its own."""
    route.fulfill(content_type="text/html", body="<!doctype html><title>Please log in</title>")


@pytest.mark.parametrize("refuse", [lost, foreign])
def test_what_needs_it_says_so_and_can_be_asked_again(account: Open, refuse: Callable[[Route], None]) -> None:
    """Questions are answered with it; what was chosen before it came counts."""
    with account(strict_lms(), own=True) as lms:
        lms.context.route("**/later.js*", refuse)
        learner = lms.launch().ready()
        learner.go("listening")
        form = learner.find("#q-who-decides")
        form.locator("input").last.check()
        form.locator("[data-action=check]").click()
        form.locator("[role=alert]:has-text('didn\u2019t load')").wait_for()
        lms.context.unroute("**/later.js*")
        form.locator("[data-action=check]").click()
        form.locator("[data-verdict]:not(:empty)").wait_for()
        lms.trouble.clear()  # the browser tells of what was refused


def test_a_press_of_no_finger_asks_for_it_too(host: Host, page: Page) -> None:
    """What reads the screen aloud, or hears commands, presses without a pointer or a key."""
    page.goto(f"{host.address}/package/index.html", wait_until="networkidle")
    with page.expect_response(lambda response: "later.css" in response.url):
        page.locator(".extras [href='#page-record']").dispatch_event("click")


@pytest.mark.parametrize("arrives", [True, False])
def test_paper_waits_for_it(host: Host, page: Page, arrives: bool) -> None:
    """It fills in the record; where it can't be had, what is there is printed."""
    if not arrives:
        page.route("**/later.js*", lost)
    page.goto(f"{host.address}/package/index.html", wait_until="networkidle")
    page.evaluate(
        """() => {
          const find = (one) => document.querySelector(one);
          window.print = () => (window.printed = [find("[data-counted]").textContent]);
          find(".extras [href='#page-record']").click();
          find("#page-record [data-action=print]").click();
        }"""
    )
    page.wait_for_function("window.printed")
    assert page.evaluate("window.printed[0] > ''") is arrives
