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
class Target:
    """A standard that packages can be built for.

    control: the documents the platform reads, by name, for the order and the names of all other files
    launch: what the adapter must know, put into the page's data
    package_rules: everything wrong with a package of this standard, whoever made it
    call_rules: everything wrong with what a package said to its platform during one launch
    tell: the same calls as lines an administrator can read
    detect: whether a package is of this standard
    adapter: the text of the script that speaks the standard
    double: the paths of the classic scripts that together make a strict platform for tests; where the
        platform is reached over HTTP instead (`lrs`), its double is the server in coursebuilder/lrs
    probe: a script whose one export is what the probe asks its platforms
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
    probe: str = ""
    launch_parameters: tuple[str, ...] = ()
    alone: bool = False
    control_documents: Callable[[Path], tuple[dict[str, bytes], list[Problem]]] | None = None
    lrs: bool = False
    advice: Callable[[Course], list[Problem]] = lambda course: []
