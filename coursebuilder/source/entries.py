"""The modules a course lists: its own, the shared ones, and those of other courses."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder.model import Course, Module, Objective, Slot
from coursebuilder.problems import Place, Problem, did_you_mean
from coursebuilder.settings import Items, Scalar, Table
from coursebuilder.source.fields import Fields
from coursebuilder.source.frameworks import read_map
from coursebuilder.source.home import Home, Homes, LmsName, brought, lms_name, renamed_for_the_lms
from coursebuilder.source.module_links import with_module_links
from coursebuilder.source.passages import (
    Passage,
    Translate,
    as_written,
    translated_slots,
    translated_works,
)
from coursebuilder.source.readers import Readers
from coursebuilder.source.roots import find_root


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
    if not entries and not (isinstance(setting, Items) and setting.items):
        hint = "modules:  then a line  - modules/01-start.md  for each"
        problems.append(Problem("no-modules", "the course has no modules", fields.place("modules"), hint))
    return entries


def read_modules(
    entries: list[Entry], course: Course, own: Home, by_line: bool, problems: list[Problem], readers: Readers
) -> Course:
    """The course with its modules. Those of other courses bring what they name along: works, terms, codes and
    the provider's details, which the course's own stand before.
    """
    homes = Homes(own, course.provider, by_line, problems, readers.picture, readers.drawing)
    found: list[tuple[Entry, Path, Home]] = []
    for entry in entries:
        root = find_root(entry.path, own.root.folder, own.shared, entry.place, problems)
        if root is not None:
            path = Path(os.path.normpath(own.root.folder / entry.path))
            found.append((entry, path, _in_language(homes.of(root, path), own, readers.translate)))
    declared = {slot.name: slot for _, _, home in reversed(found) for slot in home.slots}
    modules: list[Module] = []
    names: list[LmsName] = []
    for entry, path, home in found:
        slots = {**declared, **{slot.name: slot for slot in (*home.slots, *own.slots)}}
        around = _around(course, home, tuple(slots.values()))
        module, more = readers.module(path, homes.finder(home.root), around)
        problems += more
        if module is None:
            continue
        course, module = brought(course, module, home, slots)
        modules.append(_overridden(module, entry, problems, readers.translate))
        before = tuple(lms_name(other, module) for other in home.known_as)
        names.append(LmsName(entry.place, lms_name(course.id, modules[-1]), before))
    problems += renamed_for_the_lms(names)
    return replace(course, modules=with_module_links(modules, course.language))


def _in_language(home: Home, own: Home, translate: Translate) -> Home:
    """A home whose terms and details are in the language the course is read in; its own home is already."""
    if home is own or translate is as_written:
        return home
    works = own.works if home.works is own.works else translated_works(home.works, translate)
    return replace(home, works=works, slots=translated_slots(home.slots, translate))


def _around(course: Course, home: Home, slots: tuple[Slot, ...]) -> Course:
    """The course as a module of this home sees it: with the works that stand beside the module."""
    works = home.works
    return replace(
        course,
        slots=slots,
        sources=works.sources,
        glossary=works.glossary,
        guidance=works.guidance,
        lines=works.lines,
    )


def _overridden(module: Module, entry: Entry, problems: list[Problem], translate: Translate) -> Module:
    if entry.table is None:
        return module
    fields = Fields(entry.table, problems)
    fields.text("path")
    identifier = fields.text("as", module.id)
    fields.check_id("as", identifier, "a module")
    mastery = fields.fraction("mastery_score", module.rules.mastery_score)
    title = fields.text("title")
    changed = replace(
        module,
        id=identifier,
        title=translate(Passage(fields.place("title"), "", f"module {module.id} title", title))
        if title
        else module.title,
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
