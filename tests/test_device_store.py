"""What is kept on the device outlives a platform that empties localStorage, and nothing that was deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from coursebuilder.package import Package
from coursebuilder.verify.host import Host, serve
from coursebuilder.verify.learner import Learner

KEEP = ".foot [data-keeps]"
EMPTY = "localStorage.clear()"
ROWS = """() => new Promise((done) => {
  const asked = indexedDB.open("coursebuilder", 1);
  asked.onsuccess = () => {
    const rows = asked.result.transaction("kept").objectStore("kept").getAllKeys();
    rows.onsuccess = () => done(rows.result);
  };
})"""
OLDER = """(days) => new Promise((done) => {
  const asked = indexedDB.open("coursebuilder", 1);
  asked.onsuccess = () => {
    const change = asked.result.transaction("kept", "readwrite");
    const at = Date.now() - days * 86400000;
    const row = (text, name) => change.objectStore("kept").put({ text, at }, name);
    row('{"counter":3,"state":"1"}', "coursebuilder-rescue");
    row('[9,{"n":"My note"}]', "coursebuilder-notes");
    change.oncomplete = done;
  };
})"""


@pytest.fixture
def host(packaged: Callable[..., Package]) -> Iterator[Host]:
    with serve(packaged("web"), ()) as made:
        yield made


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as made:
        made.set_default_timeout(10_000)
        yield made


def opened(context: BrowserContext, host: Host) -> Learner:
    page = context.new_page()
    page.goto(f"{host.address}/package/index.html")
    return Learner(page, framed=False).ready()


def test_a_platform_that_empties_local_storage_takes_nothing(context: BrowserContext, host: Host) -> None:
    learner = opened(context, host)
    learner.next()
    learner.find(KEEP).check()
    learner.check("who-decides", "b")
    learner.close()
    desk = context.new_page()
    desk.goto(f"{host.address}/desk")
    desk.evaluate(EMPTY)
    again = opened(context, host)
    assert again.find(KEEP).is_checked()
    assert again.find("#q-who-decides input:checked").count() == 1


def test_emptied_in_the_middle_it_is_put_back(context: BrowserContext, host: Host) -> None:
    learner = opened(context, host)
    learner.find(KEEP).check()
    desk = context.new_page()
    desk.goto(f"{host.address}/desk")
    desk.evaluate(EMPTY)
    desk.wait_for_function("localStorage.length > 0")
    learner.next()
    learner.hide()
    assert learner.find(KEEP).is_checked()


def test_what_was_deleted_is_in_neither_store(context: BrowserContext, host: Host) -> None:
    learner = opened(context, host)
    learner.find(KEEP).check()
    learner.next()
    learner.find(KEEP).uncheck()
    learner.window.wait_for_function("localStorage.length === 0")  # both have heard of it
    assert learner.frame.evaluate(ROWS) == []
    learner.close()
    assert not opened(context, host).find(KEEP).is_checked()


def test_a_deletion_that_a_closing_page_could_not_finish_is_finished(
    context: BrowserContext, host: Host
) -> None:
    learner = opened(context, host)
    learner.frame.evaluate(OLDER, 0)
    learner.frame.evaluate("localStorage.setItem('coursebuilder-gone', '[\"coursebuilder-notes\"]')")
    learner.close()
    again = opened(context, host)
    again.window.wait_for_function("!localStorage.getItem('coursebuilder-gone')")
    assert again.frame.evaluate(ROWS) == ["coursebuilder-rescue"]


def test_what_nobody_came_back_for_is_gone_after_two_weeks(context: BrowserContext, host: Host) -> None:
    """Rescue copies and unsent statements; notes stay for as long as the learner wants."""
    learner = opened(context, host)
    learner.frame.evaluate(OLDER, 15)
    learner.close()
    again = opened(context, host)
    again.window.wait_for_function("!localStorage.getItem('coursebuilder-gone')")
    assert again.frame.evaluate(ROWS) == ["coursebuilder-notes"]
    assert again.frame.evaluate("localStorage.getItem('coursebuilder-rescue')") is None
