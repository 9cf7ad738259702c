"""A learner with hands: everything somebody can do with an open module, by the page's own data hooks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Frame, Locator, Page

from coursebuilder.verify.answering import give, right_answer, wrong_answer


@dataclass(frozen=True, slots=True)
class Learner:
    """One window with the module open: inside the platform's page, or by itself when not `framed`."""

    window: Page
    framed: bool = True
    _course: dict[str, Any] = field(default_factory=dict)

    @property
    def frame(self) -> Frame:
        """The module's own document."""
        held = self.window.query_selector("iframe#package") if self.framed else None
        frame = held.content_frame() if held else self.window.main_frame
        assert frame is not None
        return frame

    def find(self, selector: str) -> Locator:
        if self.framed:
            return self.window.frame_locator("iframe#package").locator(selector)
        return self.window.locator(selector)

    @property
    def course(self) -> dict[str, Any]:
        """What the module says of itself: pages, questions with their right answers, words."""
        if not self._course:
            self._course.update(json.loads(self.find("script#course").text_content() or "{}"))
        return self._course

    # ---- looking

    def ready(self) -> Learner:
        """Waits until the module has begun."""
        self.find(".page.current").wait_for()
        self.find("[data-resume]:not([hidden])").wait_for(state="attached")
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
        self.find(f"[data-action={action}]:visible").first.click()

    def go(self, page: str) -> None:
        """By the table of contents, opened first where the screen is too narrow to show it."""
        link = self.find(f".contents [data-page-link={page}]")
        if not link.is_visible():
            self.press("contents")
        link.click()

    def next(self) -> None:
        self.find(".page.current .pager .next").click()

    def read_to_end(self) -> None:
        """Every page once, answering nothing."""
        for page in self.course["pages"][1:]:
            self.go(page["id"])

    # ---- answering

    def question(self, identifier: str) -> Mapping[str, Any]:
        return next(one for one in self.course["questions"] if one["id"] == identifier)

    def choose(self, question: str, answer: str) -> None:
        """Exactly this answer, as the platform hears it: letters, a text or a number."""
        give(self.find(f"#q-{question}"), self.question(question), answer)

    def right(self, question: str) -> str:
        return right_answer(self.question(question))

    def wrong(self, question: str) -> str:
        """An answer that is not the right one."""
        return wrong_answer(self.question(question))

    def check(self, question: str, answer: str) -> None:
        self.choose(question, answer)
        self.find(f"#q-{question} [data-action=check]").click()

    def answer(self, right: bool = True) -> None:
        """Every assessment question on screen."""
        for question in self.asked:
            self.choose(question, self.right(question) if right else self.wrong(question))

    def submit(self) -> None:
        self.press("submit")

    def take(self, right: bool = True) -> None:
        """Goes to the assessment and submits it, all right or all wrong."""
        self.go(self.course["assessment"]["page"])
        self.answer(right)
        self.submit()

    # ---- ending

    def leave(self) -> None:
        """By the module's own button; it then offers to open the module again."""
        self.press("leave")
        self.find(".page.current [data-action=open]").wait_for()

    def open_again(self) -> Learner:
        """By the button that stands where the learner left."""
        self.frame.evaluate("document.documentElement.dataset.old = 'yes'")
        self.press("open")
        self.find("html:not([data-old])").wait_for()
        return self.ready()

    def close(self) -> None:
        """The window shuts, whatever stands open."""
        self.window.close()

    def reload(self) -> Learner:
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
