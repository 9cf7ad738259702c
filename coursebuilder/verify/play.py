"""Plays one learner on one platform, from a fresh account to the end of the last launch."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from greenlet import greenlet
from playwright.sync_api import Browser, TimeoutError
from playwright.sync_api import Error as PlaywrightError

from coursebuilder.problems import Place as At
from coursebuilder.problems import Problem
from coursebuilder.verify.accessibility import Inspection
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.browser import name_of, unable
from coursebuilder.verify.hands import OutOfReach
from coursebuilder.verify.learner import REFLECTION
from coursebuilder.verify.people import Person
from coursebuilder.verify.place import EMAIL, NAME, opened
from coursebuilder.verify.rules import CURES, wrong_in
from coursebuilder.verify.stage import Stage
from coursebuilder.verify.stopped import HUNG, STUCK, hanging, machine_is_slow, stands_still, stuck
from coursebuilder.verify.story import Story, Told
from coursebuilder.verify.taken import Taken, course_of
from coursebuilder.verify.transcript import transcript

PATIENCE = 20.0  # seconds that a page may do nothing of what its learner waits for
UNPLAYED, NOT_JUDGED = "learner-not-played", "not-judged"
CHROMIUM = "verify in Chromium as well, without --browser"
# What a learner's script meets in Python where a page isn't what its data say, or lies to the browser.
UNLIKE = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
UNLIKE_CURE = "build the package again: its page and the data in it belong to different modules"
STOPS = frozenset({HUNG, STUCK})
SECRETS = {"name": NAME.split(",")[0], "e-mail address": EMAIL, "reflection": REFLECTION}


@dataclass(frozen=True, slots=True)
class Cell:
    """One learner on one platform: what was wrong, what was said, pictures by name, and seconds taken.

    progress: the most characters of saved progress that the platform was given
    browser: the name and version of the one that played
    reached: whether a record store understood anything that it was asked
    asked: the first resource that a record store was asked for and doesn't have
    slow: whether this machine was too slow to judge when the learner stopped
    detail: what the browser's driver or Python said, for developers
    """

    taken: Taken
    start: str
    person: Person
    behaviour: Behaviour
    problems: tuple[Problem, ...]
    transcript: str
    shots: tuple[tuple[str, bytes], ...]
    seconds: float
    progress: int = 0
    browser: str = ""
    reached: bool = False
    asked: str = ""
    slow: bool = False
    detail: str = ""

    @property
    def played(self) -> bool:
        """Whether the browser could be this learner at all."""
        return all(one.code != UNPLAYED for one in self.problems)

    @property
    def judged(self) -> bool:
        """Whether it can be said how the learner fared: not where this machine was too slow."""
        return all(one.code != NOT_JUDGED for one in self.problems)

    @property
    def hung(self) -> bool:
        """Whether a page, or the browser itself, did nothing any more."""
        return any(one.code == HUNG for one in self.problems)

    @property
    def stop(self) -> Problem | None:
        """Where the learner could not go on, if anywhere."""
        return next((one for one in self.problems if one.code in STOPS), None)


@dataclass(slots=True)
class Playing:
    """What a play comes to, while it goes on."""

    problems: list[Problem] = field(default_factory=list)
    shots: list[tuple[str, bytes]] = field(default_factory=list)
    detail: str = ""
    transcript: str = ""
    progress: int = 0
    reached: bool = False
    asked: str = ""


def play(
    browser: Browser,
    taken: Taken,
    start: str,
    person: Person,
    behaviour: Behaviour,
    pictures: bool = False,
    inspection: Inspection | None = None,
    slash: bool = True,
    patience: float = PATIENCE,
) -> Cell:
    """One learner on one platform, from a fresh account to the end of the last launch.

    slash: whether a launch names the record store's endpoint with a slash at its end
    patience: seconds after which a page that does nothing is given up
    """
    began = time.perf_counter()
    name = name_of(browser)
    if lacking := unable(browser, person.looks):
        return Cell(taken, start, person, behaviour, (_unplayed(taken, lacking),), "", (), 0, browser=name)
    playing = Playing()
    assert taken.package and taken.target
    looks, ours = person.looks, taken.ours
    try:
        with opened(browser, taken.package, taken.target, start, behaviour, looks, ours, slash) as place:
            stage = Stage(place, taken.target, behaviour, start, person.hands, person.quirks, pictures)
            stage.shots = playing.shots
            stage.inspection = inspection if person.patient else None
            _take_part(stage, person, taken, playing, patience)
    except PlaywrightError as error:
        playing.detail = playing.detail or str(error)
        if not playing.problems:
            playing.problems.append(hanging(f"the page stood still for {patience:g} s, or crashed"))
    except UNLIKE as error:
        playing.detail = f"{type(error).__name__}: {error}"
        playing.problems.append(_unlike(taken))
    stopped = any(one.code in STOPS for one in playing.problems)
    return Cell(
        taken,
        start,
        person,
        behaviour,
        tuple(replace(one, place=At(str(taken.path))) for one in playing.problems),
        playing.transcript,
        tuple(playing.shots),
        time.perf_counter() - began,
        playing.progress,
        name,
        playing.reached,
        playing.asked,
        stopped and browser.is_connected() and machine_is_slow(browser),
        playing.detail,
    )


def _unlike(taken: Taken) -> Problem:
    """A page of ours that its own data don't fit; of anybody else's nothing is said that nobody knows."""
    if taken.ours:
        return Problem("page-differs", "the page is not what its own data say", At(""), UNLIKE_CURE)
    message = "could not be judged: it sent or shows what verify doesn't understand"
    return Problem(NOT_JUDGED, message, At(""), "tell those who make coursebuilder, with the zip", "warning")


def _take_part(stage: Stage, person: Person, taken: Taken, playing: Playing, patience: float) -> None:
    """Plays the script and judges what came of it."""
    playing.problems += [*_played(stage, person, playing, patience), *stage.inaccessible]
    story = _story(stage, taken)
    calls = [call for one in story.launches for call in one.calls]
    playing.progress = max((one.heard.progress for one in story.launches), default=0)
    playing.reached = any(call.error == "0" and not call.name.endswith(" fetch") for call in calls)
    playing.asked = next((call.name.partition(" ")[2] for call in calls if call.error == "404"), "")
    playing.transcript = transcript([one.calls for one in story.launches], story.target)
    found = [*(replace(one, hint=CURES[one.code]) for one in stage.found), *wrong_in(story)]
    forgiven = person.forgives | (person.forgives_store if story.target.lrs else frozenset())
    playing.problems += [one for one in found if one.code not in forgiven]


def _unplayed(taken: Taken, lacking: str) -> Problem:
    message = f"not played: this browser can't be made to {lacking}"
    return Problem(UNPLAYED, message, At(str(taken.path)), CHROMIUM, "warning")


def _played(stage: Stage, person: Person, playing: Playing, patience: float) -> list[Problem]:
    """What stopped the learner, if anything did."""
    try:
        with _patience(stage, patience):
            if person.clock or stage.behaviour.wait:
                stage.place.context.clock.install()
            person.script(stage)
            stage.end()
    except TimeoutError as error:
        playing.detail = str(error)
        return [_stuck(stage, error)]
    except OutOfReach as error:
        return [
            Problem("out-of-reach", f"launch {len(stage.visits)}: {error}", At(""), CURES["out-of-reach"])
        ]
    return []


def _stuck(stage: Stage, error: PlaywrightError) -> Problem:
    launch = max(1, len(stage.visits))
    if stands_still(stage.place.context):
        stage.place.context.close()  # nothing in it answers any more
        return hanging(f"launch {launch}: the page stands still, or loads without an end")
    if stage.visits:
        stage.shot("stuck", stage.visits[-1].learner.window)
    with suppress(PlaywrightError):
        stage.end()  # what follows is judged as if the learner had given up
    return stuck(launch, error)


@contextmanager
def _patience(stage: Stage, seconds: float) -> Iterator[None]:
    """Closes the learner's browser profile where nothing happens for too long: then the script ends."""
    loop = asyncio.get_running_loop()
    close = greenlet(stage.place.context.close)
    timer = [loop.call_later(seconds, close.switch)]

    def touched() -> None:
        timer[0].cancel()
        timer[0] = loop.call_later(seconds, close.switch)

    stage.touched = touched
    try:
        yield
    finally:
        timer[0].cancel()


def _kept(stage: Stage) -> Mapping[str, str]:
    """What the package left on the device: the doubles' own records apart."""
    window = stage.place.context.new_page()
    window.goto(f"{stage.place.host.address}/desk")
    found: dict[str, str] = window.evaluate("() => Object.assign({}, localStorage)")
    window.close()
    return {name: text for name, text in found.items() if not name.startswith("lms-")}


def _story(stage: Stage, taken: Taken) -> Story:
    assert taken.target
    told = [(visit, stage.place.calls(visit.number)) for visit in stage.visits]
    return Story(
        taken.target,
        stage.behaviour,
        [Told(visit, calls, taken.target.hear(calls)) for visit, calls in told],
        taken.ours,
        course_of(taken, stage.start),
        [one.replace(f"{stage.place.host.address}/package/", "") for one in stage.place.trouble],
        SECRETS,
        _kept(stage),
    )
