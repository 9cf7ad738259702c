"""Every kind of question in a real browser: answered, checked, left, resumed, tested."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import TESTS, strict_lms
from playwright.sync_api import Browser
from test_accessibility import LOOKS, faults
from test_browser_keyboard import Hands

from coursebuilder.build import build_package, orders, read_courses
from coursebuilder.package import Package
from coursebuilder.targets import TARGETS
from coursebuilder.targets.scorm12.calls import call_rules
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import Platform, platform
from coursebuilder.verify.transcript import transcript

Open = Callable[..., AbstractContextManager[Platform]]
PRACTICE = (
    "own-meeting", "replies", "roles", "meeting", "word", "age", "ready", "for-your-tutor", "for-yourself",
)  # fmt: skip
UNSCORED = {"ready", "for-your-tutor", "for-yourself"}
# What each form shows, whatever the kind of its controls.
SHOWN = """(form) => Array.from(form.querySelectorAll("input, select, textarea, li.answer"), (one) =>
  /radio|checkbox/.test(one.type) ? one.checked : one.dataset.answer || one.value).join("|")"""


@pytest.fixture(scope="session")
def package() -> Package:
    read = read_courses([TESTS / "packages/kinds/course"])
    assert read.problems == ()
    return build_package(orders(read.courses[0])[0], TARGETS["scorm12"])


@pytest.fixture
def account(browser: Browser, package: Package) -> Open:
    """A new learner's account with the course of all kinds; nothing may go wrong in it."""

    @contextmanager
    def opened(scripts: list[Path], **options: Any) -> Iterator[Platform]:
        with platform(browser, package, scripts, **options) as lms:
            yield lms
            assert (lms.trouble, lms.host.missing) == ([], [])

    return opened


def shown(learner: Learner) -> dict[str, str]:
    """What is in the forms."""
    return {name: learner.find(f"#q-{name}").evaluate(SHOWN) for name in PRACTICE}


def answers(lms: Platform, launch: int = -1) -> dict[str, list[list[str]]]:
    """Type, response, result and right responses of each question, in the order of telling."""
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


def test_answered_wrongly_left_and_resumed(account: Open, scripts: list[Path]) -> None:
    with account(scripts) as lms:
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


def test_what_the_platform_hears(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.go("practice")
        practise(learner, right=False)
        practise(learner, right=True)
        assert answers(lms) == {
            "own-meeting": [["true-false", "f", "wrong", "t"], ["true-false", "t", "correct", "t"]],
            "replies": [
                ["matching", "1.b,2.c,3.a", "wrong", "1.a,2.b,3.c"],
                ["matching", "1.a,2.b,3.c", "correct", "1.a,2.b,3.c"],
            ],
            "roles": [
                ["matching", "1.b,2.a", "wrong", "1.a,2.b"],
                ["matching", "1.a,2.b", "correct", "1.a,2.b"],
            ],
            "meeting": [
                ["sequencing", "b,c,d,a", "wrong", "a,b,c,d"],
                ["sequencing", "a,b,c,d", "correct", "a,b,c,d"],
            ],
            "word": [
                ["fill-in", "something else", "wrong", "matters", "matters most"],
                ["fill-in", "matters", "correct", "matters", "matters most"],
            ],
            "age": [["numeric", "17", "wrong", "16"], ["numeric", "16", "correct", "16"]],
            "ready": [["likert", "a", "neutral"], ["likert", "e", "neutral"]],
            "for-your-tutor": [
                ["fill-in", "Only a few words.", "neutral"],
                ["fill-in", "In my own words.", "neutral"],
            ],
            "for-yourself": [["fill-in", "neutral"], ["fill-in", "neutral"]],
        }


def test_foreseen_mistakes_and_half_answers(account: Open) -> None:
    with account(strict_lms()) as lms:
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
        learner.check("for-yourself", "  ")
        assert learner.verdict("for-yourself") == "Type your answer first."
        learner.find("#q-for-your-tutor textarea").fill("x" * 290)
        assert "Characters left: 10" in learner.find("#q-for-your-tutor").inner_text()


def test_the_assessment_fails_shows_the_answers_and_passes(account: Open, scripts: list[Path]) -> None:
    with account(scripts) as lms:
        learner = lms.launch().ready()
        learner.read_to_end()
        learner.submit()
        assert "7 questions to answer" in learner.find("[data-submit-status]").inner_text()
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
        again.check("tested-order", again.right("tested-order"))
        again.submit()
        assert lms.stored()["cmi.core.score.raw"] == "86"
        assert lms.stored()["cmi.core.lesson_status"] == "passed"
        again.press("answers")
        number = again.find("#q-tested-number").inner_text()
        assert "You rounded down." in number and "This was the answer: 3.5" in number
        assert again.find("#q-tested-number input").is_disabled()


def wrong_first(learner: Learner) -> None:
    """All wrong; the safety question is then put right, as it must be."""
    learner.answer(right=False)
    learner.check("tested-order", learner.wrong("tested-order"))
    learner.check("tested-order", learner.right("tested-order"))


def test_tries_used_up_show_every_right_answer(account: Open) -> None:
    with account(strict_lms()) as lms:
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
        ):
            assert told in page
        order = learner.find("#q-tested-order .said ol li")
        assert order.all_inner_texts() == ["Call 999", "Tell the safeguarding lead", "Write it down"]
        assert all(button.is_disabled() for button in learner.find("#q-tested-order li button").all())


def test_by_keyboard_alone(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.go("practice")
        hands = Hands(learner)
        hands.reach("#q-replies select").press("w")  # the first letters choose from a list
        assert learner.find("#q-replies select").first.input_value() != ""
        before = learner.find("#q-meeting li span").all_inner_texts()
        hands.reach("#q-meeting li:nth-child(2) button").press("Enter")
        assert learner.find("#q-meeting li span").all_inner_texts() == [before[1], before[0], *before[2:]]
        assert hands.on("#q-meeting li:nth-child(1) button[aria-disabled=true]")
        said = learner.find("#q-meeting [data-moved]").inner_text()
        assert said == f"“{before[1]}” is now number 1 of 4."
        hands.press("Enter")  # it can't go further up, and nothing is lost
        assert hands.on("#q-meeting li:nth-child(1) button")
        hands.reach("#q-meeting li:nth-child(1) button:last-of-type").press("Space")
        assert learner.find("#q-meeting li span").all_inner_texts() == before
        hands.reach("#q-word input")
        hands.keys.type("matters")
        hands.press("Enter")
        assert "That’s right." in learner.verdict("word") and hands.on("#q-word [data-verdict]")
        hands.reach("#q-ready input").press("Space")
        hands.press("ArrowRight")
        hands.press("Enter")
        assert "Thank you." in learner.verdict("ready")
        hands.reach("#q-for-yourself textarea")
        hands.keys.type("One line")
        hands.press("Enter")
        hands.keys.type("and another")
        assert learner.find("#q-for-yourself textarea").input_value() == "One line\nand another"
        hands.reach("#q-for-yourself [data-action=check]").press("Enter")
        assert "Thank you." in learner.verdict("for-yourself")


def test_controls_are_large_enough(account: Open) -> None:
    with account(strict_lms(), size=(320, 640)) as lms:
        learner = lms.launch().ready()
        learner.go("practice")
        controls = learner.find(
            "#page-practice :is(select, li button, input[type=text], label:has([type=radio]))"
        )
        sizes = [control.bounding_box() or {"width": 0, "height": 0} for control in controls.all()]
        assert len(sizes) > 20
        assert all(size["width"] >= 44 and size["height"] >= 44 for size in sizes), sizes


@pytest.mark.parametrize("look", LOOKS)
def test_accessible_in_every_state(account: Open, look: str) -> None:
    found: dict[str, list[str]] = {}
    with account(strict_lms(), reduced_motion="reduce", **LOOKS[look]) as lms:
        learner = lms.launch().ready()
        learner.go("practice")

        def see(state: str) -> None:
            if wrong := faults(learner):
                found[state] = wrong

        see("fresh")
        for name in PRACTICE:
            learner.find(f"#q-{name} [data-action=check]").click()
        see("nothing answered")
        practise(learner, right=False)
        see("wrong")
        practise(learner, right=True)
        see("right")
        learner.go("check")
        for last in (False, True):
            wrong_first(learner)
            see("answered")
            learner.submit()
            learner.press("answers")
            see("submitted")
            if not last:
                learner.go("check")
                learner.press("retry")
    assert found == {}


def test_without_a_script_and_on_paper(account: Open) -> None:
    with account(strict_lms(), java_script_enabled=False) as lms:
        window = lms.context.new_page()
        window.goto(f"{lms.host.address}/package/index.html")
        page = window.locator("#page-practice")
        assert not page.locator("[data-action]:visible, li button:visible").count()
        page.locator("#q-meeting .key summary").click()
        right = page.locator("#q-meeting .key ol li").all_inner_texts()
        assert right[0].startswith("Say who you are") and right[3].startswith("Agree")
        assert page.locator("#q-age .key").text_content() != ""
        assert "Right: 16.05 – 16.1 years" in " ".join(
            (page.locator("#q-age .key").text_content() or "").split()
        )
        assert page.locator("#q-replies select option").count() == 3 * 5
        assert not page.locator("#q-replies .replies").is_visible()
        assert "January" not in (window.locator("#page-check").text_content() or "")
        window.emulate_media(media="print")
        assert page.locator("#q-replies .replies li").first.is_visible()
        box = page.locator("#q-meeting li").first.evaluate("(li) => getComputedStyle(li, '::before').content")
        assert box == '""'


def test_transcript(account: Open, request: pytest.FixtureRequest) -> None:
    """What an administrator reads of every kind; --accept rewrites it."""
    with account(strict_lms()) as lms:
        lms.context.clock.set_fixed_time("2026-01-05T09:00:00")
        lms.context.add_init_script("Math.random = () => 0.5")
        learner = lms.launch().ready()
        learner.go("practice")
        practise(learner, right=False)
        practise(learner, right=True)
        learner.go("check")
        learner.answer(right=True)
        learner.check("tested-order", learner.right("tested-order"))
        learner.submit()
        learner.leave()
        text = transcript([lms.calls(number) for number in range(lms.launches())], TARGETS["scorm12"])
    path = TESTS / "transcripts" / "scorm12" / "answers-every-kind.txt"
    if request.config.getoption("--accept"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
