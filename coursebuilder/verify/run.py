"""Verify packages: play every persona asked for on every platform asked for, and list the problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser

from coursebuilder.problems import Problem
from coursebuilder.verify.accessibility import Inspection, write_record
from coursebuilder.verify.behaviour import BEHAVIOURS, Behaviour
from coursebuilder.verify.browser import NoBrowser, browser_name, launch
from coursebuilder.verify.for_learners import for_learners
from coursebuilder.verify.json_report import as_json
from coursebuilder.verify.junit import junit
from coursebuilder.verify.like import BadReport, read_report
from coursebuilder.verify.opened_packages import OpenedPackage, open_package
from coursebuilder.verify.pdf import pdf_of
from coursebuilder.verify.personas import PERSONAS, Persona
from coursebuilder.verify.play import PlayedCase, play
from coursebuilder.verify.refusals import refusals
from coursebuilder.verify.replays import play_until_judged
from coursebuilder.verify.report import write_report
from coursebuilder.verify.stopped import NOT_JUDGED
from coursebuilder.verify.verdicts import (
    browsers_sentence,
    case_problems,
    not_taken,
    unplayed_packages,
    verdicts,
)

USUAL, FOR_OTHER_MAKERS = ("completer", "leaver"), ("visitor",)


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """What to play and how.

    personas, platforms: names; none for the usual ones
    everything: every persona on every platform, where none is named
    pictures: whether to take screenshots
    accessibility: whether to inspect every page that is reached
    headed: whether to show the browser's windows
    browser: a program's path, or "firefox"; empty: COURSEBUILDER_BROWSER, or one that is found
    notify: called with each sentence about the browser that the user should know, once for each
    like: a platform besides those named, as a report of the probe tells of it (`like.read_report`)
    """

    personas: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    everything: bool = False
    pictures: bool = False
    accessibility: bool = False
    headed: bool = False
    browser: str = ""
    notify: Callable[[str], object] = lambda text: None
    like: Behaviour | None = None

    @property
    def asked_for(self) -> tuple[Behaviour, ...]:
        """The platforms that were asked for, one by one."""
        return (*(BEHAVIOURS[name] for name in self.platforms), *([self.like] if self.like else []))

    @property
    def behaviours(self) -> tuple[Behaviour, ...]:
        """The platforms to play: those asked for, else all or the generic one."""
        usual = tuple(BEHAVIOURS.values()) if self.everything else (BEHAVIOURS["generic"],)
        return self.asked_for or usual


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """One persona on one platform, at one launch address of a package, still to be played."""

    opened: OpenedPackage
    start: str
    persona: Persona
    behaviour: Behaviour


@dataclass(slots=True)
class SharedBrowser:
    """One browser for all cases; a new one is started once it has crashed.

    stack: closes the browser when it ends
    running: the browsers started so far; the last is the one in use
    inspections: zip → what was found on its pages
    notified: the sentences already passed to `VerifyOptions.notify`
    """

    options: VerifyOptions
    stack: ExitStack
    running: list[Browser] = field(default_factory=list)
    inspections: dict[Path, Inspection] = field(default_factory=dict)
    notified: set[str] = field(default_factory=set)

    def get(self) -> Browser:
        """The running browser, started if necessary. Raises NoBrowser."""
        if not self.running or not self.running[-1].is_connected():
            self.stack.close()  # two drivers can't run in one thread
            started = launch(not self.options.headed, self.options.browser, self._notify)
            self.running.append(self.stack.enter_context(started))
        return self.running[-1]

    def _notify(self, text: str) -> None:
        if text not in self.notified:
            self.notified.add(text)
            self.options.notify(text)


def progress_line(case: PlayedCase) -> str:
    """The line that shows a played case while others go on."""
    found = f"{len(case.problems)} problems" if case.problems else "ok"
    return f"{case.opened.name}: {case.persona.name} on {case.behaviour.name}: {found}, {case.seconds:.1f} s"


def unknown_name(options: VerifyOptions) -> str:
    """A sentence about the first persona or platform that doesn't exist; empty if all do."""
    for kind, names, known in (
        ("learner", options.personas, PERSONAS),
        ("platform", options.platforms, BEHAVIOURS),
    ):
        for name in names:
            if name not in known:
                return f'there is no {kind} "{name}": there are {", ".join(known)}'
    return ""


def planned_cases(opened: OpenedPackage, options: VerifyOptions) -> list[PlannedCase]:
    """The cases to play: platforms that run the target; only `visitor`-like personas where it isn't ours."""
    if opened.target is None:
        return []
    default = tuple(PERSONAS) if options.everything else USUAL if opened.ours else FOR_OTHER_MAKERS
    named = [PERSONAS[name] for name in options.personas or default]
    personas = [persona for persona in named if opened.ours or persona.works_with_any_package]
    if not options.personas:
        personas = [persona for persona in personas if persona.works_with_any_package != opened.ours]
    return [
        PlannedCase(opened, start, persona, behaviour)
        for start in opened.starts
        for behaviour in options.behaviours
        if opened.target.name in behaviour.takes
        for persona in personas
    ]


def verify(
    packages: Iterable[OpenedPackage],
    options: VerifyOptions,
    inspections: dict[Path, Inspection] | None = None,
) -> Iterator[PlayedCase]:
    """Play all cases in one browser, and give each as soon as it is played. Raises NoBrowser.

    inspections: if accessibility is asked for, filled with zip → what was found on its pages
    """
    with ExitStack() as stack:
        shared = SharedBrowser(options, stack, inspections={} if inspections is None else inspections)
        for opened in packages:
            if options.accessibility and opened.package:  # also where no page of it is ever reached
                shared.inspections.setdefault(opened.path, Inspection(opened.name))
            for planned in planned_cases(opened, options):
                yield _play(shared, planned, options)


def problems_of(
    packages: Sequence[OpenedPackage], cases: Sequence[PlayedCase], options: VerifyOptions
) -> list[Problem]:
    """All Problems: of the rules for packages, of the platforms' limits, and of the cases played."""
    return [
        *(problem for opened in packages for problem in opened.problems),
        *refusals(packages, [behaviour.name for behaviour in options.behaviours]),
        *case_problems(cases),
        *not_taken(packages, options.asked_for),
        *unplayed_packages(packages, cases, options.personas, options.behaviours),
    ]


def _play(shared: SharedBrowser, planned: PlannedCase, options: VerifyOptions) -> PlayedCase:
    inspection = None
    if options.accessibility:
        opened = planned.opened
        inspection = shared.inspections.setdefault(opened.path, Inspection(opened.name))

    def once(slash: bool, patience: float) -> PlayedCase:
        browser = shared.get()
        if inspection:
            inspection.browser = browser_name(browser)
        case = play(
            browser,
            planned.opened,
            planned.start,
            planned.persona,
            planned.behaviour,
            options.pictures,
            inspection if slash else None,
            slash,
            patience,
        )
        if case.hung:  # perhaps the browser has crashed, which may become known only later
            shared.running.clear()
        return case

    return play_until_judged(once)


@contextmanager
def zip_verifier(options: VerifyOptions) -> Iterator[Callable[[Path], list[Problem]]]:
    """Give a function that verifies one zip, for `build_all`: path in, its Problems out.

    What could not be judged is an error here, so that the zip isn't put in place. The function raises
    NoBrowser.
    """
    with ExitStack() as stack:
        shared = SharedBrowser(options, stack)

        def verify_zip(path: Path) -> list[Problem]:
            opened = open_package(path)
            cases = [_play(shared, planned, options) for planned in planned_cases(opened, options)]
            found = [
                replace(problem, severity="error") if problem.code == NOT_JUDGED else problem
                for problem in case_problems(cases)
            ]
            return [*opened.problems, *found]

        yield verify_zip


__all__ = [
    "BadReport",
    "NoBrowser",
    "VerifyOptions",
    "as_json",
    "browsers_sentence",
    "for_learners",
    "junit",
    "open_package",
    "pdf_of",
    "problems_of",
    "progress_line",
    "read_report",
    "unknown_name",
    "verdicts",
    "verify",
    "write_record",
    "write_report",
    "zip_verifier",
]
