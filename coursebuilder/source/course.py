"""A course folder -> Loaded(course, problems)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder.model import Course, Provider
from coursebuilder.model.released import with_released_letters
from coursebuilder.problems import Place, Problem, did_you_mean, in_file_order
from coursebuilder.settings import Scalar, Table, read
from coursebuilder.source.confidence import must_answer, with_confidence
from coursebuilder.source.details import read_silence, read_slots, read_tuning
from coursebuilder.source.entries import read_entries, read_modules
from coursebuilder.source.fields import Fields
from coursebuilder.source.frameworks import with_overlay
from coursebuilder.source.home import Home
from coursebuilder.source.manuscript import read_text
from coursebuilder.source.passages import Passage, has_words, translated_slots, translated_works
from coursebuilder.source.provider import filled
from coursebuilder.source.readers import PLAIN, Readers
from coursebuilder.source.released import read_released
from coursebuilder.source.roots import Root, shared_beside
from coursebuilder.source.rules import read_rules
from coursebuilder.source.signatures import read_signatures, with_signatures
from coursebuilder.source.works import Works, read_works
from coursebuilder.words import languages, speaks, words


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read; `course` is None when its settings can't be used at all."""

    course: Course | None
    problems: tuple[Problem, ...]


def load(
    given: str | Path,
    provider: Provider | None = None,
    by_line: bool = False,
    readers: Readers = PLAIN,
) -> Loaded:
    """Read the course in a folder (or named by its course.yaml), every mistake at once.

    What the provider says stands before what the course says. `by_line`: see Source. `readers`: see Readers.
    """
    folder = Path(given)
    if folder.name == "course.yaml":
        folder = folder.parent
    settings_path = folder / "course.yaml"
    if not settings_path.is_file():
        return Loaded(None, (_no_course(folder),))
    shown = settings_path.as_posix()
    text, problems = read_text(settings_path, shown)
    setting, more = read(text, shown)
    problems += more
    if not isinstance(setting, Table):
        if not problems:
            problems.append(
                Problem(
                    "empty-settings",
                    "course.yaml holds no settings",
                    Place(shown, 1),
                    "a blank belongs behind each colon, id: my-course"
                    if isinstance(setting, Scalar) and re.match(r"\w+:\S", setting.value)
                    else "a line  key: value  for each setting, at least id, title, audience and modules",
                )
            )
        return Loaded(None, tuple(problems))
    course = _course(folder, shown, setting, provider, problems, by_line, readers)
    return Loaded(course, tuple(in_file_order(problems)))


def _no_course(folder: Path) -> Problem:
    beside = (
        sorted(path.parent.name for path in folder.parent.glob("*/course.yaml"))
        if folder.parent.is_dir()
        else []
    )
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    inside = sorted(path.parent.name for path in folder.glob("*/course.yaml")) if folder.is_dir() else []
    other = next((name for name in sorted(names) if name.lower() in {"course.yml", "course.yaml"}), "")
    if other:
        hint = f"rename {other} to course.yaml"
    elif inside:
        hint = f"the courses stand in it: {', '.join(f'{folder.as_posix()}/{name}' for name in inside[:9])}"
    elif beside:
        hint = did_you_mean(folder.name, beside)
    else:
        hint = "a course is a folder with a file course.yaml"
    return Problem("no-course", "there is no course.yaml here", Place(folder.as_posix()), hint)


def _course(
    folder: Path,
    shown: str,
    setting: Table,
    provider: Provider | None,
    problems: list[Problem],
    by_line: bool,
    readers: Readers,
) -> Course:
    fields = Fields(setting, problems)
    identifier = fields.required("id", "missing-id", "id: my-course")
    if identifier:
        fields.check_id("id", identifier, "a course")
    shared = shared_beside(folder)
    works = translated_works(read_works((folder, shared), by_line, problems), readers.translate)
    if provider is not None:
        frameworks = with_overlay(works.frameworks, provider.frameworks, problems)
        works = replace(works, frameworks=frameworks)
    course = _declared(identifier, fields, works, (folder, shared), readers)
    entries = read_entries(fields, problems)
    asks = fields.flag("confidence_questions")
    fields.finish()
    if provider is not None:
        course = _given_by(provider, course)
    own = Home(Root(folder, True), shared, works, course.slots)
    course = read_modules(entries, course, own, by_line, problems, readers)
    course = with_released_letters(course, read_released(folder, problems))
    if provider is not None and provider.confidence_questions is not None:
        asks = provider.confidence_questions
    if asks:
        course = replace(course, modules=with_confidence(course.modules, course))
        problems += must_answer(course.modules)
    return with_signatures(course, read_signatures(folder, problems))


def _declared(
    identifier: str, fields: Fields, works: Works, theme_roots: tuple[Path, Path], readers: Readers
) -> Course:
    """The course as course.yaml declares it, with these works: without its provider and its modules."""

    def translated(name: str, text: str) -> str:
        passage = Passage(fields.place(name), "", f"course {name}", text)
        return readers.translate(passage) if has_words(text) else text

    return Course(
        place=fields.table.place,
        id=identifier,
        title=translated(
            "title", fields.required("title", "missing-title", "title: What the course is called")
        ),
        description=translated("description", fields.text("description")),
        language=_language(fields, readers.language),
        version=fields.text("version", "0.1"),
        audience=translated(
            "audience", fields.required("audience", "missing-audience", "audience: who the course is for")
        ),
        authors=fields.texts("authors"),
        licence=fields.text("licence"),
        keywords=fields.texts("keywords"),
        theme=fields.text("theme", "default"),
        modules=(),
        sources=works.sources,
        frameworks=works.frameworks,
        glossary=works.glossary,
        guidance=works.guidance,
        lines=works.lines,
        slots=translated_slots(read_slots(fields, fields.problems), readers.translate),
        silences=tuple(read_silence(table, fields.problems) for table in fields.tables("silence")),
        tunings=tuple(read_tuning(table, fields.problems) for table in fields.tables("advice")),
        rules=read_rules(fields),
        theme_place=fields.place("theme"),
        theme_roots=theme_roots,
    )


def _language(fields: Fields, instead: str) -> str:
    """The course's language, if there are words for it; `instead`: another one that was asked for, or ""."""
    language = fields.text("language", "en-GB")
    if instead:
        return instead
    try:
        words(language)
        if not speaks(language):
            what = f'the player\'s own words are English: there are none in "{language}" yet'
            hint = "silence this, or add a file of words such as coursebuilder/words/cy.yaml"
            fields.problems.append(
                Problem("no-player-words", what, fields.place("language"), hint, "warning")
            )
    except LookupError:
        fields.problems.append(
            Problem(
                "unknown-language",
                f'there are no words for the language "{language}"',
                fields.place("language"),
                f"{did_you_mean(language, languages())}; any other by its tag, such as pl, ar or pt-BR",
            )
        )
        return "en-GB"
    return language


def _given_by(provider: Provider, course: Course) -> Course:
    """The course with what its provider says in place of its own neutral words."""
    if provider.theme:
        roots = (Path(provider.place.path).parent,)
        course = replace(course, theme=provider.theme, theme_place=provider.theme_place, theme_roots=roots)
    return replace(
        course,
        provider=provider,
        licence=provider.licence or course.licence,
        slots=filled(course.slots, provider),
    )
