"""The command build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from coursebuilder.cli.shared import (
    COURSES,
    FORMAT,
    LANGUAGE,
    NO_STORE,
    PROVIDER,
    STRICT,
    TODAY,
    NotJudged,
    as_given,
    day,
    exit_if_wrong,
    is_wrong,
    language_asked,
    next_step,
    not_written,
    offer_draft,
    out_option,
    progress_bar,
    say_next,
    say_on_stderr,
    show_missing,
    show_problems,
    tidy,
    unjudged,
)
from coursebuilder.cli.verifiers import zip_verifier

if TYPE_CHECKING:
    import datetime

    from coursebuilder.build.pipeline import BuildChoice, BuildResult, ReadResult
    from coursebuilder.build.store import Store
    from coursebuilder.model import Course


@click.command()
@COURSES
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="What to build for; may be repeated. Without it, every target there is.",
)
@click.option(
    "--for",
    "platforms",
    multiple=True,
    metavar="PLATFORM",
    help="The learning platform to build for, such as learning-hub or moodle; may be repeated. Chooses the "
    "target and refuses what that platform can't take.",
)
@out_option("dist", "The folder the packages go to, one folder a target.")
@click.option(
    "--whole-course", "whole", is_flag=True, help="One package a course, with a menu of its modules."
)
@click.option(
    "--control-documents",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Put the standard's own schema files into SCORM 2004 packages, read from this folder.",
)
@click.option(
    "--tutor-notes",
    "tutors",
    is_flag=True,
    help="Also write each course's notes for tutors, for printing: OUT/tutor-notes/COURSE.html.",
)
@click.option(
    "--verify",
    "verifying",
    is_flag=True,
    help="Let two scripted learners take every zip in a browser before it is put in place.",
)
@click.option(
    "--draft",
    is_flag=True,
    help="Build what isn't finished, with marked gaps. Names end in -draft, and verify refuses it.",
)
@click.option(
    "--clean",
    is_flag=True,
    help="Remove zips that earlier builds made of modules which are gone or drafts now.",
)
@NO_STORE
@click.option(
    "--module",
    "modules",
    multiple=True,
    metavar="ID",
    help="Build only this module; may be repeated. Without it, all that the courses list.",
)
@click.option(
    "--ready",
    is_flag=True,
    help="Refuse to build what learners must not have yet: empty details, missing signatures, dates gone by.",
)
@click.option(
    "--against",
    "released",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Compare with the packages released before, in this folder, and write nothing that is unsafe as an "
    "update.",
)
@click.option(
    "--pin",
    is_flag=True,
    help="This is a release: write released.yaml beside each course, so that answers keep their letters.",
)
@click.option(
    "--as-new",
    is_flag=True,
    help="Build under new names made of id and version, so that it stands beside what was released before.",
)
@FORMAT
@LANGUAGE
@STRICT
@PROVIDER
@TODAY
def build(
    courses: Sequence[Path],
    targets: Sequence[str],
    platforms: Sequence[str],
    out: Path,
    whole: bool,
    control_documents: Path | None,
    tutors: bool,
    verifying: bool,
    draft: bool,
    clean: bool,
    no_store: bool,
    modules: Sequence[str],
    ready: bool,
    released: Path | None,
    pin: bool,
    as_new: bool,
    form: Literal["text", "json"],
    language: str | None,
    strict: bool,
    provider: Path | None,
    today: datetime.datetime | None,
) -> None:
    """Check the courses, then write one package a module: OUT/TARGET/COURSE--MODULE.zip.

    OUT/index.html says which package is for which platform, and what to set there. Exit status: 0 all is
    written, 1 something is wrong and nothing is, 2 wrong usage, 3 with --verify or --against: not judged.
    """
    import time

    from coursebuilder.build.built_json import as_json
    from coursebuilder.build.out_folder import open_store
    from coursebuilder.build.pipeline import build_all, choose
    from coursebuilder.build.renamed import renamed_by_version
    from coursebuilder.release.diff import update_gate
    from coursebuilder.results.codebook import codebooks
    from coursebuilder.targets import read_control_documents

    started = time.perf_counter()
    choice = choose(targets, platforms)
    if choice.wrong or (draft and (verifying or ready)):
        name = "--verify" if verifying else "--ready"
        raise click.UsageError(choice.wrong or f"{name} refuses drafts: build without --draft")
    if draft and pin:
        raise click.UsageError("a draft is no release: leave --draft or --pin out")
    if language and pin:
        raise click.UsageError(
            "letters are pinned in the language of the course: leave --language or --pin out"
        )
    out = out / language if language else out
    store = None if no_store else open_store(out)
    documents, wrong = (
        read_control_documents(control_documents, choice.targets) if control_documents else ({}, [])
    )
    read = _read_to_build(
        courses, provider, choice, modules, draft, day(today) if ready else None, store, language
    )
    if whole and language and len(read.courses) > len(set(courses)):
        raise click.UsageError("not all modules come in this language: build them one by one")
    read = renamed_by_version(read) if as_new else read
    found = (*wrong, *read.problems)
    given = as_given(provider, language)
    if form == "text":
        show_problems(found, "text", read.silenced)
        if not draft:
            offer_draft(found, courses, given)
    if form == "json" and is_wrong(found, strict):
        click.echo(as_json(found, read), nl=False)
    exit_if_wrong(found, strict, store.undo if store else None)
    try:
        with zip_verifier(verifying, tuple(platforms)) as verify_zip, progress_bar("building") as progress:
            built = build_all(
                read.courses,
                choice.targets,
                out,
                choice.platforms,
                whole,
                documents,
                tutors,
                verify_zip,
                store,
                progress,
                codebooks(read.courses, whole),
                update_gate(released, out) if released else None,
            )
    except NotJudged as error:
        if form == "json":
            click.echo(as_json(found, read, not_judged=error.message), nl=False)
        raise
    except OSError as error:
        raise not_written(error, out) from error
    if form == "json":
        click.echo(
            as_json((*found, *built.problems), read, built, unjudged(built.problems, strict)), nl=False
        )
    else:
        show_problems(built.problems, "text", 0)
    exit_if_wrong(built.problems, strict)
    if pin:
        _pin(read.courses)
    if form == "text":
        _say_built(built, time.perf_counter() - started)
    if not modules:  # the zips of modules that were not asked for are no leftovers
        tidy(built.left_over, clean)
    if form == "json":
        return
    show_missing(read.courses, provider)
    if draft:
        _after_draft(read.to_do, *courses, *given)
    elif built.paths and not verifying:
        next_step(f"open {built.page.as_posix()}; before you upload,", "verify", built.paths[0])
    else:
        say_next(f"open {built.page.as_posix()}: it says what goes where")


def _read_to_build(
    folders: Sequence[Path],
    provider: Path | None,
    choice: BuildChoice,
    modules: Sequence[str],
    draft: bool,
    ready_on: datetime.date | None,
    store: Store | None,
    language: str | None,
) -> ReadResult:
    """The courses to build, of these modules, as drafts if asked, with their Problems.

    choice: the targets and platforms that they are built for
    ready_on: the day by which they have to be ready for learners, None: they needn't be
    store: where what was read before is kept
    """
    from coursebuilder.build.chosen_modules import only_modules
    from coursebuilder.build.draft import as_drafts
    from coursebuilder.build.pipeline import read_courses
    from coursebuilder.build.ready import not_ready, read_by_others

    read = read_courses(
        folders, provider, choice.targets, store=store, language=language_asked(language, draft)
    )
    if read.courses:
        chosen, wrong = only_modules(read.courses, modules)
        if wrong:
            raise click.UsageError(wrong)
        read = replace(read, courses=chosen)
    read = replace(read, problems=(*read.problems, *read_by_others(read.courses, choice.platforms)))
    read = as_drafts(read) if draft else read
    if ready_on:
        read = replace(read, problems=(*read.problems, *not_ready(read.courses, ready_on)))
    return read


def _pin(courses: Sequence[Course]) -> None:
    """Write released.yaml beside each course."""
    from coursebuilder.source.released import write_released

    for course in courses:
        try:
            say_on_stderr(f"{write_released(course).as_posix()}: keep it beside course.yaml")
        except OSError as error:
            raise not_written(error, Path(course.place.path).parent) from error


def _say_built(built: BuildResult, seconds: float) -> None:
    for path in (*built.paths, built.page, *built.printables):
        click.echo(path.as_posix())
    click.echo(f"{len(built.paths)} packages, {built.size:,} bytes, {seconds:.1f} s")


def _after_draft(to_do: int, *command: str | Path) -> None:
    """What a draft still lacks, and the command for when it is done."""
    many = "1 thing" if to_do == 1 else f"{to_do} things"
    say_on_stderr(f"a draft: {many} to do; its pages list them" if to_do else "a draft: nothing left to do")
    next_step("do them, then" if to_do else "", "build", *command)
