"""A course's passages written into PO files, and put in step with them again after the text has changed.

A passage goes by its context and its text. Where the text changed, the old translation stays as a suggestion,
marked fuzzy as gettext does; a build takes it for untranslated.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from coursebuilder.problems import Place, Problem
from coursebuilder.source import load
from coursebuilder.source.passages import Passage
from coursebuilder.source.readers import PLAIN, translating
from coursebuilder.source.translations import FUZZY, file_name, read_po, translations_folder
from coursebuilder.source.whole_file import write_whole

_ALIKE = 0.5  # the least likeness of two texts of one context of which one became the other
_CUT = 60


class CannotTranslate(Exception):
    """Why there is nothing that could be translated; each Problem has its cure."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Change:
    """A translation to be looked at again; place: where its passage stands, before and now: the passage."""

    place: Place
    file: str
    before: str
    now: str

    def __str__(self) -> str:
        return f"{self.place}: “{_cut(self.before)}” is now “{_cut(self.now)}”: look at it in {self.file}"


@dataclass(frozen=True, slots=True)
class Merged:
    """PO files in step with a course.

    changed: translations whose passages changed; added, gone: how many passages are new, and no longer there
    """

    files: Mapping[Path, polib.POFile]
    changed: tuple[Change, ...]
    added: int
    gone: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a PO file is, in passages."""

    path: Path
    translated: int
    fuzzy: int
    missing: int


def passages(folder: Path, language: str) -> list[Passage]:
    """Every passage of a course, in the order in which it is read. Raises CannotTranslate."""
    own = load(folder)
    wrong = [problem for problem in own.problems if problem.severity == "error"]
    if wrong or own.course is None:
        raise CannotTranslate(*wrong)
    found: list[Passage] = []

    def noted(passage: Passage) -> str:
        found.append(passage)
        return passage.text

    load(folder, readers=translating(PLAIN, language, noted))
    return found


def merged(folder: Path, language: str) -> Merged:
    """The PO files of a course as they should be now; nothing is written. Raises CannotTranslate."""
    by_file: dict[str, list[Passage]] = {}
    for passage in passages(folder, language):
        by_file.setdefault(file_name(passage), []).append(passage)
    files: dict[Path, polib.POFile] = {}
    changed: list[Change] = []
    added = gone = 0
    for name, some in by_file.items():
        path = translations_folder(folder, language) / name
        old = _old(path)
        new = polib.POFile(wrapwidth=78)
        new.header, new.metadata = old.header, {**_metadata(language), **old.metadata}
        entries = _entries(some, folder)
        matched = _matched(entries, old)
        for entry in entries:
            before, same = matched.get(id(entry), (None, False))
            if before is None:
                added += 1
            else:
                _take_over(entry, before, same)
                if not same:
                    changed.append(_change(entry, before, some, path))
            new.append(entry)
        used = {id(before) for before, _ in matched.values()}
        left = [entry for entry in old if id(entry) not in used and entry.msgstr]
        gone += sum(not entry.obsolete for entry in left)
        for entry in left:
            entry.obsolete, entry.occurrences = True, []
        new.extend(left)
        files[path] = new
    return Merged(files, tuple(changed), added, gone)


def write(files: Mapping[Path, polib.POFile]) -> list[Path]:
    """Write those PO files that differ from what is there; their paths. Raises OSError."""
    written = []
    for path, file in files.items():
        data = f"{file}".rstrip("\n").encode() + b"\n"
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
        written.append(path)
    return written


def read_all(folder: Path, language: str) -> dict[Path, polib.POFile]:
    """A course's PO files of a language as they are. Raises CannotTranslate."""
    return {path: _old(path) for path in sorted(translations_folder(folder, language).glob("*.po"))}


def progress(files: Mapping[Path, polib.POFile]) -> list[Progress]:
    """How far each file is; what is no longer asked for doesn't count."""
    found = []
    for path, file in files.items():
        asked = [entry for entry in file if not entry.obsolete]
        fuzzy = sum(FUZZY in entry.flags for entry in asked)
        missing = sum(FUZZY not in entry.flags and not entry.msgstr.strip() for entry in asked)
        found.append(Progress(path, len(asked) - fuzzy - missing, fuzzy, missing))
    return found


def _old(path: Path) -> polib.POFile:
    if not path.is_file():
        return polib.POFile(wrapwidth=78)
    file, problems = read_po(path)
    if problems:
        raise CannotTranslate(*problems)
    return file


def _metadata(language: str) -> dict[str, str]:
    """No dates and no names: the same passages make the same file."""
    return {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def _entries(passages: Iterable[Passage], folder: Path) -> list[polib.POEntry]:
    """An entry for each context and text, with every place it stands at."""
    made: dict[tuple[str, str], polib.POEntry] = {}
    for passage in passages:
        entry = made.setdefault(
            (passage.context, passage.text),
            polib.POEntry(msgctxt=passage.context, msgid=passage.text, comment=passage.note),
        )
        where = Path(os.path.relpath(passage.place.path, folder)).as_posix()
        if (where, str(passage.place.line)) not in entry.occurrences:
            entry.occurrences.append((where, str(passage.place.line)))
    return list(made.values())


def _matched(entries: Iterable[polib.POEntry], old: polib.POFile) -> dict[int, tuple[polib.POEntry, bool]]:
    """For entries by their id(): the one that they were before, and whether it says the same.

    First those with the same context and text, then of each context the one that is most alike, then those
    with the same text in another place.
    """
    left: dict[tuple[str, str], polib.POEntry] = {(one.msgctxt or "", one.msgid): one for one in old}
    matched: dict[int, tuple[polib.POEntry, bool]] = {}
    waiting = []
    for entry in entries:
        if before := left.pop((entry.msgctxt, entry.msgid), None):
            matched[id(entry)] = before, True
        else:
            waiting.append(entry)
    left = {key: one for key, one in left.items() if one.msgstr}
    for near in (_alike, _same_text):
        for entry in waiting:
            key = None if id(entry) in matched else near(entry, left)
            if key is not None:
                matched[id(entry)] = left.pop(key), False
    return matched


def _alike(entry: polib.POEntry, left: Mapping[tuple[str, str], polib.POEntry]) -> tuple[str, str] | None:
    here = [text for context, text in left if context == entry.msgctxt]
    near = difflib.get_close_matches(entry.msgid, here, n=1, cutoff=_ALIKE)
    return (entry.msgctxt, near[0]) if near else None


def _same_text(entry: polib.POEntry, left: Mapping[tuple[str, str], polib.POEntry]) -> tuple[str, str] | None:
    return next((key for key in left if key[1] == entry.msgid), None)


def _take_over(entry: polib.POEntry, before: polib.POEntry, same: bool) -> None:
    """Give an entry the translation that it had before, fuzzy where it was made for other words."""
    entry.msgstr, entry.tcomment = before.msgstr, before.tcomment
    entry.flags = list(before.flags)
    if FUZZY in before.flags:
        entry.previous_msgid, entry.previous_msgctxt = before.previous_msgid, before.previous_msgctxt
    elif not same:
        entry.flags.append(FUZZY)
        entry.previous_msgid, entry.previous_msgctxt = before.msgid, before.msgctxt


def _change(entry: polib.POEntry, before: polib.POEntry, passages: Iterable[Passage], path: Path) -> Change:
    place = next(one.place for one in passages if (one.context, one.text) == (entry.msgctxt, entry.msgid))
    return Change(place, path.name, before.msgid, entry.msgid)


def not_asked(folder: Path, merged: Merged, language: str) -> Iterator[Path]:
    """PO files of modules that the course doesn't have; they are left as they are."""
    for path in sorted(translations_folder(folder, language).glob("*.po")):
        if path not in merged.files:
            yield path


def _cut(text: str) -> str:
    return text if len(text) <= _CUT else f"{text[:_CUT]}…"
