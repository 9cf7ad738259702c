"""What stands on a page: blocks and questions, as the author wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coursebuilder.model.scenes import Scenario, Speech
from coursebuilder.model.tasks import Task
from coursebuilder.problems import Place

ClipKind = Literal["video", "audio"]
CalloutKind = Literal["note", "tip", "important", "warning", "example", "safeguarding", "key-message"]


@dataclass(frozen=True, slots=True)
class Media:
    """A file a module shows or links to; `name` is its path in the package, always under media/.

    Width and height are in CSS pixels, for pictures and videos that tell theirs. `data` travels in the file's
    place.
    """

    place: Place
    name: str
    path: Path
    width: int | None = None
    height: int | None = None
    data: bytes | None = None


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
class Cue:
    """A caption: what is said or heard, from one second to another."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Clip:
    """Video or sound from a file; what is said in it as captions (of a video) and, as text, in `blocks`."""

    place: Place
    kind: ClipKind
    media: Media
    title: str
    width: int | None
    height: int | None
    captions: tuple[Cue, ...]
    poster: Media | None
    blocks: tuple[Block, ...]


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
class Question:
    """A question: its wording, what it asks for (`task`) and what everybody reads afterwards (`feedback`).

    `setup` holds the blocks before the wording, such as the story of a scene. Practice alone has `hints`
    (finished HTML) and `tries` (None: as many as one likes), and asks how sure one is (`confidence`).
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
    hints: tuple[str, ...] = ()
    tries: int | None = None
    confidence: bool = False


@dataclass(frozen=True, slots=True)
class TutorNote:
    """What a module's tutor alone reads: it is no block of a page, so no learner's package can hold it.

    `page` is the id of the page it was written on, `minutes` what a session plan takes in all. With `witness`
    somebody who saw the task done signs for it. Its media and sections cited are its own, not the module's.
    """

    place: Place
    page: str
    title: str
    minutes: int | None
    witness: bool
    blocks: tuple[Block, ...]
    media: tuple[Media, ...] = ()
    cited: tuple[tuple[str, str], ...] = ()  # a source's key and section; guidance has none


Block = Prose | Table | Figure | Clip | Callout | Reveal | Reflection | Question | Scenario | Speech


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


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, those inside callouts, clips, reveals, reflections and scenarios too, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Clip | Callout | Reveal | Reflection):
            yield from blocks_of(block.blocks)
        elif isinstance(block, Question):
            yield from blocks_of(block.setup)
        elif isinstance(block, Scenario):
            yield from blocks_of(block.setup)
            for step in block.steps:
                yield from blocks_of(step.blocks)


def scenarios_of(page: Page) -> tuple[Scenario, ...]:
    """The page's scenarios in reading order; they stand in no other block."""
    return tuple(block for block in page.blocks if isinstance(block, Scenario))


def questions_of(page: Page) -> tuple[Question, ...]:
    """The page's questions in reading order."""
    return tuple(block for block in blocks_of(page.blocks) if isinstance(block, Question))


def questions_asked(page: Page) -> int:
    """How many of a page's questions a learner is asked: of an assessment's bank, what one try draws."""
    bank = len(questions_of(page))
    draw = page.assessment.draw if page.assessment else None
    return bank if draw is None else min(draw, bank)
