"""A learner with hands: everything somebody can do with an open module, by the page's own data hooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Frame, Locator, Page

from coursebuilder.verify.answering import control_of, give, right_answer, wrong_answer
from coursebuilder.verify.browser import FIREFOX
from coursebuilder.verify.course_shape import course_in
from coursebuilder.verify.hands import MOUSE, Hands

# The platform's word has come: saved, a notice on top, or a banner.
HEARD = "[data-save-state]:not(:empty), .notice, [data-banner]:not([hidden])"
REFLECTION = "I keep thinking of the thimbleberry lane behind our allotment."


@dataclass(slots=True)
class Learner:
    """One window with the module open: inside the platform's page, or by itself when not `framed`.

    note: hears what the learner is about to do ("ready", "leave", "close", ...), and "" at every touch
    given: the answers that a platform is to hear of, by their questions' ids: checked, handed in, or said
    sign: what shows that the module has begun
    """

    window: Page
    framed: bool = True
    note: Callable[[Learner, str], None] = lambda learner, what: None
    hands: Hands = MOUSE
    given: list[str] = field(default_factory=list)
    sign: str = "[data-resume].told"
    _course: dict[str, Any] = field(default_factory=dict)

    @property
    def frame(self) -> Frame:
        """The module's own document."""
        self.note(self, "")
        held = self.window.query_selector("iframe#package") if self.framed else None
        frame = held.content_frame() if held else self.window.main_frame
        assert frame is not None
        return frame

    def find(self, selector: str) -> Locator:
        self.note(self, "")
        if self.framed:
            return self.window.frame_locator("iframe#package").locator(selector)
        return self.window.locator(selector)

    @property
    def course(self) -> dict[str, Any]:
        """What the module says of itself: pages, questions with their right answers, words.

        Raises ValueError where that can't be used, as a script may have changed it since the zip was read.
        """
        if not self._course:
            course = course_in(self.find("script#course").first.text_content() or "")
            if course is None:
                raise ValueError("the data in script#course are not those of a module")
            for module in course.get("modules", []):  # several in one package: also as if they were one
                for name in ("pages", "questions", "objectives", "scenarios"):
                    course[name] = [*course.get(name, []), *module.get(name, [])]
            self._course.update(course)
        return self._course

    # ---- looking

    def ready(self) -> Learner:
        """Waits until the module has begun."""
        self.find(".page.current").wait_for()
        self.find(self.sign).first.wait_for(state="attached")
        self.note(self, "ready")
        return self

    @property
    def page(self) -> str:
        """The id of the page on screen; "result" and others for those that are not the course's own."""
        return (self.find(".page.current").get_attribute("id") or "").removeprefix("page-")

    @property
    def heading(self) -> str:
        return self.find(".page.current h1").inner_text()

    @property
    def banner(self) -> str:
        """The banner's words, or nothing while all is well."""
        banner = self.find("[data-banner]")
        return banner.inner_text() if banner.is_visible() else ""

    def verdict(self, question: str) -> str:
        return self.find(f"#q-{question} [data-verdict]").inner_text()

    @property
    def asked(self) -> list[str]:
        """The assessment's questions on screen, in their order."""
        forms = self.find(".page.current .question:not([hidden])")
        return list(forms.evaluate_all("(forms) => forms.map((form) => form.id.replace('q-', ''))"))

    # ---- moving

    def press(self, action: str) -> None:
        """The button or link with this data-action, the one on screen."""
        self.hands.press(self.find(f"[data-action={action}]:visible").first)

    def go(self, page: str) -> None:
        """By the table of contents, opened first where the screen is too narrow to show it."""
        link = self.find(f".stops [href='#page-{page}']")
        module = self.find(f".contents li:has(.stops [href='#page-{page}']) > .course-part")
        self._open_contents(link)
        if not link.is_visible() and module.count():  # of several modules, only the learner's own is unfolded
            self.hands.press(module)
            self._open_contents(link)
        self.hands.press(link)

    def _open_contents(self, link: Locator) -> None:
        if not link.is_visible() and self.find(".menu[aria-expanded=false]").is_visible():
            self.press("contents")

    def next(self) -> None:
        self.hands.press(self.find(".page.current .pager .next"))

    def read_to_end(self) -> None:
        """Every page once, answering nothing; a page with a conversation is read when that has ended."""
        for page in self.course["pages"][1:]:
            self.go(page["id"])
            self.talk(page["id"])

    # ---- talking

    def talk(self, page: str, well: bool = True) -> None:
        """Every conversation of the page on screen, to an end."""
        for scenario in self.course.get("scenarios", []):
            if scenario["page"] == page:
                self.converse(scenario["id"], well)

    def say(self, scenario: str, reply: str) -> None:
        """This reply, by its letter, in the step on screen."""
        number = int(self.find(f"#s-{scenario} .now").get_attribute("data-step") or 1)
        self.hands.press(self.find(f"#s-{scenario} .now [data-reply={reply}] .reply"))
        steps = next(one["steps"] for one in self.course["scenarios"] if one["id"] == scenario)
        self.given.append(f"{scenario}.{steps[number - 1][0]}")

    def converse(self, scenario: str, well: bool = True) -> None:
        """Talks on to an end. Not well: what is unsafe first, then what does worst, in each step once."""
        been: set[str] = set()
        for step, replies in iter(lambda: self._replies(scenario), ("", {})):
            kindly = well or step in been
            been.add(step)
            if "unsafe" in replies and not kindly:
                self.say(scenario, replies["unsafe"])
            order = ("best", "better", "not-quite") if kindly else ("not-quite", "better", "best")
            self.say(scenario, next(replies[how] for how in order if how in replies))

    def _replies(self, scenario: str) -> tuple[str, dict[str, str]]:
        """The step on screen, and the letters of its replies by how they do; nothing at an end."""
        step = self.find(f"#s-{scenario} .now")
        step.wait_for()
        rows = step.locator("[data-reply]").evaluate_all(
            "(rows) => rows.map((row) => [row.dataset.how, row.dataset.reply])"
        )
        return (str(step.get_attribute("data-step")), dict(rows)) if rows else ("", {})

    # ---- answering

    def question(self, identifier: str) -> Mapping[str, Any]:
        return next(one for one in self.course["questions"] if one["id"] == identifier)

    def choose(self, question: str, answer: str) -> None:
        """Exactly this answer, as the platform hears it: letters, a text or a number."""
        give(self.find(f"#q-{question}"), self.question(question), answer, self.hands)

    def right(self, question: str) -> str:
        return right_answer(self.question(question), control_of(self.find(f"#q-{question}")))

    def wrong(self, question: str) -> str:
        """An answer that is not the right one."""
        return wrong_answer(self.question(question), control_of(self.find(f"#q-{question}")))

    def open(self, question: str) -> bool:
        """Whether there is something to check: not once it is right, nor when every try is used up."""
        return self.find(f"#q-{question} [data-action=check]").is_visible()

    def check(self, question: str, answer: str) -> None:
        self.choose(question, answer)
        self.hands.press(self.find(f"#q-{question} [data-action=check]"))
        if not self.question(question).get("assessed"):  # one about safety is told when all are handed in
            self.given.append(question)

    def reflect(self, page: str) -> None:
        """Writes a thought wherever the page asks for one."""
        for box in self.find(f"#page-{page} [data-reflection] textarea").all():
            self.hands.write(box, REFLECTION)

    def answer(self, right: bool = True) -> None:
        """Every assessment question on screen; one about safety is put right whatever came first."""
        for question in self.asked:
            chosen = self.right(question) if right else self.wrong(question)
            if self.question(question).get("safety"):
                self.check(question, chosen)
                if not right:
                    self.check(question, self.right(question))
            else:
                self.choose(question, chosen)

    def submit(self) -> None:
        self.given.extend(self.asked)
        self.press("submit")
        self.note(self, "result")

    def take(self, right: bool = True) -> None:
        """Goes to the assessment and submits it, all right or all wrong."""
        self.go(self.course["assessment"]["page"])
        self.answer(right)
        self.submit()

    # ---- ending

    def leave(self) -> None:
        """By the module's own button; it then offers to open the module again, or says what isn't saved."""
        self.note(self, "leave")
        self.press("leave")
        self.find(".page.current [data-action=open], [data-banner]:not([hidden])").first.wait_for()
        self.note(self, "left")

    def open_again(self) -> Learner:
        """By the button that stands where the learner left."""
        self.frame.evaluate("document.documentElement.dataset.old = 'yes'")
        self.press("open")
        self.find("html:not([data-old])").wait_for()
        return self.ready()

    def shut(self) -> None:
        """The platform ends the module in its own way; its window stays."""
        self.note(self, "shut")
        self.window.evaluate("() => shut(frame)")

    def close(self) -> None:
        """The window shuts, whatever stands open."""
        self.note(self, "close")
        browser = self.window.context.browser
        if self.framed and browser and browser.browser_type.name == FIREFOX:
            # There a platform's page can store nothing once it goes itself: its frame goes first.
            self.window.evaluate("document.querySelectorAll('iframe').forEach((frame) => frame.remove())")
        self.window.close()

    def reload_frame(self) -> None:
        """The module alone is loaded again; its platform's window stays."""
        self.note(self, "reload the frame")
        self.frame.evaluate("document.documentElement.dataset.old = 'yes'")
        self.frame.evaluate("() => { location.reload() }")
        self.find("html:not([data-old]) .page.current").wait_for()

    def reload(self) -> Learner:
        self.note(self, "reload")
        self.window.reload()
        return self.ready()

    def hide(self) -> None:
        """Another tab comes to the front; headless browsers have to be told."""
        self._visibility("hidden")

    def show(self) -> None:
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
