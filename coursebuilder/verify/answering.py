"""How a learner answers a question, by the controls of its form and its part of the page's data.

An answer is given as the platform hears it: letters in the source's order, a text or a number. Those of a
question that isn't scored are neither right nor wrong; then they are just two answers. No kind of question is
known here: whatever it is called, its form asks by one of the controls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from playwright.sync_api import Locator

from coursebuilder.verify.hands import MOUSE, Hands

Asked = Mapping[str, Any]
Control = Literal["radio", "checkbox", "select", "order", "text"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# select: the n-th list is for the n-th letter; order: steps that are moved by buttons
_CONTROL = """(form) => {
  const field = form.querySelector(".answers :is(input, select, textarea, [data-action=move])");
  if (field.localName === "input") return /radio|checkbox/.test(field.type) ? field.type : "text";
  return { select: "select", textarea: "text", button: "order" }[field.localName];
}"""


def right_answer(question: Asked, control: Control) -> str:
    """What is right, or any answer where nothing is, for a form that asks by this control."""
    right = str(question["right"])
    if "texts" in question:
        return str(question["texts"][LETTERS.index(right[0])])
    if "ranges" in question:
        return str(question["ranges"][LETTERS.index(right[0])][0])
    return right or ("In my own words." if control == "text" else "b")


def wrong_answer(question: Asked, control: Control) -> str:
    """What is not right, or another answer where nothing is, for a form that asks by this control."""
    right = str(question["right"])
    if "texts" in question:
        return "something else"
    if "ranges" in question:
        return str(int(max(high for _, high in question["ranges"])) + 1)
    match control:
        case "text":
            return "Only a few words."
        case "select" | "order":
            return right[1:] + right[:1]
        case _:
            return "b" if right == "a" else "a"


def control_of(form: Locator) -> Control:
    """What the form asks by."""
    return cast(Control, form.evaluate(_CONTROL))


def give(form: Locator, question: Asked, answer: str, hands: Hands = MOUSE) -> None:
    """Exactly this answer in the form."""
    _GIVING[control_of(form)](form, question, answer, hands)


def _choose(form: Locator, question: Asked, letters: str, hands: Hands) -> None:
    for letter in sorted(set(letters) - _chosen(form)):
        hands.tick(form.locator(f".answers input[value={letter}]"))


def _tick(form: Locator, question: Asked, letters: str, hands: Hands) -> None:
    """Ticks what is missing, and unticks what is not in the answer."""
    for letter in sorted(set(letters) ^ _chosen(form)):
        hands.tick(form.locator(f".answers input[value={letter}]"))


def _chosen(form: Locator) -> set[str]:
    script = "(all) => all.filter((box) => box.checked).map((box) => box.value)"
    return set(form.locator(".answers input").evaluate_all(script))


def _match(form: Locator, question: Asked, letters: str, hands: Hands) -> None:
    for n, letter in enumerate(letters):
        hands.pick(form.locator("select").nth(n), _shown(question, letter))


def _put_in_order(form: Locator, question: Asked, letters: str, hands: Hands) -> None:
    """Each step moves up, a place at a time, until it stands where it should."""
    for n, letter in enumerate(letters):
        step = form.locator(f"li[data-answer={_shown(question, letter)}]")
        while step.evaluate("(step) => Array.from(step.parentNode.children).indexOf(step)") > n:
            hands.press(step.locator("button").first)


def _type(form: Locator, question: Asked, text: str, hands: Hands) -> None:
    hands.write(form.locator(".answers :is(input, textarea)"), text)


def _shown(question: Asked, letter: str) -> str:
    """The letter under which the page shows an answer: places must not give the right order away."""
    return LETTERS[question["order"].index(letter)] if "order" in question else letter


_GIVING: Mapping[Control, Callable[[Locator, Asked, str, Hands], None]] = {
    "radio": _choose,
    "checkbox": _tick,
    "select": _match,
    "order": _put_in_order,
    "text": _type,
}
