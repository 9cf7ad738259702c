"""The command quality: a course's teaching in figures, compared from release to release."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coursebuilder.cli.shared import PROVIDER, show_problems, write_files

if TYPE_CHECKING:
    from coursebuilder.quality import Change


@click.command()
@click.argument("course", metavar="COURSE", type=click.Path(path_type=Path))
@click.option(
    "--report",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the page DIR/quality.html, and the same figures for programs, DIR/quality.json.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="OLD.json",
    help="Show what changed since the release whose quality.json this is.",
)
@PROVIDER
def quality(course: Path, folder: Path | None, against: Path | None, provider: Path | None) -> None:
    """Show how a course teaches, in figures: kinds of question, objectives, reading age, scenarios, advice.

    It never fails because of what it finds; compare the figures of two releases with --against.
    """
    from coursebuilder.build.pipeline import read_courses
    from coursebuilder.quality import WrongFigures, as_json, changes, figures, read_figures, report_html

    read = read_courses([course], provider, check_only=True)
    errors = [problem for problem in read.problems if problem.severity == "error"]
    if errors or not read.courses:
        show_problems(errors, "text", 0)
        sys.exit(1)
    found = figures(read.courses[0])
    try:
        old = read_figures(against, read.courses[0].id) if against else None
    except WrongFigures as error:
        raise click.UsageError(str(error)) from error
    changed = None if old is None else changes(old, found)
    _show(found, changed)
    if folder is None:
        return
    page = report_html(found, changed, str(old["version"]) if old else "")
    write_files(folder, {"quality.html": page.encode(), "quality.json": as_json(found).encode()})


def _show(found: dict[str, Any], changed: Sequence[Change] | None) -> None:
    """Print a line for each module and, where there is an earlier release, what changed."""
    from coursebuilder.problems import counted

    for name, one in found["modules"].items():
        asked = sum(sum(row.values()) for row in one["kinds"].values())
        few = sum(len(row["tested"]) < 2 for row in one["objectives"].values())
        ages = [page["reading_age"] for page in one["pages"].values() if page["reading_age"] is not None]
        guessed = one["guesses"]
        click.echo(
            f"{name}: {counted(asked, 'question')} of {counted(len(one['kinds']), 'kind')}; "
            f"objectives tested less than twice: "
            f"{few} of {len(one['objectives'])}; "
            f"guessed from wording: {guessed['right']} of {guessed['questions']}; "
            + (f"reading age {min(ages):.0f} to {max(ages):.0f}; " if ages else "")
            + f"advice: {sum(one['advice'].values())}"
        )
    for change in changed or ():
        where = change.module or "the course"
        click.echo(f"{where}: {change.what}: {change.was or 'none'} -> {change.now or 'none'}")
    if changed is not None and not changed:
        click.echo("no figure differs")
