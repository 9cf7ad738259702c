"""How a learner answers a question of each kind, by its form on the page and its part of the page's data.

An answer is given as the platform hears it: letters in the source's order, a text or a number. Those of a
question that isn't scored are neither right nor wrong; then they are just two answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator

from coursebuilder.verify.hands import MOUSE, Hands

Asked = Mapping[str, Any]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def right_answer(question: Asked) -> str:
    """What is right, or any answer where nothing is."""
    right = str(question["right"])
    match question["kind"]:
        case "fill-in":
            return str(question["texts"][LETTERS.index(right[0])])
        case "numeric":
            return str(question["ranges"][LETTERS.index(right[0])][0])
        case "likert":
            return "b"
        case "long-fill-in":
            return "In my own words."
    return right


def wrong_answer(question: Asked) -> str:
    """What is not right, or another answer where nothing is."""
    right = str(question["right"])
    match question["kind"]:
        case "matching" | "sequencing":
            return right[1:] + right[0]
        case "fill-in":
            return "something else"
        case "numeric":
            return str(int(max(high for _, high in question["ranges"])) + 1)
        case "likert":
            return "a"
        case "long-fill-in":
            return "Only a few words."
    return "b" if right == "a" else "a"


def give(form: Locator, question: Asked, answer: str, hands: Hands = MOUSE) -> None:
    """Exactly this answer in the form."""
    _GIVING.get(question["kind"], _choose)(form, question, answer, hands)


def _choose(form: Locator, question: Asked, letters: str, hands: Hands) -> None:
    script = "(all) => all.filter((box) => box.checked).map((box) => box.value)"
    chosen = set(form.locator(".answers input").evaluate_all(script))
    several = question["kind"] == "multiple"
    for letter in sorted(set(letters) ^ chosen if several else set(letters) - chosen):
        hands.tick(form.locator(f".answers input[value={letter}]"))


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
    hands.write(form.locator("input, textarea"), text)


def _shown(question: Asked, letter: str) -> str:
    """The letter under which the page shows an answer: places must not give the right order away."""
    return LETTERS[question["order"].index(letter)]


_GIVING: dict[str, Callable[[Locator, Asked, str, Hands], None]] = {
    "matching": _match,
    "sequencing": _put_in_order,
    "fill-in": _type,
    "numeric": _type,
    "long-fill-in": _type,
}
