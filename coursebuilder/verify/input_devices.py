"""How learners operate a page: with a mouse, on a touchscreen, or by the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator

MOST_TABS = 150  # presses of the Tab key before a control counts as out of reach
_HAS_FOCUS = "(element) => element.ownerDocument.activeElement === element"
_IS_BEFORE_FOCUS = """(element) => {
  const at = element.ownerDocument.activeElement;
  element.ownerDocument.defaultView.focus();
  const before = at.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
  return Boolean(before) && at.tagName !== "BODY";
}"""


_AT_REST = Path(__file__).with_name("still.js").read_text("utf-8")


def is_at_rest(target: Locator) -> bool:
    """Whether the element can be pressed right now; if not, playwright waits for it or says what is wrong."""
    return bool(target.evaluate(_AT_REST))


class OutOfReach(Exception):
    """A control that a learner needs can't be operated by the keyboard; the message names it."""


class InputDevice(Protocol):
    """What a learner can do to a control; the keyboard raises OutOfReach where it can't."""

    def press(self, target: Locator) -> None:
        """Press a button or link."""

    def tick(self, target: Locator) -> None:
        """Choose one radio button, or tick or untick a checkbox."""

    def pick(self, target: Locator, value: str) -> None:
        """Choose the option of this value in a select."""

    def write(self, target: Locator, text: str) -> None:
        """Replace the text of a field."""


class Mouse:
    """Clicks, and playwright's own ways to fill fields."""

    def press(self, target: Locator) -> None:
        """Click a button or link."""
        target.click(force=is_at_rest(target))

    def tick(self, target: Locator) -> None:
        """Click a radio button or checkbox."""
        self.press(target)

    def pick(self, target: Locator, value: str) -> None:
        """Choose the option of this value in a select."""
        target.select_option(value)

    def write(self, target: Locator, text: str) -> None:
        """Replace the text of a field."""
        target.fill(text)


class Touchscreen(Mouse):
    """Taps instead of clicks; the browser context needs `has_touch`."""

    def press(self, target: Locator) -> None:
        """Tap a button or link."""
        target.tap(force=is_at_rest(target))


class Keyboard:
    """Tab to a control, then Enter or Space; arrow keys among answers. Raises OutOfReach."""

    def press(self, target: Locator) -> None:
        """Tab to a button or link and press Enter."""
        _tab_to(target)
        target.page.keyboard.press("Enter")

    def tick(self, target: Locator) -> None:
        """Tab to a checkbox and press Space; among radio buttons go on with the arrow keys."""
        if target.get_attribute("type") != "radio":
            _tab_to(target)
            target.page.keyboard.press("Space")
            return
        group = target.locator("xpath=ancestor::fieldset[1]").locator("input[type=radio]")
        chosen = group.locator(":scope:checked")  # the Tab key comes to this one alone
        _tab_to(chosen.first if chosen.count() else group.first)
        target.page.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            target.page.keyboard.press("ArrowDown")
        if not target.is_checked():
            raise OutOfReach("an answer can't be chosen with the arrow keys")

    def pick(self, target: Locator, value: str) -> None:
        """Tab to a select and go down its options with the arrow keys."""
        _tab_to(target)
        target.page.keyboard.press("Home")
        for _ in range(MOST_TABS):
            if target.input_value() == value:
                return
            target.page.keyboard.press("ArrowDown")
        raise OutOfReach("an answer can't be chosen from its list with the arrow keys")

    def write(self, target: Locator, text: str) -> None:
        """Tab to a field, select its text and type over it."""
        _tab_to(target)
        target.page.keyboard.press("ControlOrMeta+A")
        target.page.keyboard.type(text)


def _tab_to(target: Locator) -> None:
    """Press Tab, or Shift+Tab where the control stands before the focus, until it has the focus."""
    key = "Shift+Tab" if target.evaluate(_IS_BEFORE_FOCUS) else "Tab"
    for _ in range(MOST_TABS):
        if target.evaluate(_HAS_FOCUS):
            return
        target.page.keyboard.press(key)
    raise OutOfReach(f"{target.inner_text()!r} can't be reached with the Tab key")


MOUSE: InputDevice = Mouse()
