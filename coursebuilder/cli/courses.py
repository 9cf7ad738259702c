"""Commands that take courses: check, build, review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursebuilder.cli.shared import (
    COURSES,
    PROVIDER,
    STRICT,
    NotJudged,
    exit_if_wrong,
    import_verify,
    next_step,
    not_written,
    out_option,
    say_next,
    say_on_stderr,
    show_problems,
    with_provider,
)
from coursebuilder.cli.teaching import explain_code, show_advice

if TYPE_CHECKING:
    from coursebuilder.build.pipeline import BuildResult
    from coursebuilder.problems import Format, Problem


@click.command()
@click.argument("courses", nargs=-1, metavar="COURSE...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed: for people, programs, or GitHub's annotations.",
)
@click.option(
    "--write-ids",
    is_flag=True,
    help="Write an id where a page, question, reflection, scenario or step has none; nothing else changes.",
)
@click.option("--all", "every", is_flag=True, help="Show all advice, not the three gravest a module.")
@click.option("--explain", metavar="CODE", help="Say what a code in [brackets] means, with examples.")
@STRICT
@PROVIDER
def check(
    courses: Sequence[Path],
    form: Format,
    write_ids: bool,
    every: bool,
    explain: str | None,
    strict: bool,
    provider: Path | None,
) -> None:
    """Find every mistake in the courses, with file, line and cure; without --write-ids it writes nothing.

    Advice on teaching comes last; it never fails, with --strict either.
    """
    from coursebuilder.build.advice import advise_all
    from coursebuilder.build.draft import may_be_drafts
    from coursebuilder.build.pipeline import looked_at, read_courses

    if explain is not None:
        return explain_code(explain)
    if not courses:
        raise click.UsageError("Missing argument 'COURSE...'.")
    if write_ids:
        _write_ids(courses)
    read = read_courses(courses, provider)
    advised = advise_all(read.courses)
    shown = advised if every or form == "json" else advised.gravest()
    programs = () if form == "text" else shown.problems
    show_problems((*read.problems, *programs), form, read.silenced)
    if not read.problems and form == "text":
        say_on_stderr(f"{looked_at(read.courses)}: no mistakes")
    if form == "text":
        show_advice(shown, advised, not any(one.severity == "error" for one in read.problems))
    if form == "text" and may_be_drafts(read.problems):
        next_step("to see the pages all the same,", "build", "--draft", *courses, *with_provider(provider))
    exit_if_wrong(read.problems, strict)
    if form == "text":
        next_step("", "build", *courses, *with_provider(provider))


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
@STRICT
@PROVIDER
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
    strict: bool,
    provider: Path | None,
) -> None:
    """Check the courses, then write one package a module: OUT/TARGET/COURSE--MODULE.zip.

    OUT/index.html says which package is for which platform, and what to set there.
    """
    import time

    from coursebuilder.build.draft import as_drafts, may_be_drafts
    from coursebuilder.build.pipeline import build_all, choose, read_courses
    from coursebuilder.targets import read_control_documents

    started = time.perf_counter()
    choice = choose(targets, platforms)
    if choice.wrong or (draft and verifying):
        raise click.UsageError(choice.wrong or "--verify refuses drafts: build without --draft")
    read = read_courses(courses, provider, choice.targets)
    read = as_drafts(read) if draft else read
    show_problems(read.problems, "text", read.silenced)
    documents, wrong = (
        read_control_documents(control_documents, choice.targets) if control_documents else ({}, [])
    )
    show_problems(wrong, "text", 0)
    if not draft and may_be_drafts(read.problems):
        next_step("to see the pages all the same,", "build", "--draft", *courses, *with_provider(provider))
    exit_if_wrong((*read.problems, *wrong), strict)
    try:
        with _zip_verifier(verifying, tuple(platforms)) as verify_zip:
            built = build_all(
                read.courses, choice.targets, out, choice.platforms, whole, documents, tutors, verify_zip
            )
    except OSError as error:
        raise not_written(error, out) from error
    show_problems(built.problems, "text", 0)
    exit_if_wrong(built.problems, strict)
    _say_built(built, time.perf_counter() - started)
    if draft:
        _after_draft(read.to_do, *courses, *with_provider(provider))
    elif built.paths and not verifying:
        next_step(f"open {built.page.as_posix()}; before you upload,", "verify", built.paths[0])
    else:
        say_next(f"open {built.page.as_posix()}: it says what goes where")


def _say_built(built: BuildResult, seconds: float) -> None:
    for path in (*built.paths, built.page, *built.printables):
        click.echo(path.as_posix())
    click.echo(f"{len(built.paths)} packages, {built.size:,} bytes, {seconds:.1f} s")


def _after_draft(to_do: int, *command: str | Path) -> None:
    """What a draft still lacks, and the command for when it is done."""
    many = "1 thing" if to_do == 1 else f"{to_do} things"
    say_on_stderr(f"a draft: {many} to do; its pages list them" if to_do else "a draft: nothing left to do")
    next_step("do them, then" if to_do else "", "build", *command)


@click.command()
@COURSES
@out_option("dist", "The folder the review copies go to.")
@STRICT
@PROVIDER
def review(courses: Sequence[Path], out: Path, strict: bool, provider: Path | None) -> None:
    """Write one printable copy a course for the people who sign it off: OUT/review/COURSE.html.

    It shows every page, every answer and every path, with the source beside each claim and boxes to sign.
    """
    from coursebuilder.build.pipeline import read_courses, write_reviews

    read = read_courses(courses, provider, by_line=True)
    show_problems(read.problems, "text", read.silenced)
    exit_if_wrong(read.problems, strict)
    try:
        for path in write_reviews(read.courses, out):
            click.echo(path.as_posix())
    except OSError as error:
        raise not_written(error, out) from error
    say_next("print it on A4 for the person who signs; they find a number beside each paragraph")


def _write_ids(courses: Sequence[Path]) -> None:
    from coursebuilder.begin import CannotBegin, write_ids

    try:
        for course in courses:
            for path, ids in write_ids(course).items():
                say_on_stderr(f"{path.as_posix()}: {len(ids)} ids written: {', '.join(ids)}")
    except CannotBegin as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise not_written(error, Path()) from error


@contextmanager
def _zip_verifier(
    wanted: bool, platforms: tuple[str, ...]
) -> Iterator[Callable[[Path], list[Problem]] | None]:
    """The function that verifies each zip of a build; None unless `wanted`. Raises NotJudged."""
    if not wanted:
        yield None
        return
    run = import_verify()
    try:
        with run.zip_verifier(run.VerifyOptions(platforms=platforms, notify=say_on_stderr)) as verify_zip:
            yield verify_zip
    except run.NoBrowser as error:
        raise NotJudged(str(error)) from error
