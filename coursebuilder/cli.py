"""The commands: arguments in, problems and an exit code out. Nothing here decides anything about courses.

Exit codes: 0 no errors, 1 errors (with --strict also unsilenced warnings), 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from coursebuilder.problems import Format, Problem

_COURSES = click.argument(
    "courses", nargs=-1, required=True, metavar="COURSE...", type=click.Path(path_type=Path)
)
_STRICT = click.option(
    "--strict", is_flag=True, help="Warnings count as errors, unless course.yaml silences them."
)
_PROVIDER = click.option(
    "--provider",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The details of the organisation that gives the courses to learners.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="coursebuilder", prog_name="coursebuilder")
def main() -> None:
    """Markdown course modules become packages that any LMS takes.

    A COURSE is a folder with a course.yaml.
    """


@main.command()
@_COURSES
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed: for people, programs, or GitHub's annotations.",
)
@_STRICT
@_PROVIDER
def check(courses: Sequence[Path], form: Format, strict: bool, provider: Path | None) -> None:
    """Find every mistake in the courses, with file, line and cure; writes nothing."""
    from coursebuilder.build import read_courses

    read = read_courses(courses, provider)
    _report(read.problems, form, read.silenced)
    _exit_if_wrong(read.problems, strict)


@main.command()
@_COURSES
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="What to build for; may be repeated. Without it, every target there is.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="The folder the packages go to, one folder a target.",
)
@_STRICT
@_PROVIDER
def build(
    courses: Sequence[Path], targets: Sequence[str], out: Path, strict: bool, provider: Path | None
) -> None:
    """Check the courses, then write one package a module: OUT/TARGET/COURSE--MODULE.zip."""
    import time

    from coursebuilder.build import build_all, chosen_targets, read_courses

    started = time.perf_counter()
    chosen, unknown = chosen_targets(targets)
    if unknown:
        raise click.UsageError(unknown)
    read = read_courses(courses, provider, chosen)
    _report(read.problems, "text", read.silenced)
    _exit_if_wrong(read.problems, strict)
    try:
        built = build_all(read.courses, chosen, out)
    except OSError as error:
        raise click.ClickException(f"can't write {error.filename or out}: {error.strerror}") from error
    _report(built.problems, "text", 0)
    _exit_if_wrong(built.problems, strict)
    for path in built.paths:
        click.echo(path.as_posix())
    seconds = time.perf_counter() - started
    click.echo(f"{len(built.paths)} packages, {built.size:,} bytes, {seconds:.1f} s")


def _report(problems: Sequence[Problem], form: Format, silenced: int) -> None:
    """Problems go to stderr as text, to stdout in the forms that programs read."""
    from coursebuilder.problems import report

    if form != "text":
        click.echo(report(problems, form), nl=False)
        return
    click.echo(report(problems), nl=False, err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    if problems or silenced:
        click.echo(f"{errors} errors, {len(problems) - errors} warnings, {silenced} silenced", err=True)


def _exit_if_wrong(problems: Sequence[Problem], strict: bool) -> None:
    if any(problem.severity == "error" or strict for problem in problems):
        sys.exit(1)
