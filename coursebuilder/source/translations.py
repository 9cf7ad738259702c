"""translations/LANGUAGE/*.po beside a course: what translators wrote, one file a module."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coursebuilder.problems import Place, Problem
from coursebuilder.source.manuscript import read_text
from coursebuilder.source.passages import Passage, changed_marks

if TYPE_CHECKING:
    from polib import POEntry, POFile

FOLDER = "translations"
COURSE_FILE = "_course"  # the name of the file with what the whole course says; no module's id begins so
FUZZY = "fuzzy"
_LINE = re.compile(r"\(line (\d+)\)|at line (\d+)")


@dataclass(frozen=True, slots=True)
class Translated:
    """A passage in the other language; place: the line of the PO file.

    fuzzy: it was made for words that have changed since, so that somebody has to look at it again
    """

    place: Place
    text: str
    fuzzy: bool


Translations = Mapping[tuple[str, str, str], Translated]  # by file, context and text of a passage


def translations_folder(course: Path, language: str) -> Path:
    """Where the PO files of a course stand."""
    return course / FOLDER / language


def file_name(passage: Passage) -> str:
    """The name of the PO file that a passage stands in."""
    return f"{passage.file or COURSE_FILE}.po"


def read_translations(folder: Path) -> tuple[Translations, list[Problem]]:
    """What the PO files in a folder hold, without what is empty or no longer asked for."""
    found: dict[tuple[str, str, str], Translated] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.po")):
        entries, wrong = read_po(path)
        problems += wrong
        name = "" if path.stem == COURSE_FILE else path.stem
        for entry in entries:
            if entry.obsolete or not entry.msgstr.strip():
                continue
            place, fuzzy = Place(path.as_posix(), entry.linenum or 0), FUZZY in entry.flags
            found[name, entry.msgctxt or "", entry.msgid] = Translated(place, entry.msgstr, fuzzy)
            problems += [] if fuzzy else _changed(entry, place)
    return found, problems


def read_po(path: Path) -> tuple[POFile, list[Problem]]:
    """A PO file, or an empty one and the Problem that keeps it from being read."""
    import polib  # of the extra "bring": only a build in another language needs it

    text, problems = read_text(path, path.as_posix())
    if not problems:
        try:
            return polib.pofile(text + "\n", wrapwidth=78), []
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:  # by what is broken
            line = _LINE.search(str(error))
            place = Place(path.as_posix(), int(line[1] or line[2]) if line else 0)
            hint = 'texts stand between quotation marks, a " in them is written \\"; or take an older copy'
            problems = [Problem("bad-translation-file", "this is no PO file", place, hint)]
    return polib.POFile(wrapwidth=78), problems


def _changed(entry: POEntry, place: Place) -> list[Problem]:
    """An error where a translation doesn't keep the marks of its passage."""
    lacking, added = changed_marks(entry.msgid, entry.msgstr)
    if not lacking and not added:
        return []
    said = [f"it lacks {' '.join(lacking)}"] if lacking else []
    said += [f"it has {' '.join(added)}, which the text has not"] if added else []
    what = f"the translation changes what has to stay: {' and '.join(said)}"
    hint = "copy sources [@…], details {{…}}, footnotes [^…] and the addresses of links as they are"
    return [Problem("translation-marks", what, place, hint)]
