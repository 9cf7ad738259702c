"""Commands that take or make what isn't a course: probe, theme, verify."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursebuilder.cli.shared import (
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
    from coursebuilder.verify.accessibility import Inspection
    from coursebuilder.verify.play import PlayedCase


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
        click.echo(write_theme(found, out).as_posix())
    except OSError as error:
        raise not_written(error, out) from error
    exit_if_wrong(problems, False)


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
@click.option("--headed", is_flag=True, help="Show the browser's windows.")
@click.option("--browser", metavar="PATH", default="", help="The browser to use: a program, or firefox.")
def verify(
    packages: Sequence[Path],
    platforms: tuple[str, ...],
    personas: tuple[str, ...],
    everything: bool,
    accessibility: bool,
    report: Path | None,
    junit: Path | None,
    headed: bool,
    browser: str,
) -> None:
    """Let scripted learners take finished zips in a real browser, and say what would go wrong on an LMS.

    Anybody's zip: SCORM 1.2 and 2004, cmi5, xAPI (tincan.xml) and web packages. Exit status: 0 nothing is
    wrong, 1 something is, 2 wrong usage, 3 it could not be judged: no browser, or a computer too slow.
    """
    run = import_verify()
    judging = accessibility or everything
    options = run.VerifyOptions(
        personas, platforms, everything, report is not None, judging, headed, browser, say_on_stderr
    )
    if wrong := run.unknown_name(options):
        raise click.UsageError(wrong)
    opened = [run.open_package(path) for path in dict.fromkeys(packages)]
    cases: list[PlayedCase] = []
    inspections: dict[Path, Inspection] = {}
    try:
        for case in run.verify(opened, options, inspections):
            cases.append(case)
            if sys.stderr.isatty():
                click.echo(run.progress_line(case), err=True)
        if report:
            click.echo(run.write_report(report, opened, cases).as_posix())
        if report and inspections:
            click.echo(run.write_record(report, tuple(inspections.values())).as_posix())
        if junit:
            junit.write_bytes(run.junit(opened, cases))
    except run.NoBrowser as error:
        raise NotJudged(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"can't write {error.filename}: {error.strerror}") from error
    problems = run.problems_of(opened, cases, options)
    show_problems(problems, "text", 0)
    for verdict in run.verdicts(opened, cases):
        click.echo(verdict.sentence)
    exit_if_wrong(problems, False)
    if not all(case.judged for case in cases):
        sys.exit(NOT_JUDGED)
    say_next("load it into your LMS and open it there once with a test account")
