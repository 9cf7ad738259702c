"""Commands for those who answer for packages: diff, inspect, release."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from coursebuilder.cli.shared import (
    FORMAT,
    NOT_JUDGED,
    TODAY,
    NotJudged,
    day,
    exit_if_wrong,
    import_verify,
    is_wrong,
    lacking,
    not_written,
    out_option,
    say_next,
    show_problems,
    unjudged,
)
from coursebuilder.cli.verifiers import folder_verifier

if TYPE_CHECKING:
    import datetime

    from coursebuilder.build.pipeline import BuildChoice
    from coursebuilder.model import Course
    from coursebuilder.release.handover import Handover


@click.command()
@click.argument("packages", nargs=-1, required=True, metavar="PKG.zip...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the findings are printed: for people or programs.",
)
@click.option(
    "--html",
    "sheet",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write them as a sheet for a data protection officer, too.",
)
def inspect(packages: Sequence[Path], form: str, sheet: Path | None) -> None:
    """Say what is in finished zips, anybody's: standard, size, hosts, what is stored where, what is missing.

    It takes a second and no browser. Exit status 1: something breaks the rules of its standard.
    """
    from coursebuilder.release.inspect import as_json, as_text, data_sheet
    from coursebuilder.release.inspect import inspect as look_into

    found = [look_into(path) for path in dict.fromkeys(packages)]
    click.echo(as_json(found) if form == "json" else "\n".join(map(as_text, found)), nl=False)
    if sheet:
        try:
            sheet.parent.mkdir(parents=True, exist_ok=True)
            sheet.write_bytes(data_sheet(found))
        except OSError as error:
            raise not_written(error, sheet) from error
        click.echo(sheet.as_posix(), err=True)
    exit_if_wrong([problem for one in found for problem in one.problems], False)


@click.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True))
@click.argument("new", type=click.Path(path_type=Path, exists=True))
def diff(old: Path, new: Path) -> None:
    """Compare two releases, zips or folders: what learners half-way lose, what reports mean.

    Exit status 1: something is not safe as an update, and nothing in it is urgent. 3: packages that are not
    ours can't be compared.
    """
    from coursebuilder.problems import Problem
    from coursebuilder.release.diff import compared, lines, pairs

    found = pairs(old, new)
    results = [compared(*pair) for pair in found.both]
    for result in results:
        if not isinstance(result, Problem):
            click.echo("\n".join(lines(result)))
    for name in found.gone:
        click.echo(f"{name}: only in {old.as_posix()}; learners keep what is loaded")
    for name in found.added:
        click.echo(f"{name}: only in {new.as_posix()}; it is a new activity")
    unjudged = [result for result in results if isinstance(result, Problem)]
    show_problems(unjudged, "text", 0)
    if not found.both:
        raise NotJudged("no zip is in both: name two zips, or two folders that a build wrote")
    if any(result.unsafe and not result.urgent for result in results if not isinstance(result, Problem)):
        sys.exit(1)
    if unjudged:
        sys.exit(NOT_JUDGED)


@click.command()
@click.argument("course", type=click.Path(path_type=Path))
@click.option(
    "--provider",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The details of the organisation that gives the course to learners.",
)
@click.option("--for", "platform", required=True, metavar="PLATFORM", help="The platform it goes to.")
@out_option("release", "The folder that gets a folder COURSE--PLATFORM.")
@click.option(
    "--before",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="The release before this one: what changed for learners is told.",
)
@click.option(
    "--without-verify", "unverified", is_flag=True, help="Let nobody play the packages; the pages say so."
)
@FORMAT
@TODAY
def release(
    course: Path,
    provider: Path,
    platform: str,
    out: Path,
    before: Path | None,
    unverified: bool,
    form: Literal["text", "json"],
    today: datetime.datetime | None,
) -> None:
    """Write one folder to hand over: packages, START-HERE.html, data sheet, reports, codebook, sums.

    Exit status 1: something is wrong, unsigned or not filled in, and nothing is written. 3: not judged, as
    without a browser; nothing is written either.
    """
    from coursebuilder.build.pipeline import choose, read_courses
    from coursebuilder.build.ready import read_by_others
    from coursebuilder.release.handover import START, as_json

    choice = choose([], [platform])
    if choice.wrong:
        raise click.UsageError(choice.wrong)
    read = read_courses([course], provider, choice.targets)
    others = read_by_others(read.courses, choice.platforms)
    read = replace(read, problems=(*read.problems, *others))
    if form == "text":
        show_problems(read.problems, "text", read.silenced)
    made, not_judged = None, None
    if not is_wrong(read.problems, False):
        made, not_judged = _handed_over(read.courses[0], choice, out, today, unverified, before)
    if form == "json":
        wrong = (*read.problems, *(made.problems if made else ()))
        told = not_judged.message if not_judged else unjudged(wrong, False)
        click.echo(as_json(made, read.problems, read.silenced, told), nl=False)
    elif made:
        show_problems(made.problems, "text", 0)
    exit_if_wrong(read.problems, False)
    if not_judged:
        raise not_judged
    if made is None:
        return
    exit_if_wrong(made.problems, False)
    if form == "text":
        for name in made.files:
            click.echo((made.folder / name).as_posix())
        say_next(f"open {(made.folder / START).as_posix()}")


def _handed_over(
    course: Course,
    choice: BuildChoice,
    out: Path,
    today: datetime.datetime | None,
    unverified: bool,
    before: Path | None,
) -> tuple[Handover | None, NotJudged | None]:
    """What came of a release, or why it could not be judged; one of the two is None.

    choice: of exactly one platform
    today: as --today has it
    before: the folder of the release before this one
    Raises ClickException where a library is missing or nothing can be written.
    """
    from coursebuilder.release.handover import hand_over

    (platform,) = choice.platforms
    try:
        verify = None if unverified else folder_verifier(platform.name)
        to_pdf = None if unverified else import_verify().pdf_of
        return hand_over(course, choice, out, day(today), verify, before, to_pdf), None
    except NotJudged as error:
        return None, error
    except ImportError as error:
        raise lacking("Word files need python-docx", "bring") from error
    except OSError as error:
        raise not_written(error, out) from error
