"""A course in another language than the one it is written in: the same ids, letters and results.

A module that a safeguarding lead has to sign comes in the other language only when all of it is translated,
and signed in that language. Else it stays as it is written, and a warning says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder.build.chosen_modules import left_out
from coursebuilder.build.same_shape import other_shapes
from coursebuilder.model import Course, Module, Provider
from coursebuilder.model.released import with_letters_of
from coursebuilder.problems import Place, Problem, counted, did_you_mean
from coursebuilder.source import load
from coursebuilder.source.passages import Passage
from coursebuilder.source.readers import Readers, translating
from coursebuilder.source.translations import (
    FOLDER,
    Translated,
    Translations,
    read_translations,
    translations_folder,
)
from coursebuilder.words import languages, speaks

NOT_TRANSLATED = "not-translated"  # the code of the warning that texts are missing
Judge = Callable[[Course], Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class Language:
    """The language to read courses in, such as "cy".

    unsigned_too: modules that nobody has signed in it come in it all the same, for those who are to read and
        sign them; no package for learners is made so
    """

    code: str
    unsigned_too: bool = False


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A course in another language: what could be translated, and behind it what stays as it is written."""

    courses: tuple[Course, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The passages that a course asked for, and what translators have made of each."""

    answers: dict[Passage, Translated | None]

    def lacking_in(self, path: str) -> int:
        """How many passages of a file are not translated, or fuzzy."""
        return sum(_lacks(found) for one, found in self.answers.items() if one.place.path == path)

    def lacking_around(self, paths: Collection[str]) -> int:
        """The same of all other files."""
        return sum(_lacks(found) for one, found in self.answers.items() if one.place.path not in paths)


def _lacks(found: Translated | None) -> bool:
    return found is None or found.fuzzy


def in_language(
    course: Course,
    language: Language | None,
    provider: Provider | None,
    by_line: bool,
    readers: Readers,
    judge: Judge,
    known: Sequence[Problem],
) -> InLanguage:
    """A course, read before in its own language, in another one; as it was read if that is the one, or None.

    judge: what the rules find in a course
    known: Problems of the course as it is written, which are not told twice
    """
    if language is None or language.code == course.language:
        return InLanguage((course,), ())
    folder = Path(course.place.path).parent
    wrong = _no_translations(course, folder, language.code)
    if wrong:
        return InLanguage((), (wrong,))
    translations, problems = read_translations(translations_folder(folder, language.code))
    asked = _Asked({})
    translate = _translator(translations, asked)
    loaded = load(folder, provider, by_line, translating(readers, language.code, translate))
    if loaded.course is None or len(loaded.course.modules) != len(course.modules):
        return InLanguage((), (*problems, *loaded.problems))  # its own language has the same errors
    other = with_letters_of(loaded.course, course)
    found = _once([*loaded.problems, *judge(other), *other_shapes(course, other)], known, asked)
    return _apart(course, other, language, asked, (*problems, *found))


def _no_translations(course: Course, folder: Path, language: str) -> Problem | None:
    if not speaks(language):
        what = f'the player has no words in the language "{language}"'
        return Problem("unknown-language", what, course.place, did_you_mean(language, languages()))
    if any(translations_folder(folder, language).glob("*.po")):
        return None
    hint = f"begin with: coursebuilder translate extract {folder.as_posix()} --to {language}"
    place = Place((folder / FOLDER).as_posix())
    return Problem("no-translations", f'there are no translations into "{language}"', place, hint)


def _translator(translations: Translations, asked: _Asked) -> Callable[[Passage], str]:
    def translate(passage: Passage) -> str:
        found = translations.get((passage.file, passage.context, passage.text))
        asked.answers[passage] = found
        return found.text if found and not found.fuzzy else passage.text

    return translate


def _once(found: Iterable[Problem], known: Iterable[Problem], asked: _Asked) -> list[Problem]:
    """What is wrong with the translation alone, at the place where the translator wrote it."""
    told = {(problem.code, problem.place) for problem in known}
    told_of = {(problem.code, problem.message) for problem in known}
    written = {passage.place: answer.place for passage, answer in asked.answers.items() if answer}
    return [
        replace(problem, place=written.get(problem.place, problem.place))
        for problem in found
        if (problem.code, problem.place) not in told and (problem.code, problem.message) not in told_of
    ]


def _apart(
    course: Course, other: Course, language: Language, asked: _Asked, problems: tuple[Problem, ...]
) -> InLanguage:
    """The course in the other language, and as it is written; each module is built of one of the two."""
    common = asked.lacking_around([module.place.path for module in other.modules])
    staying: set[str] = set()
    for module, own in zip(other.modules, course.modules, strict=True):
        lacking = asked.lacking_in(module.place.path)
        problems += tuple(_lacking(module.place, f'"{module.id}"', lacking, language.code))
        needs = module.needs_signature or own.needs_signature
        why = _why_not(module, lacking, common, language.code) if needs else None
        if why and not language.unsigned_too:
            what = f'"{module.id}" stays as it is written: {why[0]}'
            problems += (Problem("module-not-in-language", what, module.place, why[1], "warning"),)
            staying.add(module.id)
    problems += tuple(_lacking(other.place, "what the whole course says", common, language.code))
    coming = {module.id for module in other.modules} - staying
    both = (left_out(other, staying), left_out(course, coming))
    return InLanguage(tuple(one for one in both if not all(module.draft for module in one.modules)), problems)


def _why_not(module: Module, lacking: int, common: int, language: str) -> tuple[str, str] | None:
    """Why a module that has to be signed can't come in a language, and what to do about it."""
    status = f"coursebuilder translate status COURSE --to {language}"
    if lacking:
        return f"{counted(lacking, 'text')} of it not translated into {language}", status
    if common:
        return f"{counted(common, 'text')} of the whole course not translated into {language}", status
    if module.signed_off:
        return None
    hint = f"a lead who reads it signs: coursebuilder sign COURSE {module.id} --language {language}"
    return f"it is not signed off in {language}", hint


def _lacking(place: Place, what: str, lacking: int, language: str) -> Iterable[Problem]:
    if lacking:
        message = (
            f"{what}: {counted(lacking, 'text')} not translated into {language}, or to be looked at again"
        )
        hint = f"coursebuilder translate status COURSE --to {language}  says how far each file is"
        yield Problem(NOT_TRANSLATED, message, place, hint, "warning")
