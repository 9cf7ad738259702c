"""The whole module without a mouse: everything is reached, the focus is seen and never caught."""

from __future__ import annotations

import pytest
from conftest import Open, strict_lms

from coursebuilder.verify import learners
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import Platform

SHOWN = """(root) => {
  const at = root.ownerDocument.activeElement;
  const around = at.closest(".answer, .sort label");
  const rings = [at, around].filter(Boolean).map((element) => getComputedStyle(element));
  return rings.some((ring) => ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2);
}"""


class Hands:
    """Fingers on the keyboard of an open module."""

    def __init__(self, learner: Learner) -> None:
        self.learner = learner
        self.keys = learner.window.keyboard
        learner.find("body").evaluate("(body) => body.ownerDocument.defaultView.focus()")

    def on(self, selector: str) -> bool:
        """Whether the focus is on such an element."""
        script = "(root, selector) => root.ownerDocument.activeElement.matches(selector)"
        return bool(self.learner.find("body").evaluate(script, selector))

    def reach(self, selector: str, back: bool = False) -> Hands:
        """Tabs on until the focus is there, and can be seen there."""
        for _ in range(60):
            if self.on(selector):
                assert self.learner.find("body").evaluate(SHOWN), f"no visible focus on {selector}"
                return self
            self.keys.press("Shift+Tab" if back else "Tab")
        pytest.fail(f"{selector} can't be reached by keyboard")

    def press(self, key: str) -> None:
        self.keys.press(key)


@pytest.fixture(params=[(1280, 900), (360, 640)], ids=["wide", "narrow"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param  # type: ignore[no-any-return]


def test_a_module_from_start_to_pass(account: Open, size: tuple[int, int]) -> None:
    with account(strict_lms(), size=size) as lms:
        learner = lms.launch().ready()
        hands = Hands(learner)
        hands.reach(".skip").press("Enter")
        assert hands.on("h1")
        hands.reach(".current .next").press("Enter")
        assert learner.page == "listening" and hands.on("#h-listening")
        practise(learner, hands)
        hands.reach(".current .next").press("Enter")
        assert hands.on("#h-noticing")
        hands.reach("details.reveal summary").press("Enter")
        assert learner.find(".reveal p").is_visible()
        hands.reach(".current .next").press("Enter")
        assert hands.on("#h-check")
        answer(learner, hands)
        hands.reach("[data-action=submit]").press("Enter")
        assert learner.page == "result" and hands.on("#h-result")
        hands.reach(".foot [data-action=leave]").press("Space")
        learner.find(".page.current [data-action=open]").wait_for()
        assert stored_status(lms) == "passed"


def stored_status(lms: Platform) -> str:
    return lms.stored()["cmi.core.lesson_status"]


def practise(learner: Learner, hands: Hands) -> None:
    """Radio buttons by arrow, checked by Enter; a right answer moves the focus to its verdict."""
    hands.reach("#q-who-decides input")
    hands.press("Space")
    hands.press("Enter")
    assert "GP refers" in learner.find("#q-who-decides [data-answer=a]").inner_text()
    hands.press("ArrowDown")
    hands.press("Enter")
    assert hands.on("#q-who-decides [data-verdict]")


def answer(learner: Learner, hands: Hands) -> None:
    for question in learner.asked:
        several = learner.question(question)["kind"] == "multiple"
        for letter in learner.right(question):
            if several:
                hands.reach(f"#q-{question} input[value={letter}]").press("Space")
                continue
            hands.reach(f"#q-{question} input").press("Space")
            while not hands.on(f"input[value={letter}]"):
                hands.press("ArrowDown")


def test_the_contents_open_close_and_lead_on(account: Open) -> None:
    with account(strict_lms(), size=(360, 640)) as lms:
        learner = lms.launch().ready()
        hands = Hands(learner)
        hands.reach("[data-action=contents]").press("Enter")
        assert hands.on("[aria-expanded=true]")
        assert learner.find(".contents").is_visible()
        hands.press("Enter")
        assert hands.on("[data-action=contents][aria-expanded=false]")
        assert not learner.find(".contents").is_visible()
        hands.press("Enter")
        hands.reach(".stops [href='#page-noticing']").press("Enter")
        assert learner.page == "noticing" and hands.on("#h-noticing")
        hands.reach(".foot [data-aside-link=about]").press("Enter")
        assert hands.on("#page-about h1")
        hands.reach("[data-action=return]").press("Enter")
        assert learner.page == "noticing" and hands.on("[data-aside-link=about]")


def test_the_focus_is_never_caught(account: Open) -> None:
    """Tabbing on from any page passes through everything and out again."""
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        for page in ("start", "listening", "noticing", "check"):
            learner.go(page)
            hands = Hands(learner)
            hands.reach(".foot [data-action=leave]")
            inside = "() => document.activeElement.id === 'package'"
            for _ in range(5):
                hands.press("Tab")
                if not learner.window.evaluate(inside) or hands.on(".skip"):
                    break
            else:
                pytest.fail(f"the focus can't leave {page}")


def test_help_for_a_worry_opens_without_leaving_the_page(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.next()
        Hands(learner).reach("#worried summary").press("Enter")
        assert "999" in learner.find("#worried").inner_text()
        assert "Sam Reed" in learner.find("#worried").inner_text()
        assert learner.page == "listening"


def test_the_first_card_keeps_the_focus(account: Open) -> None:
    """Whatever changes meanwhile, the button somebody is about to press stays the same button."""
    with account(strict_lms()) as lms:
        learners.leaver(lms).close()
        learner = lms.launch().ready()
        button = learner.find("[data-action=resume]").element_handle()
        button.focus()
        newer = lms.launch().ready()  # of which the first window hears
        newer.find("[data-banner]:not([hidden])").wait_for()
        assert button.evaluate("(button) => document.activeElement === button")
