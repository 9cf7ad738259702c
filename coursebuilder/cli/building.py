"""What the command build does: it reads and judges courses, builds them, and says what came of it.

Only `build` imports this, when it is called: what it needs takes long to import.
"""

from __future__ import annotations

import datetime
import gc
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import click

from coursebuilder.build.built_json import as_json
from coursebuilder.build.chosen_modules import only_modules
from coursebuilder.build.draft import as_drafts
from coursebuilder.build.kept import kept_lines
from coursebuilder.build.out_folder import open_store
from coursebuilder.build.pipeline import (
    BuildChoice,
    BuildResult,
    ReadResult,
    build_all,
    choose,
    read_courses,
)
from coursebuilder.build.ready import not_ready, read_by_others
from coursebuilder.build.renamed import renamed_by_version
from coursebuilder.build.store import Store
from coursebuilder.cli.shared import (
    NotJudged,
    as_given,
    day,
    exit_if_wrong,
    is_wrong,
    language_asked,
    next_step,
    not_written,
    offer_draft,
    progress_bar,
    say_next,
    say_on_stderr,
    show_missing,
    show_problems,
    tidy,
    unjudged,
)
from coursebuilder.cli.verifiers import zip_verifier
from coursebuilder.model import Course
from coursebuilder.problems import Problem, counted
from coursebuilder.release.diff import update_gate
from coursebuilder.results.codebook import codebook_lines, codebooks
from coursebuilder.source.released import write_released
from coursebuilder.targets import read_control_documents

_Documents = Mapping[str, Mapping[str, bytes]]  # target's name -> the standard's schema files


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed behind `build`: a field for each argument and option, whose help says what it is.

    whole, tutors, verifying, released, form: --whole-course, --tutor-notes, --verify, --against, --format
    """

    courses: Sequence[Path]
    targets: Sequence[str]
    platforms: Sequence[str]
    out: Path
    whole: bool
    control_documents: Path | None
    tutors: bool
    verifying: bool
    draft: bool
    clean: bool
    no_store: bool
    modules: Sequence[str]
    ready: bool
    released: Path | None
    pin: bool
    as_new: bool
    form: Literal["text", "json"]
    language: str | None
    strict: bool
    provider: Path | None
    today: datetime.datetime | None

    @property
    def folder(self) -> Path:
        """Where the packages go: another language has a folder of its own in --out."""
        return self.out / self.language if self.language else self.out

    @property
    def ready_on(self) -> datetime.date | None:
        """The day by which the courses have to be ready for learners; None: they needn't be."""
        return day(self.today) if self.ready else None

    @property
    def given(self) -> tuple[str | Path, ...]:
        """The options that the next command goes on with."""
        return as_given(self.provider, self.language)


def run(asked: Asked) -> None:
    """Build what is asked for, all of it or nothing, and print what came of it.

    Raises click's UsageError and ClickException, and exits where something is wrong.
    """
    started = time.perf_counter()
    gc.set_threshold(100_000)  # what is read stays to the end: to look it through costs a tenth of a build
    choice = choose(asked.targets, asked.platforms)
    _refuse(asked, choice)
    store = None if asked.no_store else open_store(asked.folder)
    documents, wrong = (
        read_control_documents(asked.control_documents, choice.targets)
        if asked.control_documents
        else ({}, [])
    )
    read = _read(asked, choice, store)
    found = (*wrong, *read.problems)
    _show_read(asked, found, read)
    exit_if_wrong(found, asked.strict, store.undo if store else None)
    built = _built(asked, choice, documents, found, read, store)
    _show_built(asked, found, read, built)
    if asked.pin:
        _pin(read.courses)
    if asked.form == "text":
        _say_built(built, time.perf_counter() - started)
    if not asked.modules:  # the zips of modules that were not asked for are no leftovers
        tidy(built.left_over, asked.clean)
    if asked.form == "text":
        _say_next(asked, read, built)


def _refuse(asked: Asked, choice: BuildChoice) -> None:
    """Raise UsageError for targets or platforms that aren't there, and for options that exclude another."""
    if choice.wrong:
        raise click.UsageError(choice.wrong)
    if asked.draft and (asked.verifying or asked.ready):
        name = "--verify" if asked.verifying else "--ready"
        raise click.UsageError(f"{name} refuses drafts: build without --draft")
    if asked.draft and asked.pin:
        raise click.UsageError("a draft is no release: leave --draft or --pin out")
    if asked.language and asked.pin:
        raise click.UsageError(
            "letters are pinned in the language of the course: leave --language or --pin out"
        )


def _read(asked: Asked, choice: BuildChoice, store: Store | None) -> ReadResult:
    """The courses to build, of the modules asked for, as drafts or under new names if asked, with Problems.

    choice: the targets and platforms that they are built for
    store: where what was read before is kept
    Raises UsageError for a module that isn't there, and a whole course that isn't translated whole.
    """
    language = language_asked(asked.language, asked.draft)
    read = read_courses(asked.courses, asked.provider, choice.targets, store=store, language=language)
    if read.courses:
        chosen, wrong = only_modules(read.courses, asked.modules)
        if wrong:
            raise click.UsageError(wrong)
        read = replace(read, courses=chosen)
    read = replace(read, problems=(*read.problems, *read_by_others(read.courses, choice.platforms)))
    read = as_drafts(read) if asked.draft else read
    if asked.ready_on:
        read = replace(read, problems=(*read.problems, *not_ready(read.courses, asked.ready_on)))
    if asked.whole and asked.language and len(read.courses) > len(set(asked.courses)):
        raise click.UsageError("not all modules come in this language: build them one by one")
    return renamed_by_version(read) if asked.as_new else read


def _show_read(asked: Asked, found: Sequence[Problem], read: ReadResult) -> None:
    """Show people what is wrong before anything is built, and programs the document if that is the end."""
    if asked.form == "text":
        show_problems(found, "text", read.silenced)
        if not asked.draft:
            offer_draft(found, asked.courses, asked.given)
    elif is_wrong(found, asked.strict):
        click.echo(as_json(found, read), nl=False)


def _built(
    asked: Asked,
    choice: BuildChoice,
    documents: _Documents,
    found: Sequence[Problem],
    read: ReadResult,
    store: Store | None,
) -> BuildResult:
    """The packages that were written, or the Problems that kept them from it.

    Raises NotJudged, with the document printed for programs, and ClickException where nothing can be written.
    """
    lines = kept_lines(store, codebook_lines) if store else codebook_lines
    verifier = zip_verifier(asked.verifying, tuple(asked.platforms))
    try:
        with verifier as verify_zip, progress_bar("building") as progress:
            return build_all(
                read.courses,
                choice.targets,
                asked.folder,
                choice.platforms,
                asked.whole,
                documents,
                asked.tutors,
                verify_zip,
                store,
                progress,
                codebooks(read.courses, asked.whole, lines),
                update_gate(asked.released, asked.folder) if asked.released else None,
            )
    except NotJudged as error:
        if asked.form == "json":
            click.echo(as_json(found, read, not_judged=error.message), nl=False)
        raise
    except OSError as error:
        raise not_written(error, asked.folder) from error


def _show_built(asked: Asked, found: Sequence[Problem], read: ReadResult, built: BuildResult) -> None:
    """Show what is wrong with the packages, for programs with all else; exit where something is."""
    if asked.form == "text":
        show_problems(built.problems, "text", 0)
    else:
        reason = unjudged(built.problems, asked.strict)
        click.echo(as_json((*found, *built.problems), read, built, reason), nl=False)
    exit_if_wrong(built.problems, asked.strict)


def _pin(courses: Sequence[Course]) -> None:
    """Write released.yaml beside each course."""
    for course in courses:
        try:
            say_on_stderr(f"{write_released(course).as_posix()}: keep it beside course.yaml")
        except OSError as error:
            raise not_written(error, Path(course.place.path).parent) from error


def _say_built(built: BuildResult, seconds: float) -> None:
    for path in (*built.paths, built.page, *built.printables):
        click.echo(path.as_posix())
    click.echo(f"{counted(len(built.paths), 'package')}, {built.size:,} bytes, {seconds:.1f} s")


def _say_next(asked: Asked, read: ReadResult, built: BuildResult) -> None:
    """What the courses lack before learners may see them, and what to do next."""
    show_missing(read.courses, asked.provider)
    if asked.draft:
        _after_draft(read.to_do, *asked.courses, *asked.given)
    elif built.paths and not asked.verifying:
        next_step(f"open {built.page.as_posix()}; before you upload,", "verify", built.paths[0])
    else:
        say_next(f"open {built.page.as_posix()}: it says what goes where")


def _after_draft(to_do: int, *command: str | Path) -> None:
    """What a draft still lacks, and the command for when it is done."""
    many = f"{counted(to_do, 'thing')} to do; its pages list them"
    say_on_stderr(f"a draft: {many if to_do else 'nothing left to do'}")
    next_step("do them, then" if to_do else "", "build", *command)
