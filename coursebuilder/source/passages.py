"""Passages: the texts of a course that are translated, each as a whole, and what names them for good."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from coursebuilder.model import Guidance, Slot, Term
from coursebuilder.problems import Place
from coursebuilder.source.works import Works

# What a translation has to keep as it is: sources, the provider's details, footnotes, and where links lead.
# A file under media/ may have a twin in the other language.
_MARK = re.compile(
    r"\[@[^\]]*\]|\{\{[^{}]*\}\}|\[\^[^\]]+\]|(?<=\]\()(?!<?media/)[^\s()]+|(?<=\]\[)[^\]]+(?=\])"
)
_BETWEEN_FORMS = " | "


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its marks, as it is written.

    file: the id of the module it stands in, "" for what the whole course says
    context: where it stands, by the ids of page and block; with the text itself it names the passage
    note: what a translator has to know
    """

    place: Place
    file: str
    context: str
    text: str
    note: str = ""


Translate = Callable[[Passage], str]  # the passage in another language, or its own text


def as_written(passage: Passage) -> str:
    """The passage in the language of the course."""
    return passage.text


def has_words(text: str) -> bool:
    """Whether anything is left to translate beside marks, digits and signs."""
    return any(map(str.isalpha, _MARK.sub("", text)))


def changed_marks(text: str, translated: str) -> tuple[list[str], list[str]]:
    """The marks that a translation lacks, and those it has and its passage has not; in any order."""
    here, there = Counter(_MARK.findall(text)), Counter(_MARK.findall(translated))
    return [*(here - there).elements()], [*(there - here).elements()]


def translated_slots(slots: Iterable[Slot], translate: Translate) -> tuple[Slot, ...]:
    """The details that a course declares: their labels, and its own neutral values."""

    def said(slot: Slot, what: str, text: str) -> str:
        passage = Passage(
            slot.place, "", f"detail {slot.name} {what}", text, "a detail that a provider fills"
        )
        return translate(passage) if has_words(text) else text

    return tuple(
        replace(slot, label=said(slot, "label", slot.label), value=said(slot, "value", slot.value))
        for slot in slots
    )


def translated_works(works: Works, translate: Translate) -> Works:
    """The glossary and the guidance; titles of sources are those of published works, and stay."""
    return replace(
        works,
        glossary=tuple(_term(term, translate) for term in works.glossary),
        guidance=tuple(_guidance(one, translate) for one in works.guidance),
    )


def _term(term: Term, translate: Translate) -> Term:
    note = f"the word and the other forms in which texts have it, with{_BETWEEN_FORMS}between them"
    spelled = translate(
        Passage(term.place, "", f"term {term.id}", _BETWEEN_FORMS.join(term.forms), note)
    ).split("|")
    forms = tuple(form for one in spelled if (form := one.strip())) or term.forms
    definition = translate(Passage(term.place, "", f"term {term.id} definition", term.definition))
    return replace(term, term=forms[0], forms=forms, definition=definition)


def _guidance(one: Guidance, translate: Translate) -> Guidance:
    note = "a document's title, and where it is: those of an edition in the other language if there is one"
    title = translate(Passage(one.place, "", f"guidance {one.key} title", one.title, note))
    address = one.address
    if address:
        address = translate(Passage(one.place, "", f"guidance {one.key} address", address, note))
    return replace(one, title=title, address=address)
