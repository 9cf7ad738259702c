"""The course or shared folder that a module belongs to, and what it brings into a course that lists it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from coursebuilder.media import FindMedia, ReadDrawing, ReadPicture, finder
from coursebuilder.model import Course, Module, Provider, Slot
from coursebuilder.problems import Place, Problem
from coursebuilder.settings import Items, Scalar, Setting, Table, read
from coursebuilder.source.details import read_slots
from coursebuilder.source.fields import Fields
from coursebuilder.source.manuscript import read_text
from coursebuilder.source.provider import filled
from coursebuilder.source.roots import COURSE, Root, courses_beside, shared_beside
from coursebuilder.source.works import Works, joined, read_works, renamed_in

_ON_EVERY_PAGE = ("safeguarding", "support")  # slots of these kinds stand in the help that every page offers


@dataclass(frozen=True, slots=True)
class Home:
    """What a module belongs to: its root, the shared folder beside it, the works and details it may name.

    known_as: ids of the courses whose packages an LMS may know the module from; () for a course's own module
    """

    root: Root
    shared: Path
    works: Works
    slots: tuple[Slot, ...]
    known_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Settings:
    """What another course's course.yaml tells: its id, the details it declares, the modules it lists."""

    id: str
    slots: tuple[Slot, ...]
    modules: frozenset[Path]


@dataclass(frozen=True, slots=True)
class LmsName:
    """The name an LMS will know a module by, and those it may know it by already; `place` is its entry."""

    place: Place
    name: str
    before: tuple[str, ...]


@dataclass(slots=True)
class Homes:
    """The homes of a course's modules, each read once; `own` is the course's."""

    own: Home
    provider: Provider | None
    by_line: bool
    problems: list[Problem]
    pictures: ReadPicture
    drawings: ReadDrawing
    _read: dict[Path, Home] = field(default_factory=dict)
    _finders: dict[Path, FindMedia] = field(default_factory=dict)
    _settings: dict[Path, _Settings] = field(default_factory=dict)

    def of(self, root: Root, module: Path) -> Home:
        """The home of the module at a path under the root."""
        if root == self.own.root:
            return self.own
        if not root.is_course:
            return self._shared(root, module)
        if root.folder not in self._read:
            shared = shared_beside(root.folder)
            works = read_works((root.folder, shared), self.by_line, self.problems)
            said = self._course(root.folder)
            self._read[root.folder] = Home(root, shared, works, self._filled(said.slots), (said.id,))
        return self._read[root.folder]

    def finder(self, root: Root) -> FindMedia:
        """What finds media for the modules of a root: its files are looked up once for all of them."""
        if root.folder not in self._finders:
            self._finders[root.folder] = finder(root.folder, self.problems, self.pictures, self.drawings)
        return self._finders[root.folder]

    def _shared(self, root: Root, module: Path) -> Home:
        """Of a shared module: details are declared by the courses beside the shared folder that list it."""
        own = root.folder == self.own.shared
        listing = [
            said
            for folder in courses_beside(root.folder)
            if module.resolve() in (said := self._course(folder)).modules
        ]
        slots = {slot.name: slot for said in reversed(listing) for slot in said.slots}
        if root.folder not in self._read:
            works = self.own.works if own else read_works((root.folder,), self.by_line, self.problems)
            self._read[root.folder] = Home(root, root.folder, works, ())
        known_as = () if own else tuple(said.id for said in listing)
        return replace(self._read[root.folder], slots=self._filled(tuple(slots.values())), known_as=known_as)

    def _course(self, folder: Path) -> _Settings:
        if folder not in self._settings:
            self._settings[folder] = _read_settings(folder, self.problems)
        return self._settings[folder]

    def _filled(self, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return filled(slots, self.provider) if self.provider else slots


def brought(
    course: Course, module: Module, home: Home, declared: Mapping[str, Slot]
) -> tuple[Course, Module]:
    """The course with what a module of this home brings along, and the module by the keys it has there.

    Of the details `declared` those come along that the module's text names, and of its own course those that
    every page's help shows.
    """
    known = {slot.name for slot in course.slots}
    named = dict.fromkeys(one.name for one in module.asked)
    shown = (slot.name for slot in home.slots if home.root.is_course and slot.kind in _ON_EVERY_PAGE)
    wanted = dict.fromkeys((*named, *shown))
    slots = [declared[name] for name in wanted if name in declared and name not in known]
    own = Works(course.sources, course.frameworks, course.glossary, course.guidance, course.lines)
    works, renamed = (own, None) if home.works is own else joined(own, home.works)
    course = replace(
        course,
        slots=(*course.slots, *slots),
        sources=works.sources,
        frameworks=works.frameworks,
        glossary=works.glossary,
        guidance=works.guidance,
        lines=works.lines,
    )
    return course, renamed_in(module, renamed) if renamed else module


def lms_name(course: str, module: Module) -> str:
    """What an LMS knows a module's package by."""
    return f"{course}--{module.id}"


def renamed_for_the_lms(names: Iterable[LmsName]) -> Iterator[Problem]:
    """One warning for all modules that an LMS may know by another name already."""
    changed = [one for one in names if one.before and one.name not in one.before]
    for one in changed[:1]:
        many = "1 module" if len(changed) == 1 else f"{len(changed)} modules"
        other = one.before[0]
        yield Problem(
            "composed-identity",
            f'an LMS will know {many} of other courses by new names, such as "{one.name}" for "{other}": '
            "learners who began under the old name begin again here",
            one.place,
            f"where this course replaces that one, give it that id (id: {other.split('--')[0]}) and no as:; "
            "where both are given, silence this warning with that reason",
            "warning",
        )


def _read_settings(folder: Path, problems: list[Problem]) -> _Settings:
    shown = (folder / COURSE).as_posix()
    text, found = read_text(folder / COURSE, shown)
    setting, more = read(text, shown)
    problems += found + more
    if not isinstance(setting, Table):
        return _Settings(folder.name, (), frozenset())
    fields = Fields(setting, problems)
    listed = frozenset((folder / path).resolve() for path in _paths(fields.get("modules")))
    return _Settings(fields.text("id", folder.name), read_slots(fields, problems), listed)


def _paths(setting: Setting | None) -> Iterator[str]:
    for item in setting.items if isinstance(setting, Items) else (setting,):
        given = item.entries.get("path") if isinstance(item, Table) else item
        if isinstance(given, Scalar) and given.value:
            yield given.value
