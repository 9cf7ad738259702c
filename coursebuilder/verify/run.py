"""Takes zips, plays every learner on every platform asked for, and says what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser

from coursebuilder.problems import Problem
from coursebuilder.verify.accessibility import Inspection, write_record
from coursebuilder.verify.behaviour import BEHAVIOURS, Behaviour
from coursebuilder.verify.browser import NoBrowser, launch
from coursebuilder.verify.junit import junit
from coursebuilder.verify.people import PEOPLE, Person
from coursebuilder.verify.play import Cell, play
from coursebuilder.verify.refused import refused
from coursebuilder.verify.report import write_report
from coursebuilder.verify.taken import Taken, take
from coursebuilder.verify.verdicts import gathered, not_taken, verdicts

USUAL, STRANGERS = ("completer", "leaver"), ("visitor",)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: people and platforms by name, none for the usual ones; or all there are.

    say: told what the user should know of the browser, each sentence once
    """

    people: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    everything: bool = False
    pictures: bool = False
    accessibility: bool = False
    headed: bool = False
    browser: str = ""
    say: Callable[[str], object] = lambda text: None

    @property
    def where(self) -> tuple[str, ...]:
        """The platforms by name."""
        return self.platforms or (tuple(BEHAVIOURS) if self.everything else ("generic",))


@dataclass(frozen=True, slots=True)
class Job:
    """One learner on one platform, still to be played."""

    taken: Taken
    start: str
    person: Person
    behaviour: Behaviour


@dataclass(slots=True)
class Browsers:
    """One browser for everybody, and another once it has crashed."""

    wish: Wish
    stack: ExitStack
    running: list[Browser] = field(default_factory=list)
    inspections: dict[Path, Inspection] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)

    def get(self) -> Browser:
        if not self.running or not self.running[-1].is_connected():
            self.stack.close()  # two drivers can't run in one thread
            started = launch(not self.wish.headed, self.wish.browser, self._say)
            self.running.append(self.stack.enter_context(started))
        return self.running[-1]

    def _say(self, text: str) -> None:
        if text not in self.said:
            self.said.add(text)
            self.wish.say(text)


def line(cell: Cell) -> str:
    """One line of progress."""
    wrong = f"{len(cell.problems)} problems" if cell.problems else "ok"
    return f"{cell.taken.name}: {cell.person.name} on {cell.behaviour.name}: {wrong}, {cell.seconds:.1f} s"


def unknown(wish: Wish) -> str:
    """A sentence about the first name that nobody has, or nothing."""
    for kind, names, known in (
        ("learner", wish.people, PEOPLE),
        ("platform", wish.platforms, BEHAVIOURS),
    ):
        for name in names:
            if name not in known:
                return f'there is no {kind} "{name}": there are {", ".join(known)}'
    return ""


def jobs(taken: Taken, wish: Wish) -> list[Job]:
    """Who plays where: what its standard allows, and only strangers where the pages aren't ours."""
    if taken.target is None:
        return []
    named = wish.people or (tuple(PEOPLE) if wish.everything else USUAL if taken.ours else STRANGERS)
    people = [PEOPLE[name] for name in named if PEOPLE[name].anyone != taken.ours]
    places = [BEHAVIOURS[name] for name in wish.where if taken.target.name in BEHAVIOURS[name].takes]
    return [
        Job(taken, start, person, place) for start in taken.starts for place in places for person in people
    ]


def verify(
    every: Iterable[Taken], wish: Wish, inspections: dict[Path, Inspection] | None = None
) -> Iterator[Cell]:
    """Plays all of it in one browser; a cell as soon as it is done. Raises `NoBrowser`.

    inspections: filled with what was judged of each package's pages, where that is wanted
    """
    with ExitStack() as stack:
        browsers = Browsers(wish, stack, inspections={} if inspections is None else inspections)
        for taken in every:
            for job in jobs(taken, wish):
                yield _play(browsers, job, wish)


def problems_of(every: Sequence[Taken], cells: Sequence[Cell], wish: Wish) -> list[Problem]:
    """Everything wrong: by the standards' rules, by the platforms' limits, and what the learners met."""
    return [
        *(problem for taken in every for problem in taken.problems),
        *refused(every, wish.where),
        *gathered(cells),
        *not_taken(every, wish.platforms),
    ]


def _play(browsers: Browsers, job: Job, wish: Wish) -> Cell:
    inspection = None
    if wish.accessibility:
        inspection = browsers.inspections.setdefault(job.taken.path, Inspection(job.taken.name))
    cell = play(browsers.get(), job.taken, job.start, job.person, job.behaviour, wish.pictures, inspection)
    if cell.hung:  # perhaps the browser has crashed, which may become known only later
        browsers.running.clear()
    return cell


@contextmanager
def judge(wish: Wish) -> Iterator[Callable[[Path], list[Problem]]]:
    """For a build: gives everything wrong with a zip that isn't in its place yet."""
    with ExitStack() as stack:
        browsers = Browsers(wish, stack)

        def wrong(path: Path) -> list[Problem]:
            taken = take(path)
            cells = [_play(browsers, job, wish) for job in jobs(taken, wish)]
            return [*taken.problems, *gathered(cells)]

        yield wrong


__all__ = [
    "NoBrowser",
    "Wish",
    "judge",
    "junit",
    "line",
    "problems_of",
    "take",
    "unknown",
    "verdicts",
    "verify",
    "write_record",
    "write_report",
]
