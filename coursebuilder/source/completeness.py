"""A safety net: every word an author wrote stands on a page, in a question or in a tutor's note.

The reader reports what it can't take. Where it drops something and says nothing, because of a mistake of its
own, the difference shows here, before a course goes out without, say, the word "not".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from coursebuilder.model import Module
from coursebuilder.problems import Place, Problem
from coursebuilder.source.shown_words import Shown, footnote_words, shown_words
from coursebuilder.source.written_words import footnote_lines, written_words

_HINT = "write it more plainly, with an empty line around it; and please report it: no word may go missing"
_COMPARED = 4000  # words of a block that are compared one by one to name the missing ones
_NAMED = 8

Word = tuple[int, str]  # the line of the source it stands on, and the word


def missing_words(body: str, module: Module) -> Iterator[Problem]:
    """A Problem for each block of a module's text (without settings and comments) of which words are lost."""
    shown, notes = shown_words(module), footnote_words(module)
    lines, source = [*written_words(body)], body.split("\n")
    for first, last in footnote_lines(source):
        yield from _missing([(n, word) for n in range(first, last) for word in lines[n - 1]], notes, module)
        lines[first - 1 : last - 1] = [()] * (last - first)  # they are shown elsewhere than written
    starts = [*(_start(one, source) for one in shown), len(lines) + 1]
    written = [[(n, word) for n, words in enumerate(lines, 1) if n < starts[0] for word in words]]
    written += [
        [(n, word) for n in range(first, last) for word in lines[n - 1]] for first, last in pairwise(starts)
    ]
    for words, block in zip(written, [Shown(1, []), *shown], strict=True):
        yield from _missing(words, block, module)


def _missing(written: list[Word], shown: Shown, module: Module) -> Iterator[Problem]:
    if lost := _lost(written, shown):
        named = " ".join(word for _, word in lost[:_NAMED]) + (" …" if len(lost) > _NAMED else "")
        what = f'words of this block are on no page: "{named}"'
        yield Problem("words-missing", what, Place(module.place.path, lost[0][0]), _HINT)


def _start(shown: Shown, lines: list[str]) -> int:
    """The line a block begins on, with its caption."""
    above = range(shown.line - 1, 0, -1) if shown.captioned else ()
    return next((n for n in above if lines[n - 1].lstrip().startswith("Table:")), shown.line)


def _lost(written: list[Word], block: Shown) -> list[Word]:
    """The words that are not among those shown, as often and (where they keep it) in the same order."""
    if block.numbers:
        written = [(line, word) for line, word in written if not word.isnumeric() and word != "to"]
    if not block.ordered:
        return _uncounted(written, block.words)
    rest = iter(block.words)
    if all(word in rest for _, word in written):
        return []
    if max(len(written), len(block.words)) > _COMPARED:
        return _uncounted(written, block.words) or written[:1]
    matcher = SequenceMatcher(None, [word for _, word in written], block.words, autojunk=False)
    return [
        word
        for kind, first, last, _, _ in matcher.get_opcodes()
        if kind in {"delete", "replace"}
        for word in written[first:last]
    ]


def _uncounted(written: Iterable[Word], shown: Iterable[str]) -> list[Word]:
    """The words that are written more often than shown."""
    left = Counter(shown)
    lost = []
    for line, word in written:
        left[word] -= 1
        if left[word] < 0:
            lost.append((line, word))
    return lost
