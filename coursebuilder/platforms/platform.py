"""The records that describe a named importer; each fact has its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """How we know a fact, the surest first."""

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
    """The most that the platform takes of something; the field of Platform says the unit."""

    most: int
    source: Source


@dataclass(frozen=True, slots=True)
class RefusedType:
    """A type of file that doesn't work there: suffix in lower case (".mp4"), why, and what does work."""

    suffix: str
    why: str
    instead: str
    source: Source


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting to choose when a package is uploaded, and why."""

    name: str
    choose: str
    why: str
    source: Source


@dataclass(frozen=True, slots=True)
class Platform:
    """A named importer.

    builds: targets that are built for it, the best first; takes: all targets that it runs
    title_length, state_length: in characters; package_bytes: of the zip
    launches: how many launch addresses of a package it keeps
    cant_import: codes of package rules that are warnings elsewhere, and stop the import here
    unknown: what nobody has found out, as sentences
    measured: whether anything was measured on this platform itself
    learners_of_many: whether learners of many organisations meet on it
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
    learners_of_many: bool = False
