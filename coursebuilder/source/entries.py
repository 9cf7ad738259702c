"""The modules a course lists: its own, the shared ones, and those of other courses."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from coursebuilder.media import FindMedia, finder
from coursebuilder.model import Course, Module, Objective, Slot
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.settings import Items, Scalar, Table, read
from coursebuilder.source.details import read_slots
from coursebuilder.source.fields import Fields
from coursebuilder.source.frameworks import read_map
from coursebuilder.source.manuscript import read_text
from coursebuilder.source.provider import filled
from coursebuilder.source.readers import Readers


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of modules: the file, and what it overrides."""

    place: Place
    path: str
    table: Table | None


def read_entries(fields: Fields, problems: list[Problem]) -> list[Entry]:
    """The entries of a course's modules; a path may stand twice only under another id (as)."""
    setting = fields.get("modules")
    entries: list[Entry] = []
    listed: set[str] = set()
    for item in setting.items if isinstance(setting, Items) else (setting,) if setting else ():
        if isinstance(item, Scalar) and item.value:
            entry = Entry(item.place, item.value, None)
        elif isinstance(item, Table) and isinstance(path := item.entries.get("path"), Scalar):
            entry = Entry(item.place, path.value, item)
        else:
            problems.append(
                Problem(
                    "wrong-value", "an entry of modules must be a file", item.place, "- modules/01-start.md"
                )
            )
            continue
        if entry.path in listed and not (entry.table and "as" in entry.table.entries):
            hint = "remove one of the two lines, or give one another id: {path: …, as: …}"
            problems.append(Problem("duplicate-module", f'"{entry.path}" is listed twice', entry.place, hint))
        else:
            entries.append(entry)
            listed.add(entry.path)
    if not entries:
        hint = "modules:  then a line  - modules/01-start.md  for each"
        problems.append(Problem("no-modules", "the course has no modules", fields.place("modules"), hint))
    return entries


def read_modules(
    entries: list[Entry],
    course: Course,
    roots: tuple[Path, Path],
    problems: list[Problem],
    readers: Readers,
) -> tuple[tuple[Module, ...], tuple[Slot, ...]]:
    """The modules, and the provider's details they may name: the course's own first, then other courses'.

    roots: the course's folder and the shared one. Each root's files are looked up once for all its modules.
    """
    modules = []
    slots = {slot.name: slot for slot in course.slots}
    finders: dict[Path, FindMedia] = {}
    above, real = cache(_course_above), cache(Path.resolve)  # most modules share their folder
    for entry in entries:
        root = _root(entry, roots, above, real, problems)
        if root is None:
            continue
        if root not in (*roots, *finders):
            theirs = _slots_of(root, problems)
            theirs = filled(theirs, course.provider) if course.provider else theirs
            slots = {**{slot.name: slot for slot in theirs}, **slots}
        path = Path(os.path.normpath(roots[0] / entry.path))
        find_media = finders.setdefault(root, finder(root, problems, readers.picture))
        module, found = readers.module(path, find_media, replace(course, slots=tuple(slots.values())))
        problems += found
        if module is not None:
            modules.append(_overridden(module, entry, problems))
    return tuple(modules), tuple(slots.values())


def _overridden(module: Module, entry: Entry, problems: list[Problem]) -> Module:
    if entry.table is None:
        return module
    fields = Fields(entry.table, problems)
    fields.text("path")
    identifier = fields.text("as", module.id)
    fields.check_id("as", identifier, "a module")
    mastery = fields.fraction("mastery_score", module.rules.mastery_score)
    changed = replace(
        module,
        id=identifier,
        title=fields.text("title", module.title),
        objectives=_mapped(module, fields, problems),
        rules=replace(module.rules, mastery_score=mastery),
    )
    fields.finish()
    return changed


def _mapped(module: Module, fields: Fields, problems: list[Problem]) -> tuple[Objective, ...]:
    """The module's objectives with the course's own maps added: [{objective: own-words, code: …, …}]."""
    known = {objective.id: objective for objective in module.objectives}
    for table in fields.tables("maps"):
        given = table.entries.get("objective")
        name = given.value if isinstance(given, Scalar) else ""
        if name in known:
            added = read_map(table, problems, "objective")
            known[name] = replace(known[name], maps=(*known[name].maps, added))
        else:
            hint = did_you_mean(name, known) if known else "the module has no objectives"
            problems.append(Problem("bad-map", "the map names no objective of the module", table.place, hint))
    return tuple(known[objective.id] for objective in module.objectives)


def _course_above(folder: Path) -> Path | None:
    """The folder of the course that a folder belongs to."""
    return next((up for up in (folder, *folder.parents) if (up / "course.yaml").is_file()), None)


def _root(
    entry: Entry,
    known: tuple[Path, Path],
    above: Callable[[Path], Path | None],
    real: Callable[[Path], Path],
    problems: list[Problem],
) -> Path | None:
    """The folder a module's media are found under: its course's or the shared one; None when it has none."""
    folder = known[0]
    path = folder / entry.path
    beneath = os.path.abspath(path)
    candidates = (*known, above(Path(beneath).parent) or folder)
    roots = [root for root in candidates if _lies_in(beneath, os.path.abspath(root))]
    if not roots or not _lies_in(os.path.realpath(path), str(real(roots[0]))):
        what = f'"{entry.path}" belongs to no course and not to the shared folder'
        hint = "modules stand in a course's folder or in ../shared/modules/"
        problems.append(Problem("outside-roots", what, entry.place, hint))
    elif path.suffix != ".md":
        hint = "modules are files that end in .md"
        problems.append(Problem("module-type", f'"{entry.path}" is not a Markdown file', entry.place, hint))
    elif not path.is_file():
        near = path.parent.glob("*.md")
        beside = [Path(os.path.relpath(one, folder)).as_posix() for one in near]
        hint = did_you_mean(entry.path, beside) if beside else "check the path and its spelling, capitals too"
        problems.append(Problem("missing-module", f'there is no file "{entry.path}"', entry.place, hint))
    else:
        return roots[0]
    return None


def _lies_in(path: str, folder: str) -> bool:
    """Whether an absolute path leads into a folder."""
    return path == folder or path.startswith(os.path.join(folder, ""))


def _slots_of(folder: Path, problems: list[Problem]) -> tuple[Slot, ...]:
    """The provider's details another course declares: its modules may name them."""
    path = folder / "course.yaml"
    text, found = read_text(path, path.as_posix())
    setting, more = read(text, path.as_posix())
    problems += found + more
    return read_slots(Fields(setting, problems), problems) if isinstance(setting, Table) else ()
