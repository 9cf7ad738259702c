"""The words of a document's own XML, held against what was written; and what its readers don't tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from coursebuilder.bring.items import Note
from coursebuilder.bring.plain_text import beginning, clean, on_one_line
from coursebuilder.bring.xml import name_of, xml_of
from coursebuilder.problems import Place, counted
from coursebuilder.source.written_words import words_in, written_words

_DOUBLED = "Fallback"  # the same drawing again, for older programs
_TOLD = 30
_ELSEWHERE = re.compile(r"word/(header|footer)\d*\.xml")


def lost_words(
    document: etree._Element, written: str, read: Iterable[str], where: str = ""
) -> Iterator[Note]:
    """A note for each paragraph of which words stand nowhere in the Markdown that was written.

    read: paragraphs that became part of a question, whose letters and boxes say which answer is right
    where: what stands in a note before the paragraph's number, such as "slide 3, "
    """
    placed = ((f"{where}paragraph {number}", text) for number, text in enumerate(_paragraphs(document), 1))
    yield from missing_words(placed, written, read)


def missing_words(placed: Iterable[tuple[str, str]], written: str, read: Iterable[str]) -> Iterator[Note]:
    """A note for each text, with the place where it stood, of which words are missing in what was written."""
    left = Counter(word for line in written_words(written) for word in line)
    left.update(words_in(" ".join(re.findall(r"<!--(.*?)-->", written))))
    whole = Counter(on_one_line(text) for text in read)
    told = 0
    for place, text in placed:
        lost = []
        if whole[on_one_line(clean(text))] > 0:
            whole[on_one_line(clean(text))] -= 1
            left.subtract(words_in(clean(text)))
            continue
        for word in words_in(clean(text)):
            left[word] -= 1
            if left[word] < 0:
                lost.append(word)
        if lost:
            told += 1
            if told <= _TOLD:
                what = f'the words "{" ".join(lost[:12])}"'
                yield Note("not carried", f'{place}, "{beginning(text, 40)}"', what)
    if told > _TOLD:
        what = f"{told - _TOLD} more of which words are missing"
        yield Note("not carried", "further places", what)


def _paragraphs(document: etree._Element) -> Iterator[str]:
    """The text of each paragraph, without what was deleted, and each drawing's text once."""
    texts: list[str] = []
    for paragraph in document.iter("{*}p"):
        if _inside(paragraph, _DOUBLED) or name_of(paragraph) != "p":
            continue
        texts = [
            (one.text or "") if name_of(one) == "t" else " "
            for one in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}cr")
            if _nearest_paragraph(one) is paragraph and not _inside(one, _DOUBLED, "del", "moveFrom")
        ]
        if any(text.strip() for text in texts):
            yield "".join(texts)


def _inside(element: etree._Element, *names: str) -> bool:
    return any(name_of(one) in names for one in element.iterancestors())


def _nearest_paragraph(element: etree._Element) -> etree._Element | None:
    return next((one for one in element.iterancestors() if name_of(one) == "p"), None)


def left_behind(document: etree._Element, parts: Mapping[str, bytes]) -> Iterator[Note]:
    """What isn't copied by intent, or has no place on a page: only counted, never quoted."""
    count = Counter(name_of(one) for one in document.iter())
    if deleted := count["del"] + count["moveFrom"]:
        what = (
            f"{counted(deleted, 'deleted passage')} of tracked changes; what was added is taken as it stands"
        )
        yield Note("not carried", "tracked changes", what)
    if "word/comments.xml" in parts:
        comments = xml_of(parts["word/comments.xml"], Place("word/comments.xml"))
        if number := len([one for one in comments if name_of(one) == "comment"]):
            became = "became HTML comments, which no learner sees; who made them was left out"
            what = f"{counted(number, 'comment')} {became}"
            yield Note("changed", "comments", what)
    if number := sum(bool(_ELSEWHERE.fullmatch(name)) for name in parts):
        yield Note("not carried", "headers and footers", f"{number} of them: pages here have their own")
    for name, what in (
        ("oMath", "equations: write them in words"),
        (
            "txbxContent",
            "text boxes: their text stands where they were anchored; look whether it is the right place",
        ),
        ("chart", "charts: put each in as a picture, with a description"),
    ):
        if count[name]:
            yield Note("to do" if name == "txbxContent" else "not carried", name, what)
    for name in sorted(parts):
        if name.startswith(("word/embeddings/", "word/diagrams/data", "word/vbaProject")):
            yield Note("not carried", name, "something embedded: put it in as a picture or an attachment")
