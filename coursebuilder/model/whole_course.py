"""The modules of a course side by side in one document: their names made such that none meets another's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from coursebuilder.model import (
    Course,
    Media,
    Module,
    Objective,
    Page,
    Question,
    Reflection,
    Scenario,
    ToDo,
    TutorNote,
)
from coursebuilder.model.keys import key_of
from coursebuilder.model.state_size import LIMIT, worst_parts
from coursebuilder.problems import Problem, counted

_BEGIN = 2 + 3  # what stands before a module in the saved line, and its key
_PAGE_LINK = re.compile(r'(?<=href="#page-)(?!(?:references|glossary|about)")|(?<=href="#at-)|(?<=id="at-)')
_MODULE_LINK = re.compile(
    r'<span data-to="([^"]*?)--([^"]*)">(.*?)</span><span class="in-module">.*?</span>', re.DOTALL
)
_MEDIA = re.compile(r'(?:(?<=href=")|(?<=src="))media/[^"]*')


def module_key(module: Module) -> str:
    """What a module is called in a learner's saved state."""
    return key_of("module", module.id)


def side_by_side(modules: tuple[Module, ...]) -> tuple[Module, ...]:
    """The modules with ids such as `module--page`, and media that share a name but not a file told apart.

    Keys stay: they need to be unique in their module only.
    """
    taken: dict[str, Path] = {}
    made = []
    for module in modules:
        clashing = {item.name for item in module.media if taken.setdefault(item.name, item.path) != item.path}
        made.append(_scoped(module, clashing, frozenset(one.id for one in modules)))
    return tuple(made)


def whole_problems(course: Course) -> Iterator[Problem]:
    """What keeps a course from being one package."""
    modules = course.built
    sizes = {module.id: _BEGIN + sum(size for _, size in worst_parts(module)) for module in modules}
    if sum(sizes.values()) > LIMIT:
        largest = ", ".join(
            f"{name} {sizes[name]}" for name in sorted(sizes, key=lambda one: -sizes[one])[:5]
        )
        yield Problem(
            "state-too-large",
            f"a learner's progress in {counted(len(modules), 'module')} may need {sum(sizes.values()):,} "
            f"characters; an LMS keeps {LIMIT:,}",
            course.place,
            f"build one package a module, or split the course; the largest: {largest}",
        )
    keys: dict[str, Module] = {}
    for module in modules:
        key = module_key(module)
        if (first := keys.setdefault(key, module)) is not module:
            yield Problem(
                "key-collision",
                f'modules "{module.id}" and "{first.id}" share the key {key}',
                module.place,
                "give the newer one another id",
            )


def _scoped(module: Module, clashing: set[str], together: frozenset[str]) -> Module:
    """The module with its own names; `together` are the ids of all modules in the document."""

    def led(found: re.Match[str]) -> str:
        return f'<a href="#page-{found[1]}--{found[2]}">{found[3]}</a>' if found[1] in together else found[0]

    def name(identifier: str) -> str:
        return f"{module.id}--{identifier}"

    def media(path: str) -> str:
        return f"media/{module.id}/{path.removeprefix('media/')}" if path in clashing else path

    def change(value: object) -> object:
        match value:
            case str():
                linked = _PAGE_LINK.sub(f"{module.id}--", value) if '="' in value else value
                linked = _MODULE_LINK.sub(led, linked) if "data-to=" in linked else linked
                return _MEDIA.sub(lambda found: media(found[0]), linked) if clashing else linked
            case Media():
                return replace(value, name=media(value.name))
            case Page() | Reflection() | Scenario():
                return replace(value, id=name(value.id))
            case Objective(pages=pages):
                return replace(value, id=name(value.id), pages=tuple(map(name, pages)))
            case TutorNote() | ToDo():
                return replace(value, page=name(value.page))
            case Question(objective=objective):
                return replace(value, id=name(value.id), objective=name(objective) if objective else None)
        return value

    return replace(
        module,
        pages=rewritten(module.pages, change),
        objectives=rewritten(module.objectives, change),
        media=rewritten(module.media, change),
        tutor_notes=rewritten(module.tutor_notes, change),
        to_do=rewritten(module.to_do, change),
    )


def rewritten(value: Any, change: Callable[[object], object]) -> Any:
    """The same values through and through, each text and record as `change` makes it, inside first."""
    if isinstance(value, tuple):
        return tuple(rewritten(item, change) for item in value)
    if isinstance(value, str):
        return change(value)
    if is_dataclass(value) and not isinstance(value, type):
        inner = {field.name: rewritten(getattr(value, field.name), change) for field in fields(value)}
        return change(replace(value, **inner))
    return value
