"""The words of a module's Markdown that somebody is meant to read, line by line.

Left out are what steers the compiler or leads somewhere: attributes between braces, names and ids of blocks,
addresses, citations, the provider's details, list numbers. This reads the text itself, not the tokens of the
Markdown parser, so that a word which the parser loses is still counted here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from coursebuilder.source.attributes import split_attributes
from coursebuilder.source.markdown import BLOCK_NAMES, CALLOUTS, TITLED_BLOCKS, block_named, read_opening_line

_WORD = re.compile(r"[^\W_]+")
# The address of ](address "title"); the title is read. Its quantifiers run over different signs.
_ADDRESS = re.compile(
    r"\]\(\s*(?:<[^<>\n]*>|(?i:tel:|sms:)[\d\s()+./‐‑–−-]*(?=\))|(?i:mailto:)\s*\S+@[^\s()]+"
    r"|(?:\.{1,2}[/\\])*media[/\\][^<>\"“”„\n]{0,200}?\.[A-Za-z0-9]{1,5}(?=\s*[)\"“”„])"
    r"|[^\s()<]*(?:\([^\s()]*\)[^\s()]*)*)"
)
_AUTOLINK = re.compile(r"<(?!(?i:tel|sms):[^<>]*\s)(?:[a-zA-Z][a-zA-Z0-9+.-]*:|[^\s<>@]{1,80}@)[^\s<>]*>")
_FILLED_IN = re.compile(
    r"\{\{[^{}]*\}\}|\[@[^\[\]\n]*\]|\[\^[^\[\]\s]+\]:?|<br ?/?>|<(?:tel|sms):(?=[^<>]*>)", re.IGNORECASE
)
_ALERT = re.compile(r"^[ >]*>\s*\[!([A-Za-z-]+)\]", re.MULTILINE)
_DEFINITION = re.compile(r"^[ >]*\[(?!\^)([^\[\]\n]+)\]:[ \t]*\n?[ \t]*(<[^<>\n]*>|\S+)", re.MULTILINE)
_CODE_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_FOOTNOTE = re.compile(r"[ >]*\[\^[^\[\]\s]+\]:")
_LABEL = re.compile(r"\]\[([^\[\]\n]*)\]")
_HEADING = re.compile(r"^ {0,3}#{1,6}")
_CLOSING = re.compile(r"\s+#+\s*$")  # of a heading: ## Title ##
_BLOCK = re.compile(r"^[\s>]*:{3,}(.*)$")
_CODE_LANGUAGE = re.compile(r"^[\s>]*(?:`{3,}[^`]*$|~{3,}.*)")  # what stands behind it is judged apart
_MARKER = re.compile(r"^(?:[\s>]*(?:[-*+]|\d{1,9}[.)])\s+)+|^[\s>]+")
_LEAD = re.compile(r"^\W*[\[(［]\s*(?:[xXхХ]\s*)?\\?[\])］]\]?|^(?:Hint|Table):")


@lru_cache(maxsize=64)  # a catalogue reads the same modules for each provider
def written_words(body: str) -> tuple[tuple[str, ...], ...]:
    """For each line of the text (without settings and comments) its words, in small letters."""
    used = {label.casefold() for label in re.findall(r"\[([^\[\]\n]+)\](?!:)", body)}
    labels = {
        label.casefold()  # an address that no link uses is told of elsewhere
        for label, address in _DEFINITION.findall(body)
        if label.casefold() in used or "://" in address
    }
    text = _ADDRESS.sub(lambda found: "] " + "\n" * found[0].count("\n"), body)
    text = _ALERT.sub(lambda found: ">" if block_named(found[1]) in CALLOUTS else found[0], text)
    text = _FILLED_IN.sub(" ", _AUTOLINK.sub(" ", text))
    if labels:
        text = _DEFINITION.sub(lambda found: "\n" if "\n" in found[0] else "", text)
        text = _LABEL.sub(lambda found: "]" if found[1].casefold() in labels else found[0], text)
    return tuple(tuple(_words(line)) for line in text.split("\n"))


def footnote_lines(source: list[str]) -> Iterator[tuple[int, int]]:
    """Where each footnote's text stands: its first line and the one behind its last, counted from 1."""
    first, before, code = 0, "", ""
    for number, line in enumerate([*source, "[^end]:"], 1):
        begins = _FOOTNOTE.match(line) if not code or number > len(source) else None
        if fence := _CODE_FENCE.match(line):
            code = _open_fence(code, fence[1], fence[2])
        goes_on = not line.strip() or line.startswith("    ") or before.strip()
        before = line
        if first and (begins or not goes_on):
            yield first, number
            first = 0
        if begins:
            first = number


def _open_fence(code: str, signs: str, behind: str) -> str:
    """The fence of the code that the next line stands in, or ""; `code` is that of this line."""
    if not code:
        return signs
    closes = signs[0] == code[0] and len(signs) >= len(code) and not behind.strip()
    return "" if closes else code


def words_in(text: str) -> list[str]:
    """The words of a text, in small letters; entities are read as the signs they stand for."""
    return [word.casefold() for word in _WORD.findall(html.unescape(text))]


def _words(line: str) -> list[str]:
    if block := _BLOCK.match(line):
        opening = read_opening_line(block[1], BLOCK_NAMES)
        return words_in(opening.rest) if opening.name in TITLED_BLOCKS else []
    if _HEADING.match(line):
        return words_in(split_attributes(_CLOSING.sub("", line))[0])
    if line.lstrip().startswith("!["):
        line = split_attributes(line)[0]
    line = _MARKER.sub("", _CODE_LANGUAGE.sub("", line))
    return words_in(_LEAD.sub("", line))
