"""The commands: arguments in, problems and an exit code out. Nothing here decides anything about courses.

Exit codes: 0 no errors, 1 errors (with --strict also unsilenced warnings), 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from coursebuilder.problems import Format, Problem
    from coursebuilder.verify.accessibility import Inspection
    from coursebuilder.verify.play import Cell

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
    "--for",
    "platforms",
    multiple=True,
    metavar="PLATFORM",
    help="The learning platform to build for, such as learning-hub or moodle; may be repeated. Chooses the "
    "target and refuses what that platform can't take.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="The folder the packages go to, one folder a target.",
)
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
@_STRICT
@_PROVIDER
def build(
    courses: Sequence[Path],
    targets: Sequence[str],
    platforms: Sequence[str],
    out: Path,
    whole: bool,
    control_documents: Path | None,
    tutors: bool,
    verifying: bool,
    strict: bool,
    provider: Path | None,
) -> None:
    """Check the courses, then write one package a module: OUT/TARGET/COURSE--MODULE.zip.

    OUT/index.html says which package is for which platform, and what to set there.
    """
    import time

    from coursebuilder.build import build_all, choose, read_courses
    from coursebuilder.targets import read_control_documents

    started = time.perf_counter()
    choice = choose(targets, platforms)
    if choice.wrong:
        raise click.UsageError(choice.wrong)
    read = read_courses(courses, provider, choice.targets)
    _report(read.problems, "text", read.silenced)
    documents, wrong = (
        read_control_documents(control_documents, choice.targets) if control_documents else ({}, [])
    )
    _report(wrong, "text", 0)
    _exit_if_wrong((*read.problems, *wrong), strict)
    try:
        with _judging(verifying, tuple(platforms)) as judge:
            built = build_all(
                read.courses, choice.targets, out, choice.platforms, whole, documents, tutors, judge
            )
    except OSError as error:
        raise click.ClickException(f"can't write {error.filename or out}: {error.strerror}") from error
    _report(built.problems, "text", 0)
    _exit_if_wrong(built.problems, strict)
    for path in (*built.paths, built.page, *built.papers):
        click.echo(path.as_posix())
    seconds = time.perf_counter() - started
    click.echo(f"{len(built.paths)} packages, {built.size:,} bytes, {seconds:.1f} s")


@main.command()
@_COURSES
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="The folder the review copies go to.",
)
@_STRICT
@_PROVIDER
def review(courses: Sequence[Path], out: Path, strict: bool, provider: Path | None) -> None:
    """Write one printable copy a course for the people who sign it off: OUT/review/COURSE.html.

    It shows every page, every answer and every path, with the source beside each claim and boxes to sign.
    """
    from coursebuilder.build import read_courses, write_reviews

    read = read_courses(courses, provider, by_line=True)
    _report(read.problems, "text", read.silenced)
    _exit_if_wrong(read.problems, strict)
    try:
        for path in write_reviews(read.courses, out):
            click.echo(path.as_posix())
    except OSError as error:
        raise click.ClickException(f"can't write {error.filename or out}: {error.strerror}") from error


@main.command()
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="The standard to probe by; may be repeated. Without it, every one there is a probe for.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="The folder the probe goes to.",
)
def probe(targets: Sequence[str], out: Path) -> None:
    """Write a package that shows what your LMS does: OUT/probe-TARGET.zip.

    Load it like a course, open it with a test account as often as it asks, and copy its report.
    """
    from coursebuilder.probe import chosen, write_probe

    asked, unknown = chosen(targets)
    if unknown:
        raise click.UsageError(unknown)
    try:
        for target in asked:
            click.echo(write_probe(target, out).as_posix())
    except OSError as error:
        raise click.ClickException(f"can't write {error.filename or out}: {error.strerror}") from error


@main.command()
@click.argument("theme", metavar="THEME")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist/theme"),
    show_default=True,
    help="The folder the page goes to.",
)
def theme(theme: str, out: Path) -> None:
    """Show a theme, built-in or a folder, on one page: OUT/index.html.

    Every component and state in light and dark, and how well its colours can be told apart.
    """
    from coursebuilder.specimen import find_theme, write_theme

    found, problems = find_theme(theme)
    _report(problems, "text", 0)
    if found is None:
        sys.exit(1)
    try:
        click.echo(write_theme(found, out).as_posix())
    except OSError as error:
        raise click.ClickException(f"can't write {error.filename or out}: {error.strerror}") from error
    _exit_if_wrong(problems, False)


@main.command()
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
    "people",
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
    people: tuple[str, ...],
    everything: bool,
    accessibility: bool,
    report: Path | None,
    junit: Path | None,
    headed: bool,
    browser: str,
) -> None:
    """Let scripted learners take finished zips in a real browser, and say what would go wrong on an LMS.

    Anybody's zip: SCORM 1.2 and 2004, cmi5, xAPI (tincan.xml) and web packages.
    """
    run = _verifying()
    wish = run.Wish(
        people, platforms, everything, report is not None, accessibility or everything, headed, browser
    )
    if wrong := run.unknown(wish):
        raise click.UsageError(wrong)
    every = [run.take(path) for path in dict.fromkeys(packages)]
    cells: list[Cell] = []
    inspections: dict[Path, Inspection] = {}
    try:
        for cell in run.verify(every, wish, inspections):
            cells.append(cell)
            if sys.stderr.isatty():
                click.echo(run.line(cell), err=True)
        if report:
            click.echo(run.write_report(report, every, cells).as_posix())
        if report and inspections:
            click.echo(run.write_record(report, tuple(inspections.values())).as_posix())
        if junit:
            junit.write_bytes(run.junit(every, cells))
    except run.NoBrowser as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"can't write {error.filename}: {error.strerror}") from error
    problems = [problem for taken in every for problem in taken.problems]
    problems += [*run.gathered(cells), *run.not_taken(every, platforms)]
    _report(problems, "text", 0)
    for verdict in run.verdicts(every, cells):
        click.echo(verdict.sentence)
    _exit_if_wrong(problems, False)


@contextmanager
def _judging(wanted: bool, platforms: tuple[str, ...]) -> Iterator[Callable[[Path], list[Problem]] | None]:
    """What judges each zip of a build, if it is wanted."""
    if not wanted:
        yield None
        return
    run = _verifying()
    try:
        with run.judge(run.Wish(platforms=platforms)) as judge:
            yield judge
    except run.NoBrowser as error:
        raise click.ClickException(str(error)) from error


def _verifying() -> ModuleType:
    try:
        from coursebuilder.verify import run
    except ImportError as error:
        line = f"{sys.executable} -m pip install 'coursebuilder[verify]'"
        raise click.ClickException(
            f"verify needs a browser's driver ({error.name}): type\n    {line}"
        ) from error
    return run


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
