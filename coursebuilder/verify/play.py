"""Plays one learner on one platform, from a fresh account to the end of the last launch."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from greenlet import greenlet
from playwright.sync_api import Browser, BrowserContext, TimeoutError
from playwright.sync_api import Error as PlaywrightError

from coursebuilder.problems import Place as At
from coursebuilder.problems import Problem
from coursebuilder.verify.accessibility import Inspection
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.browser import unable
from coursebuilder.verify.hands import OutOfReach
from coursebuilder.verify.learner import REFLECTION
from coursebuilder.verify.people import Person
from coursebuilder.verify.place import EMAIL, NAME, opened
from coursebuilder.verify.rules import CURES, wrong_in
from coursebuilder.verify.stage import Stage
from coursebuilder.verify.story import Story, Told
from coursebuilder.verify.taken import Taken
from coursebuilder.verify.transcript import transcript

PATIENCE = 20  # seconds that a page may do nothing of what its learner waits for
ANSWER = 3000  # milliseconds within which a page that does anything at all runs a script
STUCK = "open the page as this learner does and see what is in the way"
UNPLAYED = "learner-not-played"
CHROMIUM = "verify in Chromium as well, without --browser"
HUNG, HANGS = "page-hangs", "look for a loop in the page's script, or for too much memory"
# What a learner's script meets in Python where a page isn't what its data say, or lies to the browser.
UNLIKE = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
UNLIKE_CURE = "build the package again: its page and the data in it belong to different modules"
SECRETS = {"name": NAME.split(",")[0], "e-mail address": EMAIL, "reflection": REFLECTION}


@dataclass(frozen=True, slots=True)
class Cell:
    """One learner on one platform: what was wrong, what was said, pictures by name, and seconds taken.

    progress: the most characters of saved progress that the platform was given
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

    @property
    def played(self) -> bool:
        """Whether the browser could be this learner at all."""
        return all(one.code != UNPLAYED for one in self.problems)

    @property
    def hung(self) -> bool:
        """Whether a page, or the browser itself, did nothing any more."""
        return any(one.code == HUNG for one in self.problems)


def play(
    browser: Browser,
    taken: Taken,
    start: str,
    person: Person,
    behaviour: Behaviour,
    pictures: bool = False,
    inspection: Inspection | None = None,
) -> Cell:
    """One learner on one platform, from a fresh account to the end of the last launch."""
    began = time.perf_counter()
    assert taken.package and taken.target
    if lacking := unable(browser, person.looks):
        return Cell(taken, start, person, behaviour, (_unplayed(taken, lacking),), "", (), 0)
    problems: list[Problem] = []
    shots: list[tuple[str, bytes]] = []
    text, progress = "", 0
    try:
        with opened(browser, taken.package, taken.target, start, behaviour, person.looks) as place:
            stage = Stage(
                place, taken.target, behaviour, start, person.hands, person.quirks, pictures, shots=shots
            )
            stage.inspection = inspection if person.patient else None
            problems += [*_played(stage, person), *stage.inaccessible]
            story = _story(stage, taken)
            progress = max((one.heard.progress for one in story.launches), default=0)
            text = transcript([one.calls for one in story.launches], taken.target)
            found = [*(replace(one, hint=CURES[one.code]) for one in stage.found), *wrong_in(story)]
            forgiven = person.forgives | (person.forgives_store if taken.target.lrs else frozenset())
            problems += [one for one in found if one.code not in forgiven]
    except PlaywrightError as error:
        if not problems:
            problems.append(_crashed(error))
    except UNLIKE as error:
        problems.append(_unlike(error))
    seconds = time.perf_counter() - began
    placed = tuple(replace(one, place=At(str(taken.path))) for one in problems)
    return Cell(taken, start, person, behaviour, placed, text, tuple(shots), seconds, progress)


def _unplayed(taken: Taken, lacking: str) -> Problem:
    message = f"not played: this browser can't be made to {lacking}"
    return Problem(UNPLAYED, message, At(str(taken.path)), CHROMIUM, "warning")


def _played(stage: Stage, person: Person) -> list[Problem]:
    """What stopped the learner, if anything did."""
    try:
        with _patience(stage):
            if person.clock or stage.behaviour.wait:
                stage.place.context.clock.install()
            person.script(stage)
            stage.end()
    except TimeoutError as error:
        return [_stuck(stage, error)]
    except OutOfReach as error:
        return [
            Problem("out-of-reach", f"launch {len(stage.visits)}: {error}", At(""), CURES["out-of-reach"])
        ]
    return []


def _stuck(stage: Stage, error: PlaywrightError) -> Problem:
    if _stands_still(stage.place.context):
        stage.place.context.close()  # nothing in it answers any more
        return _hanging(f"launch {max(1, len(stage.visits))}: the page stands still, or loads without an end")
    if stage.visits:
        stage.shot("stuck", stage.visits[-1].learner.window)
    lines = [line.strip() for line in str(error).splitlines()]
    awaited = next((line for line in lines if "waiting for" in line), lines[0])
    where = f"launch {len(stage.visits)}: "
    with suppress(PlaywrightError):
        stage.end()  # what follows is judged as if the learner had given up
    return Problem("learner-stuck", f"{where}could not go on: {awaited}", At(""), STUCK)


def _crashed(error: PlaywrightError) -> Problem:
    return _hanging(f"the page stood still for {PATIENCE} s, or crashed: {str(error).splitlines()[0]}")


def _unlike(error: Exception) -> Problem:
    what = f"{type(error).__name__}: {error}".strip(": ")
    return Problem("page-differs", f"the page is not what its own data say ({what})", At(""), UNLIKE_CURE)


def _hanging(message: str) -> Problem:
    return Problem(HUNG, message, At(""), HANGS)


def _stands_still(context: BrowserContext) -> bool:
    """Whether a window doesn't even run a script, as in an endless loop."""
    try:
        for window in context.pages:
            window.wait_for_function("true", timeout=ANSWER)
    except TimeoutError:
        return True
    except PlaywrightError:  # it has gone, or goes elsewhere right now
        return False
    return False


@contextmanager
def _patience(stage: Stage) -> Iterator[None]:
    """Closes the learner's browser profile where nothing happens for too long: then the script ends."""
    loop = asyncio.get_running_loop()
    close = greenlet(stage.place.context.close)
    timer = [loop.call_later(PATIENCE, close.switch)]

    def touched() -> None:
        timer[0].cancel()
        timer[0] = loop.call_later(PATIENCE, close.switch)

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
        stage.visits[0].learner.course if taken.ours and stage.visits else {},
        [one.replace(f"{stage.place.host.address}/package/", "") for one in stage.place.trouble],
        SECRETS,
        _kept(stage),
    )
