"""One scripted learner on one platform: every launch, what was seen in it, and pictures on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from coursebuilder.problems import Place as At
from coursebuilder.problems import Problem
from coursebuilder.targets.target import Outcome, Target
from coursebuilder.verify.accessibility import Inspection, inspect
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.hands import MOUSE, Hands
from coursebuilder.verify.learner import HEARD, Learner
from coursebuilder.verify.place import Place

_LOOK = Path(__file__).with_name("seen.js").read_text("utf-8")
SHOTS = {"ready": "opened", "result": "the result", "left": "left"}
STEP = 1000  # milliseconds by which a clock is put forward: each frame has its own, and none may run ahead
SHOT_QUALITY = 40  # of a JPEG, in per cent: to recognise a page by


@dataclass(frozen=True, slots=True)
class Seen:
    """A page of ours at a moment, by its data hooks.

    raw, open: the result in per cent where it is on screen, and whether there is another try
    unread: how many pages are
    banner: whether one says that something is not saved; saved: whether the page says that all is
    """

    page: str
    answers: Mapping[str, str]
    raw: int | None
    open: bool
    unread: int
    banner: bool
    saved: bool


@dataclass(slots=True)
class Visit:
    """One launch: what was seen on arrival, on leaving and after it, and what the platform then held.

    number: among all launches, from 0; way: how it ended; given: the questions that were answered, in order
    """

    number: int
    learner: Learner
    mode: str = ""
    arrived: Seen | None = None
    result: Seen | None = None
    left: Seen | None = None
    parted: Seen | None = None
    way: str = ""
    held: Outcome | None = None
    given: tuple[str, ...] = ()


@dataclass(slots=True)
class Stage:
    """Where a script plays; it opens modules and leaves by what a `Learner` can do.

    inspection: where every page that is reached is judged for accessibility, if it is wanted
    touched: called whenever something is about to be done, so that a page that hangs is noticed
    """

    place: Place
    target: Target
    behaviour: Behaviour
    start: str = "index.html"
    hands: Hands = MOUSE
    quirks: tuple[str, ...] = ()
    pictures: bool = False
    inspection: Inspection | None = None
    touched: Callable[[], None] = lambda: None
    visits: list[Visit] = field(default_factory=list)
    shots: list[tuple[str, bytes]] = field(default_factory=list)
    found: list[Problem] = field(default_factory=list)
    inaccessible: list[Problem] = field(default_factory=list)
    inspecting: bool = False

    def launch(self, *quirks: str, **options: str) -> Learner:
        """The learner opens the module once more."""
        self.touched()
        self._hold()
        number = self.place.launches()
        taking = ("takes-numbers",) if self.target.double else ()
        made = self.place.launch(*taking, *self.behaviour.quirks, *self.quirks, *quirks, **options)
        learner = Learner(made.window, made.framed, self._note, self.hands)
        if not self.target.alone:  # what was there before is on screen once the platform has told of it
            learner.sign = HEARD
        for _ in range(0, self.behaviour.wait, STEP):
            self.place.context.clock.run_for(STEP)
        self.visits.append(Visit(number, learner, options.get("mode", "")))
        return learner

    def expect(self, true: bool, code: str, message: str) -> None:
        """What a script sees for itself."""
        if not true:
            self.found.append(Problem(code, f"launch {len(self.visits)}: {message}", At("")))

    @property
    def forgets(self) -> bool:
        """Whether nothing can come back at the next launch."""
        return self.target.alone or not self.behaviour.keeps

    def unsaved(self, learner: Learner) -> None:
        """By now the learner must have been told that nothing is being saved."""
        seen = self._look(learner)
        told = self.target.alone or seen is None or (seen.banner and not seen.saved)
        self.expect(told, "loss-untold", "nothing is being saved, and the page doesn't say so")

    def completed(self) -> None:
        """By now the platform must have all that was done."""
        self._hold()
        held = self.visits[-1].held
        there = held is None or held.completion or not self.behaviour.keeps
        self.expect(there, "result-lost", "what was done without a network never reached the platform")

    def answer(self, learner: Learner, question: str) -> str:
        """What stands in a question's fields."""
        seen = self._look(learner)
        return seen.answers.get(question, "") if seen else ""

    def end(self) -> None:
        """Every window shuts; then the platform has all it will ever have."""
        for visit in self.visits:
            if not visit.learner.window.is_closed():
                visit.learner.close()
        self._hold()

    def shot(self, name: str, window: Page) -> None:
        """A picture of what is on screen, where they are wanted and the page still shows anything."""
        if not self.pictures:
            return
        with suppress(PlaywrightError):
            self.shots.append((name, window.screenshot(type="jpeg", quality=SHOT_QUALITY, timeout=5000)))

    def inspect(self, learner: Learner) -> None:
        """The page as it stands, if it is to be judged and never stood like this before."""
        if self.inspection is None or self.inspecting or learner.window.is_closed():
            return
        self.inspecting = True  # what follows looks for things in the page as well
        with suppress(PlaywrightError):  # the page has gone meanwhile
            state = f"launch {len(self.visits)}: {learner.frame.title() or 'no title'}"
            self.inaccessible += inspect(self.inspection, learner, state)
        self.inspecting = False
        self.touched()

    def _hold(self) -> None:
        if self.target.alone:
            return  # nobody holds anything
        if self.visits and all(visit.learner.window.is_closed() for visit in self.visits):
            self.visits[-1].held = self.target.outcome(self.place.record())

    def _note(self, learner: Learner, what: str) -> None:
        self.touched()
        if what in {"", *SHOTS}:
            self.inspect(learner)
        if not what:
            return
        visit = next(one for one in reversed(self.visits) if one.learner.window is learner.window)
        if what == "ready" and visit.way == "reload":
            visit = self._reloaded(visit)
        seen = self._look(learner)
        visit.given = tuple(learner.given)
        if what == "ready":
            visit.arrived = seen
        elif what == "result":
            visit.result = seen
        elif what == "left":
            visit.parted = seen
        else:
            visit.left = visit.left if visit.way else seen
            visit.way = what
        if what in SHOTS:
            self.shot(f"launch {visit.number + 1}: {SHOTS[what]}", learner.window)

    def _reloaded(self, visit: Visit) -> Visit:
        """A window that is loaded again may be a new launch."""
        self.place.reloaded()
        if self.place.launches() == visit.number + 1:
            return visit
        visit.held = None if self.target.alone else self.target.outcome(self.place.record())
        visit.learner.given.clear()
        self.visits.append(Visit(visit.number + 1, visit.learner))
        return self.visits[-1]

    def _look(self, learner: Learner) -> Seen | None:
        """None where the page on screen is not one of ours."""
        with suppress(PlaywrightError):
            found: dict[str, Any] = _document(learner).evaluate(_LOOK)
            return Seen(**found) if found["page"] else None
        return None


def _document(learner: Learner) -> Any:
    held = learner.window.query_selector("iframe#package") if learner.framed else None
    return (held and held.content_frame()) or learner.window.main_frame
