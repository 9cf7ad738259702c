"""What a kind of question is: one record, `Kind`, and the plain values that its functions give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from coursebuilder.model.kinds.body import Body, Form
from coursebuilder.problems import Problem

T = TypeVar("T")
# A text of the player's words by its key, as safe HTML; the values put into it are escaped.
Say = Callable[..., str]

# The closed set of SCORM 2004 (Run-Time Environment 4.2.9) and xAPI 1.0.3 (Data 2.4.4.1) that kinds map to.
InteractionType = Literal[
    "choice",
    "true-false",
    "matching",
    "sequencing",
    "fill-in",
    "numeric",
    "likert",
    "long-fill-in",
    "other",
]


@dataclass(frozen=True, slots=True)
class Activity:
    """What a record store is told of a question; each target spells it in its own way.

    options: the texts to choose from, to put in order or to match to the sources, or the points of a scale
    sources: the texts that get an option each, where the type is matching
    letters: the right options (choice, true-false, sequencing), or the right one of each source (matching)
    texts, case: accepted texts (fill-in), and whether capital letters count in them
    ranges: accepted numbers, from low to high, both included (numeric)
    """

    type: InteractionType
    options: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    letters: str = ""
    texts: tuple[str, ...] = ()
    ranges: tuple[tuple[Decimal, Decimal], ...] = ()
    case: bool = False


@dataclass(frozen=True, slots=True)
class PaperRow:
    """An answer as those read it who know what is right, in documents for paper.

    right: None where nothing is right or wrong
    html, feedback: finished HTML
    """

    right: bool | None
    html: str
    feedback: str = ""


def _nothing(task: object) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of question, whose tasks are of type T. Its functions know no Markdown, Jinja or LMS.

    name: what authors write behind kind= and what the player's script looks up
    form: what the answers are written as; without kind=, the first kind of KINDS in that form is meant
    example: how an author writes the answers, as a hint
    template: the file under pages/templates/blocks/ that shows the question
    read(body): the task, or None, with the mistakes found
    letters(task): right answers in the order of the source, "b", "ac"; "" where nothing is right or wrong
    meaning(task): a text that changes when a saved response would no longer mean the same
    longest(task): characters of the longest saved response, and of the longest one that differs from it
    html(task, key, say): the template's values besides those of every question; `how` says what to do,
        `check` is the key of the button's words, "check" if left out
    on_paper(task, say): all answers in the author's order
    activity(task): its interaction type and parts; the script's record names the type too where that is not
        the kind's own name
    words(task): the texts a learner reads besides the question's wording
    data(task, key): what the player's script judges by besides letters; `order` has the letters as shown
    feedback(task): what is said of each answer, as finished HTML, in the order of the source
    names(task): the letter of each answer in the order of the source; "": a, b, c ... in that order
    is_right(task, given): whether a response is right; None: if it is the right letters
    scored: whether there is a right and a wrong
    keys, flags: what may stand between the braces for this kind
    """

    name: str
    form: Form
    example: str
    template: str
    read: Callable[[Body], tuple[T | None, list[Problem]]]
    letters: Callable[[T], str]
    meaning: Callable[[T], str]
    longest: Callable[[T], tuple[int, int]]
    html: Callable[[T, str, Say], Mapping[str, object]]
    on_paper: Callable[[T, Say], tuple[PaperRow, ...]]
    activity: Callable[[T], Activity]
    words: Callable[[T], tuple[str, ...]]
    data: Callable[[T, str], Mapping[str, object]] = lambda task, key: {}
    feedback: Callable[[T], tuple[str, ...]] = _nothing
    names: Callable[[T], str] = lambda task: ""
    is_right: Callable[[T, str], bool] | None = None
    scored: bool = True
    keys: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
