"""Answer a question on a page: choose a right or wrong answer, and enter it by the form's controls.

An answer is a text in the form that platforms get: letters in the source's order, a text or a number. For a
question that isn't scored, "right" and "wrong" are just two different answers. The kind of question doesn't
matter here, only which of six controls its form has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, cast

from playwright.sync_api import Locator

from coursebuilder.verify.input_devices import MOUSE, InputDevice

QuestionData = Mapping[str, Any]
Control = Literal["radio", "checkbox", "select", "order", "text", "rows"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# select: the n-th select answers the n-th letter; order: steps that are moved by buttons; rows: sets of radio
# buttons in elements that name the letter they answer
_CONTROL = """(form) => {
  const field = form.querySelector(".answers :is(input, select, textarea, [data-action=move])");
  if (field.closest("fieldset[data-answer]")) return "rows";
  if (field.localName === "input") return /radio|checkbox/.test(field.type) ? field.type : "text";
  return { select: "select", textarea: "text", button: "order" }[field.localName];
}"""


def right_answer(question: QuestionData, control: Control) -> str:
    """A right answer to the question; any answer where it has no right one.

    question: its entry in the page's `script#course`; control: of its form
    """
    right = str(question["right"])
    if "texts" in question:
        return str(question["texts"][LETTERS.index(right[0])])
    if "ranges" in question:
        return str(question["ranges"][LETTERS.index(right[0])][0])
    return right or ("In my own words." if control == "text" else "b")


def wrong_answer(question: QuestionData, control: Control) -> str:
    """A wrong answer to the question; where it has no right one, another than `right_answer` gives.

    question: its entry in the page's `script#course`; control: of its form
    """
    right = str(question["right"])
    if "texts" in question:
        return "something else"
    if "ranges" in question:
        return str(int(max(high for _, high in question["ranges"])) + 1)
    match control:
        case "text":
            return "Only a few words."
        case "select" | "order" | "rows":  # never the same again: no two letters, or not all, are equal
            return right[1:] + right[:1]
        case _:
            return "b" if right == "a" else "a"


def control_of(form: Locator) -> Control:
    """The kind of control that the form has for its answers."""
    return cast(Control, form.evaluate(_CONTROL))


def enter_answer(
    form: Locator, question: QuestionData, answer: str, input_device: InputDevice = MOUSE
) -> None:
    """Make the form hold exactly this answer; it isn't checked or submitted."""
    _ENTER[control_of(form)](form, question, answer, input_device)


def _choose(form: Locator, question: QuestionData, letters: str, input_device: InputDevice) -> None:
    for letter in sorted(set(letters) - _chosen(form)):
        input_device.tick(form.locator(f".answers input[value={letter}]"))


def _tick(form: Locator, question: QuestionData, letters: str, input_device: InputDevice) -> None:
    """Tick what is missing, and untick what isn't in the answer."""
    for letter in sorted(set(letters) ^ _chosen(form)):
        input_device.tick(form.locator(f".answers input[value={letter}]"))


def _chosen(form: Locator) -> set[str]:
    script = "(all) => all.filter((box) => box.checked).map((box) => box.value)"
    return set(form.locator(".answers input").evaluate_all(script))


def _match(form: Locator, question: QuestionData, letters: str, input_device: InputDevice) -> None:
    for n, letter in enumerate(letters):
        input_device.pick(form.locator("select").nth(n), _letter_on_page(question, letter))


def _put_into_bins(form: Locator, question: QuestionData, letters: str, input_device: InputDevice) -> None:
    """Choose in the n-th letter's set of radio buttons."""
    for item, letter in zip(LETTERS, letters, strict=False):
        input_device.tick(form.locator(f".answers [data-answer={item}] input[value={letter}]"))


def _put_in_order(form: Locator, question: QuestionData, letters: str, input_device: InputDevice) -> None:
    """Move each step up by its first button until it is at its position."""
    for n, letter in enumerate(letters):
        step = form.locator(f"li[data-answer={_letter_on_page(question, letter)}]")
        while step.evaluate("(step) => Array.from(step.parentNode.children).indexOf(step)") > n:
            input_device.press(step.locator("button").first)


def _type(form: Locator, question: QuestionData, text: str, input_device: InputDevice) -> None:
    input_device.write(form.locator(".answers :is(input, textarea)"), text)


def _letter_on_page(question: QuestionData, letter: str) -> str:
    """The letter that an answer has on the page, where matching and ordering questions are shuffled."""
    return LETTERS[question["order"].index(letter)] if "order" in question else letter


_ENTER: Mapping[Control, Callable[[Locator, QuestionData, str, InputDevice], None]] = {
    "radio": _choose,
    "checkbox": _tick,
    "select": _match,
    "order": _put_in_order,
    "rows": _put_into_bins,
    "text": _type,
}
