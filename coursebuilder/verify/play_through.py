"""One persona's play-through of a package on one platform: opens launches and records what each showed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from coursebuilder.problems import Place, Problem
from coursebuilder.targets.target import Outcome, Target
from coursebuilder.verify import learners
from coursebuilder.verify.accessibility import Inspection, inspect
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.input_devices import MOUSE, InputDevice
from coursebuilder.verify.learner import PLATFORM_REPLIED, Learner
from coursebuilder.verify.learner_account import LearnerAccount
from coursebuilder.verify.platform import OTHER_ACTIVITY, Platform

_READ_SCREEN = Path(__file__).with_name("seen.js").read_text("utf-8")
SCREENSHOT_STEPS = {"ready": "opened", "result": "the result", "left": "left"}  # a Learner's step → caption
# Milliseconds by which a clock is put forward at a time: each frame has its own, and none may run ahead.
CLOCK_STEP = 1000
SCREENSHOT_QUALITY = 40  # of a JPEG, in per cent: enough to recognise a page


@dataclass(frozen=True, slots=True)
class ScreenState:
    """What one of our pages shows at a moment, read from its data hooks by seen.js.

    page: the id of the page on screen
    answers: question id → what its fields hold, comma-separated
    raw: the result in per cent; None where no result is on screen
    open: whether the result page offers another try
    unread: how many pages aren't marked as read
    banner: whether a banner says that something isn't saved
    saved: whether the page says that everything is saved
    """

    page: str
    answers: Mapping[str, str]
    raw: int | None
    open: bool
    unread: int
    banner: bool
    saved: bool


@dataclass(slots=True)
class PlayedLaunch:
    """One launch of the package: screen states during it, and the outcome the platform stored.

    number: its place among all launches, from 0
    mode: the launch mode asked for, such as "review"; empty for the platform's usual one
    on_arrival, on_result, before_leaving, after_leaving: the screen at these moments; None if not reached
    ended_by: the step that ended it first, such as "leave", "close" or "reload"
    outcome: what the platform held after it; None where that isn't known
    answered: ids of the questions answered, in order, one entry per answer
    """

    number: int
    learner: Learner
    mode: str = ""
    on_arrival: ScreenState | None = None
    on_result: ScreenState | None = None
    before_leaving: ScreenState | None = None
    after_leaving: ScreenState | None = None
    ended_by: str = ""
    outcome: Outcome | None = None
    answered: tuple[str, ...] = ()


@dataclass(slots=True)
class PlayThrough:
    """What a persona's script is given: it launches the package here and states what it expects.

    start: the launch address, relative to the package
    quirks: the double's quirks that belong to the persona
    pictures: whether screenshots are taken
    inspection: collects accessibility findings of every page reached; None: pages aren't inspected
    on_activity: called before each step of the learner, so that a hanging page is noticed
    launches, screenshots, problems, accessibility_problems: results, filled while the script plays
    inspecting: true while a page is inspected, which finds elements as a learner does
    untouched: the screen of the same zip's other activity before anything was done, if there is one
    """

    account: LearnerAccount
    target: Target
    behaviour: Behaviour
    start: str = "index.html"
    input_device: InputDevice = MOUSE
    quirks: tuple[str, ...] = ()
    pictures: bool = False
    inspection: Inspection | None = None
    on_activity: Callable[[], None] = lambda: None
    launches: list[PlayedLaunch] = field(default_factory=list)
    screenshots: list[tuple[str, bytes]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    accessibility_problems: list[Problem] = field(default_factory=list)
    inspecting: bool = False
    untouched: ScreenState | None = None

    def launch(self, *quirks: str, **options: str) -> Learner:
        """Launch the package once more; `quirks` and `options` as in `LearnerAccount.launch`."""
        self.on_activity()
        self._record_outcome()
        if self.behaviour.twice and not self.launches:
            self._finish_other_activity()
        number = self.account.launches()
        numbers = ("takes-numbers",) if self.target.double else ()
        opened = self.account.launch(*numbers, *self.behaviour.quirks, *self.quirks, *quirks, **options)
        learner = Learner(opened.window, opened.framed, self._on_step, self.input_device)
        if not self.target.alone:  # earlier answers are on screen only once the platform has replied
            learner.started_selector = PLATFORM_REPLIED
        for _ in range(0, self.behaviour.wait, CLOCK_STEP):
            self.account.context.clock.run_for(CLOCK_STEP)
        self.launches.append(PlayedLaunch(number, learner, options.get("mode", "")))
        return learner

    def expect(self, true: bool, code: str, message: str) -> None:
        """Record a Problem with this code and message, for the current launch, unless `true`."""
        if not true:
            self.problems.append(Problem(code, f"launch {len(self.launches)}: {message}", Place("")))

    @property
    def loses_progress(self) -> bool:
        """Whether no answer can come back at the next launch: no platform, or one that has lost them."""
        return self.target.alone or not self.behaviour.keeps or self.behaviour.begins_anew

    def expect_unsaved_notice(self, learner: Learner) -> None:
        """Record "loss-untold" unless the page says that nothing is being saved."""
        screen = self._read_screen(learner)
        noticed = self.target.alone or screen is None or (screen.banner and not screen.saved)
        self.expect(noticed, "loss-untold", "nothing is being saved, and the page doesn't say so")

    def expect_completion_stored(self) -> None:
        """Record "result-lost" unless the platform holds the completion of the last launch."""
        self._record_outcome()
        outcome = self.launches[-1].outcome
        stored = outcome is None or outcome.completion or not self.behaviour.keeps
        self.expect(stored, "result-lost", "what was done without a network never reached the platform")

    def answer_on_screen(self, learner: Learner, question: str) -> str:
        """What a question's fields hold now, comma-separated; empty for an unanswered one."""
        screen = self._read_screen(learner)
        return screen.answers.get(question, "") if screen else ""

    def close_windows(self) -> None:
        """Close every window still open, then read the outcome that the platform has stored."""
        for launch in self.launches:
            if not launch.learner.window.is_closed():
                launch.learner.close()
        self._record_outcome()

    def screenshot(self, name: str, window: Page) -> None:
        """Keep a picture of the window under this name, if pictures are wanted and the page still renders."""
        if not self.pictures:
            return
        with suppress(PlaywrightError):
            picture = window.screenshot(type="jpeg", quality=SCREENSHOT_QUALITY, timeout=5000)
            self.screenshots.append((name, picture))

    def inspect(self, learner: Learner) -> None:
        """Inspect the page for accessibility, once per distinct state."""
        if self.inspection is None or self.inspecting or learner.window.is_closed():
            return
        self.inspecting = True
        with suppress(PlaywrightError):  # the page has gone meanwhile
            state = f"launch {len(self.launches)}: {learner.frame.title() or 'no title'}"
            self.accessibility_problems += inspect(self.inspection, learner, state)
        self.inspecting = False
        self.on_activity()

    def _finish_other_activity(self) -> None:
        """Finish the same zip in another activity, whose record is its own; other makers' is only opened."""
        options = {"activity": OTHER_ACTIVITY, "start": f"{OTHER_ACTIVITY}/{self.start}"}
        learner = self.account.launch("takes-numbers", **options)
        learner.window.wait_for_load_state("load")
        if _package_frame(learner).query_selector("script#course"):
            self.untouched = self._read_screen(learner.ready())
            learners.finish(learner)
            learner.leave()
        learner.close()
        self.on_activity()

    def judge_arrival(self, screen: ScreenState | None) -> None:
        """Record "progress-shared" if an activity begins with what was done in the same zip's other one."""
        before = self.untouched
        if before and screen and len(self.launches) == 1:
            same = screen.answers == before.answers and screen.unread == before.unread
            shared = "the module begins with what was done in another activity of the same zip"
            self.expect(same and screen.raw is None, "progress-shared", shared)

    def _record_outcome(self) -> None:
        """Read the outcome of the last launch from the platform, once all windows are closed."""
        if self.target.alone:
            return  # a package without a platform has none
        if self.launches and all(launch.learner.window.is_closed() for launch in self.launches):
            self.launches[-1].outcome = self.target.outcome(self.account.record())

    def _on_step(self, learner: Learner, step: str) -> None:
        """Called by the Learner at each step: inspects, records the screen state and takes a screenshot."""
        self.on_activity()
        if step in {"", *SCREENSHOT_STEPS}:
            self.inspect(learner)
        if not step:
            return
        launch = next(one for one in reversed(self.launches) if one.learner.window is learner.window)
        if step == "ready" and launch.ended_by == "reload":
            launch = self._after_reload(launch)
        screen = self._read_screen(learner)
        launch.answered = tuple(learner.answered)
        if step == "ready":
            launch.on_arrival = screen
            self.judge_arrival(screen)
            if self.behaviour.reloads and isinstance(self.account, Platform):
                self.account.reload_opener()
        elif step == "result":
            launch.on_result = screen
        elif step == "left":
            launch.after_leaving = screen
        else:
            launch.before_leaving = launch.before_leaving if launch.ended_by else screen
            launch.ended_by = step
        if step in SCREENSHOT_STEPS:
            self.screenshot(f"launch {launch.number + 1}: {SCREENSHOT_STEPS[step]}", learner.window)

    def _after_reload(self, launch: PlayedLaunch) -> PlayedLaunch:
        """The launch that goes on in a reloaded window: a new one where the platform counts it so."""
        self.account.reloaded()
        if self.account.launches() == launch.number + 1:
            return launch
        launch.outcome = None if self.target.alone else self.target.outcome(self.account.record())
        launch.learner.answered.clear()
        self.launches.append(PlayedLaunch(launch.number + 1, launch.learner))
        return self.launches[-1]

    def _read_screen(self, learner: Learner) -> ScreenState | None:
        """The state of the screen; None where the page isn't one of ours."""
        with suppress(PlaywrightError):
            found: dict[str, Any] = _package_frame(learner).evaluate(_READ_SCREEN)
            return ScreenState(**found) if found["page"] else None
        return None


def _package_frame(learner: Learner) -> Any:
    iframe = learner.window.query_selector("iframe#package") if learner.framed else None
    return (iframe and iframe.content_frame()) or learner.window.main_frame
