"""What a target is: a record of functions, one literal per standard.

The rest of the compiler knows only this record. A standard's own words and rules stay in its folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coursebuilder.model import Course, Module
from coursebuilder.package import Package
from coursebuilder.problems import Problem

if TYPE_CHECKING:
    from coursebuilder.theme import Theme

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: which modules of which course, for whom.

    control_documents: the standards' own schema files, by target's name, for those who want them in the zip
    """

    course: Course
    modules: tuple[Module, ...]
    whole: bool
    platform: str | None
    provider: str
    theme: Theme
    control_documents: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the package is called: stable, so that a new upload is an update."""
        return self.course.id if self.whole else f"{self.course.id}--{self.modules[0].id}"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a package to its platform, as a double recorded it; `error` "0" means none.

    Over HTTP: method and resource ("POST statements"), query and body, the reply's body; error 404 and others
    are the reply's status.
    """

    name: str
    arguments: tuple[str, ...]
    result: str
    error: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a learner did: whether all is done, whether it was passed (None: nothing said) and the per cent."""

    completion: bool = False
    success: bool | None = None
    raw: float | None = None

    @property
    def final(self) -> bool:
        return self.completion or self.success is not None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a platform learnt in one launch, in words that hold for every standard; calls by number, from 1.

    opened, closed: whether the session began, and ended by the package's own word
    looking: launched for looking only, as in a review
    found: the outcome that the platform held when the launch began
    told: the last outcome that it was told
    written: the calls that told or stored more than the start, the time and the end
    unsaved: the calls whose values were never saved
    answers: the questions whose answers were told, by the platform's names, as often as they were; None where
        it takes none
    progress: the most characters of saved progress
    texts: everything that was told, without the learner's own name for themselves
    """

    opened: bool = False
    closed: bool = False
    looking: bool = False
    found: Outcome = Outcome()
    told: Outcome = Outcome()
    written: tuple[int, ...] = ()
    unsaved: tuple[int, ...] = ()
    answers: tuple[str, ...] | None = None
    progress: int = 0
    texts: tuple[tuple[int, str], ...] = ()


def deaf(calls: Sequence[Call]) -> Heard:
    """Where no platform stands behind a package there is nothing to hear."""
    return Heard()


@dataclass(frozen=True, slots=True)
class Target:
    """A standard that packages can be built for.

    control: the documents the platform reads, by name, for the order and the names of all other files
    launch: what the adapter must know, put into the page's data
    package_rules: everything wrong with a package of this standard, whoever made it
    call_rules: everything wrong with what a package said to its platform during one launch
    tell: the same calls as lines an administrator can read
    hear: the same calls as what the platform knows afterwards
    outcome: the outcome in a platform's record, where it keeps one
    starts: the addresses in a good package that a platform opens, each an activity of its own
    house: codes of call rules that only packages of ours must keep: the standard allows more
    detect: whether a package is of this standard
    adapter: whose adapter.js speaks the standard: the name of its folder
    double: the paths of the classic scripts that together make a strict platform for tests; where the
        platform is reached over HTTP instead (`lrs`), its double is the server in coursebuilder/lrs
    probe: the title of what the probe asks its platforms (probe.js in the target's folder), where it can
    launch_parameters: what platforms put behind the address of a page they launch, where they do
    alone: no platform stands behind a package, so the page must not promise what one does
    control_documents: the standard's own schema files in a folder, and what is wrong with it
    advice: what a course could have better for this standard; warnings alone
    """

    name: str
    one_document_per: Literal["package", "module"]
    adapter: str
    double: tuple[str, ...]
    control: Callable[[Order, tuple[str, ...]], dict[str, bytes]]
    launch: Callable[[Order, Module | None], Json]
    package_rules: Callable[[Package], list[Problem]]
    call_rules: Callable[[Sequence[Call]], list[Problem]]
    tell: Callable[[Sequence[Call]], list[str]]
    detect: Callable[[Package], bool]
    hear: Callable[[Sequence[Call]], Heard] = deaf
    outcome: Callable[[Mapping[str, str]], Outcome] = lambda record: Outcome()
    starts: Callable[[Package], tuple[str, ...]] = lambda package: ("index.html",)
    house: frozenset[str] = frozenset()
    probe: str = ""
    launch_parameters: tuple[str, ...] = ()
    alone: bool = False
    control_documents: Callable[[Path], tuple[dict[str, bytes], list[Problem]]] | None = None
    lrs: bool = False
    advice: Callable[[Course], list[Problem]] = lambda course: []
