"""Kinds of question that come with the second script: used before it is there, or where it can't be had."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from conftest import Open, strict_lms
from playwright.sync_api import Route
from test_browser_kinds import answers

from coursebuilder.verify.platform import Platform


@contextmanager
def held_back(account: Open) -> Iterator[tuple[Platform, list[Route]]]:
    """An account where the second script is asked for and doesn't arrive before its route goes on."""
    waiting: list[Route] = []
    with account(strict_lms()) as lms:
        lms.context.route("**/later.js*", lambda route: waiting.append(route))
        yield lms, waiting


def test_what_was_done_before_it_came_counts_in_order(kinds_account: Open) -> None:
    with held_back(kinds_account) as (lms, waiting):
        learner = lms.launch().ready()
        learner.go("practice")
        word, roles = learner.find("#q-word"), learner.find("#q-meeting")
        word.locator("input").fill("works")
        word.locator("[data-action=check]").click()
        word.locator("input").fill("matters")
        order = roles.locator(".sequence li").all_inner_texts()
        roles.locator(".sequence li").first.locator("button").last.click()
        assert roles.locator(".sequence li").all_inner_texts() == order
        assert learner.verdict("word") == "" and waiting
        waiting.pop().continue_()
        learner.find("#q-word .verdict b").wait_for()
        assert "That\u2019s right" in learner.verdict("word")  # what stands there, not what stood there first
        assert roles.locator(".sequence li").all_inner_texts() == [order[1], order[0], *order[2:]]
        assert [row[-2] for row in answers(lms)["word"]] == ["matters"]


def test_answers_of_a_test_stay_as_they_were_chosen(kinds_account: Open) -> None:
    with held_back(kinds_account) as (lms, waiting):
        learner = lms.launch().ready()
        learner.go("check")
        field = learner.find("#q-tested-number input")
        field.fill("3.5")
        waiting.pop().continue_()
        learner.find("#q-tested-order .sequence [aria-disabled]").first.wait_for()
        assert field.input_value() == "3.5"
        learner.leave()
        learner.close()
        again = lms.launch().ready()
        again.go("check")
        waiting.pop().continue_()
        again.frame.wait_for_function("document.querySelector('#q-tested-number input').value === '3.5'")


def test_a_press_that_waits_is_one_press(kinds_account: Open) -> None:
    """However often it is pressed. What is checked is what was chosen now, not on an earlier visit."""
    with held_back(kinds_account) as (lms, waiting):
        for text in ("works", "matters"):
            learner = lms.launch().ready()
            learner.go("practice")
            word = learner.find("#q-word")
            word.locator("input").fill(text)
            for _ in range(2):
                word.locator("[data-action=check]").click(delay=50)
                learner.window.wait_for_timeout(600)  # two presses, and no double click
            waiting.pop().continue_()
            learner.find("#q-word .verdict b").wait_for()
            learner.close()
            assert [row[-2] for row in answers(lms)["word"]] == [text]


def test_a_page_that_opens_on_one_asks_at_once(kinds_account: Open) -> None:
    """Before any touch: the learner was there when they left."""
    with kinds_account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.go("practice")
        learner.check("word", "matters")
        learner.leave()
        learner.close()
        again = lms.launch().ready()
        again.find("#q-word .verdict b").wait_for(state="attached", timeout=3000)


def test_where_it_cannot_be_had_checking_says_so(kinds_account: Open) -> None:
    with kinds_account(strict_lms()) as lms:
        lms.context.route("**/later.js*", lambda route: route.abort())
        learner = lms.launch().ready()
        learner.go("practice")
        learner.find("#q-word input").fill("matters")
        learner.find("#q-word [data-action=check]").click()
        learner.find("#q-word [role=alert]").wait_for()
        assert "didn\u2019t load" in learner.find("#q-word [role=alert]").inner_text()
        lms.context.unroute("**/later.js*")
        learner.find("#q-word [data-action=check]").click()
        learner.find("#q-word .verdict b").wait_for()
        lms.trouble.clear()  # the browser tells of what was refused
