"""Footnotes: what [^1] refers to stands at the end of the page, or of the tutor's note, that it is used on.

The Markdown parser leaves  [^1]: text  where it was written, often at the end of the file. Here its tokens
are moved, and copied for a second page, before pages are cut apart; each becomes a Prose of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from coursebuilder.model import Block, Prose
from coursebuilder.problems import Place, Problem

_ASIDE = '<aside class="footnote"'
_CURE = "write [^{label}] behind the words it belongs to, or remove it"


@dataclass(slots=True)
class _Reader:
    path: str
    notes: dict[str, list[Token]]  # by label: from footnote_reference_open to its close
    problems: list[Problem]
    used: set[str] = field(default_factory=set)
    count: int = 0  # of notes shown in the module: makes their ids


def with_footnotes(tokens: list[Token], path: str) -> tuple[list[Token], list[Problem]]:
    """The tokens with each note at the end of where it is used, and Problems of notes nothing refers to."""
    if not any(token.type == "footnote_reference_open" for token in tokens):
        return tokens, []
    reader = _Reader(path, {}, [])
    rest = _without_notes(tokens, reader)
    pages = [n for n, token in enumerate(rest) if token.type == "heading_open" and _begins_page(token)]
    moved: list[Token] = []
    for first, last in pairwise([0, *pages, len(rest)]):
        moved += _page(rest[first:last], reader)
    for label, note in reader.notes.items():
        if label not in reader.used:
            what = f"the footnote [^{label}] is shown nowhere: no text refers to it"
            place = Place(path, _line(note[0]))
            reader.problems.append(Problem("unused-footnote", what, place, _CURE.format(label=label)))
    return moved, reader.problems


def _begins_page(token: Token) -> bool:
    return token.tag == "h2" and token.level == 0


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _without_notes(tokens: list[Token], reader: _Reader) -> list[Token]:
    rest: list[Token] = []
    inside: list[Token] | None = None
    for token in tokens:
        if token.type == "footnote_reference_open":
            inside = []
            label = token.meta["label"]
            if label in reader.notes:
                what, hint = f"the footnote [^{label}] stands twice", "give one of them another name"
                reader.problems.append(
                    Problem("duplicate-footnote", what, Place(reader.path, _line(token)), hint)
                )
            reader.notes.setdefault(label, inside)
        if inside is None:
            rest.append(token)
        else:
            inside.append(token)
        if token.type == "footnote_reference_close":
            inside = None
    return rest


def _page(tokens: list[Token], reader: _Reader) -> list[Token]:
    """A page's tokens with its notes; those of a ::: tutor block stay inside it, for no learner reads it."""
    made: list[Token] = []
    page_refs: dict[str, int] = {}
    refs, tutor = page_refs, ""
    for token in tokens:
        if token.type == "container_block_open" and not tutor:
            name = token.info.split()[0] if token.info.split() else ""
            if name == "tutor":
                tutor, refs = token.markup, {}
        elif token.type == "container_block_close" and tutor == token.markup:
            made += _notes(refs, reader)
            tutor, refs = "", page_refs
        _number(token, refs, reader)
        made.append(token)
    return made + list(_notes(page_refs, reader))


def _number(token: Token, refs: dict[str, int], reader: _Reader) -> None:
    """Make links of the token's references; `refs` holds for each label the note's number in the module."""
    for child in token.children or ():
        if child.type != "footnote_ref":
            continue
        label = child.meta["label"]
        first = label not in refs
        if first:
            reader.count += 1
            refs[label] = reader.count
        reader.used.add(label)
        number, shown = refs[label], [*refs].index(label) + 1
        name = f' id="at-fnref--{number}"' if first else ""
        child.type, child.meta = "html_inline", {"text": "", "label": ""}
        child.content = (
            f'<sup><a{name} href="#at-fn--{number}" role="doc-noteref" data-action="place">{shown}</a></sup>'
        )


def _notes(refs: dict[str, int], reader: _Reader) -> Iterator[Token]:
    """The notes of a page in the order of their numbers; a note may refer to another one."""
    shown = 0
    while shown < len(refs):
        label = [*refs][shown]
        shown += 1
        note = deepcopy(reader.notes[label])
        for token in note:
            _number(token, refs, reader)
        note[0].meta = {"number": refs[label], "shown": shown}
        yield from note


def footnote_html(note: Token, inside: str) -> str:
    """A finished note: its number leads back to the text."""
    number, shown = note.meta["number"], note.meta["shown"]
    back = f'<a href="#at-fnref--{number}" role="doc-backlink" data-action="place">{shown}</a> '
    inside = inside.replace("<p>", f"<p>{back}", 1) if inside.startswith("<p>") else f"<p>{back}</p>{inside}"
    return f'{_ASIDE} id="at-fn--{number}" role="doc-footnote">{inside}</aside>'


def is_footnote(block: Block) -> bool:
    return isinstance(block, Prose) and block.html.startswith(_ASIDE)
