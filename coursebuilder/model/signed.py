"""What somebody who signs a module off signs: all that a learner can meet; and what has changed since."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Mapping

from coursebuilder.model.around import Signature
from coursebuilder.model.blocks import Media
from coursebuilder.model.course import Course, Module
from coursebuilder.model.national_lines import lines_shown
from coursebuilder.model.paragraphs import HASH, paragraphs, text_hash

# Details that stand in the help that every page offers.
PANEL = (
    "safeguarding_lead",
    "deputy",
    "safeguarding_deputy",
    "childrens_social_care",
    "out_of_hours",
    "lead_is_the_worry",
    "self_harm_or_suicide",
)


def signed_pieces(course: Course, module: Module, number: int) -> dict[str, str]:
    """Number or name -> hash of each piece that a signature holds for.

    number: the module's in the course
    These are the text without notes for tutors, what finishing takes, terms, the bytes of pictures, clips and
    files, the help on every page, and the provider's details in the text.
    """
    found = {one.number: one.hash for one in paragraphs(module, number) if not one.for_tutors}
    found |= {name: text_hash(text) for name, text in _around(course, module)}
    return found | {one.name: _media_hash(one) for one in module.media}


def code_of(pieces: Mapping[str, str]) -> str:
    """Twelve characters for all of it: a signature on paper names them."""
    return text_hash(" ".join(pieces.values()))


def changed_since(signature: Signature, pieces: Mapping[str, str]) -> tuple[str, ...]:
    """Which pieces are new or changed since, by their numbers now; what is gone, by its number then.

    A paragraph that only moved down because another was put before it has not changed.
    """
    then, now = list(signature.pieces.items()), list(pieces.items())
    if dict(then) == dict(now):
        return ()
    matcher = difflib.SequenceMatcher(None, [one for _, one in then], [one for _, one in now], autojunk=False)
    found: list[str] = []
    for what, old, old_end, new, new_end in matcher.get_opcodes():
        if what == "delete":
            found += [f"{name} (gone)" for name, _ in then[old:old_end]]
        elif what != "equal":
            found += [name for name, _ in now[new:new_end]]
    return tuple(found)


def is_author(course: Course, name: str) -> bool:
    """Whether the course names somebody of this name as its author; capitals and spaces don't count.

    Nobody signs off what they wrote.
    """
    return _plain(name) in map(_plain, course.authors)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _around(course: Course, module: Module) -> Iterator[tuple[str, str]]:
    rules = module.rules
    yield "title", module.title
    yield "objectives", "\n".join(one.text for one in module.objectives)
    yield "rules", f"{rules.mastery_score} {rules.completion} {rules.end_status} {rules.navigation}"
    for term in module.terms:
        yield f"term {term.id}", f"{term.term}: {term.definition}"
    asked = {one.name for one in module.asked}
    for slot in course.slots:
        if slot.name in asked or slot.name in PANEL:
            yield f"detail {slot.name}", f"{slot.label}: {slot.value}{' (task)' * slot.task}"
    for line in lines_shown(course):
        yield f"line {line.key}", f"{line.name} {line.number} {line.young} {' '.join(line.beside)}"
    if course.provider:
        links = "\n".join(f"{link.label} {link.address}" for link in course.provider.support_links)
        yield "detail support_links", f"{course.provider.name} {links}"
        for name in sorted(asked):
            if rows := course.provider.data.get(name.removeprefix("data.")):
                yield f"table {name}", repr(rows)


def _media_hash(media: Media) -> str:
    if media.data is not None:
        return hashlib.sha256(media.data).hexdigest()[:HASH]
    with media.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:HASH]
