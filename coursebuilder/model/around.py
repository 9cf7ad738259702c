"""What stands around the modules: sources, words, frameworks, signatures, and what an author accepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coursebuilder.problems import Place

Strength = Literal["introduces", "practises", "assesses"]


@dataclass(frozen=True, slots=True)
class CodeMap:
    """An objective's part in a framework's code, as claimed by `mapped_by`; assesses names its questions."""

    place: Place
    framework: str
    code: str
    strength: Strength
    mapped_by: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """Codes and texts of a published framework; `complete` only when all of it is in the file.

    version: the published one's; read_in: where the codes in the file were read
    compared_on, compared_by: when a person held the file against the published text; "" where nobody has
    """

    place: Place
    key: str
    title: str
    source: str
    address: str
    complete: bool
    codes: Mapping[str, str]
    version: str = ""
    read_in: str = ""
    compared_on: str = ""
    compared_by: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A dated sign-off of a module by a named person."""

    place: Place
    by: str
    role: str
    on: str
    version: str


@dataclass(frozen=True, slots=True)
class Story:
    """Made-up people of a module, and the experience that somebody who reads it should know at first hand.

    who: the people, as reviewers recognise them; experience: such as caring for somebody at home
    read_by: who has read it with this experience, each with the day; () where nobody has
    """

    place: Place
    who: str
    experience: str
    read_by: tuple[StoryReader, ...]


@dataclass(frozen=True, slots=True)
class StoryReader:
    """A named person who has read a story, and how they know what it tells of; on: YYYY-MM-DD."""

    place: Place
    by: str
    experience: str
    on: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's typed statement that they have read a module and that it may go to learners.

    on: the date as YYYY-MM-DD; version: the course's, for information
    needed: False where a provider's lead says that this module needs no signature
    pieces: number -> hash of all that was signed (see model.signed), as it was on that day
    entered_by: who typed in a signature given on paper, "" where the signer typed it
    """

    place: Place
    course: str
    module: str
    language: str
    by: str
    role: str
    on: str
    version: str
    needed: bool
    pieces: Mapping[str, str]
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A [@key:n] in the text: the source's key, the section its line falls in, and where it stands."""

    place: Place
    key: str
    section: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another page of the module; `target` is that page's id."""

    place: Place
    target: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A {{provider.name}} in the text: the detail's name, or data.NAME for a table, and where it stands."""

    place: Place
    name: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An id that the author left out: where the heading or block stands, and the id it goes by meanwhile."""

    place: Place
    id: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """What an author has still to do, as a draft shows it: the id of the page, and what, where and how."""

    place: Place
    page: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class ModuleLink:
    """A link to another module of the course, by its file's name; `page` is "" for its opening page."""

    place: Place
    file: str
    page: str


@dataclass(frozen=True, slots=True)
class Source:
    """A published work the course rests on; `sections` are (first line, last line, name).

    nation: the only one it holds for, such as England; "": it isn't bound to one
    by_line: a section's name brings the reference along, for those who hold claims against the work itself
    """

    place: Place
    key: str
    title: str
    reference: str
    address: str
    sections: tuple[tuple[int, int, str], ...]
    by_line: bool = False
    nation: str = ""

    def section_of(self, line: int) -> str:
        """The name of the section a line falls in, or ''."""
        name = next((name for first, last, name in self.sections if first <= line <= last), "")
        return f"{name} [{self.key}:{line}]" if name and self.by_line else name


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary; `forms` are its spellings in texts, `replaces` words that give way to it."""

    place: Place
    id: str
    term: str
    forms: tuple[str, ...]
    definition: str
    source: str
    replaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """A guidance document by title, with who checked it when. Dates are ISO; '' means not known."""

    place: Place
    key: str
    title: str
    nation: str
    edition: str
    address: str
    checked_on: str
    checked_by: str
    review_by: str


@dataclass(frozen=True, slots=True)
class Tuning:
    """A limit that an author sets for a piece of advice, with the reason."""

    place: Place
    code: str
    limit: float
    reason: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A warning or a piece of advice that the author accepts, with the reason."""

    place: Place
    code: str
    reason: str
    where: str
