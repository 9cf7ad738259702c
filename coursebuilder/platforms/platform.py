"""What is known of a named importer: values, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where a fact comes from, the surest first."""

    MEASURED = "measured by running it"
    CODE = "read in its code"
    DOCUMENTED = "its documentation"
    INFERRED = "inferred, not measured"


@dataclass(frozen=True, slots=True)
class Fact:
    """What the platform does, and what a package does about it."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that the platform takes of something."""

    most: int
    source: Source


@dataclass(frozen=True, slots=True)
class RefusedType:
    """A type of file that doesn't work there, by its suffix in small letters, and what does instead."""

    suffix: str
    why: str
    instead: str
    source: Source


@dataclass(frozen=True, slots=True)
class Setting:
    """What to choose when a package is loaded, and why; the cure of most trouble."""

    name: str
    choose: str
    why: str
    source: Source


@dataclass(frozen=True, slots=True)
class Platform:
    """A named importer.

    builds: the targets made for it, the best first; takes: all that it can run
    title_length, state_length: in characters; package_bytes: of the zip;
    launches: start addresses in it
    cant_import: codes of package rules that elsewhere are warnings, and here the end of the import
    unknown: what nobody has found out, as sentences
    measured: whether any of it was seen on this platform itself
    """

    name: str
    title: str
    builds: tuple[str, ...]
    takes: tuple[str, ...]
    shape: Fact
    title_length: Limit | None = None
    state_length: Limit | None = None
    package_bytes: Limit | None = None
    launches: Limit | None = None
    refused_types: tuple[RefusedType, ...] = ()
    cant_import: frozenset[str] = frozenset()
    file_names: Fact | None = None
    settings: tuple[Setting, ...] = ()
    facts: tuple[Fact, ...] = ()
    unknown: tuple[str, ...] = ()
    measured: bool = True
