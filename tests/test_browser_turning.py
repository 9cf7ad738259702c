"""Turning pages in a window of its own, and what a server's headers do to a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from coursebuilder.package import Inline, Package
from coursebuilder.verify.behaviour import HOSTILE
from coursebuilder.verify.host import serve
from coursebuilder.verify.learner import Learner

Opened = Callable[..., Learner]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1000, "height": 900}) as made:
        made.set_default_timeout(10_000)
        yield made


@pytest.fixture
def web(packaged: Callable[..., Package]) -> Package:
    return packaged("web")


def opened(context: BrowserContext, address: str) -> Learner:
    page = context.new_page()
    page.goto(f"{address}/package/index.html")
    return Learner(page, framed=False).ready()


def pages(learner: Learner) -> list[str]:
    return [page["id"] for page in learner.course["pages"]]


def test_back_and_forward_turn_one_page_each(context: BrowserContext, web: Package) -> None:
    with serve(web, ()) as host:
        learner = opened(context, host.address)
        first, second, third = pages(learner)[:3]
        learner.next()
        learner.next()
        seen = [learner.page]
        for step in ("back", "back", "forward", "forward"):
            learner.frame.evaluate(f"history.{step}()")
            learner.window.wait_for_timeout(100)
            seen.append(learner.page)
        assert seen == [third, second, first, second, third]


def test_back_leads_from_an_aside_to_its_page(context: BrowserContext, web: Package) -> None:
    with serve(web, ()) as host:
        learner = opened(context, host.address)
        learner.next()
        here = learner.page
        learner.find(".foot [href='#page-about']").click()
        assert learner.page == "about"
        learner.frame.evaluate("history.back()")
        learner.find(f"#page-{here}.current").wait_for()
        learner.frame.evaluate("history.back()")
        learner.find(f"#page-{pages(learner)[0]}.current").wait_for()


def test_a_changed_address_turns_to_its_page(context: BrowserContext, web: Package) -> None:
    with serve(web, ()) as host:
        learner = opened(context, host.address)
        first, _, third = pages(learner)[:3]
        learner.frame.evaluate(f"location.hash = 'page-{third}'")
        learner.find(f"#page-{third}.current").wait_for()
        learner.frame.evaluate("location.hash = ''")
        learner.find(f"#page-{first}.current").wait_for()
        assert learner.frame.evaluate("history.length") == 4  # about:blank, and each of these


def test_a_double_click_turns_one_page(context: BrowserContext, web: Package) -> None:
    with serve(web, ()) as host:
        learner = opened(context, host.address)
        first, second = pages(learner)[:2]
        learner.find(".page.current .primary").first.dblclick()
        assert learner.page == second
        learner.find(".page.current .back").dblclick()
        assert learner.page == first
        learner.find(".page.current .next").dblclick(delay=20)
        assert learner.page == second


def test_where_scripts_in_pages_are_forbidden_it_works(context: BrowserContext, web: Package) -> None:
    with serve(web, (), HOSTILE["csp-self"].page_headers) as host:
        learner = opened(context, host.address)
        assert learner.find(".foot [data-action=print]").is_visible()
        assert learner.find(".page:visible").count() == 1
        learner.take()
        assert learner.page == "result"


def test_a_server_that_names_another_charset_is_not_believed(context: BrowserContext, web: Package) -> None:
    plain = web.read("index.html").removeprefix(b"\xef\xbb\xbf")
    without = Package(web.name, {**web.files, "index.html": Inline(plain)})
    shown = []
    for package in (web, without):
        with serve(package, (), HOSTILE["charset-latin1"].page_headers) as host:
            text = opened(context, host.address).find("main").text_content() or ""
            shown.append("’" in text and "â€" not in text)
    assert shown == [True, False]
