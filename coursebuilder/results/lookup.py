"""What a platform calls the parts of a course -> the parts: by activity id, by question id, by title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, cast

import orjson

from coursebuilder.model import Course
from coursebuilder.results.asked import AskedModule, Item, asked_in
from coursebuilder.source.confidence import with_confidence
from coursebuilder.targets.activities import MAX_NAME, statement_vocabulary
from coursebuilder.targets.iris import Iris
from coursebuilder.targets.titles import shorten

_REMEMBERED = 100_000  # ids that a process keeps, for what they are
_COMPONENTS = ("choices", "scale", "source", "target")


class Named(NamedTuple):
    """A part of the course. what: course, module, page, question or objective; item: its id within the
    module."""

    what: str
    module: str
    item: str


@dataclass(frozen=True)
class Lookup:
    """Finds parts of one course by what platforms call them. It can be sent to other processes.

    ids: activity ids as UUIDs, and, for addresses, what stands behind the provider's base
    forms: for each question's activity id what its statements say of its answers
    """

    course_id: str
    modules: Mapping[str, AskedModule]
    items: Mapping[tuple[str, str], Item]
    ids: Mapping[str, Named]
    forms: Mapping[tuple[str, str], str]
    titles: Mapping[str, str]
    seen: dict[str, Named | None] = field(default_factory=dict)
    judged: dict[bytes, bool] = field(default_factory=dict)

    def by_id(self, iri: str) -> Named | None:
        """The part with this activity id, whatever address the provider put before it; None for all
        others."""
        if iri in self.seen:
            return self.seen[iri]
        found = self.ids.get(iri)
        mark = f"/{self.course_id}/"
        at = f"{iri}/".find(mark)
        while found is None and at >= 0:  # the course's id may stand in the provider's address too
            found = self.ids.get(iri[at:])
            at = f"{iri}/".find(mark, at + 1)
        if len(self.seen) < _REMEMBERED:
            self.seen[iri] = found
        return found

    def by_title(self, names: Iterable[str]) -> str | None:
        """The module with this title (WHOLE for the course's), where a platform gave it an id of its own."""
        return next((self.titles[name] for name in map(_title, names) if name in self.titles), None)

    def item(self, module: str, name: str) -> Item | None:
        return self.items.get((module, name))

    def by_question(self, name: str, modules: Iterable[str] = ()) -> Item | None:
        """The item that an LMS calls `name`: MODULE--QUESTION in a whole course, else its id in one of
        `modules`.

        None where two modules have it: an answer may not be counted for the wrong question.
        """
        module, mark, rest = name.partition("--")
        if mark and (module, rest) in self.items:
            return self.items[module, rest]
        among = tuple(modules) or tuple(self.modules)
        found = [self.items[module, name] for module in among if (module, name) in self.items]
        return found[0] if len(found) == 1 else None

    def same_form(self, named: Named, definition: Mapping[str, Any]) -> bool:
        """Whether a statement's activity has the answers that the question has now; without any, it counts
        as so."""
        if "interactionType" not in definition:
            return True
        key = orjson.dumps(
            [named.module, named.item, definition]
        )  # nearly all statements of a question have the same one
        if key not in self.judged:
            if len(self.judged) >= _REMEMBERED:
                self.judged.clear()
            known = self.forms.get((named.module, named.item))
            self.judged[key] = known is None or known == form_of(definition)
        return self.judged[key]


def lookup_for(course: Course) -> Lookup:
    """The lookup of a course, with the questions of confidence that a provider may have turned on."""
    course = replace(course, provider=None)
    modules = asked_in(course)
    items = {(one.module, one.id): one for module in modules.values() for one in module.items.values()}
    with_more = replace(course, modules=with_confidence(course.modules, course))
    for module in asked_in(with_more).values():
        sure = (one for one in module.items.values() if one.part == "confidence")
        items = {(one.module, one.id): one for one in sure} | items
    ids: dict[str, Named] = {}
    for base in ("", "~"):  # "~" makes addresses; what stands behind it is what any base is followed by
        named = _ids(Iris(base, course.id), course, items)
        ids |= {iri.removeprefix("~"): part for iri, part in named.items()}
    titles = {_title(module.title): module.id for module in course.modules}
    return Lookup(course.id, modules, items, ids, _forms(course), {_title(course.title): "*", **titles})


def _ids(named: Iris, course: Course, items: Iterable[tuple[str, str]]) -> dict[str, Named]:
    found = {named.course: Named("course", "*", ""), named.opening: Named("page", "*", "start")}
    by_id = {module.id: module for module in course.modules}
    for module in course.modules:
        found[named.module(module)] = Named("module", module.id, "")
        found |= {named.page(module, page): Named("page", module.id, page.id) for page in module.pages}
        found |= {
            named.objective(module, one): Named("objective", module.id, one.id) for one in module.objectives
        }
    for module_id, name in items:
        found[named.step(by_id[module_id], name)] = Named("question", module_id, name)
    return found


def _forms(course: Course) -> dict[tuple[str, str], str]:
    forms: dict[tuple[str, str], str] = {}
    for module in course.modules:
        told = cast("dict[str, Any]", statement_vocabulary(course, [module])["questions"])
        forms |= {(module.id, name): form_of(one["definition"]) for name, one in told.items()}
    return forms


def form_of(definition: Mapping[str, Any]) -> str:
    """A text that changes when the answers of an interaction do: their ids, their texts or which is right."""
    parts = [
        [[one.get("id"), sorted((one.get("description") or {}).values())] for one in definition.get(name, ())]
        for name in _COMPONENTS
    ]
    kept = [definition.get("interactionType"), definition.get("correctResponsesPattern") or [], parts]
    return json.dumps(kept, sort_keys=True)


def _title(text: str) -> str:
    """A title without what builds put behind it, such as that it isn't signed off."""
    return re.sub(r"\s*\((?:not signed off|draft)[^)]*\)\s*$", "", shorten(text, MAX_NAME)).casefold()
