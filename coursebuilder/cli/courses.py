"""Commands that take courses: check, build, review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursebuilder.cli.shared import (
    COURSES,
    NO_STORE,
    PROVIDER,
    STRICT,
    NotJudged,
    exit_if_wrong,
    not_written,
    out_option,
    progress_bar,
    say_on_stderr,
    show_problems,
    tidy,
    verifying_part,
)

if TYPE_CHECKING:
    from coursebuilder.problems import Format, Problem


@click.command()
@COURSES
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed: for people, programs, or GitHub's annotations.",
)
@NO_STORE
@STRICT
@PROVIDER
def check(courses: Sequence[Path], form: Format, no_store: bool, strict: bool, provider: Path | None) -> None:
    """Find every mistake in the courses, with file, line and cure; writes nothing.

    What a build kept in dist/.store is read from there.
    """
    from coursebuilder.build.pipeline import kept_store, read_courses

    store = None if no_store else kept_store(Path("dist"))
    read = read_courses(courses, provider, check_only=True, store=store)
    show_problems(read.problems, form, read.silenced)
    exit_if_wrong(read.problems, strict)


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
    "--clean",
    is_flag=True,
    help="Remove zips that earlier builds made of modules which are gone or drafts now.",
)
@NO_STORE
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
    clean: bool,
    no_store: bool,
    strict: bool,
    provider: Path | None,
) -> None:
    """Check the courses, then write one package a module: OUT/TARGET/COURSE--MODULE.zip.

    OUT/index.html says which package is for which platform, and what to set there.
    """
    import time

    from coursebuilder.build.pipeline import build_all, choose, open_store, read_courses
    from coursebuilder.targets import read_control_documents

    started = time.perf_counter()
    choice = choose(targets, platforms)
    if choice.wrong:
        raise click.UsageError(choice.wrong)
    store = None if no_store else open_store(out)
    read = read_courses(courses, provider, choice.targets, store=store)
    show_problems(read.problems, "text", read.silenced)
    documents, wrong = (
        read_control_documents(control_documents, choice.targets) if control_documents else ({}, [])
    )
    show_problems(wrong, "text", 0)
    exit_if_wrong((*read.problems, *wrong), strict)
    try:
        with _judging(verifying, tuple(platforms)) as judge, progress_bar("building") as told:
            built = build_all(
                read.courses,
                choice.targets,
                out,
                choice.platforms,
                whole,
                documents,
                tutors,
                judge,
                store,
                told,
            )
    except OSError as error:
        raise not_written(error, out) from error
    show_problems(built.problems, "text", 0)
    exit_if_wrong(built.problems, strict)
    for path in (*built.paths, built.page, *built.printables):
        click.echo(path.as_posix())
    tidy(built.left_over, clean)
    seconds = time.perf_counter() - started
    click.echo(f"{len(built.paths)} packages, {built.size:,} bytes, {seconds:.1f} s")


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


@contextmanager
def _judging(wanted: bool, platforms: tuple[str, ...]) -> Iterator[Callable[[Path], list[Problem]] | None]:
    """What judges each zip of a build, if it is wanted."""
    if not wanted:
        yield None
        return
    run = verifying_part()
    try:
        with run.judge(run.Wish(platforms=platforms, say=say_on_stderr)) as judge:
            yield judge
    except run.NoBrowser as error:
        raise NotJudged(str(error)) from error
