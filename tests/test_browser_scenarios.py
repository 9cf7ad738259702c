"""Conversations to try and help with practice in a real browser: played, stopped, left, resumed, told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from standards import STANDARDS, Standard
from talking import Talk, at
from test_accessibility import LOOKS, faults
from test_browser_keyboard import Hands
from test_browser_kinds import answers

from coursebuilder.targets import TARGETS
from coursebuilder.verify import learners
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.transcript import transcript

if TYPE_CHECKING:
    pass

STATUS = "cmi.core.lesson_status"


def step(learner: Learner) -> str:
    """The heading of the step on screen, as it is read aloud."""
    return " ".join((learner.find("#s-hall .now h2").text_content() or "").split())


def trust(learner: Learner) -> str:
    return learner.find("#s-hall .gauge b").inner_text()


def focused(learner: Learner) -> str:
    script = "(root) => root.ownerDocument.activeElement.innerText"
    return str(learner.find("body").evaluate(script))


def test_what_is_said_leads_on_with_the_focus_on_what_comes_back(talk: Talk) -> None:
    with talk() as lms:
        learner = at(lms)
        assert trust(learner) == "growing" and "Step 1 of 3" in learner.find(".scene-bar").inner_text()
        shown = learner.find("#page-try").inner_text()
        assert "gave them room" not in shown and "My brother" not in shown
        learner.say("hall", "a")
        assert "My brother used to play here" in focused(learner)
        assert "just watch the game" in learner.find(".you-said").inner_text()
        assert trust(learner) == "good" and "Step 2 of 3" in learner.find(".scene-bar").inner_text()
        learner.say("hall", "b")
        assert focused(learner) == "How it ends: They agree to meet you again"
        rows = [" ".join(row.split()) for row in learner.find(".path li").all_inner_texts()]
        assert rows == [
            "Best: “We can talk about anything, or just watch the game for a bit.” "
            "You gave them room, and they started on their own.",
            "Better: “What was good about coming here?” An open question, and one they like to answer. "
            "Try another way from here",
        ]


def test_what_is_unsafe_is_stopped_and_put_right_where_it_was_said(talk: Talk) -> None:
    with talk() as lms:
        learner = at(lms)
        learner.say("hall", "c")
        assert step(learner).endswith("They say hello") and trust(learner) == "growing"
        row = learner.find("#s-hall .now [data-reply=c]")
        assert "Never promise that" in row.inner_text() and "Unsafe" in row.inner_text()
        status = learner.find("[data-scene-status][role=status]")
        said = " ".join((status.text_content() or "").split())
        assert said.startswith("Unsafe: Never promise that.") and "Choose something else to say." in said
        assert "stays between us" in focused(learner)  # which the status leaves where it was
        row.locator(".reply").evaluate("(again) => again.click()")
        learner.say("hall", "a")
        assert status.text_content() == "" and step(learner).endswith("They talk about their brother")
        learner.say("hall", "a")
        assert learner.find(".path li").first.inner_text().startswith("Unsafe")
        told = answers(lms)
    assert [one[1:] for one in told["hall.hello"]] == [["c", "neutral"], ["a", "neutral"]]


def test_its_page_is_read_when_the_conversation_has_ended(talk: Talk) -> None:
    with talk() as lms:
        learner = at(lms)
        assert learner.find("#page-try .next").get_attribute("class") == "next"
        learner.go("practice")
        assert learner.find(".stops [href='#page-try']").get_attribute("class") == "todo"
        learner.leave()
        assert lms.stored()[STATUS] == "incomplete"
        learner = at(lms)
        learner.converse("hall")
        assert learner.find("#page-try .next").get_attribute("class") == "next ready"
        learner.leave()
        assert lms.stored()[STATUS] == "completed"


def test_left_in_the_middle_and_resumed_there(talk: Talk) -> None:
    with talk() as lms:
        learner = at(lms)
        learner.say("hall", "c")
        learner.say("hall", "b")
        assert trust(learner) == "wary"
        learner.close()
        learner = lms.launch().ready()
        learner.press("resume")
        assert step(learner).endswith("They talk about their brother") and trust(learner) == "wary"
        assert "football team" in learner.find(".you-said").inner_text()
        learner.say("hall", "a")
        assert learner.find(".path li").count() == 3


def test_a_later_visit_shows_the_way_and_tells_nothing(talk: Talk) -> None:
    with talk() as lms:
        learner = at(lms)
        learner.converse("hall")
        learner.go("practice")
        learner.leave()
        assert lms.stored()[STATUS] == "completed"
        learner = at(lms)
        assert learner.find(".path li").count() == 2
        learner.press("converse-again")
        learner.say("hall", "c")
        assert "Never promise that" in learner.find("#s-hall .now").inner_text()
        learner.say("hall", "a")
        assert step(learner).endswith("They talk about their brother")
        learner.leave()
        assert not [call for call in lms.calls() if call.name == "LMSSetValue"]


def test_another_way_and_again_from_the_start(talk: Talk) -> None:
    with talk() as lms:
        learner = at(lms)
        for reply in "bcab":
            learner.say("hall", reply)
        assert learner.find(".path li").count() == 4
        learner.find("[data-action=other-way][data-back='1']").click()
        assert step(learner).endswith("They talk about their brother") and trust(learner) == "wary"
        assert "My brother" in focused(learner)
        learner.say("hall", "a")
        learner.press("converse-again")
        assert step(learner).endswith("They say hello") and trust(learner) == "growing"
        assert not learner.find(".you-said:visible").count()
        assert "done" in str(learner.find(".stops [href='#page-try']").get_attribute("class"))


def test_by_keyboard_alone(talk: Talk) -> None:
    with talk(size=(360, 640)) as lms:
        learner = at(lms)
        hands = Hands(learner)
        hands.reach("#s-hall [data-reply=c] .reply").press("Enter")
        hands.press("Enter")
        hands.reach("#s-hall [data-reply=a] .reply", back=True).press("Space")
        hands.reach("#s-hall .now [data-reply=b] .reply").press("Enter")
        hands.reach("#s-hall [data-action=other-way]").press("Enter")
        hands.reach("#s-hall .now [data-reply=a] .reply").press("Enter")
        hands.reach("#s-hall .now [data-reply=a] .reply").press("Enter")
        hands.reach("#s-hall [data-action=converse-again]")
        hands.reach(".current .next").press("Enter")
        hands.reach("#q-first-word .hint summary").press("Enter")
        assert "Whose meeting is it?" in learner.find("#q-first-word").inner_text()
        hands.reach("#q-first-word .answers input").press("Space")
        hands.reach("#q-first-word .sure input").press("Space")
        hands.press("ArrowRight")
        hands.press("ArrowRight")
        hands.reach("#q-first-word [data-action=check]").press("Enter")
        assert "You were very sure" in learner.verdict("first-word")


def test_transcript(talk: Talk, request: pytest.FixtureRequest) -> None:
    """What an administrator reads of conversations; --accept rewrites it."""
    with talk() as lms:
        lms.context.clock.set_fixed_time("2026-01-05T09:00:00")
        lms.context.add_init_script("Math.random = () => 0.5")
        learner = at(lms)
        learner.talk("try", well=False)
        learner.press("converse-again")
        learner.talk("try")
        learner.go("practice")
        learners.practise(learner, "practice")
        learner.leave()
        text = transcript([lms.calls(number) for number in range(lms.launches())], TARGETS["scorm12"])
    path = TESTS / "transcripts" / "scorm12" / "talks.txt"
    if request.config.getoption("--accept"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("played", STANDARDS, ids=lambda standard: standard.target)
def test_every_version_takes_what_was_chosen(talk: Talk, played: Standard) -> None:
    with talk(played) as lms:
        learner = at(lms)
        learner.talk("try", well=False)
        learner.leave()
        said = [call.arguments for call in lms.calls() if call.name == played.sets]
    given = [value for name, value in said if name.endswith(f".{played.response}")]
    assert given == ["c", "b", "c", "a", "a"]
    assert {value for name, value in said if name.endswith(".result")} == {"neutral"}
    assert not [name for name, _ in said if "correct_responses" in name]


@pytest.mark.parametrize("look", LOOKS)
def test_accessible_in_every_state(talk: Talk, look: str) -> None:
    found: dict[str, list[str]] = {}
    with talk(reduced_motion="reduce", **LOOKS[look]) as lms:
        learner = at(lms)

        def see(state: str) -> None:
            wide = learner.find("html").evaluate("(root) => root.scrollWidth - root.clientWidth")
            if wrong := [*faults(learner), *(["too wide"] if wide > 0 else [])]:
                found[state] = wrong

        see("first step")
        learner.say("hall", "c")
        see("stopped")
        learner.say("hall", "b")
        see("second step")
        learner.say("hall", "b")
        see("the way taken")
        learner.go("practice")
        learner.find("#q-first-word .hint summary").first.click()
        learner.find("#q-first-word .sure input").first.check()
        see("a hint")
        learner.check("first-word", "a")
        see("a try left")
        learner.check("first-word", "b")
        see("the answer shown")
    assert found == {}


def test_without_a_script_and_on_paper(talk: Talk) -> None:
    with talk(java_script_enabled=False) as lms:
        window = lms.context.new_page()
        window.goto(f"{lms.host.address}/package/index.html")
        page = window.locator("#page-try")
        text = " ".join(page.inner_text().split())
        for told in (
            "Unsafe: “Whatever you tell me",
            "Better: “What was good",
            "Best: “We can talk",
            "Not quite:",
        ):
            assert told in text
        assert "Never promise that" in text and "This leads to “They say hello”." in text
        assert not page.locator("button:visible").count()
        assert not window.locator(".sure:visible").count()
        window.locator(".hint summary").first.click()
        assert "Whose meeting is it?" in window.locator("#page-practice").inner_text()
    with talk() as lms:
        learner = at(lms)
        learner.say("hall", "c")
        learner.window.emulate_media(media="print")
        text = " ".join(learner.find("#page-try").inner_text().split())
        assert "Unsafe: “Whatever you tell me" in text and "Best: “It sounds as if" in text
        assert "How it ends" in text and "Step 1 of" not in text
        learner.window.emulate_media(media="screen")


def test_a_page_that_cannot_be_played_is_read_whole_and_counts(talk: Talk) -> None:
    with talk() as lms:
        lms.context.route("**/later.js*", lambda route: route.abort())
        learner = at(lms)
        learner.find("html.unplayed").wait_for()
        assert "Unsafe:" in learner.find("#page-try").inner_text()
        learner.go("practice")
        learner.close()
        assert lms.stored()[STATUS] == "completed"
        lms.trouble.clear()  # of the script that was refused
