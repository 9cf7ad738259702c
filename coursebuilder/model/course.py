"""A course and its modules."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from coursebuilder.model.around import (
    Asked,
    Citation,
    CodeMap,
    Framework,
    Guidance,
    LeftOut,
    Link,
    ModuleLink,
    Review,
    Signature,
    Silence,
    Source,
    Story,
    Term,
    ToDo,
    Tuning,
)
from coursebuilder.model.blocks import Callout, Media, Question, Scenario, TutorNote
from coursebuilder.model.page import Page, blocks_of
from coursebuilder.model.provider import NationalLine, Provider, Slot
from coursebuilder.problems import Place

Completion = Literal["viewed", "questions"]
EndStatus = Literal["passed", "completed"]
OnFail = Literal["failed", "incomplete"]
Navigation = Literal["free", "ordered"]


@dataclass(frozen=True, slots=True)
class Objective:
    """What the learner will be able to do; tested by the questions that name its id.

    pages: ids of the pages that teach it, as the author says; () where its practice questions show them
    """

    place: Place
    id: str
    text: str
    maps: tuple[CodeMap, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What finishing means; course.yaml sets it, a module's front matter overrides it."""

    mastery_score: Decimal = Decimal("0.8")
    completion: Completion = "viewed"
    end_status: EndStatus = "passed"
    on_fail: OnFail = "failed"
    navigation: Navigation = "free"


@dataclass(frozen=True, slots=True)
class Module:
    """A piece of a course a learner finishes in one sitting; one package each.

    to_do: what a draft shows as still to be done; None where the module isn't built as a draft
    signature: the last one that counts, the provider's where a provider gives the course; changed: what of it
        has changed since, by number; also_read: the course's own one, where the provider's counts
    """

    place: Place
    id: str
    title: str
    minutes: int
    audience: str
    objectives: tuple[Objective, ...]
    tags: tuple[str, ...]
    draft: bool
    reviewed: tuple[Review, ...]
    rules: Rules
    pages: tuple[Page, ...]
    media: tuple[Media, ...]
    citations: tuple[Citation, ...]
    links: tuple[Link, ...] = ()
    elsewhere: tuple[ModuleLink, ...] = ()  # links to other modules, those of tutor's notes too
    terms: tuple[Term, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    tutor_notes: tuple[TutorNote, ...] = ()
    asked: tuple[Asked, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    to_do: tuple[ToDo, ...] | None = None
    signature: Signature | None = None
    changed: tuple[str, ...] = ()
    also_read: Signature | None = None
    stories: tuple[Story, ...] = ()

    @property
    def assessment_page(self) -> Page | None:
        """The page with the assessment, or None."""
        return next((page for page in self.pages if page.assessment), None)

    def page_at(self, line: int) -> Page:
        """The page that a line of the module's file lies on; the opening page for one above all of them.

        Pages that aren't in the file, on how sure learners feel, have the module's own line and are never it.
        """
        begun = [page for page in self.pages if page.place.line <= line]
        return max(begun or self.pages[:1], key=lambda page: page.place.line)

    @property
    def teaches_safeguarding(self) -> bool:
        """Whether it is about safeguarding itself: one tagged contact, too, only uses a few of the steps."""
        return "safeguarding" in self.tags and "contact" not in self.tags

    @property
    def needs_signature(self) -> bool:
        """Whether a safeguarding lead has to read it: it, or a part of it, is about keeping somebody safe."""
        return "safeguarding" in self.tags or any(
            (isinstance(block, Callout) and block.kind == "safeguarding")
            or (isinstance(block, Question) and block.safety)
            or (isinstance(block, Scenario) and block.has_unsafe_reply)
            for page in self.pages
            for block in blocks_of(page.blocks)
        )

    @property
    def signed_off(self) -> bool:
        """Whether it needs no signature, or has one that holds for every word as it stands now."""
        return not self.needs_signature or (self.signature is not None and not self.changed)


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course folder as read.

    theme: a built-in one's name, or a folder written from `theme_roots[0]`; it lies in one of these roots
    """

    place: Place
    id: str
    title: str
    description: str
    language: str
    version: str
    audience: str
    authors: tuple[str, ...]
    licence: str
    keywords: tuple[str, ...]
    theme: str
    modules: tuple[Module, ...]
    sources: tuple[Source, ...] = ()
    slots: tuple[Slot, ...] = ()
    silences: tuple[Silence, ...] = ()
    provider: Provider | None = None
    frameworks: tuple[Framework, ...] = ()
    glossary: tuple[Term, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    rules: Rules = Rules()
    theme_place: Place | None = None
    theme_roots: tuple[Path, ...] = ()
    tunings: tuple[Tuning, ...] = ()
    lines: tuple[NationalLine, ...] = ()

    @property
    def built(self) -> tuple[Module, ...]:
        """The modules that packages and documents are made of: all but drafts."""
        return tuple(module for module in self.modules if not module.draft)

    def slot(self, name: str) -> str:
        """The provider's value for a slot, or '' where nothing was given."""
        return next((slot.value for slot in self.slots if slot.name == name), "")
