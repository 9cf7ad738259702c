"""How learners touch a page: with a mouse, with a finger, or with nothing but the keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator

MOST = 150  # presses of the Tab key before something counts as out of reach
_AT = "(element) => element.ownerDocument.activeElement === element"
_BEHIND = """(element) => {
  const at = element.ownerDocument.activeElement;
  element.ownerDocument.defaultView.focus();
  const before = at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
  return Boolean(before) && at.tagName !== "BODY";
}"""


_STILL = Path(__file__).with_name("still.js").read_text("utf-8")


def still(target: Locator) -> bool:
    """Whether it can be pressed as it stands; if not, playwright waits, or says what is wrong."""
    return bool(target.evaluate(_STILL))


class OutOfReach(Exception):
    """Something that a learner needs can't be reached without a mouse; the message says what."""


class Hands(Protocol):
    """Everything that can be done with something on the page."""

    def press(self, target: Locator) -> None:
        """A button, a link."""

    def tick(self, target: Locator) -> None:
        """One of several answers."""

    def pick(self, target: Locator, value: str) -> None:
        """One of a list that folds out."""

    def write(self, target: Locator, text: str) -> None:
        """Into a field, instead of what stood there."""


class Mouse:
    """What most people have."""

    def press(self, target: Locator) -> None:
        target.click(force=still(target))

    def tick(self, target: Locator) -> None:
        self.press(target)

    def pick(self, target: Locator, value: str) -> None:
        target.select_option(value)

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)


class Finger(Mouse):
    """A phone."""

    def press(self, target: Locator) -> None:
        target.tap(force=still(target))


class Keys:
    """No mouse: Tab to it, then Enter or Space; arrows among answers."""

    def press(self, target: Locator) -> None:
        _reach(target)
        target.page.keyboard.press("Enter")

    def tick(self, target: Locator) -> None:
        if target.get_attribute("type") != "radio":
            _reach(target)
            target.page.keyboard.press("Space")
            return
        group = target.locator("xpath=ancestor::fieldset[1]").locator("input[type=radio]")
        chosen = group.locator(":scope:checked")  # the Tab key comes to this one alone
        _reach(chosen.first if chosen.count() else group.first)
        target.page.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            target.page.keyboard.press("ArrowDown")
        if not target.is_checked():
            raise OutOfReach("an answer can't be chosen with the arrow keys")

    def pick(self, target: Locator, value: str) -> None:
        _reach(target)
        target.page.keyboard.press("Home")
        for _ in range(MOST):
            if target.input_value() == value:
                return
            target.page.keyboard.press("ArrowDown")
        raise OutOfReach("an answer can't be chosen from its list with the arrow keys")

    def write(self, target: Locator, text: str) -> None:
        _reach(target)
        target.page.keyboard.press("ControlOrMeta+A")
        target.page.keyboard.type(text)


def _reach(target: Locator) -> None:
    """Tabs on, or back where it stands before, until the focus is there."""
    key = "Shift+Tab" if target.evaluate(_BEHIND) else "Tab"
    for _ in range(MOST):
        if target.evaluate(_AT):
            return
        target.page.keyboard.press(key)
    raise OutOfReach(f"{target.inner_text()!r} can't be reached with the Tab key")


MOUSE: Hands = Mouse()
