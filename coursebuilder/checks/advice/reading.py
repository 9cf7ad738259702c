"""A course's text as advice reads it: paragraphs with their sentences, all texts, questions, reading age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import groupby

from coursebuilder.model import (
    Block,
    Callout,
    Choice,
    Course,
    Module,
    Page,
    Prose,
    Question,
    Reflection,
    Reveal,
    Scenario,
    Speech,
    Table,
    blocks_of,
    is_scored,
    kind_of,
    words_of,
)
from coursebuilder.problems import Place

_PART = re.compile(r"<(/?)(p|li|ul|ol|blockquote|h[1-6]|pre|dt|dd|tr|td|th)\b[^>]*>")
_CITATION = re.compile(r'<a class="cite"[^>]*>.*?</a>|<sup\b.*?</sup>', re.DOTALL)
_CITATION_BEGINS = '<a class="cite"'
_CITED = "\0"  # stands in for a citation while a text is taken apart; no course text can hold a NUL
_GAP = re.compile(r'<mark class="gap">.*?</mark>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r"<code\b.*?</code>", re.DOTALL)
# Patterns here begin with one literal character where they can: `re` finds that many times faster.
_CLOSING = '"”’)]'
_SENTENCE_END = re.compile(
    r" (?:(?<=[.!?…] )|(?<=[.!?…][\"”’)\]] )|(?<=[.!?…][\"”’)\]]{2} ))(?=[\"“‘(]?[A-Z0-9])"
)
_ABBREVIATIONS = frozenset(
    ["e.g.", "i.e.", "etc.", "Dr.", "Mr.", "Mrs.", "Ms.", "St.", "vs.", "cf.", "p.", "pp.", "No.", "al."]
)
_BLANK_BEFORE = re.compile(r"  *(?=[.,;:!?])")
_BREAK = re.compile(r"\s*\n\s*")
WORD = re.compile(r"\w+")
_VOWELS = re.compile(r"[aeiouy]+")
_ENOUGH = 80  # words of running text from which a page's reading age says something
_SIGNS = frozenset("–—-−·•/&+*=…|:;,.!?()[]<>%#×→\"'“”‘’")  # alone between blanks they are no words


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence on one line, and its words with the punctuation that stands at them."""

    text: str
    words: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether it ends as sentences do; points of a list often don't, nor does what leads to a list."""
        return self.text.rstrip("\"”’')")[-1:] in tuple(".!?…")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or point of a page's own text, without citations.

    based: it cites a source or stands in a callout marked as common practice
    told: it belongs to a story, an example or a quotation, not to what the course teaches
    ordered: it is a point of a numbered list
    """

    place: Place
    page: Page
    text: str
    sentences: tuple[Sentence, ...]
    based: bool
    told: bool
    ordered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the page it stands on."""

    page: Page
    question: Question

    @property
    def counts(self) -> bool:
        """Whether its answer is part of the module's score."""
        return self.page.assessment is not None and is_scored(self.question.task)

    def single(self) -> Choice | None:
        """Its task, if one of two or more answers is right."""
        task = self.question.task
        one = isinstance(task, Choice) and len(task.answers) > 1 and sum(a.right for a in task.answers) == 1
        return task if one and isinstance(task, Choice) else None


@dataclass(frozen=True, slots=True)
class ModuleText:
    """A module with what is read in it.

    pages: each page with all its blocks, however deep
    texts: all that a learner may read, block by block, with its HTML
    words: every word of the texts once, in small letters
    ages: the reading age of each page with enough running text, in years: an estimate, for English alone
    """

    module: Module
    pages: tuple[tuple[Page, tuple[Block, ...]], ...]
    words: frozenset[str]
    paragraphs: tuple[Paragraph, ...]
    ages: tuple[tuple[Page, float], ...]
    texts: tuple[tuple[Place, str, str], ...]
    questions: tuple[Asked, ...]
    scenarios: tuple[Scenario, ...]

    @property
    def tested(self) -> tuple[Asked, ...]:
        """The questions of the assessment; without one, all that have a right answer."""
        if self.module.assessment_page:
            return tuple(one for one in self.questions if one.counts)
        return tuple(one for one in self.questions if is_scored(one.question.task))


@dataclass(frozen=True, slots=True)
class CourseText:
    """A course and its modules as advice reads them."""

    course: Course
    modules: tuple[ModuleText, ...]

    @property
    def english(self) -> bool:
        return self.course.language.lower().startswith("en")

    @property
    def british(self) -> bool:
        return self.course.language.lower() in {"en", "en-gb"}


def read_course(course: Course) -> CourseText:
    return CourseText(course, tuple(map(_read_module, course.modules)))


def _read_module(module: Module) -> ModuleText:
    pages = tuple((page, tuple(blocks_of(page.blocks))) for page in module.pages)
    texts = tuple(one for _, blocks in pages for block in blocks for one in _texts(block))
    paragraphs = tuple(one for page in module.pages for one in _paragraphs(page.blocks, page, False, False))
    return ModuleText(
        module,
        pages,
        words_in(said for _, said, _ in texts),
        paragraphs,
        tuple(_ages(paragraphs)),
        texts,
        tuple(Asked(page, one) for page, blocks in pages for one in blocks if isinstance(one, Question)),
        tuple(block for _, blocks in pages for block in blocks if isinstance(block, Scenario)),
    )


def _paragraphs(blocks: tuple[Block, ...], page: Page, based: bool, told: bool) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Prose):
            yield from _of_prose(block, page, based, told)
        elif isinstance(block, Callout):
            story = told or block.kind == "example"
            yield from _paragraphs(block.blocks, page, based or block.practice, story)
        elif isinstance(block, Reveal):
            yield from _paragraphs(block.blocks, page, based, told)
        elif isinstance(block, Question | Scenario):
            yield from _paragraphs(block.setup, page, based, True)


def _of_prose(block: Prose, page: Page, based: bool, told: bool) -> Iterator[Paragraph]:
    inside: list[str] = []
    whole = _CITATION.sub(_CITED, block.html)
    begin = 0
    for part in (*_PART.finditer(whole), None):
        html = whole[begin : part.start() if part else None]
        text = _inline(html) if html and not html.isspace() else ""
        if text and not any(tag[0] == "h" or tag == "pre" for tag in inside):
            quoted = told or "blockquote" in inside
            ordered = "ol" in inside and "ul" not in inside
            cited = based or _CITED in html
            yield Paragraph(block.place, page, text, sentences_of(text), cited, quoted, ordered)
        if part is None:
            return
        begin = part.end()
        if not part[1]:
            inside.append(part[2])
        elif part[2] in inside:
            while inside.pop() != part[2]:
                pass


def _texts(block: Block) -> Iterator[tuple[Place, str, str]]:
    """Place, text and HTML of everything that is read in a block, but not in the blocks inside it."""
    match block:
        case Prose() | Table() | Speech():
            yield block.place, block.text, block.html
        case Reflection(place=place, prompt=text) | Callout(place=place, title=text):
            yield place, text, ""
        case Question():
            said = (block.html, *block.hints, block.feedback, *kind_of(block.task).feedback(block.task))
            html = "\n".join(said)
            yield block.place, " \n".join((plain(html), *words_of(block.task))), html
        case Scenario():
            for step in block.steps:
                for reply in step.replies:
                    yield reply.place, f"{reply.text}\n{plain(reply.led)}", reply.led
        case _:
            pass


def words_in(texts: Iterable[str]) -> frozenset[str]:
    """Every word once, in small letters. What stands there often is taken apart once, which is quicker."""
    return frozenset(WORD.findall(" ".join(set(" ".join(texts).casefold().split()))))


def plain(html: str) -> str:
    """The text of finished HTML, one line a part, without citations, code and unfilled details."""
    if "<" in html:
        html = _CITATION.sub("", html) if _CITATION_BEGINS in html else html
        html = _PART.sub("\n", html)
    return _inline(html)


def _inline(html: str) -> str:
    """The same of HTML without parts and citations in it."""
    if "<" in html:
        html = _CODE.sub("", html) if "<code" in html else html
        html = _GAP.sub("…", html) if "<mark" in html else html
        html = _TAG.sub("", html)
    if _CITED in html:
        html = html.replace(_CITED, "")
    text = _BLANK_BEFORE.sub("", unescape(html))
    return _BREAK.sub("\n", text).strip() if "\n" in text else text.strip()


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """The sentences of a paragraph; one with soft line breaks is read as one line."""
    found: list[str] = []
    parts = _SENTENCE_END.split(" ".join(text.split()))
    for part in (*(one.rstrip(_CLOSING) for one in parts[:-1]), parts[-1]):
        if found and found[-1].rpartition(" ")[2] in _ABBREVIATIONS:
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    split = ((one, _words(one)) for one in found)
    return tuple(Sentence(one, words) for one, words in split if words)


def _words(sentence: str) -> tuple[str, ...]:
    words = tuple(sentence.split())
    return words if _SIGNS.isdisjoint(words) else tuple(word for word in words if word not in _SIGNS)


def _ages(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Page, float]]:
    """Of each page the reading age of what it teaches in whole sentences, if that is `_ENOUGH` words."""
    for _, some in groupby(paragraphs, key=lambda one: id(one.page)):
        row = list(some)
        parts = [] if row[0].page.assessment else [one for one in row if not one.told]
        sentences = [one for part in parts for one in part.sentences if one.whole]
        if sum(len(one.words) for one in sentences) >= _ENOUGH:
            yield row[0].page, reading_age(sentences)


def reading_age(sentences: Iterable[Sentence]) -> float:
    """The age at which a text can be read, in years, by Flesch and Kincaid's grade plus five: an estimate.

    Grade = 0.39 words a sentence + 11.8 syllables a word - 15.59; a grade is a school year from age 6 on.
    """
    told = tuple(sentences)
    words = [word for one in told for word in one.words]
    if not words:
        return 0.0
    sounds = sum(map(syllables, words))
    return 0.39 * len(words) / len(told) + 11.8 * sounds / len(words) - 15.59 + 5


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, without a silent e; at least one."""
    small = word.casefold().strip("\"“”‘’'.,;:!?()[]")
    count = len(_VOWELS.findall(small))
    if small.endswith("e") and not small.endswith(("le", "ee")) and count > 1:
        count -= 1
    if small.endswith("ed") and not small.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(1, count)
