"""What stands on a page: blocks, questions and scenarios, as the author wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coursebuilder.model.tasks import Task
from coursebuilder.problems import Place

ClipKind = Literal["video", "audio"]
Verdict = Literal["best", "better", "not-quite", "unsafe"]
CalloutKind = Literal["note", "tip", "important", "warning", "example", "safeguarding", "key-message"]


@dataclass(frozen=True, slots=True)
class Media:
    """A file a module shows or links to; `name` is its path in the package, always under media/.

    Width and height are in CSS pixels, for pictures and videos that tell theirs. `data` travels in the file's
    place. `photograph`: a camera took it. `rights`: who took or owns it, and that those shown agreed.
    """

    place: Place
    name: str
    path: Path
    width: int | None = None
    height: int | None = None
    data: bytes | None = None
    photograph: bool = False
    rights: str = ""


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
    """An aside. `practice` marks common practice, for which no source is claimed.

    level: that of its title as a heading, 2 to 6
    """

    place: Place
    kind: CalloutKind
    title: str
    practice: bool
    blocks: tuple[Block, ...]
    level: int = 2


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
    `check` is the check character that releases promised, "" where none did.
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
    check: str = ""


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


@dataclass(frozen=True, slots=True)
class Gauge:
    """Something that choices change, such as trust: its words from low to high, and which it starts with."""

    place: Place
    name: str
    words: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What somebody says; `face` is the number of a drawn face, 0 for none."""

    place: Place
    speaker: str
    html: str
    text: str
    face: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What the learner may say. `led` tells what came of it, as finished HTML.

    to: the id of the step it leads to; "" for an unsafe one, which is put right where it was chosen
    changes: names of gauges, and by how many of their words they rise or, below 0, fall
    """

    place: Place
    verdict: Verdict
    html: str
    text: str
    led: str
    to: str
    changes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A turn of the conversation. An end has no replies; `ask` is "" where the usual question is asked."""

    place: Place
    id: str
    title: str
    blocks: tuple[Block, ...]
    ask: str
    replies: tuple[Reply, ...]
    end: bool


@dataclass(frozen=True, slots=True)
class Scenario:
    """A conversation: it begins with the first of its steps. `setup` holds the blocks that set the scene."""

    place: Place
    id: str
    key: str
    setup: tuple[Block, ...]
    gauges: tuple[Gauge, ...]
    steps: tuple[Step, ...]

    @property
    def has_unsafe_reply(self) -> bool:
        """Whether anything that a learner may say is unsafe."""
        return any(reply.verdict == "unsafe" for step in self.steps for reply in step.replies)

    def step(self, identifier: str) -> Step | None:
        """The step with this id, or None."""
        return next((step for step in self.steps if step.id == identifier), None)


Block = Prose | Table | Figure | Clip | Callout | Reveal | Reflection | Question | Scenario | Speech
