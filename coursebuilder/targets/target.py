"""`Target`: a standard that packages can be built for, as a record of functions; one literal per standard.

The rest of the compiler knows only this record and the values its functions take and return: `Order` in;
`Call`, `Received` and `Outcome` out. What a standard alone has, such as the names of its calls, stays in its
folder.
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
    """One package to build: which modules of which course, and for whom.

    modules: those that go into the package, in order; at least one
    whole: all modules in one package with a menu (--whole-course); otherwise `modules` holds exactly one
    platform, provider: read by no target so far; None and "" in every build
    control_documents: the standards' own schema files (--control-documents), by target name and file name
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
        """The package's name without ".zip"; made of ids alone, so that a new upload is an update."""
        return self.course.id if self.whole else f"{self.course.id}--{self.modules[0].id}"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a package to its platform, as a double recorded it.

    SCORM: name "LMSSetValue", its arguments, what it returned, and the error code afterwards ("0": no error).
    HTTP: name "POST statements" (method and resource), arguments (query, body); result is the reply's body,
    error is "0" or the status that refused the request, such as "404".
    untyped: whether an argument was a number or a boolean, where the standard has strings only
    """

    name: str
    arguments: tuple[str, ...]
    result: str
    error: str
    untyped: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A learner's result: completed or not, passed or failed (None: not reported), raw score in per cent."""

    completion: bool = False
    success: bool | None = None
    raw: float | None = None

    @property
    def final(self) -> bool:
        """Whether there is a result: completed, passed or failed."""
        return self.completion or self.success is not None


@dataclass(frozen=True, slots=True)
class Received:
    """What a platform received in one launch, the same for every standard. Calls are numbered from 1.

    session_begun, session_ended: whether the package opened its session, and closed it itself
    review_or_browse: whether the platform launched in a mode in which no result counts
    outcome_before: the outcome that the platform held when the launch began
    outcome_reported: the last outcome that the package reported
    writing_calls: numbers of the calls that set anything but start, end and session time
    unsaved_calls: numbers of the calls whose values no later call saved
    saved_at_end_only: whether values were set that nothing but the end of the session saved
    reported_answers: ids of the questions whose answers were reported, one entry per report; None where the
        platform refuses answers
    progress_length: characters of the longest saved progress
    sent_texts: number and text of each value sent, without the actor, which comes from the launch
    """

    session_begun: bool = False
    session_ended: bool = False
    review_or_browse: bool = False
    outcome_before: Outcome = Outcome()
    outcome_reported: Outcome = Outcome()
    writing_calls: tuple[int, ...] = ()
    unsaved_calls: tuple[int, ...] = ()
    saved_at_end_only: bool = False
    reported_answers: tuple[str, ...] | None = None
    progress_length: int = 0
    sent_texts: tuple[tuple[int, str], ...] = ()


def nothing_received(calls: Sequence[Call]) -> Received:
    """What is received without a platform: nothing. For targets that stand alone, such as web."""
    return Received()


@dataclass(frozen=True, slots=True)
class Target:
    """A standard that packages can be built for.

    one_document_per: whether a whole course is one HTML document, or one for each module (cmi5)
    adapter: name of the folder under targets/ whose adapter.js implements the standard
    double: paths of the classic scripts that together are a strict platform for tests; where the platform is
        reached over HTTP instead (`lrs`), its double is the server in coursebuilder/lrs
    control: (order, names of all other files) -> the documents that the platform reads, such as
        imsmanifest.xml, by name; raises ValueError for a document that breaks our own rules
    launch: (order, the document's module, or None for a whole course) -> JSON that the adapter reads in the
        page
    package_rules: a package of this standard, ours or anybody's -> everything wrong with it
    call_rules: the calls of one launch -> everything wrong with them
    transcript: the calls of one launch -> lines that an LMS administrator can read
    detect: whether a package is of this standard
    received: the calls of one launch -> what the platform knows afterwards
    outcome: a platform's record (element or verb -> value) -> the outcome in it
    starts: a package -> the addresses in it that a platform opens, each a separate activity
    own_rules: codes of call rules stricter than the standard; applied to our packages only
    probe: the standard's title in the probe's report; "" where there is no probe.js for it
    launch_parameters: names of the query parameters that platforms add to the address of a page they launch
    alone: whether packages run without a platform, so that the page must not promise what one does
    control_documents: (folder) -> the standard's own schema files in it by name, and what is wrong with the
        folder; None where the standard has none
    lrs: whether the platform is a record store reached over HTTP
    advice: a course -> warnings about what would serve this standard better
    """

    name: str
    one_document_per: Literal["package", "module"]
    adapter: str
    double: tuple[str, ...]
    control: Callable[[Order, tuple[str, ...]], dict[str, bytes]]
    launch: Callable[[Order, Module | None], Json]
    package_rules: Callable[[Package], list[Problem]]
    call_rules: Callable[[Sequence[Call]], list[Problem]]
    transcript: Callable[[Sequence[Call]], list[str]]
    detect: Callable[[Package], bool]
    received: Callable[[Sequence[Call]], Received] = nothing_received
    outcome: Callable[[Mapping[str, str]], Outcome] = lambda record: Outcome()
    starts: Callable[[Package], tuple[str, ...]] = lambda package: ("index.html",)
    own_rules: frozenset[str] = frozenset()
    probe: str = ""
    launch_parameters: tuple[str, ...] = ()
    alone: bool = False
    control_documents: Callable[[Path], tuple[dict[str, bytes], list[Problem]]] | None = None
    lrs: bool = False
    advice: Callable[[Course], list[Problem]] = lambda course: []
