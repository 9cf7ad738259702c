"""Commands for those who answer for packages: diff, inspect."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from coursebuilder.cli.shared import NOT_JUDGED, NotJudged, exit_if_wrong, not_written, show_problems


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
    exit_if_wrong(
        [problem for one in found for problem in one.problems if problem.severity == "error"], False
    )


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
