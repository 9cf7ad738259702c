"""What a learner can do with an open module; controls are found by the page's data hooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Frame, Locator, Page

from coursebuilder.verify.answering import control_of, enter_answer, right_answer, wrong_answer
from coursebuilder.verify.browser import FIREFOX
from coursebuilder.verify.course_shape import course_in, merged
from coursebuilder.verify.input_devices import MOUSE, InputDevice

# What is on the page once the platform has replied: "saved", a notice at the top, or a banner.
PLATFORM_REPLIED = "[data-save-state]:not(:empty), .notice, [data-banner]:not([hidden])"
REFLECTION = "I keep thinking of the thimbleberry lane behind our allotment."


@dataclass(slots=True)
class Learner:
    """A learner at one window in which the module is open.

    framed: whether the module is in an iframe of the platform's page; else it is the window's own page
    on_step: called before a step with its name ("leave", "close", "shut", "reload", "reload the frame"), at
        "ready", "result" and "left" when they are reached, and with "" at every access to the page
    input_device: how controls are operated
    answered: ids of the questions whose answers the platform must receive, one entry per answer; for a reply
        in a conversation "scenario.step"
    started_selector: a CSS selector that matches once the module has started
    """

    window: Page
    framed: bool = True
    on_step: Callable[[Learner, str], None] = lambda learner, what: None
    input_device: InputDevice = MOUSE
    answered: list[str] = field(default_factory=list)
    started_selector: str = "[data-resume].told"
    _course: dict[str, Any] = field(default_factory=dict)

    @property
    def frame(self) -> Frame:
        """The module's own document."""
        self.on_step(self, "")
        held = self.window.query_selector("iframe#package") if self.framed else None
        frame = held.content_frame() if held else self.window.main_frame
        assert frame is not None
        return frame

    def find(self, selector: str) -> Locator:
        """The elements of the module's document that match a CSS selector."""
        self.on_step(self, "")
        if self.framed:
            return self.window.frame_locator("iframe#package").locator(selector)
        return self.window.locator(selector)

    @property
    def course(self) -> dict[str, Any]:
        """The course data of the page's `script#course`: pages, questions with their right answers, words.

        Raises ValueError if they aren't valid: a script may have changed them since the zip was read.
        """
        if not self._course:
            course = course_in(self.find("script#course").first.text_content() or "")
            if course is None:
                raise ValueError("the data in script#course are not those of a module")
            self._course.update(merged(course))
        return self._course

    # ---- looking

    def ready(self) -> Learner:
        """Wait until the module has started; gives the learner itself."""
        self.find(".page.current").wait_for()
        self.find(self.started_selector).first.wait_for(state="attached")
        self.on_step(self, "ready")
        return self

    @property
    def page(self) -> str:
        """The id of the page on screen; "result" and the like for pages that aren't the course's own."""
        return (self.find(".page.current").get_attribute("id") or "").removeprefix("page-")

    @property
    def heading(self) -> str:
        """The heading of the page on screen."""
        return self.find(".page.current h1").inner_text()

    @property
    def banner(self) -> str:
        """The text of the banner that says what isn't saved; empty if none is shown."""
        banner = self.find("[data-banner]")
        return banner.inner_text() if banner.is_visible() else ""

    def verdict(self, question: str) -> str:
        """What the page says of the last answer to a question, by the question's id."""
        return self.find(f"#q-{question} [data-verdict]").inner_text()

    @property
    def asked(self) -> list[str]:
        """The ids of the questions on screen, in their order."""
        forms = self.find(".page.current .question:not([hidden])")
        return list(forms.evaluate_all("(forms) => forms.map((form) => form.id.replace('q-', ''))"))

    # ---- moving

    def press(self, action: str) -> None:
        """Press the visible button or link with this data-action."""
        self.input_device.press(self.find(f"[data-action={action}]:visible").first)

    def go(self, page: str) -> None:
        """Go to a page, by its id, through the table of contents; on a narrow screen that is opened first."""
        link = self.find(f".stops [href='#page-{page}']")
        module = self.find(f".contents li:has(.stops [href='#page-{page}']) > .course-part")
        self._open_contents(link)
        if not link.is_visible() and module.count():  # of several modules, only the learner's own is unfolded
            self.input_device.press(module)
            self._open_contents(link)
        self.input_device.press(link)

    def _open_contents(self, link: Locator) -> None:
        if not link.is_visible() and self.find(".menu[aria-expanded=false]").is_visible():
            self.press("contents")

    def next(self) -> None:
        """Press the button that leads to the next page."""
        self.input_device.press(self.find(".page.current .pager .next"))

    def read_to_end(self) -> None:
        """Go to every page once, in order, and end its conversations; questions are left unanswered."""
        for page in self.course["pages"][1:]:
            self.go(page["id"])
            self.talk(page["id"])

    # ---- talking

    def talk(self, page: str, well: bool = True) -> None:
        """Go through every conversation of the page on screen, with the best replies if `well`."""
        for scenario in self.course.get("scenarios", []):
            if scenario["page"] == page:
                self.converse(scenario["id"], well)

    def say(self, scenario: str, reply: str) -> None:
        """Choose a reply, by its letter, in the step of the scenario that is on screen."""
        number = int(self.find(f"#s-{scenario} .now").get_attribute("data-step") or 1)
        self.input_device.press(self.find(f"#s-{scenario} .now [data-reply={reply}] .reply"))
        steps = next(found["steps"] for found in self.course["scenarios"] if found["id"] == scenario)
        self.answered.append(f"{scenario}.{steps[number - 1][0]}")

    def converse(self, scenario: str, well: bool = True) -> None:
        """Reply in a scenario until it ends: with the best replies if `well`.

        Else, in each step once, the unsafe reply first if there is one, then the worst; after that the best.
        """
        been: set[str] = set()
        for step, replies in iter(lambda: self._replies(scenario), ("", {})):
            kindly = well or step in been
            been.add(step)
            if "unsafe" in replies and not kindly:
                self.say(scenario, replies["unsafe"])
            order = ("best", "better", "not-quite") if kindly else ("not-quite", "better", "best")
            self.say(scenario, next(replies[how] for how in order if how in replies))

    def _replies(self, scenario: str) -> tuple[str, dict[str, str]]:
        """The step on screen, and its replies: quality ("best", "unsafe" …) → letter; "" and {} at an end."""
        step = self.find(f"#s-{scenario} .now")
        step.wait_for()
        rows = step.locator("[data-reply]").evaluate_all(
            "(rows) => rows.map((row) => [row.dataset.how, row.dataset.reply])"
        )
        return (str(step.get_attribute("data-step")), dict(rows)) if rows else ("", {})

    # ---- answering

    def question(self, identifier: str) -> Mapping[str, Any]:
        """The course data of a question."""
        return next(one for one in self.course["questions"] if one["id"] == identifier)

    def choose(self, question: str, answer: str) -> None:
        """Enter exactly this answer, as platforms get it: letters, a text or a number; it isn't checked."""
        enter_answer(self.find(f"#q-{question}"), self.question(question), answer, self.input_device)

    def right(self, question: str) -> str:
        """A right answer to the question of this id."""
        return right_answer(self.question(question), control_of(self.find(f"#q-{question}")))

    def wrong(self, question: str) -> str:
        """A wrong answer to the question of this id."""
        return wrong_answer(self.question(question), control_of(self.find(f"#q-{question}")))

    def open(self, question: str) -> bool:
        """Whether the question can be checked: not once it is right, nor when every try is used up."""
        return self.find(f"#q-{question} [data-action=check]").is_visible()

    def check(self, question: str, answer: str) -> None:
        """Enter this answer and press the question's own button."""
        self.choose(question, answer)
        self.input_device.press(self.find(f"#q-{question} [data-action=check]"))
        if not self.question(question).get(
            "assessed"
        ):  # a safety question of an assessment is reported on submitting
            self.answered.append(question)

    def reflect(self, page: str) -> None:
        """Write a text into each reflection of the page."""
        for box in self.find(f"#page-{page} [data-reflection] textarea").all():
            self.input_device.write(box, REFLECTION)

    def answer(self, right: bool = True) -> None:
        """Answer every assessment question on screen, right or wrong; safety ones end up right always."""
        for question in self.asked:
            chosen = self.right(question) if right else self.wrong(question)
            if self.question(question).get("safety"):
                self.check(question, chosen)
                if not right:
                    self.check(question, self.right(question))
            else:
                self.choose(question, chosen)

    def submit(self) -> None:
        """Submit the assessment on screen."""
        self.answered.extend(self.asked)
        self.press("submit")
        self.on_step(self, "result")

    def take(self, right: bool = True) -> None:
        """Go to the assessment and submit it, with right or with wrong answers."""
        self.go(self.course["assessment"]["page"])
        self.answer(right)
        self.submit()

    # ---- ending

    def leave(self) -> None:
        """Press the module's button to leave; wait for its last page, or for a banner of what isn't saved."""
        self.on_step(self, "leave")
        self.press("leave")
        self.find(".page.current [data-action=open], [data-banner]:not([hidden])").first.wait_for()
        self.on_step(self, "left")

    def open_again(self) -> Learner:
        """After leaving, press the button that opens the module again in the same window."""
        self.frame.evaluate("document.documentElement.dataset.old = 'yes'")
        self.press("open")
        self.find("html:not([data-old])").wait_for()
        return self.ready()

    def shut(self) -> None:
        """Let the platform's page end the module, by removing its frame or in a way of its own."""
        self.on_step(self, "shut")
        self.window.evaluate("() => shut(frame)")

    def close(self) -> None:
        """Close the window without leaving the module first."""
        self.on_step(self, "close")
        browser = self.window.context.browser
        if self.framed and browser and browser.browser_type.name == FIREFOX:
            # There a platform's page can store nothing once it goes itself: its frame goes first.
            self.window.evaluate("document.querySelectorAll('iframe').forEach((frame) => frame.remove())")
        self.window.close()

    def reload_frame(self) -> None:
        """Reload the module's frame; the platform's page isn't reloaded."""
        self.on_step(self, "reload the frame")
        self.frame.evaluate("document.documentElement.dataset.old = 'yes'")
        self.frame.evaluate("() => { location.reload() }")
        self.find("html:not([data-old]) .page.current").wait_for()

    def reload(self) -> Learner:
        """Reload the window and wait until the module has started again."""
        self.on_step(self, "reload")
        self.window.reload()
        return self.ready()

    def hide(self) -> None:
        """Make the page hidden, as when another tab comes to the front; headless browsers never do it."""
        self._visibility("hidden")

    def show(self) -> None:
        """Make the page visible again."""
        self._visibility("visible")

    def _visibility(self, state: str) -> None:
        self.frame.evaluate(
            """(state) => {
              Object.defineProperty(document, "visibilityState", {configurable: true, get: () => state});
              Object.defineProperty(document, "hidden", {configurable: true, get: () => state === "hidden"});
              document.dispatchEvent(new Event("visibilitychange"));
            }""",
            state,
        )
