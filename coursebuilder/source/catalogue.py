"""A catalogue: which courses are built for which providers, and for which platforms or targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.problems import Place, Problem
from coursebuilder.settings import Items, Scalar
from coursebuilder.source.fields import Fields
from coursebuilder.source.settings_file import read_settings_table

_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_RESERVED = re.compile(r"(?i)con|prn|aux|nul|(com|lpt)[0-9]")  # names that Windows gives no folder


@dataclass(frozen=True, slots=True)
class Listed:
    """A provider's file; name: of the folder that its packages go to."""

    name: str
    file: Path
    place: Place


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Folders of courses, providers, and names of platforms and targets, as the file has them."""

    place: Place
    courses: tuple[Path, ...]
    providers: tuple[Listed, ...]
    platforms: tuple[str, ...]
    targets: tuple[str, ...]


def read_catalogue(path: Path) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue in a file, and every mistake in it; None where it can't be read.

    Paths in it begin at the folder it is in.
    """
    hint = "courses: and providers: each with a list of paths below it"
    setting, problems = read_settings_table(path, "the catalogue is empty", hint)
    if setting is None:
        return None, problems
    fields = Fields(setting, problems)
    courses = [_path(path, one) for one in _entries(fields, "courses")]
    for place, course in courses:
        if not (course / "course.yaml").is_file():
            hint = "a course is a folder with a file course.yaml; its path begins at the catalogue"
            what = f"there is no course in {course.as_posix()}"
            problems.append(Problem("no-course", what, place, hint))
    files = [_path(path, one) for one in _entries(fields, "providers")]
    providers = tuple(Listed(_name(file), file, place) for place, file in files)
    problems += _unusable(providers)
    catalogue = Catalogue(
        setting.place,
        tuple(dict.fromkeys(course for _, course in courses)),
        providers,
        fields.texts("platforms"),
        fields.texts("targets"),
    )
    fields.finish()
    return catalogue, problems


def _entries(fields: Fields, name: str) -> tuple[Scalar, ...]:
    """The paths in a list that has to hold at least one; a single text counts as a list of one."""
    before = len(fields.problems)
    texts, value = fields.texts(name), fields.get(name)
    if not texts and len(fields.problems) == before:
        hint = f"{name}:  then a line  - path  for each"
        fields.problems.append(Problem("missing-list", f'"{name}" is missing', fields.place(name), hint))
    items = value.items if isinstance(value, Items) else (value,)
    return tuple(one for one in items if texts and isinstance(one, Scalar))


def _path(catalogue: Path, entry: Scalar) -> tuple[Place, Path]:
    return entry.place, catalogue.parent / entry.value


def _name(file: Path) -> str:
    """The name of a provider's file; that of its folder where the file is called provider.yaml."""
    return file.resolve().parent.name if file.stem == "provider" else file.stem


def _unusable(providers: tuple[Listed, ...]) -> Iterator[Problem]:
    """Providers whose packages could not go to a folder of their own."""
    first: dict[str, Listed] = {}
    for one in providers:
        if not one.file.is_file():
            what = f"there is no file {one.file.as_posix()}"
            yield Problem("no-provider", what, one.place, "its path begins at the catalogue")
        elif not _FOLDER.fullmatch(one.name) or _RESERVED.fullmatch(one.name):
            what = f'"{one.name}" can\'t be the name of a folder for packages'
            hint = "rename the provider's file: letters without accents, digits, - and _; 60 at most"
            yield Problem("bad-id", what, one.place, hint)
        elif (other := first.setdefault(one.name.casefold(), one)) is not one:
            what = f'packages of two providers would go to one folder "{one.name}"'
            hint = f"rename a file, or leave one out: {other.file.as_posix()} and {one.file.as_posix()}"
            yield Problem("duplicate-provider", what, one.place, hint)
