"""Signing a module off: what somebody signs, and the entry that their signature becomes in signatures.yaml.

A signature is a typed statement by a person, and nothing proves who typed it. Its hashes tell what
has changed since.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.build.other_language import NOT_TRANSLATED, Language
from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import Course, Module
from coursebuilder.model.paragraphs import numbered_modules
from coursebuilder.model.signed import code_of, is_author, signed_pieces
from coursebuilder.problems import did_you_mean
from coursebuilder.source.signatures import FILE
from coursebuilder.source.whole_file import write_whole

ROLES = (
    "Designated safeguarding lead",
    "Deputy designated safeguarding lead",
    "Named safeguarding professional",
)
_HEAD = """\
# Who signed which module off, and what it said then. Each entry is a typed statement by a person.
# Written by "coursebuilder sign"; a change by hand makes a signature say what nobody signed.
signatures:
"""


class CannotSign(Exception):
    """Why there is nothing that could be signed, as a sentence for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A module that may be signed: `pieces` are what the signature will hold for, `path` is where it goes."""

    course: Course
    module: Module
    pieces: dict[str, str]
    path: Path

    @property
    def code(self) -> str:
        """The code of this very text, as the review copy prints it."""
        return code_of(self.pieces)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person states. on: the day they signed, YYYY-MM-DD; needed: False: "needs no signature here".

    entered_by, scan: for a signature on paper, who types it in, and the file that shows the paper
    """

    by: str
    role: str
    on: str
    needed: bool = True
    entered_by: str = ""
    scan: Path | None = None


def to_sign(folder: Path, module_id: str, provider_file: Path | None, language: str | None = None) -> Signing:
    """The module of a course as it stands, in another language if one is given.

    Raises CannotSign where it can't be read, has errors, or isn't translated whole.
    """
    wanted = Language(language, unsigned_too=True) if language else None
    read = read_courses([folder], provider_file, language=wanted)
    wrong = [problem for problem in read.problems if problem.severity == "error"]
    if wrong or not read.courses:
        raise CannotSign(f"{wrong[0].place}: {wrong[0].message}; put every error right first")
    (course,) = read.courses
    known = {module.id: (n, module) for n, module in numbered_modules(course)}
    if module_id not in known:
        raise CannotSign(f'there is no module "{module_id}": {did_you_mean(module_id, known)}')
    number, module = known[module_id]
    lacking = [one for one in read.problems if one.code == NOT_TRANSLATED]
    for one in lacking:
        if one.place.path in (module.place.path, course.place.path):
            raise CannotSign(f"{one.message}; nobody signs a half of it")
    beside = provider_file.parent if provider_file else Path(course.place.path).parent
    return Signing(course, module, signed_pieces(course, module, number), beside / FILE)


def refused(signing: Signing, statement: Statement, today: datetime.date) -> str:
    """Why this statement can't be taken, as a sentence; "" if it can."""
    names = [" ".join(name.split()) for name in (statement.by, statement.entered_by)]
    if not sum(char.isalpha() for char in names[0]) > 1:
        return "a signature needs the name of a person"
    if is_author(signing.course, names[0]):
        return f"{names[0]} is an author of the course: somebody else reads it and signs"
    if statement.role not in ROLES:
        return f"the role is one of: {', '.join(ROLES)}"
    try:
        on = datetime.date.fromisoformat(statement.on)
    except ValueError:
        return f'"{statement.on}" is no day: write it as 2026-05-03'
    if on > today:
        return f"{on} is still to come: nothing is signed in advance"
    if not statement.needed and signing.course.provider is None:
        return "only a provider's lead can say that a module needs no signature: give --provider FILE"
    if statement.scan and not names[1]:
        return "the name of the person who types it in is missing"
    return ""


def sign(signing: Signing, statement: Statement) -> None:
    """Add the signature to the file. Raises OSError, and leaves the old file then."""
    path = signing.path
    before = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    write_whole(path, (before.rstrip("\n") + "\n" + _entry(signing, statement)).encode())


def _entry(signing: Signing, statement: Statement) -> str:
    course, scan = signing.course, statement.scan
    values = {
        "course": course.id,
        "module": signing.module.id,
        "language": course.language,
        "by": " ".join(statement.by.split()),
        "role": statement.role,
        "on": statement.on,
        "version": course.version,
        "decision": "signed" if statement.needed else "not needed",
        "code": signing.code,
        "entered_by": " ".join(statement.entered_by.split()),
        "scan": scan.name if scan else "",
        "scan_sha256": hashlib.sha256(scan.read_bytes()).hexdigest() if scan else "",
    }
    lines = [f"{name}: {_quoted(value)}" for name, value in values.items() if value]
    lines += [
        "pieces:",
        *(f"  {_quoted(name)}: {_quoted(digest)}" for name, digest in signing.pieces.items()),
    ]
    return "".join(f"{'- ' if n == 0 else '  '}{line}\n" for n, line in enumerate(lines))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
