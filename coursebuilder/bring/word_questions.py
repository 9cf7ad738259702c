"""Questions in a document: boxes, or a) b) c) with a line that says which is right, below a question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from coursebuilder.bring.items import Asked, Note, Part, Reply
from coursebuilder.bring.plain_text import beginning, clean, escaped, on_one_line
from coursebuilder.bring.xml import all_text

_BOX = re.compile(r"^\s*(?:([☐□❏❑])|([☒☑✓✔✗✘])|[\[(]\s?([ xX✓])[\])])\s*(?=\S)")
_LETTER = re.compile(r"^\s*\(?([A-Ha-h])[.)]\s+(?=\S)")
_KEY = re.compile(
    r"^\s*(?:correct\s+|right\s+|the\s+)*(?:answers?|key|solution)s?\s*(?:is|are)?\s*[:=]?\s*", re.IGNORECASE
)
_KEYED = re.compile(r"[(]?[A-Ha-h][.)]?(?:\s*(?:,|and|&|\s)\s*[(]?[A-Ha-h][.)]?)*\.?")
_RIGHT_BEHIND = re.compile(r"\s*(?:\((?:correct|right)(?: answer)?\)|✓|✔|\*)\s*$", re.IGNORECASE)
_FEEDBACK = re.compile(r"^\s*(?:feedback|explanation|rationale|because)\s*:\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:(?:question|q)\s*\d*\s*[.:)]|\d{1,3}\s*[.)])\s*", re.IGNORECASE)

ToBlocks = Callable[[etree._Element], Iterable[str]]


@dataclass(frozen=True, slots=True)
class _Choice:
    """A possible answer: its words, whether something marks it as right, and what kind of sign it had."""

    text: str
    right: bool
    boxed: bool
    bold: bool


def with_questions(
    elements: list[etree._Element], to_blocks: ToBlocks, read: list[str]
) -> tuple[list[Part], list[Note]]:
    """The elements as Markdown, with questions where they can be told for sure.

    read: gets the words of each element that became part of a question
    """
    parts: list[Part] = []
    notes: list[Note] = []
    at = 0
    while at < len(elements):
        choices, end = _choices(elements, at + 1)
        found = _question(elements, at, choices, end, notes) if len(choices) > 1 else None
        if found is None:
            parts += to_blocks(elements[at])
            at += 1
        else:
            asked, end = found
            read += [_words(one) for one in elements[at:end]]
            at = end
            parts.append(asked)
    return parts, notes


def _question(
    elements: list[etree._Element], at: int, choices: list[_Choice], end: int, notes: list[Note]
) -> tuple[Asked, int] | None:
    words = _words(elements[at])
    if elements[at].tag not in {"p", "h2", "h3", "h4", "h5", "h6"} or not words or _BOX.match(words):
        return None
    asks = words.endswith(("?", ":", "…", "...")) or bool(_NUMBERED.match(words))
    if not (asks or all(choice.boxed for choice in choices)):
        return None
    keyed, end = _keyed(elements, end)
    right = [choice.right or chr(ord("a") + n) in keyed for n, choice in enumerate(choices)]
    if not any(right) and sum(choice.bold for choice in choices) == 1:
        right = [choice.bold for choice in choices]
        notes.append(Note("changed", beginning(words), "the answer in bold was taken as the right one"))
    if not any(right):
        if choices[0].boxed or asks:
            what = "this may be a question, but nothing says which answer is right: it stands as text"
            notes.append(Note("to do", beginning(words), what))
        return None
    feedback, end = _feedback(elements, end)
    text = escaped(_NUMBERED.sub("", words))
    kind = "multiple" if sum(right) > 1 else "choice"
    replies = tuple(Reply(escaped(one.text), fits) for one, fits in zip(choices, right, strict=True))
    return Asked(beginning(words), "", kind, text, replies, feedback=feedback), end


def _choices(elements: list[etree._Element], at: int) -> tuple[list[_Choice], int]:
    """The answers from an element on, and where they end: a list's items, or lines with a letter or box."""
    if at < len(elements) and elements[at].tag in {"ul", "ol"}:
        items = [one for one in elements[at] if isinstance(one.tag, str)]
        plain = all(not list(one.iter("ul", "ol", "table", "img")) for one in items)
        found = [_choice(one) for one in items] if plain else []
        lettered = elements[at].tag == "ol" or all(one.boxed or one.right for one in found)
        return (
            [one for one in found if one.text] if lettered or any(one.right for one in found) else []
        ), at + 1
    found = []
    while at < len(elements) and elements[at].tag == "p" and not list(elements[at].iter("img")):
        words = _words(elements[at])
        letter = _LETTER.match(words)
        expected = letter is not None and letter[1].lower() == chr(ord("a") + len(found))
        if not (expected or _BOX.match(words)):
            break
        found.append(_choice(elements[at]))
        at += 1
    return found, at


def _choice(element: etree._Element) -> _Choice:
    words = _words(element)
    letter = _LETTER.match(words)
    words = words[letter.end() :] if letter else words
    box = _BOX.match(words)
    ticked = box is not None and (bool(box[2]) or (box[3] or " ").strip() != "")
    words = words[box.end() :] if box else words
    behind = _RIGHT_BEHIND.search(words)
    bold = "".join(all_text(one) for one in element.iter("strong"))
    is_bold = bool(bold.strip()) and on_one_line(clean(bold)).endswith(on_one_line(words))
    return _Choice(
        _RIGHT_BEHIND.sub("", words).strip(), ticked or behind is not None, box is not None, is_bold
    )


def _keyed(elements: list[etree._Element], at: int) -> tuple[set[str], int]:
    """The letters that a line such as "Answer: b" names, and where it ends."""
    if at < len(elements) and elements[at].tag == "p":
        words = _words(elements[at])
        key = _KEY.match(words)
        if key and _KEYED.fullmatch(words[key.end() :]):
            return {letter.lower() for letter in re.findall(r"\b[A-Ha-h]\b", words[key.end() :])}, at + 1
    return set(), at


def _feedback(elements: list[etree._Element], at: int) -> tuple[str, int]:
    if at < len(elements) and elements[at].tag == "p":
        words = _words(elements[at])
        if found := _FEEDBACK.match(words):
            return escaped(words[found.end() :]), at + 1
    return "", at


def _words(element: etree._Element) -> str:
    return on_one_line(clean("".join(_said(element))))


def _said(element: etree._Element) -> Iterator[str]:
    """Its text; a break counts as a blank."""
    for one in element.iter():
        if isinstance(one.tag, str):
            yield " " if one.tag == "br" else one.text or ""
        if one is not element:
            yield one.tail or ""
