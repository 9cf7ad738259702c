"""A question as exporters need it: its wording and scene as one piece of HTML, its pictures, its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from coursebuilder.model import (
    Block,
    Callout,
    Course,
    Figure,
    Matching,
    Media,
    Option,
    Prose,
    Question,
    Reveal,
    Sort,
    Table,
    kind_of,
    questions_of,
)

PAIRED = frozenset({"matching", "sort"})  # kinds that are pairs in every format


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, the titles of its module and page, and its text.

    html: scene and wording; pictures in it have the address media/NAME
    left_out: what of the scene isn't in it
    other_words: a true-false question whose answers aren't True and False
    """

    module: str
    page: str
    question: Question
    html: str
    pictures: tuple[Media, ...]
    left_out: tuple[str, ...]
    other_words: bool

    @property
    def category(self) -> str:
        """Its place in a question bank of Moodle's: the names of its module and page as a path."""
        names = ("$course$", "top", self.module, self.page)
        return "/".join(name.replace("/", "//") for name in names if name)


def pairs_of(task: Matching | Sort) -> Iterator[tuple[Option | None, Option]]:
    """The right pairs, then None with each right side that belongs to none."""
    yield from task.pairs
    if isinstance(task, Matching):
        yield from ((None, right) for right in task.distractors)


def sides_of(task: Matching | Sort) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """The left and the right sides, in the letters' order."""
    return (task.lefts, task.rights) if isinstance(task, Matching) else (task.items, task.bins)


def media_bytes(media: Media) -> bytes:
    """What travels of a medium: what was made of it, else its file."""
    return media.data if media.data is not None else media.path.read_bytes()


def entries_of(course: Course) -> tuple[Entry, ...]:
    """Every question of a course, in reading order."""
    return tuple(
        _entry(module.title, page.title, question, module.media)
        for module in course.modules
        for page in module.pages
        for question in questions_of(page)
    )


def _entry(module: str, page: str, question: Question, media: tuple[Media, ...]) -> Entry:
    left_out: list[str] = []
    html = "".join(_html(question.setup, left_out)) + f"<p>{question.html}</p>"
    answers = [getattr(answer, "text", "") for answer in getattr(question.task, "answers", ())]
    told = kind_of(question.task).name == "true-false"
    other = told and [answer.lower() for answer in answers] != ["true", "false"]
    feedback = "".join((question.feedback, *kind_of(question.task).feedback(question.task)))
    everything = (
        html + feedback + "".join(getattr(one, "html", "") for one in getattr(question.task, "answers", ()))
    )
    pictures = tuple(one for one in media if f'"{escape(one.name)}"' in everything)
    return Entry(module, page, question, html, pictures, tuple(left_out), other)


def _html(blocks: tuple[Block, ...], left_out: list[str]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Prose(html=html):
                yield html
            case Table(caption=caption, html=html):
                yield f"<table>{f'<caption>{escape(caption)}</caption>' if caption else ''}{html}</table>"
            case Figure(media=media, alt=alt, caption=caption):
                yield f'<p><img src="{escape(media.name)}" alt="{escape(alt)}"></p>'
                yield f"<p>{escape(caption)}</p>" if caption else ""
            case Callout(title=title, blocks=inside) | Reveal(title=title, blocks=inside):
                yield f"<p><b>{escape(title)}</b></p>" if title else ""
                yield from _html(inside, left_out)
            case _:
                left_out.append(type(block).__name__.lower())
