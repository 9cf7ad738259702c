"""Advice on language: reading age, sentences, spellings, numbers, link texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from coursebuilder.checks.advice.reading import WORD, CourseText, Sentence, plain
from coursebuilder.checks.advice.record import Advice, Finding
from coursebuilder.checks.advice.spellings import BRITISH
from coursebuilder.model import Page

_RUN = 3  # short sentences in a row that sound like a drum
_DIGIT = re.compile(r"[0-9]")
_REFERENCE = re.compile(r"[\d(),]")
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
_EMPTY_LINK = re.compile(
    r"(?:please )?(?:click|press|tap)? ?(?:on )?(?:here|this|this link|this page|this website|link|"
    r"read more|more|"
    r"find out more|learn more|more information|website)[.:]?",
    re.IGNORECASE,
)
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
# One of some texts that each find holds, which is quicker looked for; what is meant; how it is written.
_AGE_IN_WORDS = (
    ("year", "Year", "aged", "Aged"),
    re.compile(rf"\b(?:{_SMALL})[- ]years?[- ]olds?\b|\baged (?:{_SMALL})\b", re.I),
    "ages in digits: 7 years old",
)
_WITH_DIGITS = (
    (
        ("old",),
        re.compile(r"\b\d+ (?:year|month|week)[- ]olds?\b"),
        "a 10-year-old, with hyphens; or: aged 10",
    ),
    (
        ("-", "–"),
        re.compile(
            r"\b(?:aged|ages|from) \d+ ?[-–] ?\d+\b|\b\d+ ?[-–] ?\d+ (?:year|month|week|day|"
            r"hour|minute)s?\b"
        ),
        "a range with to: 10 to 15",
    ),
    (("cent",), re.compile(r"\b\d[\d.,]* ?(?:per cent|percent)\b"), "the sign %: 20%"),
    (
        ("st ", "nd ", "rd ", "th "),
        re.compile(
            r"\b\d{1,2}(?:st|nd|rd|th) (?:of )?(?:January|February|March|April|May|June|July|"
            r"August|September|October|November|December)\b"
        ),
        "dates without th: 3 March",
    ),
)


def page_ages(text: CourseText) -> Iterator[tuple[Page, float]]:
    """The reading age of each page with enough running text, in years: an estimate."""
    return (one for module in text.modules for one in module.ages) if text.english else iter(())


def _too_hard(text: CourseText, limit: float) -> Iterator[Finding]:
    for page, age in page_ages(text):
        if age > limit:
            what = f'"{page.title or "Start"}" reads as for {_at(age)} (an estimate by words and sentences)'
            yield Finding(page.place, what, "shorter sentences, everyday words; explain the terms it needs")


def _too_easy(text: CourseText, limit: float) -> Iterator[Finding]:
    for page, age in page_ages(text):
        if age < limit:
            what = (
                f'"{page.title or "Start"}" reads as for children of {age:.0f} (an estimate by words '
                f"and sentences)"
            )
            yield Finding(
                page.place, what, "join short sentences by what connects them: because, so, although"
            )


def _long_sentences(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules if text.english else ():
        for paragraph in module.paragraphs:
            for sentence in paragraph.sentences:
                words = len(sentence.words)
                if words > limit:
                    what = f'a sentence of {words} words: "{_begun(sentence.words)}"'
                    yield Finding(paragraph.place, what, "make it two, or a list")


def _short_runs(text: CourseText, limit: float) -> Iterator[Finding]:
    """Three sentences or more in a row of fewer than `limit` words each, in the course's own text."""
    for module in text.modules if text.english else ():
        for paragraph in module.paragraphs:
            if paragraph.told or len(paragraph.sentences) < _RUN:
                continue
            for short, some in groupby(paragraph.sentences, key=partial(_is_short, limit)):
                row = list(some)
                if short and len(row) >= _RUN:
                    what = (
                        f"{len(row)} sentences in a row of under {limit:.0f} words: "
                        f'"{_begun([word for one in row for word in one.words])}"'
                    )
                    yield Finding(
                        paragraph.place, what, "join them: a longer sentence says how they hang together"
                    )


def _is_short(limit: float, sentence: Sentence) -> bool:
    """Whether it states or asks for something in fewer words than `limit`; a reference's parts don't."""
    plain_end = sentence.text[-1] in ".!" and not _REFERENCE.search(sentence.text)
    return len(sentence.words) < limit and plain_end


def _spellings(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules if text.british else ():
        found = BRITISH.keys() & module.words
        for place, said, _ in module.texts if found else ():
            for word in sorted(found.intersection(WORD.findall(said))):
                yield Finding(place, f'"{word}" is an American spelling', f"write {BRITISH[word]}")


def _numbers(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules if text.british else ():
        for place, said, _ in module.texts:
            wanted = (_AGE_IN_WORDS, *_WITH_DIGITS) if _DIGIT.search(said) else (_AGE_IN_WORDS,)
            for held, pattern, hint in wanted:
                if any(one in said for one in held) and (found := pattern.search(said)):
                    yield Finding(
                        place, f'"{found[0]}" is not how the NHS writes ages, numbers and dates', hint
                    )


def _empty_links(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules if text.english else ():
        for place, _, html in module.texts:
            for found in _LINK.finditer(html) if "<a " in html else ():
                words = plain(found[1])
                if _EMPTY_LINK.fullmatch(words):
                    what = f'the link "{words}" doesn\'t say where it leads'
                    yield Finding(place, what, "let the link be the name of what it opens")


def _at(age: float) -> str:
    return "readers who study it: age 18 or over" if age > 18 else f"age {age:.0f}"


def _begun(words: Sequence[str]) -> str:
    return " ".join(words[:9]) + (" …" if len(words) > 9 else "")


ADVICE = (
    Advice("hard-to-read", _too_hard, 16),
    Advice("link-says-nothing", _empty_links),
    Advice("long-sentence", _long_sentences, 25),
    Advice("easier-than-its-readers", _too_easy, 8),
    Advice("run-of-short-sentences", _short_runs, 5),
    Advice("american-spelling", _spellings),
    Advice("number-style", _numbers),
)
