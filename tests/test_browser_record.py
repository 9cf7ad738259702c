"""The record of learning: what it counts, and what it is on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from conftest import Open, strict_lms
from notes import KEEP, record, write
from playwright.sync_api import Browser

from coursebuilder.package import Package
from coursebuilder.verify.host import serve
from coursebuilder.verify.learner import Learner

Packaged = Callable[..., Package]


def test_the_record_counts_this_visit_and_those_this_device_remembers(account: Open) -> None:
    with account(strict_lms(), own=True) as lms:
        lms.context.clock.install()
        learner = lms.launch().ready()
        learner.go("noticing")
        learner.find(KEEP).check()
        lms.context.clock.run_for(3 * 60_000)
        told = record(learner)
        today = date.today()  # the learner's own day
        assert f"{today.day} {today:%B %Y}" in told
        assert "3 minutes in this visit" in told and "8 minutes" in told
        assert "the report of your learning platform (LMS) is the evidence" in told
        learner.close()
        learner = lms.launch().ready()
        lms.context.clock.run_for(2 * 60_000)
        assert "5 minutes, with earlier visits kept on this device" in record(learner)


def test_a_date_in_a_language_the_browser_lacks_is_in_the_british_order(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.frame.evaluate("document.documentElement.lang = 'cy'")  # Chromium has no Welsh months
        today = date.today()
        assert re.search(rf"\b{today.day} \w+ {today.year}\b", record(learner))


def test_the_result_leads_to_the_record(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.read_to_end()
        learner.take()
        learner.find("[data-result-body] [href='#page-record']").click()
        assert learner.heading == "Record of learning"
        learner.press("return")
        assert learner.page == "result"


@pytest.mark.parametrize("script", [True, False], ids=["with", "without"])
def test_the_record_is_one_black_and_white_a4_page(
    browser: Browser, packaged: Packaged, script: bool
) -> None:
    with serve(packaged("web"), []) as host:
        context = browser.new_context(java_script_enabled=script, color_scheme="dark")
        page = context.new_page()
        page.goto(f"{host.address}/package/index.html")
        record_page = page.locator("#page-record")
        if script:
            learner = write(Learner(page, framed=False).ready())
            record(learner)
        page.emulate_media(media="print")
        assert record_page.locator(".signs p").count() == 4
        assert record_page.is_visible()
        if script:
            shown = page.locator(".page").evaluate_all(
                "(all) => all.filter((one) => one.offsetHeight).map((one) => one.id)"
            )
            assert shown == ["page-record"]
            looks = "(one) => [getComputedStyle(one).color, getComputedStyle(document.body).backgroundColor]"
            assert record_page.evaluate(looks) == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
            pdf = page.pdf(
                format="A4", margin={"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"}
            )
            assert pdf.count(b"/Type /Page\n") == 1
        context.close()
