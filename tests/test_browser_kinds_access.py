"""Every kind of question for everybody: by keyboard, on small screens, by axe, on paper, without a script."""

from __future__ import annotations

import pytest
from conftest import Open, strict_lms
from test_accessibility import LOOKS, faults
from test_browser_keyboard import Hands
from test_browser_kinds import PRACTICE, practise, wrong_first


def test_by_keyboard_alone(kinds_account: Open) -> None:
    with kinds_account(strict_lms()) as lms:
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
        hands.reach("#q-bins .sort:nth-child(1) input").press("Space")
        hands.press("ArrowRight")  # another bin of the same item
        assert learner.find("#q-bins .sort:nth-child(1) input").nth(1).is_checked()
        hands.reach("#q-bins .sort:nth-child(2) input").press("Space")
        assert learner.find("#q-bins :checked").count() == 2
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


def test_controls_are_large_enough(kinds_account: Open) -> None:
    with kinds_account(strict_lms(), size=(320, 640)) as lms:
        learner = lms.launch().ready()
        learner.go("practice")
        controls = learner.find(
            "#page-practice :is(select, li button, input[type=text], label:has([type=radio]))"
        )
        sizes = [control.bounding_box() or {"width": 0, "height": 0} for control in controls.all()]
        assert len(sizes) > 20
        assert all(size["width"] >= 44 and size["height"] >= 44 for size in sizes), sizes


@pytest.mark.parametrize("look", LOOKS)
def test_accessible_in_every_state(kinds_account: Open, look: str) -> None:
    found: dict[str, list[str]] = {}
    with kinds_account(strict_lms(), reduced_motion="reduce", **LOOKS[look]) as lms:
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


def test_without_a_script_and_on_paper(kinds_account: Open) -> None:
    with kinds_account(strict_lms(), java_script_enabled=False) as lms:
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
        named = page.get_by_role("group", name="A new hobby").get_by_role("radio", name="Write it down")
        named.check()
        assert page.locator("#q-bins [type=radio]:checked").count() == 1
        assert "January" not in (window.locator("#page-check").text_content() or "")
        window.emulate_media(media="print")
        assert page.locator("#q-replies .replies li").first.is_visible()
        box = page.locator("#q-meeting li").first.evaluate("(li) => getComputedStyle(li, '::before').content")
        assert box == '""'
