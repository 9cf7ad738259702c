"""Every kind of question in a real browser: answered, checked, left, resumed, tested."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS, Open, on_an_outside_lms, strict_lms
from patient import Patient
from standards import SCORM12, STANDARDS, Standard
from test_browser_keyboard import Hands

from coursebuilder.targets import TARGETS
from coursebuilder.targets.scorm12.calls import call_rules
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import Platform, platform
from coursebuilder.verify.transcript import transcript

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from coursebuilder.package import Package

PRACTICE = (
    "own-meeting", "replies", "roles", "meeting", "word", "age", "bins", "ready", "for-your-tutor",
    "for-yourself",
)  # fmt: skip
UNSCORED = {"ready", "for-your-tutor", "for-yourself"}
# What each form shows, whatever the kind of its controls.
SHOWN = """(form) => Array.from(form.querySelectorAll("input, select, textarea, li.answer"), (one) =>
  /radio|checkbox/.test(one.type) ? one.checked : one.dataset.answer || one.value).join("|")"""


@pytest.fixture
def standard() -> Standard:
    """What is told is looked at in SCORM 1.2's words here."""
    return SCORM12


def shown(learner: Learner) -> dict[str, str]:
    """What is in the forms."""
    return {name: learner.find(f"#q-{name}").evaluate(SHOWN) for name in PRACTICE}


def answers(lms: Platform, launch: int = -1) -> dict[str, list[list[str]]]:
    """Type, right response, response and result of each question, in the order of telling."""
    found: dict[str, list[list[str]]] = {}
    asked: dict[str, str] = {}
    for call in lms.calls(launch):
        if call.name != "LMSSetValue" or not call.arguments[0].startswith("cmi.interactions."):
            continue
        _, _, number, part = call.arguments[0].split(".", 3)
        if part == "id":
            asked[number] = call.arguments[1]
            found.setdefault(call.arguments[1], []).append([])
        elif part in {"type", "student_response", "result"} or part.startswith("correct_responses"):
            found[asked[number]][-1].append(call.arguments[1])
    return found


def practise(learner: Learner, right: bool) -> None:
    for name in PRACTICE:
        learner.check(name, learner.right(name) if right else learner.wrong(name))


def test_answered_wrongly_left_and_resumed(kinds_account: Open, scripts: list[Path]) -> None:
    with kinds_account(scripts) as lms:
        learner = lms.launch().ready()
        learner.go("practice")
        practise(learner, right=False)
        before = shown(learner)
        for name in PRACTICE:
            said = learner.verdict(name)
            assert ("Thank you." if name in UNSCORED else "Not quite.") in said or "You have" in said, name
        assert "That comes later." not in learner.find("#q-word").inner_text()  # not the foreseen mistake
        verdicts = {name: learner.verdict(name) for name in PRACTICE}
        learner.leave()
        learner.close()
        again = lms.launch().ready()
        again.go("practice")
        after = shown(again)
        assert {name for name in PRACTICE if before[name] != after[name]} == {
            "for-your-tutor",
            "for-yourself",
        }
        for name in set(PRACTICE) - {"for-your-tutor", "for-yourself"}:
            assert again.verdict(name) == verdicts[name]
        assert "Your text isn’t kept here." in again.find("#q-for-yourself").inner_text()
        practise(again, right=True)
        for name in PRACTICE:
            assert ("Thank you." if name in UNSCORED else "That’s right.") in again.verdict(name), name
            assert not again.find(f"#q-{name} [data-action=check]").is_visible()
        again.close()
        for launch in range(lms.launches()):
            assert call_rules(lms.calls(launch)) == []


def test_what_the_platform_hears(kinds_account: Open) -> None:
    with kinds_account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.go("practice")
        practise(learner, right=False)
        practise(learner, right=True)
        assert answers(lms) == {
            "own-meeting": [["true-false", "t", "f", "wrong"], ["true-false", "t", "t", "correct"]],
            "replies": [
                ["matching", "1.a,2.b,3.c", "1.b,2.c,3.a", "wrong"],
                ["matching", "1.a,2.b,3.c", "1.a,2.b,3.c", "correct"],
            ],
            "roles": [
                ["matching", "1.a,2.b", "1.b,2.a", "wrong"],
                ["matching", "1.a,2.b", "1.a,2.b", "correct"],
            ],
            "meeting": [
                ["sequencing", "a,b,c,d", "b,c,d,a", "wrong"],
                ["sequencing", "a,b,c,d", "a,b,c,d", "correct"],
            ],
            "word": [
                ["fill-in", "matters; matters most", "something else", "wrong"],
                ["fill-in", "matters; matters most", "matters", "correct"],
            ],
            "age": [["numeric", "17", "wrong"], ["numeric", "16", "correct"]],
            "bins": [
                ["matching", "1.a,2.a,3.b,4.b,5.c", "1.a,2.b,3.b,4.c,5.a", "wrong"],
                ["matching", "1.a,2.a,3.b,4.b,5.c", "1.a,2.a,3.b,4.b,5.c", "correct"],
            ],
            "ready": [["likert", "a", "neutral"], ["likert", "b", "neutral"]],
            "for-your-tutor": [
                ["fill-in", "Only a few words.", "neutral"],
                ["fill-in", "In my own words.", "neutral"],
            ],
            "for-yourself": [["fill-in", "neutral"], ["fill-in", "neutral"]],
        }


def test_foreseen_mistakes_and_half_answers(kinds_account: Open) -> None:
    with kinds_account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.go("practice")
        learner.check("word", "WORKS")
        assert "That comes later." in learner.find("#q-word").inner_text()
        learner.find("#q-word input").fill("Matters ")
        assert "That comes later." not in learner.find("#q-word").inner_text()
        learner.find("#q-word input").press("Enter")
        assert "That’s right." in learner.verdict("word")
        learner.check("age", "")
        assert learner.verdict("age") == "Type a number, such as 12."
        learner.check("age", "sixteen")
        assert learner.verdict("age") == "Type a number, such as 12."
        learner.check("age", "16,07")
        assert "That’s right." in learner.verdict("age")
        learner.choose("replies", "a")
        learner.find("#q-replies [data-action=check]").click()
        assert learner.verdict("replies") == "Choose something for each one first."
        assert Hands(learner).on("#q-replies select:invalid")
        learner.check("replies", "abd")
        assert "You have 2 of 3 right." in learner.verdict("replies")
        rows = learner.find("#q-replies .pair")
        assert ["That fits" in row for row in rows.all_inner_texts()] == [True, True, False]
        first, *_, last = learner.find("#q-bins .sort").all()
        first.locator("input").first.check()
        learner.find("#q-bins [data-action=check]").click()
        assert learner.verdict("bins") == "Choose something for each one first."
        assert Hands(learner).on("#q-bins .sort:nth-child(2) input:invalid")
        learner.check("bins", "abbbc")
        assert "You have 4 of 5 right." in learner.verdict("bins")
        assert "It may be harm" in learner.find("#q-bins [data-answer=a]").inner_text()
        assert "Not quite" in learner.find("#q-bins [data-answer=b]").inner_text()
        last.locator("input").last.check()  # what was told goes when the answer changes
        assert "That fits" not in learner.find("#q-bins").inner_text()
        learner.check("for-yourself", "  ")
        assert learner.verdict("for-yourself") == "Type your answer first."
        learner.find("#q-for-your-tutor textarea").fill("x" * 290)
        assert "Characters left: 10" in learner.find("#q-for-your-tutor").inner_text()


@on_an_outside_lms
def test_the_assessment_fails_shows_the_answers_and_passes(kinds_account: Open, scripts: list[Path]) -> None:
    with kinds_account(scripts) as lms:
        learner = lms.launch().ready()
        learner.read_to_end()
        learner.submit()
        assert "8 questions to answer" in learner.find("[data-submit-status]").inner_text()
        wrong_first(learner)
        learner.close()
        lms.wait_for("cmi.core.lesson_location", "check")
        again = lms.launch().ready()  # what was answered is there before anything was submitted
        again.go("check")
        assert again.find("#q-tested-pairs select").first.input_value() != ""
        assert again.find("#q-tested-word input").input_value() == "something else"
        again.submit()
        assert again.page == "result"
        again.press("answers")
        assert "3.5" not in again.find("#page-check").inner_text()  # another try is left
        again.press("result") if again.find("[data-action=result]:visible").count() else again.go("check")
        again.press("retry")
        assert again.find("#q-tested-word input").input_value() == ""
        again.answer(right=True)
        again.choose("tested-number", "3")
        again.submit()
        assert lms.stored()["cmi.core.score.raw"] == "88"
        assert lms.stored()["cmi.core.lesson_status"] == "passed"
        again.press("answers")
        number = again.find("#q-tested-number").inner_text()
        assert "You rounded down." in number and "This was the answer: 3.5" in number
        assert again.find("#q-tested-number input").is_disabled()


def wrong_first(learner: Learner) -> None:
    """All wrong; the safety question is then put right, as it must be."""
    learner.answer(right=False)


def test_tries_used_up_show_every_right_answer(kinds_account: Open) -> None:
    with kinds_account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.read_to_end()
        for last in (False, True):
            wrong_first(learner)
            learner.submit()
            learner.press("answers" if last else "retry")
        page = learner.find("#page-check").inner_text()
        for told in (
            "This was the answer: January",
            "This was the answer: 3.5",
            "This was the answer: Closed",
            "This was the answer: Day\n\nThe sun comes up.",
        ):
            assert told in page
        order = learner.find("#q-tested-order .said ol li")
        assert order.all_inner_texts() == ["Call 999", "Tell the safeguarding lead", "Write it down"]
        assert all(button.is_disabled() for button in learner.find("#q-tested-order li button").all())


def test_transcript(kinds_account: Open, request: pytest.FixtureRequest) -> None:
    """What an administrator reads of every kind; --accept rewrites it."""
    with kinds_account(strict_lms()) as lms:
        learner = Patient(lms).launch().ready()
        learner.go("practice")
        practise(learner, right=False)
        practise(learner, right=True)
        learner.go("check")
        learner.answer(right=True)
        learner.submit()
        learner.leave()
        text = transcript([lms.calls(number) for number in range(lms.launches())], TARGETS["scorm12"])
    path = TESTS / "transcripts" / "scorm12" / "answers-every-kind.txt"
    if request.config.getoption("--accept"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("played", STANDARDS, ids=lambda standard: standard.target)
def test_every_standard_takes_every_answer(
    browser: Browser, packaged: Callable[..., Package], played: Standard
) -> None:
    with platform(browser, packaged(played.target, "kinds"), strict_lms(played)) as lms:
        learner = lms.launch().ready()
        learner.go("practice")
        practise(learner, right=False)
        practise(learner, right=True)
        learner.leave()
        assert lms.trouble == []
        assert TARGETS[played.target].call_rules(lms.calls()) == []
