"""Rules for ids and keys, by which saved progress and an LMS's records refer to a course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coursebuilder.model import Course, Module, Page, Question, Reflection, Scenario, blocks_of
from coursebuilder.problems import Place, Problem

_PAGE_CURE = "give one of them another id: ## Title {{#{id}-2}}"
_PLAYERS_OWN = {"about", "glossary", "notes", "record", "references", "result"}
_Named = tuple[str, str, str, Place]  # kind, id, key, place


def modules_unique(course: Course) -> Iterator[Problem]:
    """Rule: no two modules have one id."""
    yield from _duplicates(
        (("module", module.id, "", module.place) for module in course.modules),
        "give one of them another id in its settings",
    )


def ids_unique(course: Course) -> Iterator[Problem]:
    """Rule: in a module no two pages, questions, reflections, scenarios or objectives have one id."""
    for module in course.modules:
        for kind in ("page", "question", "reflection", "scenario"):
            yield from _duplicates(
                (named for named in _named(module) if named[0] == kind),
                _PAGE_CURE if kind == "page" else "give one of them another id",
            )
        yield from _duplicates(
            (("objective", objective.id, "", objective.place) for objective in module.objectives),
            "give one of them another id",
        )


def keys_unique(course: Course) -> Iterator[Problem]:
    """Rule: no two things in a module have the same key in saved progress."""
    for module in course.modules:
        seen: dict[str, _Named] = {}
        for named in _named(module):
            kind, identifier, key, place = named
            first = seen.setdefault(key, named)
            if first is not named and first[:2] != (kind, identifier):
                yield Problem(
                    "key-collision",
                    f'{kind} "{identifier}" and {first[0]} "{first[1]}" share the key {key}',
                    place,
                    "give the newer one a key of its own: {key=x7q}",
                )


def page_ids_free(course: Course) -> Iterator[Problem]:
    """Rule: no page has the id of a page that the player makes itself."""
    for module in course.modules:
        for page in module.pages:
            if page.id in _PLAYERS_OWN:
                yield Problem(
                    "reserved-id",
                    f'the player has a page "{page.id}" of its own',
                    page.place,
                    f"choose another id, such as {{#{page.id}-page}}",
                )


def _named(module: Module) -> Iterator[_Named]:
    for page in module.pages:
        yield _of_page(page)
        for block in blocks_of(page.blocks):
            if isinstance(block, Question):
                yield "question", block.id, block.key, block.place
            elif isinstance(block, Reflection):
                yield "reflection", block.id, block.key, block.place
            elif isinstance(block, Scenario):
                yield "scenario", block.id, block.key, block.place


def _of_page(page: Page) -> _Named:
    return "page", page.id, page.key, page.place


def _duplicates(named: Iterable[_Named], hint: str) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for kind, identifier, _, place in named:
        if identifier in seen:
            yield Problem(
                "duplicate-id",
                f'{kind} id "{identifier}" stands twice; the first is at {seen[identifier]}',
                place,
                hint.format(id=identifier),
            )
        seen.setdefault(identifier, place)


RULES = (modules_unique, ids_unique, keys_unique, page_ids_free)
