"""Play one case: one persona on one platform, from a fresh account to the end of the last launch."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from greenlet import greenlet
from playwright.sync_api import Browser, TimeoutError
from playwright.sync_api import Error as PlaywrightError

from coursebuilder.problems import Place, Problem
from coursebuilder.verify.accessibility import Inspection
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.browser import browser_name, unsupported_option
from coursebuilder.verify.cures import CURES
from coursebuilder.verify.history import History, LaunchHistory
from coursebuilder.verify.input_devices import OutOfReach
from coursebuilder.verify.learner import REFLECTION
from coursebuilder.verify.learner_account import EMAIL, NAME, open_account
from coursebuilder.verify.opened_packages import OpenedPackage, course_data
from coursebuilder.verify.personas import Persona
from coursebuilder.verify.play_through import PlayThrough
from coursebuilder.verify.rules import history_problems
from coursebuilder.verify.stopped import (
    HUNG,
    MISMATCH_ERRORS,
    NOT_JUDGED,
    STUCK,
    hung_problem,
    machine_is_slow,
    mismatch_problem,
    page_hangs,
    stuck_problem,
)
from coursebuilder.verify.transcript import transcript

PATIENCE = 20.0  # seconds after which a script that waits for a page is stopped
UNPLAYED = "learner-not-played"
CHROMIUM = "verify in Chromium as well, without --browser"
STOPS = frozenset({HUNG, STUCK})
SECRETS = {"name": NAME.split(",")[0], "e-mail address": EMAIL, "reflection": REFLECTION}


@dataclass(frozen=True, slots=True)
class PlayedCase:
    """One persona on one platform: the problems found, and what the report shows of the play.

    start: the launch address that was played
    transcript: the calls to the platform as text, a paragraph for each launch
    screenshots: pairs of a caption and a JPEG
    seconds: how long the play took
    progress: the most characters of saved progress that the platform was given
    browser: name and version of the browser, such as "Chromium 140"
    reached: whether any request to the record store succeeded
    asked: the first resource that the record store answered with 404; empty if none
    slow: whether the learner stopped while this machine was too slow to judge a package
    detail: the message of playwright or Python, for developers
    """

    opened: OpenedPackage
    start: str
    persona: Persona
    behaviour: Behaviour
    problems: tuple[Problem, ...]
    transcript: str
    screenshots: tuple[tuple[str, bytes], ...]
    seconds: float
    progress: int = 0
    browser: str = ""
    reached: bool = False
    asked: str = ""
    slow: bool = False
    detail: str = ""

    @property
    def played(self) -> bool:
        """Whether the case was played: not if the browser lacks an option that the persona needs."""
        return all(problem.code != UNPLAYED for problem in self.problems)

    @property
    def judged(self) -> bool:
        """Whether there is a judgement: not if this machine was too slow, or the page not understood."""
        return all(problem.code != NOT_JUDGED for problem in self.problems)

    @property
    def hung(self) -> bool:
        """Whether a page, or the browser itself, stopped responding."""
        return any(problem.code == HUNG for problem in self.problems)

    @property
    def stop(self) -> Problem | None:
        """The Problem that kept the learner from going on; None where the script came to its end."""
        return next((problem for problem in self.problems if problem.code in STOPS), None)


@dataclass(slots=True)
class CaseResult:
    """The fields of a `PlayedCase` that are filled while it is played, and kept if the play breaks off."""

    problems: list[Problem] = field(default_factory=list)
    screenshots: list[tuple[str, bytes]] = field(default_factory=list)
    detail: str = ""
    transcript: str = ""
    progress: int = 0
    reached: bool = False
    asked: str = ""


def play(
    browser: Browser,
    opened: OpenedPackage,
    start: str,
    persona: Persona,
    behaviour: Behaviour,
    pictures: bool = False,
    inspection: Inspection | None = None,
    slash: bool = True,
    patience: float = PATIENCE,
) -> PlayedCase:
    """Play one persona on one platform, from a fresh account to the end of the last launch.

    start: the launch address, one of `opened.starts`
    pictures: whether to take screenshots
    inspection: collects accessibility findings; None: pages aren't inspected
    slash: whether the endpoint that a launch names ends with a slash; only for record stores
    patience: seconds without any step of the learner after which the play is stopped
    """
    began = time.perf_counter()
    if lacking := unsupported_option(browser, persona.browser_options):
        unplayed = (_unplayed(opened, lacking),)
        name = browser_name(browser)
        return PlayedCase(opened, start, persona, behaviour, unplayed, "", (), 0, browser=name)
    result = CaseResult()
    assert opened.package and opened.target
    options, ours, device = persona.browser_options, opened.ours, persona.input_device
    with (
        _put_down(result, opened, patience),
        open_account(
            browser, opened.package, opened.target, start, behaviour, options, ours, slash
        ) as account,
    ):
        play_through = PlayThrough(account, opened.target, behaviour, start, device, persona.quirks, pictures)
        play_through.screenshots = result.screenshots
        play_through.inspection = inspection if persona.inspectable else None
        _play_and_judge(play_through, persona, opened, result, patience)
    return _case(opened, start, persona, behaviour, result, time.perf_counter() - began, browser)


@contextmanager
def _put_down(result: CaseResult, opened: OpenedPackage, patience: float) -> Iterator[None]:
    """A place to play in: if the browser or our own page breaks it off, the result says why.

    patience: seconds that the page had, for the words
    """
    try:
        yield
    except PlaywrightError as error:
        result.detail = result.detail or str(error)
        if not result.problems:
            result.problems.append(hung_problem(f"the page stood still for {patience:g} s, or crashed"))
    except MISMATCH_ERRORS as error:
        result.detail = f"{type(error).__name__}: {error}"
        result.problems.append(mismatch_problem(opened.ours))


def _case(
    opened: OpenedPackage,
    start: str,
    persona: Persona,
    behaviour: Behaviour,
    result: CaseResult,
    seconds: float,
    browser: Browser,
) -> PlayedCase:
    """What came of a play that took so many seconds."""
    stopped = any(problem.code in STOPS for problem in result.problems)
    return PlayedCase(
        opened,
        start,
        persona,
        behaviour,
        tuple(replace(problem, place=Place(str(opened.path))) for problem in result.problems),
        result.transcript,
        tuple(result.screenshots),
        seconds,
        result.progress,
        browser_name(browser),
        result.reached,
        result.asked,
        stopped and browser.is_connected() and machine_is_slow(browser),
        result.detail,
    )


def _play_and_judge(
    play_through: PlayThrough, persona: Persona, opened: OpenedPackage, result: CaseResult, patience: float
) -> None:
    """Play the persona's script, then apply the rules; both fill `result`."""
    result.problems += _play_script(play_through, persona, result, patience)
    result.problems += play_through.accessibility_problems
    history = _history(play_through, opened)
    calls = [call for launch in history.launches for call in launch.calls]
    result.progress = max((launch.received.progress_length for launch in history.launches), default=0)
    result.reached = any(call.error == "0" and not call.name.endswith(" fetch") for call in calls)
    result.asked = next((call.name.partition(" ")[2] for call in calls if call.error == "404"), "")
    result.transcript = transcript([launch.calls for launch in history.launches], history.target)
    found = [replace(problem, hint=CURES[problem.code]) for problem in play_through.problems]
    found += history_problems(history)
    forgiven = persona.forgives | (persona.forgives_store if history.target.lrs else frozenset())
    result.problems += [problem for problem in found if problem.code not in forgiven]


def _unplayed(opened: OpenedPackage, lacking: str) -> Problem:
    message = f"not played: this browser can't be made to {lacking}"
    return Problem(UNPLAYED, message, Place(str(opened.path)), CHROMIUM, "warning")


def _play_script(
    play_through: PlayThrough, persona: Persona, result: CaseResult, patience: float
) -> list[Problem]:
    """Play the script to its end; the Problem that stopped it, or an empty list."""
    try:
        with _inactivity_limit(play_through, patience):
            if persona.moves_clock or play_through.behaviour.wait:
                play_through.account.context.clock.install()
            persona.script(play_through)
            play_through.close_windows()
    except TimeoutError as error:
        result.detail = str(error)
        return [_stop_problem(play_through, error)]
    except OutOfReach as error:
        message = f"launch {len(play_through.launches)}: {error}"
        return [Problem("out-of-reach", message, Place(""), CURES["out-of-reach"])]
    return []


def _stop_problem(play_through: PlayThrough, error: PlaywrightError) -> Problem:
    """What stopped the learner when playwright's wait timed out: a page that hangs, or something missing."""
    launch = max(1, len(play_through.launches))
    if page_hangs(play_through.account.context):
        play_through.account.context.close()  # nothing in it answers any more
        return hung_problem(f"launch {launch}: the page stands still, or loads without an end")
    if play_through.launches:
        play_through.screenshot("stuck", play_through.launches[-1].learner.window)
    with suppress(PlaywrightError):
        play_through.close_windows()  # the rules then judge it as if the learner had given up here
    return stuck_problem(launch, error)


@contextmanager
def _inactivity_limit(play_through: PlayThrough, seconds: float) -> Iterator[None]:
    """Close the browser context after this many seconds without a step: playwright's waits then raise."""
    loop = asyncio.get_running_loop()
    close = greenlet(play_through.account.context.close)
    timer = [loop.call_later(seconds, close.switch)]

    def restart() -> None:
        timer[0].cancel()
        timer[0] = loop.call_later(seconds, close.switch)

    play_through.on_activity = restart
    try:
        yield
    finally:
        timer[0].cancel()


def _kept(play_through: PlayThrough) -> Mapping[str, str]:
    """The localStorage that the package left on the device; the doubles' own keys ("lms-…") are left out."""
    window = play_through.account.context.new_page()
    window.goto(f"{play_through.account.host.address}/desk")
    stored: dict[str, str] = window.evaluate("() => Object.assign({}, localStorage)")
    window.close()
    return {name: text for name, text in stored.items() if not name.startswith("lms-")}


def _history(play_through: PlayThrough, opened: OpenedPackage) -> History:
    assert opened.target
    account = play_through.account
    launches = [(launch, account.calls(launch.number)) for launch in play_through.launches]
    return History(
        opened.target,
        play_through.behaviour,
        [LaunchHistory(launch, calls, opened.target.received(calls)) for launch, calls in launches],
        opened.ours,
        course_data(opened, play_through.start),
        [trouble.replace(f"{account.host.address}/package/", "") for trouble in account.trouble],
        SECRETS,
        _kept(play_through),
    )
