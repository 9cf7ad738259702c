"""The command that analyses learners' answers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from coursebuilder.cli.shared import (
    lacking,
    not_written,
    out_option,
    say_on_stderr,
    show_problems,
)

if TYPE_CHECKING:
    from coursebuilder.problems import Format


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--course", "folder", required=True, type=click.Path(path_type=Path), help="The course they are about."
)
@out_option("results", "The folder that results.html, results.json and the tables go to.")
@click.option(
    "--engine",
    default="duckdb",
    show_default=True,
    metavar="NAME",
    help="What computes: duckdb, spark, or clickhouse://USER:PASSWORD@HOST/DATABASE.",
)
@click.option(
    "--least",
    type=click.IntRange(min=5),
    default=10,
    show_default=True,
    help="The smallest group of learners that is shown.",
)
@click.option(
    "--keep",
    is_flag=True,
    help="Keep the table of single learners, OUT/learners.parquet: it is personal data.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How findings are printed: for people, programs, or GitHub's annotations.",
)
def results(
    sources: Sequence[str], folder: Path, out: Path, engine: str, least: int, keep: bool, form: Format
) -> None:
    """Say what learners' answers tell about a course.

    A SOURCE is a file, a folder of files, or the address of a record store: xAPI statements, those of cmi5
    too;
    Moodle's SCORM reports; SCORM run-time records. What they are is told by what is in them.
    """
    from coursebuilder.source.course import load

    run = _import_run()
    missing = [one for one in sources if "://" not in one and not Path(one).exists()]
    if missing:
        raise click.UsageError(f"there is no {missing[0]}")
    loaded = load(folder)
    if loaded.course is None or any(one.severity == "error" for one in loaded.problems):
        show_problems(loaded.problems, "text", 0)
        sys.exit(1)
    try:
        out.mkdir(parents=True, exist_ok=True)
        analysis = run.analyse(sources, loaded.course, least, engine, out / run.KEPT if keep else None)
        paths = run.write_files(analysis, out)
    except (run.NoEngine, run.StoreFailed) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise not_written(error, out) from error
    show_problems(
        run.problems_of(analysis.findings),
        form,
        0,
    )
    _say_read(analysis.results["read"])
    for path in paths if form == "text" else ():
        click.echo(path.as_posix())
    if keep:
        kept = (out / run.KEPT).as_posix()
        say_on_stderr(f"{kept} holds single learners under made-up numbers: it is still personal data")


def _say_read(read: dict[str, int]) -> None:
    say_on_stderr(
        f"{read['events']:,} events read; {read['copies_and_voided']:,} copies and voided statements, "
        f"{read['elsewhere']:,} about something else"
    )
    if read["unread_rows"]:
        say_on_stderr(f"{read['unread_rows']:,} rows could not be read; results.json lists the first of them")


def _import_run() -> ModuleType:
    """The module `coursebuilder.results.run`. Raises ClickException if the extra isn't installed."""
    try:
        from coursebuilder.results import run
    except ImportError as error:
        raise lacking(f"results needs an engine for tables ({error.name})", "results") from error
    return run
