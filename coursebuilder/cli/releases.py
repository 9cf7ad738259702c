"""Commands for those who answer for packages: inspect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from coursebuilder.cli.shared import exit_if_wrong, not_written


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
