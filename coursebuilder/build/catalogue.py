"""Courses built for many providers, one after the other: one that fails doesn't stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coursebuilder.build.pipeline import BuildChoice, BuildResult, ReadResult, build_all, choose, read_courses
from coursebuilder.build.ready import read_by_others
from coursebuilder.media import read_picture
from coursebuilder.model import Course
from coursebuilder.problems import Problem
from coursebuilder.source import Readers
from coursebuilder.source.catalogue import Catalogue, Listed

Beside = Callable[[Sequence[Course]], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class ForProvider:
    """What came of one provider. built: None where something was wrong; then none of its files was touched.

    problems: all that is wrong, with its courses and with its packages
    """

    provider: Listed
    out: Path
    read: ReadResult
    built: BuildResult | None
    problems: tuple[Problem, ...]


def choice_of(catalogue: Catalogue) -> tuple[BuildChoice, list[Problem]]:
    """The targets and platforms that a catalogue names, and what is wrong with these names."""
    choice = choose(catalogue.targets, catalogue.platforms)
    hint = "platforms: as for build --for, targets: as for build --target"
    return choice, [Problem("wrong-value", choice.wrong, catalogue.place, hint)] if choice.wrong else []


def build_catalogue(
    catalogue: Catalogue, choice: BuildChoice, out: Path, strict: bool, beside: Beside
) -> Iterator[ForProvider]:
    """Build for each provider into a folder of its own below `out`; each result as soon as it is there.

    strict: a provider with warnings isn't built
    beside: gives other files to write with a provider's packages, by their names
    """
    readers = Readers(cache(read_picture))
    for provider in catalogue.providers:
        yield _for_provider(provider, catalogue.courses, choice, out / provider.name, strict, beside, readers)


def _for_provider(
    provider: Listed,
    courses: Sequence[Path],
    choice: BuildChoice,
    out: Path,
    strict: bool,
    beside: Beside,
    readers: Readers,
) -> ForProvider:
    read = read_courses(courses, provider.file, choice.targets, readers=readers)
    problems = (*read.problems, *read_by_others(read.courses, choice.platforms))
    if any(strict or one.severity == "error" for one in problems):
        return ForProvider(provider, out, read, None, problems)
    try:
        built = build_all(read.courses, choice.targets, out, choice.platforms, beside=beside(read.courses))
    except OSError as error:
        what = f"can't write {error.filename or out}: {error.strerror}"
        wrong = Problem("not-written", what, provider.place, "")
        return ForProvider(provider, out, read, None, (*problems, wrong))
    if not built.paths:
        with suppress(OSError):  # it stays where an earlier build left anything in it
            out.rmdir()
    return ForProvider(provider, out, read, built if built.paths else None, (*problems, *built.problems))
