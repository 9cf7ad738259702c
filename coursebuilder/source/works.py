"""What the modules of a course may name: the works they cite, terms, guidance and frameworks' codes.

A course's own stand beside its course.yaml, those of several courses in the folder shared/ beside them. A
module of another course goes on naming what stands beside that one; `joined` puts both into one course.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from coursebuilder.model import Framework, Guidance, Module, NationalLine, Source, Term
from coursebuilder.problems import Place, Problem
from coursebuilder.source.details import read_sources
from coursebuilder.source.frameworks import read_frameworks
from coursebuilder.source.glossary import read_glossary, read_guidance, read_lines

T = TypeVar("T", Source, Framework, Guidance)


@dataclass(frozen=True, slots=True)
class Works:
    """What a module may name, by the course or shared folder that it belongs to."""

    sources: tuple[Source, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    glossary: tuple[Term, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    lines: tuple[NationalLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Renamed:
    """The keys that works of another course got, where its keys name something else in this one."""

    sources: dict[str, str]
    frameworks: dict[str, str]
    guidance: dict[str, str]


def read_works(folders: Iterable[Path], by_line: bool, problems: list[Problem]) -> Works:
    """The works in these folders, such as a course's own and the shared one; a key may stand in one only.

    by_line: see Source
    """
    every = [_in_folder(folder, by_line, problems) for folder in dict.fromkeys(folders)]
    works = Works(
        sources=tuple(one for works in every for one in works.sources),
        frameworks=tuple(one for works in every for one in works.frameworks),
        glossary=tuple(one for works in every for one in works.glossary),
        guidance=tuple(one for works in every for one in works.guidance),
        lines=tuple(one for works in every for one in works.lines),
    )
    keyed = [
        *((one.key, one.place, "source") for one in works.sources),
        *((one.key, one.place, "framework") for one in works.frameworks),
        *((one.key, one.place, "guidance") for one in works.guidance),
        *((one.key, one.place, "line") for one in works.lines),
        *((one.id, one.place, "term") for one in works.glossary),
    ]
    first: dict[tuple[str, str], Place] = {}
    for key, place, kind in keyed:
        before = first.setdefault((kind, key), place)
        if before.path != place.path:
            what = f'{kind} "{key}" stands in {before.path} too'
            problems.append(Problem("duplicate-key", what, place, "keep one of them"))
    return works


def _in_folder(folder: Path, by_line: bool, problems: list[Problem]) -> Works:
    return Works(
        tuple(replace(source, by_line=by_line) for source in read_sources(folder, problems)),
        read_frameworks(folder, problems),
        read_glossary(folder, problems),
        read_guidance(folder, problems),
        read_lines(folder, problems),
    )


def joined(own: Works, others: Works) -> tuple[Works, Renamed]:
    """Both in one. Where a key of the others means something else already, they get another key."""
    sources, renamed_sources = _joined(own.sources, others.sources, _same_source)
    frameworks, renamed_frameworks = _joined(own.frameworks, others.frameworks, _same_framework)
    guidance, renamed_guidance = _joined(own.guidance, others.guidance, _same_guidance)
    known = {term.id for term in own.glossary}
    glossary = (*own.glossary, *(term for term in others.glossary if term.id not in known))
    keys = {line.key for line in own.lines}
    lines = (*own.lines, *(line for line in others.lines if line.key not in keys))
    renamed = Renamed(renamed_sources, renamed_frameworks, renamed_guidance)
    return Works(sources, frameworks, glossary, guidance, lines), renamed


def renamed_in(module: Module, renamed: Renamed) -> Module:
    """The module with the keys that its works got."""
    if not (renamed.sources or renamed.frameworks or renamed.guidance):
        return module

    def work(key: str) -> str:
        return renamed.sources.get(key, renamed.guidance.get(key, key))

    def term(one: Term) -> Term:
        key, colon, line = one.source.partition(":")
        return replace(one, source=f"{work(key)}{colon}{line}")

    return replace(
        module,
        citations=tuple(replace(one, key=work(one.key)) for one in module.citations),
        terms=tuple(map(term, module.terms)),
        guidance=tuple(replace(one, key=renamed.guidance.get(one.key, one.key)) for one in module.guidance),
        tutor_notes=tuple(
            replace(note, cited=tuple((work(key), section) for key, section in note.cited))
            for note in module.tutor_notes
        ),
        objectives=tuple(
            replace(
                objective,
                maps=tuple(
                    replace(one, framework=renamed.frameworks.get(one.framework, one.framework))
                    for one in objective.maps
                ),
            )
            for objective in module.objectives
        ),
    )


def _joined(
    own: tuple[T, ...], others: tuple[T, ...], both: Callable[[T, T], T | None]
) -> tuple[tuple[T, ...], dict[str, str]]:
    """`both` makes one of two that are the same work, or None where they aren't."""
    merged = {one.key: one for one in own}
    renamed: dict[str, str] = {}
    for one in others:
        key, number = one.key, 1
        while key in merged:
            if (same := both(merged[key], one)) is not None:
                merged[key] = same
                break
            number += 1
            key = f"{one.key}-{number}"
        else:
            merged[key] = replace(one, key=key)
        if key != one.key:
            renamed[one.key] = key
    return tuple(merged.values()), renamed


def _same_source(one: Source, other: Source) -> Source | None:
    if (one.title, one.reference, one.address) != (other.title, other.reference, other.address):
        return None
    sections = (*one.sections, *(section for section in other.sections if section not in one.sections))
    return replace(one, sections=sections)


def _same_framework(one: Framework, other: Framework) -> Framework | None:
    codes = {**other.codes, **one.codes}
    if one.title != other.title or codes != {**one.codes, **other.codes}:
        return None
    return replace(one, codes=codes, complete=one.complete or other.complete)


def _same_guidance(one: Guidance, other: Guidance) -> Guidance | None:
    return one if (one.title, one.edition) == (other.title, other.edition) else None
