"""One scripted learner on one platform: every launch, what was seen in it, and pictures on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from coursebuilder.targets.target import Outcome, Target
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.place import Place

_LOOK = Path(__file__).with_name("seen.js").read_text("utf-8")
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
    """One launch: what was seen on arrival and on leaving, how it ended, what the platform then held."""

    number: int
    learner: Learner
    mode: str = ""
    arrived: Seen | None = None
    result: Seen | None = None
    left: Seen | None = None
    way: str = ""
    held: Outcome | None = None
    given: tuple[str, ...] = ()


@dataclass(slots=True)
class Stage:
    """Where a script plays; it opens modules and leaves by what a `Learner` can do.

    touched: called whenever something is about to be done, so that a page that hangs is noticed
    """

    place: Place
    target: Target
    behaviour: Behaviour
    touched: Callable[[], None] = lambda: None
    visits: list[Visit] = field(default_factory=list)
    shots: list[tuple[str, bytes]] = field(default_factory=list)

    def launch(self, *quirks: str, **options: str) -> Learner:
        """The learner opens the module once more."""
        self.touched()
        self._hold()
        number = self.place.launches()
        made = self.place.launch(*self.behaviour.quirks, *quirks, **options)
        learner = Learner(made.window, made.framed, self._note)
        self.visits.append(Visit(number, learner, options.get("mode", "")))
        return learner

    def end(self) -> None:
        """Every window shuts; then the platform has all it will ever have."""
        for visit in self.visits:
            if not visit.learner.window.is_closed():
                visit.learner.close()
        self._hold()

    def shot(self, name: str, window: Page) -> None:
        """A picture of what is on screen; none where the page can't be pictured any more."""
        with suppress(PlaywrightError):
            self.shots.append((name, window.screenshot(type="jpeg", quality=SHOT_QUALITY, timeout=5000)))

    def _hold(self) -> None:
        if self.target.alone:
            return  # nobody holds anything
        if self.visits and all(visit.learner.window.is_closed() for visit in self.visits):
            self.visits[-1].held = self.target.outcome(self.place.record())

    def _note(self, learner: Learner, what: str) -> None:
        self.touched()
        if not what:
            return
        visit = next(one for one in reversed(self.visits) if one.learner.window is learner.window)
        seen = self._look(learner)
        if what == "ready" and visit.way == "reload" and self.place.launches() > visit.number + 1:
            learner.given.clear()
            visit = Visit(visit.number + 1, learner)
            self.visits.append(visit)
        visit.given = tuple(learner.given)
        if what == "ready":
            visit.arrived = seen
        elif what == "result":
            visit.result = seen
        elif what != "close" or not visit.way:
            visit.left, visit.way = seen, what
        if what in {"ready", "result"}:
            self.shot(f"launch {visit.number + 1}: {what}", learner.window)

    def _look(self, learner: Learner) -> Seen | None:
        """None where the page on screen is not one of ours."""
        with suppress(PlaywrightError):
            found: dict[str, Any] = _document(learner).evaluate(_LOOK)
            return Seen(**found) if found["page"] else None
        return None


def _document(learner: Learner) -> Any:
    held = learner.window.query_selector("iframe#package") if learner.framed else None
    return (held and held.content_frame()) or learner.window.main_frame
