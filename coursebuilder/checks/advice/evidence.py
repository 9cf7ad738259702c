"""Advice on sources and common practice, sensitive topics, and drawings that repeat the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coursebuilder.checks.advice.reading import WORD, CourseText, ModuleText, Paragraph
from coursebuilder.checks.advice.record import Advice, Finding
from coursebuilder.model import Block, Callout, Figure, Page, Prose, Table, blocks_of

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_CLAIMS = (
    (
        re.compile(
            r"\b\d[\d.,]* ?(?:%|per ?cent\b)|\b\d+(?:\.\d+)? (?:million|billion)\b|\b(?:one|"
            r"two|three|\d+) (?:in|out of) (?:every )?(?:three|four|five|six|ten|"
            r"\d+)\b(?! (?:minutes|hours|days|weeks|months|years|steps|pages))"
        ),
        "number",
    ),
    (re.compile(rf"\b(?:in|since|from|by|until|(?<!\b[Aa]s )of) (?:(?:{_MONTH}) )?(?:19|20)\d\d\b"), "date"),
    (
        re.compile(
            r"\b(?:[A-Z]\w+ )+Act(?: (?:19|20)\d\d)?\b|\b(?:by|the) law\b|\b(?:statutory|"
            r"legal) (?:duty|duties)\b|\bRegulations (?:19|20)\d\d\b"
        ),
        "law",
    ),
    (
        re.compile(
            r"\b(?:[Rr]esearch(?:ers)?|[Ss]tud(?:y|ies)|[Ss]urveys?|[Ee]vidence|"
            r"[Rr]eviews?) (?:has |have )?(?:shows?|shown|found|finds?|suggests?|says?|told|"
            r"heard)\b"
        ),
        "finding",
    ),
)
_MAY_CLAIM = re.compile(
    r"[0-9]| law\b|Act\b|duty|duties|[Rr]esearch|[Ss]tud|[Ss]urvey|vidence|[Rr]eview| cent\b|(?:in|"
    r"of) (?:t|f|s)"
)
# Whose claim it is: according to the NHS; (US Census) or (MEPS 2007) where a sentence ends.
_NAMED = re.compile(r"\b[Aa]ccording to (?:the )?[A-Z0-9]|\([A-Z][\w .,&-]*\)(?=[.!?;]|\s*\Z)")
_IMPERATIVE = re.compile(
    r"(?:(?:Never|Always|Don[’']t|Do not|First|Then)\b,? ?)?(?:Act|Agree|Ask|Avoid|Bring|Call|Check|"
    r"Choose|Contact|"
    r"Decide|Describe|Explain|Find|Follow|Give|Go|Help|Introduce|Keep|Leave|Let|Listen|Look|Make|Meet|"
    r"Note|Offer|"
    r"Plan|Promise|Raise|Read|Record|Refer|Report|Ring|Say|Send|Set|Share|Show|Sit|Speak|Start|Stay|"
    r"Stop|Take|Talk|"
    r"Tell|Thank|Try|Use|Wait|Walk|Watch|Write|promise|share|ask|ring|tell|keep|wait|take|use|go|leave|let)\b"
)
_SENSITIVE = re.compile(
    r"\b(?:suicid\w+|self-harm\w*|(?:sexual|physical|emotional|domestic|child) (?:abuse|violence|"
    r"assault)|abused|"
    r"sexual(?:ly)? (?:exploit|assault)\w*|raped?|female genital mutilation|eating disorders?|overdos\w+|"
    r"bereave\w*|traffick\w+|grooming|exploitation|neglected)\b"
)
_SENSITIVE_BEGINNINGS = (
    "suicid",
    "abus",
    "violen",
    "assault",
    "sexual",
    "rape",
    "mutilat",
    "disorder",
    "overdos",
    "bereav",
    "traffick",
    "grooming",
    "exploit",
    "neglect",
)
_NOTICE = re.compile(
    r"\b(?:upset\w*|distress\w*|difficult (?:to|topic|subject)\w*|hard to (?:read|hear)|close to home|"
    r"content|"
    r"take a break|stop (?:at any|whenever)|at your own pace|skip|you may find|sensitive|take care|"
    r"look after yourself)\b",
    re.IGNORECASE,
)
_HELPLINE = re.compile(r"\b(?:Samaritans|Childline|NSPCC|Mind|Shout|116 ?123|0800 ?1111|NHS 111)\b")
_ENOUGH_TOPICS = 3
_SVG_TEXT = re.compile(rb"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_SVG_TAG = re.compile(rb"<[^>]*>")
_FEWEST_DRAWN = 8  # words of a drawing below which it has labels, not text


def unsourced(module: ModuleText) -> Iterator[tuple[Paragraph, str, str]]:
    """Paragraphs of teaching with a claim and no source: the claim's words, and what it is."""
    for paragraph in module.paragraphs:
        if paragraph.based or paragraph.told or paragraph.page.assessment:
            continue
        if not _MAY_CLAIM.search(paragraph.text) or _NAMED.search(paragraph.text):
            continue
        for pattern, what in _CLAIMS:
            if found := pattern.search(paragraph.text):
                yield paragraph, found[0], what
                break


def _unsourced(text: CourseText, limit: float) -> Iterator[Finding]:
    for module in text.modules:
        for paragraph, words, what in unsourced(module):
            hint = "cite it, [@key], or say whose experience it is"
            yield Finding(paragraph.place, f'a {what} without a source: "{words}"', hint)


def _unbased(text: CourseText, limit: float) -> Iterator[Finding]:
    """A numbered list of `limit` instructions or more without source or mark, in a course that cites."""
    for module in text.modules if text.course.sources else ():
        for page, row in _numbered_lists(module):
            told = [one for one in row if _IMPERATIVE.match(one.text)]
            if len(told) >= limit and len(told) * 2 > len(row):
                what = (
                    f'{len(told)} instructions without a source on "{page.title or "Start"}": '
                    f'"{_begun(told[0].text)}"'
                )
                hint = "cite what they rest on, or put them into a callout marked {basis=practice}"
                yield Finding(told[0].place, what, hint)


def _numbered_lists(module: ModuleText) -> Iterator[tuple[Page, list[Paragraph]]]:
    """Numbered lists of which neither a point nor the text of the same block cites anything."""
    blocks: dict[tuple[str, int], list[Paragraph]] = {}
    for paragraph in module.paragraphs:
        blocks.setdefault((paragraph.page.id, paragraph.place.line), []).append(paragraph)
    for row in blocks.values():
        points = [one for one in row if one.ordered and not one.told]
        if points and not any(one.based for one in row):
            yield points[0].page, points


def _sensitive(text: CourseText, limit: float) -> Iterator[Finding]:
    slots = any(slot.kind == "support" for slot in text.course.slots)
    for module in text.modules:
        every = " ".join(module.words)
        touched = [word for word in _SENSITIVE_BEGINNINGS if word in every]
        touched += ["self-harm"] if "self" in module.words and "harm" in every else []
        texts = (said.casefold() for _, said, _ in module.texts) if touched else ()
        may = [said for said in texts if any(word in said for word in touched)]
        found = [word for said in may for word in _SENSITIVE.findall(said)]
        if len(found) < limit:
            continue
        notice = any(
            isinstance(block, Callout) and _NOTICE.search(f"{block.title} {_inside(block)}")
            for _, blocks in module.pages[:2]
            for block in blocks
        )
        support = slots or any(_HELPLINE.search(said) for _, said, _ in module.texts)
        lacks = [what for there, what in ((notice, "a notice"), (support, "a place to turn to")) if not there]
        if lacks:
            named = ", ".join(dict.fromkeys(found))
            hint = (
                "say on the opening page, in a callout, what comes and that one may stop; "
                "ask the provider for a support: slot"
            )
            what = f"{named}: spoken of without {' or '.join(lacks)} for those it touches"
            yield Finding(module.module.place, what, hint)


def _inside(block: Callout) -> str:
    return " ".join(one.text for one in blocks_of(block.blocks) if isinstance(one, Prose))


def _repeated(text: CourseText, limit: float) -> Iterator[Finding]:
    """A drawing most of whose words stand in the text beside it: `limit` is that share."""
    for module in text.modules:
        for _, blocks in module.pages:
            figures = [block for block in blocks if isinstance(block, Figure)]
            drawn = [(one, drawn_words(one.media.data)) for one in figures if one.media.data]
            if not any(len(words) >= _FEWEST_DRAWN for _, words in drawn):
                continue
            beside = words_of_text(blocks)
            for figure, words in drawn:
                share = len(words & beside) / len(words) if words else 0.0
                if len(words) >= _FEWEST_DRAWN and share >= limit:
                    what = (
                        f"{share:.0%} of the {len(words)} words in this drawing stand in the text beside it"
                    )
                    hint = "draw what words can't show, or leave one of the two out"
                    yield Finding(figure.place, what, hint)


def drawn_words(data: bytes | None) -> frozenset[str]:
    """The longer words that a drawing shows as text; none where it is no drawing."""
    parts = _SVG_TEXT.findall(data or b"") if (data or b"").lstrip()[:1] == b"<" else []
    text = b" ".join(_SVG_TAG.sub(b" ", part) for part in parts).decode("utf-8", "replace")
    return _long_words(text)


def words_of_text(blocks: Iterable[Block]) -> frozenset[str]:
    """The longer words of the running text and the tables among these blocks."""
    texts = (block.text for block in blocks if isinstance(block, Prose | Table))
    return _long_words(" ".join(texts))


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word.casefold().rstrip("s") for word in WORD.findall(text) if len(word) > 3)


def _begun(text: str) -> str:
    words = text.split()
    return " ".join(words[:7]) + (" …" if len(words) > 7 else "")


ADVICE = (
    Advice("sensitive-without-notice", _sensitive, _ENOUGH_TOPICS),
    Advice("claim-without-source", _unsourced),
    Advice("instructions-without-basis", _unbased, 3),
    Advice("picture-repeats-text", _repeated, 0.7),
)
