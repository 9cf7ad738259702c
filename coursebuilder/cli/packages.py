"""Commands that take or make what isn't a course: probe, theme, verify."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Literal

import click

from coursebuilder.cli.shared import (
    FORMAT,
    NOT_JUDGED,
    NotJudged,
    exit_if_wrong,
    import_verify,
    not_written,
    out_option,
    say_next,
    say_on_stderr,
    show_problems,
)

if TYPE_CHECKING:
    from coursebuilder.problems import Problem
    from coursebuilder.verify.accessibility import Inspection
    from coursebuilder.verify.behaviour import Behaviour
    from coursebuilder.verify.opened_packages import OpenedPackage
    from coursebuilder.verify.play import PlayedCase
    from coursebuilder.verify.run import VerifyOptions


@click.command()
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="The standard to probe by; may be repeated. Without it, every one there is a probe for.",
)
@out_option("dist", "The folder the probe goes to.")
def probe(targets: Sequence[str], out: Path) -> None:
    """Write a package that shows what your LMS does: OUT/probe-TARGET.zip.

    Load it like a course, open it with a test account as often as it asks, and copy its report.
    """
    from coursebuilder.build.probe import chosen, write_probe

    asked, unknown = chosen(targets)
    if unknown:
        raise click.UsageError(unknown)
    try:
        for target in asked:
            click.echo(write_probe(target, out).as_posix())
    except OSError as error:
        raise not_written(error, out) from error


@click.command()
@click.argument("theme", metavar="THEME")
@out_option("dist/theme", "The folder the page goes to.")
def theme(theme: str, out: Path) -> None:
    """Show a theme, built-in or a folder, on one page: OUT/index.html.

    Every component and state in light and dark, and how well its colours can be told apart.
    """
    from coursebuilder.build.specimen import find_theme, write_theme

    found, problems = find_theme(theme)
    show_problems(problems, "text", 0)
    if found is None:
        sys.exit(1)
    try:
        page = write_theme(found, out)
    except OSError as error:
        raise not_written(error, out) from error
    click.echo(page.as_posix())
    exit_if_wrong(problems, False)
    say_next(f"open {page.as_posix()} in a browser")


@click.command()
@click.argument("packages", nargs=-1, required=True, metavar="PKG.zip...", type=click.Path(path_type=Path))
@click.option(
    "--for",
    "platforms",
    multiple=True,
    metavar="PLATFORM",
    help="The platform to play, such as learning-hub or moodle; may be repeated. Without it: generic.",
)
@click.option(
    "--like",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="REPORT.txt",
    help="Play the platform that a report of the probe tells of, as far as its quirks are known.",
)
@click.option(
    "--learner",
    "personas",
    multiple=True,
    metavar="NAME",
    help="The learner to play, such as completer; may be repeated. Without it: completer and leaver, or for "
    "packages of other makers the visitor.",
)
@click.option("--all", "everything", is_flag=True, help="Every learner on every platform.")
@click.option(
    "--accessibility",
    is_flag=True,
    help="Judge every page that is reached by WCAG 2.2 A and AA as well; with --report, write "
    "DIR/accessibility.html too, to print and file.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write DIR/index.html: a sentence for each platform, then who met what where, with transcripts, "
    "pictures and cures.",
)
@click.option(
    "--junit",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the results as JUnit's XML too, for build servers.",
)
@FORMAT
@click.option("--headed", is_flag=True, help="Show the browser's windows.")
@click.option("--browser", metavar="PATH", default="", help="The browser to use: a program, or firefox.")
def verify(
    packages: Sequence[Path],
    platforms: tuple[str, ...],
    like: Path | None,
    personas: tuple[str, ...],
    everything: bool,
    accessibility: bool,
    report: Path | None,
    junit: Path | None,
    form: Literal["text", "json"],
    headed: bool,
    browser: str,
) -> None:
    """Let scripted learners take finished zips in a real browser, and say what would go wrong on an LMS.

    The verdict has two halves: whether a package may go to learners, as far as it says itself that it is
    finished, signed off and filled in; then, for each platform, whether it works there.

    Anybody's zip: SCORM 1.2 and 2004, cmi5, xAPI (tincan.xml) and web packages. Exit status: 0 nothing is
    wrong, 1 something is, 2 wrong usage, 3 it could not be judged: no browser, or a computer too slow.
    """
    run = import_verify()
    options = run.VerifyOptions(
        personas=personas,
        platforms=platforms,
        everything=everything,
        pictures=report is not None,
        accessibility=accessibility or everything,
        headed=headed,
        browser=browser,
        notify=say_on_stderr,
        like=_behaviour(run, like) if like else None,
    )
    if wrong := run.unknown_name(options):
        raise click.UsageError(wrong)
    opened = [run.open_package(path) for path in dict.fromkeys(packages)]
    cases, written = _played(run, opened, options, report, junit)
    problems = run.problems_of(opened, cases, options)
    for path in written:
        click.echo(path.as_posix(), err=form != "text")
    _show(run, form, opened, cases, problems)
    exit_if_wrong(problems, False)
    if not all(case.judged for case in cases):
        sys.exit(NOT_JUDGED)
    if form == "text":
        say_next("load it into your LMS and open it there once with a test account")


def _played(
    run: ModuleType,
    opened: Sequence[OpenedPackage],
    options: VerifyOptions,
    report: Path | None,
    junit: Path | None,
) -> tuple[list[PlayedCase], list[Path]]:
    """The cases that were played, and the files of the report that were written of them.

    run: `coursebuilder.verify.run`
    Raises NotJudged without a browser, and ClickException where a file can't be read or written.
    """
    cases: list[PlayedCase] = []
    inspections: dict[Path, Inspection] = {}
    try:
        for case in run.verify(opened, options, inspections):
            cases.append(case)
            if sys.stderr.isatty():
                click.echo(run.progress_line(case), err=True)
        written = [run.write_report(report, opened, cases)] if report else []
        if report and inspections:
            written.append(run.write_record(report, tuple(inspections.values())))
        if junit:
            junit.write_bytes(run.junit(opened, cases))
    except run.NoBrowser as error:
        raise NotJudged(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"can't write {error.filename}: {error.strerror}") from error
    return cases, written


def _behaviour(run: ModuleType, report: Path) -> Behaviour:
    """The platform that a report of the probe tells of; what isn't known in it is said on stderr."""
    try:
        found = run.read_report(report)
    except run.BadReport as error:
        raise click.UsageError(f"--like {report}: {error}") from error
    except OSError as error:
        raise click.ClickException(f"can't read {report}: {error.strerror}") from error
    if found.unknown:
        names = ", ".join(found.unknown)
        say_on_stderr(f"{report}: warning: no double of verify does this, so it isn't played: {names}")
    return found.behaviour  # type: ignore[no-any-return]  # `run` is imported when it is needed


def _show(
    run: ModuleType,
    form: str,
    opened: Sequence[OpenedPackage],
    cases: Sequence[PlayedCase],
    problems: Sequence[Problem],
) -> None:
    """Print Problems and verdicts, the half for learners first; `run` is `coursebuilder.verify.run`."""
    if form == "json":
        click.echo(run.as_json(opened, cases, problems), nl=False)
        return
    show_problems(problems, "text", 0)
    for answer in run.for_learners(opened):
        click.echo(answer.sentence)
    verdicts = run.verdicts(opened, cases)
    for verdict in verdicts:
        click.echo(verdict.sentence)
    if verdicts:
        click.echo(run.browsers_sentence(cases))
