"""Leaving, submitting and finishing in a real browser: each page says how things stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from conftest import Open, strict_lms
from notes import NOTE, open_extra

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.targets import TARGETS
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import platform

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CURRENT = "[...document.querySelectorAll('.contents [aria-current]')].map((one) => one.hash)"
HERE = "document.querySelectorAll('.progress .here').length"
SAFETY = """---
title: Safe
minutes: 2
objectives:
  - id: act
    text: Act on a worry
---
Read this.

## Check {#check .assessment}

::: question told {objective=act safety}
A child tells you that somebody hurts them. What do you do?

- [ ] Promise to keep it secret
  > Never promise that.
- [x] Tell the safeguarding lead
  > Yes, at once.
:::
"""


def where(learner: Learner) -> str:
    return learner.find("[data-where]").inner_text()


def test_who_leaves_sees_how_far_they_are_and_keeps_what_they_wrote(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.go("noticing")
        learner.find(NOTE).fill("Ask about football")
        open_extra(learner, "notes")
        assert where(learner) == "My notes"
        assert learner.frame.evaluate(CURRENT) == ["#page-notes"] and not learner.frame.evaluate(HERE)
        learner.leave()
        left = learner.find("#page-result").inner_text()
        assert "pages read" in left and "are still to be answered" in left and "Next: " in left
        assert "Your progress is safe." in left and "not kept" in left
        learner.find("#page-result [data-keeps-notes]").check()
        assert "Kept on this device" in learner.find("#page-result").inner_text()
        with learner.window.expect_download() as download:
            learner.find("[data-copy]").click()
        assert "Ask about football" in Path(download.value.path()).read_text("utf-8")
        learner = lms.launch().ready()
        learner.go("noticing")
        assert learner.find(NOTE).input_value() == "Ask about football"


def test_what_is_submitted_half_is_said_where_it_is_and_finished_looks_finished(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.read_to_end()
        assert not learner.find(".page.current .pager .leave").is_visible()
        learner.press("submit")
        assert learner.find(".unanswered .verdict").inner_text() == "Choose an answer first."
        learner.find(".unanswered .answer input").first.check()
        assert not learner.find(".unanswered").count()
        learner.take()
        assert not learner.frame.evaluate(HERE) and learner.frame.evaluate(CURRENT) == []
        assert learner.find(".progress .done").count() == learner.find(".progress span").count()


def test_a_first_answer_about_safety_counts_and_the_page_says_so(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "01-safe.md").write_text(SAFETY, encoding="utf-8")
    listed = "id: safe\ntitle: Safe\nlanguage: en-GB\naudience: All\nmodules: [01-safe.md]\n"
    (tmp_path / "course.yaml").write_text(listed, encoding="utf-8")
    made = build_package(orders(read_courses([tmp_path]).courses[0])[0], TARGETS["scorm12"])
    with platform(browser, made, strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.go("check")
        assert "first answer counts" in learner.find("[data-first-counts]").inner_text()
        learner.check("told", "a")
        assert learner.verdict("told").startswith("Not safe.")
        learner.check("told", "b")
        assert "Your first answer counts" in learner.verdict("told")
        learner.submit()
        assert "right in 0 of 1" in learner.find("#page-result").inner_text()
