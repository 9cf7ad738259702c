"""What a module's text may refer to, what is met in it, and the tokens that are put into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from coursebuilder.media import FindMedia
from coursebuilder.model import (
    Asked,
    Citation,
    Guidance,
    LeftOut,
    Link,
    Media,
    ModuleLink,
    Rows,
    Slot,
    Source,
    Term,
    TutorNote,
)
from coursebuilder.problems import Problem
from coursebuilder.source.passages import Translate


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a module's text may refer to.

    gap: the sentence shown for a missing detail, with {label}; task: the same for what learners find out
    lines: name of a detail -> the national lines beside its gap, as learners read them
    nation: where the provider works; titles and works of another nation are marked with that one's name
    """

    path: str
    slots: Mapping[str, Slot]
    sources: Mapping[str, Source]
    find_media: FindMedia
    gap: str
    guidance: Mapping[str, Guidance] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)  # by spelling, in small letters
    tables: Mapping[str, Rows] = field(default_factory=dict)  # the provider's
    headings: frozenset[str] = frozenset()  # ids of the module's sub-headings
    task: str = "{label}"
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nation: str = ""
    translate: Translate | None = None  # None: the text stays in the language it is written in


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is met on the way through a text."""

    problems: list[Problem] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    elsewhere: list[ModuleLink] = field(default_factory=list)
    terms: dict[str, Term] = field(default_factory=dict)
    guidance: dict[str, Guidance] = field(default_factory=dict)
    tutor_notes: list[TutorNote] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def text_token(content: str) -> Token:
    return Token("text", "", 0, content=content)


def finished_token(html: str, text: str = "") -> Token:
    return Token("html_inline", "", 0, content=html, meta={"text": text})
