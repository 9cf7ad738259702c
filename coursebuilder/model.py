"""The author's course as values.

Everything right of reading (checks, pages, targets) sees a course only as these frozen records; nothing here
knows Markdown, YAML, HTML templates or any LMS standard. Every record keeps the Place it was written at, so a
rule found wrong later can still name file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from coursebuilder.problems import Place

Completion = Literal["viewed", "questions"]
EndStatus = Literal["passed", "completed"]
OnFail = Literal["failed", "incomplete"]
Navigation = Literal["free", "ordered"]
Strength = Literal["introduces", "practises", "assesses"]
CalloutKind = Literal["note", "tip", "important", "warning", "example", "safeguarding", "key-message"]


@dataclass(frozen=True, slots=True)
class Media:
    """A file a module shows or links to; `name` is its path in the package, always under media/.

    Width and height are in CSS pixels, for pictures that tell theirs.
    """

    place: Place
    name: str
    path: Path
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, lists, quotations, sub-headings: finished HTML and the same as plain text."""

    place: Place
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `html` is the inside of <table> (thead, tbody), without a caption."""

    place: Place
    caption: str
    columns: int
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on its own line; width and height are in CSS pixels where the file tells them."""

    place: Place
    media: Media
    alt: str
    caption: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Callout:
    """An aside. `practice` marks common practice, for which no source is claimed."""

    place: Place
    kind: CalloutKind
    title: str
    practice: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reveal:
    """Text the learner opens on request."""

    place: Place
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reflection:
    """A prompt for the learner's own notes; what they type is never sent."""

    place: Place
    id: str
    key: str
    prompt: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a choice question; letters a, b, c ... follow the order of the source."""

    place: Place
    html: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Choose one answer, or several when `multiple`; all or nothing, one point."""

    answers: tuple[Answer, ...]
    multiple: bool


Task = Choice  # the union of question kinds; `match` on it ends in assert_never


@dataclass(frozen=True, slots=True)
class Question:
    """A question: its wording, what it asks for (`task`) and what everybody reads afterwards (`feedback`).

    `setup` holds the blocks before the wording, such as the story of a scene.
    """

    place: Place
    id: str
    key: str
    html: str
    text: str
    feedback: str
    objective: str | None
    safety: bool
    task: Task
    setup: tuple[Block, ...] = ()


Block = Prose | Table | Figure | Callout | Reveal | Reflection | Question


@dataclass(frozen=True, slots=True)
class Assessment:
    """Makes a page the assessment: its questions are the bank. None: all are asked, tries are unlimited."""

    place: Place
    draw: int | None
    attempts: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One screen. `minutes` is an estimate of reading and answering time, at least 0.5."""

    place: Place
    id: str
    key: str
    title: str
    blocks: tuple[Block, ...]
    assessment: Assessment | None
    minutes: float


@dataclass(frozen=True, slots=True)
class Objective:
    """What the learner will be able to do; tested by the questions that name its id."""

    place: Place
    id: str
    text: str
    maps: tuple[CodeMap, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeMap:
    """An objective's part in a framework's code, as claimed by `mapped_by`; assesses names its questions."""

    place: Place
    framework: str
    code: str
    strength: Strength
    mapped_by: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """Codes and texts of a published framework; `complete` only when all of it is in the file."""

    place: Place
    key: str
    title: str
    source: str
    address: str
    complete: bool
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Review:
    """A dated sign-off of a module by a named person."""

    place: Place
    by: str
    role: str
    on: str
    version: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What finishing means; course.yaml sets it, a module's front matter overrides it."""

    mastery_score: Decimal = Decimal("0.8")
    completion: Completion = "viewed"
    end_status: EndStatus = "passed"
    on_fail: OnFail = "failed"
    navigation: Navigation = "free"


@dataclass(frozen=True, slots=True)
class Citation:
    """A [@key:n] in the text: the source's key, the section its line falls in, and where it stands."""

    place: Place
    key: str
    section: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page of the module; `target` is that page's id."""

    place: Place
    target: str


@dataclass(frozen=True, slots=True)
class Source:
    """A published work the course rests on; `sections` are (first line, last line, name)."""

    place: Place
    key: str
    title: str
    reference: str
    address: str
    sections: tuple[tuple[int, int, str], ...]

    def section_of(self, line: int) -> str:
        """The name of the section a line falls in, or ''."""
        return next((name for first, last, name in self.sections if first <= line <= last), "")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary; `forms` are its spellings in texts, `replaces` words that give way to it."""

    place: Place
    id: str
    term: str
    forms: tuple[str, ...]
    definition: str
    source: str
    replaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """A guidance document by title, with who checked it when. Dates are ISO; '' means not known."""

    place: Place
    key: str
    title: str
    nation: str
    edition: str
    address: str
    checked_on: str
    checked_by: str
    review_by: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A detail only the provider knows; an empty value is a gap the learner can see."""

    place: Place
    name: str
    label: str
    value: str
    kind: str  # safeguarding | support | criteria | plain: the first three warn when left empty


@dataclass(frozen=True, slots=True)
class SupportLink:
    """A place to turn to, given by the provider."""

    place: Place
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Provider:
    """The organisation that gives a course to learners. `details` fill slots; `data` holds tables by name."""

    place: Place
    name: str
    contact: str
    details: tuple[Slot, ...]
    support_links: tuple[SupportLink, ...]
    iri_base: str
    licence: str
    logo: Media | None
    theme: str
    data: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Module:
    """A piece of a course a learner finishes in one sitting; one package each."""

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
    terms: tuple[Term, ...] = ()
    guidance: tuple[Guidance, ...] = ()

    @property
    def assessment_page(self) -> Page | None:
        return next((page for page in self.pages if page.assessment), None)

    @property
    def signed_off(self) -> bool:
        """Whether a safeguarding module carries a safeguarding lead's dated review (others need none)."""
        return "safeguarding" not in self.tags or any(
            "safeguarding lead" in review.role.lower() and review.on for review in self.reviewed
        )


@dataclass(frozen=True, slots=True)
class Silence:
    """A warning the author accepts, with the reason."""

    place: Place
    code: str
    reason: str
    where: str


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course folder as read."""

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

    def slot(self, name: str) -> str:
        """The provider's value for a slot, or '' where nothing was given."""
        return next((slot.value for slot in self.slots if slot.name == name), "")


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, those inside callouts, reveals and reflections too, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Callout | Reveal | Reflection):
            yield from blocks_of(block.blocks)
        elif isinstance(block, Question):
            yield from blocks_of(block.setup)


def questions_of(page: Page) -> tuple[Question, ...]:
    """The page's questions in reading order."""
    return tuple(block for block in blocks_of(page.blocks) if isinstance(block, Question))
