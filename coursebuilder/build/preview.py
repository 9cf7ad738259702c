"""A module as a learner has it while its author writes: from unsaved text, as a draft, without a zip."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder.build.draft import as_drafts
from coursebuilder.build.kept import stored
from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import read_courses
from coursebuilder.build.store import Store
from coursebuilder.media import FindMedia
from coursebuilder.model import Course, Module
from coursebuilder.package import Package
from coursebuilder.problems import Problem
from coursebuilder.source import Readers, with_unsaved
from coursebuilder.targets import TARGETS
from coursebuilder.targets.target import Order
from coursebuilder.theme import read_theme

Known = MutableMapping[Path, tuple[Module | None, list[Problem]]]


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of a module: the id that its address ends with, and the line it begins on."""

    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A module as a package for the web, its pages, and the errors that keep it from being shown.

    package: None while there are errors in the module, in course.yaml or in the theme
    """

    package: Package | None
    pages: tuple[ShownPage, ...]
    errors: tuple[Problem, ...]


def preview(
    folder: Path, module: Path, unsaved: Mapping[Path, str], store: Store | None, known: Known
) -> Preview:
    """The module at a path, of the course in a folder, with gaps where something is unfinished.

    unsaved: texts in place of what files hold, by resolved path
    known: modules that were read before. They are taken as they were, and what is read is put there: empty it
        when a file has changed.
    """
    readers = stored(Readers(), store) if store else Readers()
    readers = with_unsaved(_remembered(readers, known), unsaved)
    read = as_drafts(read_courses([folder], readers=readers, by_line=True))
    errors = [problem for problem in read.problems if problem.severity == "error"]
    if not read.courses:
        return Preview(None, (), tuple(errors))
    course = read.courses[0]
    shown = next((one for one in course.modules if Path(one.place.path) == module), None)
    here = tuple(one for one in errors if Path(one.place.path) in {module, Path(course.place.path)})
    theme, _ = read_theme(course.theme, course.theme_place or course.place, course.theme_roots)
    if shown is None or here or theme is None:
        return Preview(None, (), here or tuple(errors))
    order = Order(course, (shown,), False, None, "", theme)
    pages = tuple(ShownPage(page.id, page.place.line) for page in shown.pages)
    return Preview(build_package(order, TARGETS["web"]), pages, ())


def _remembered(readers: Readers, known: Known) -> Readers:
    """These readers, asked only for modules that aren't known yet."""

    def module(path: Path, find: FindMedia, course: Course) -> tuple[Module | None, list[Problem]]:
        if path not in known:
            known[path] = readers.module(path, find, course)
        made, problems = known[path]
        return made, list(problems)

    return replace(readers, module=module)
