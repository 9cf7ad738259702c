"""The command that serves the studio."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from coursebuilder.cli.shared import TODAY, day, lacking


@click.command()
@click.argument(
    "folder", metavar="[FOLDER]", default=".", type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Without it, any free port."
)
@click.option("--no-open", "closed", is_flag=True, help="Print the address, and open no browser.")
@TODAY
def studio(folder: Path, port: int, closed: bool, today: datetime.datetime | None) -> None:
    """Write modules in a browser, with the page as learners have it beside the text.

    FOLDER holds the courses. The page is served to this machine alone; its address, on the first line,
    holds a secret word. Ctrl+C ends it.
    """
    try:
        from coursebuilder.studio.serve import serve
    except ImportError as error:
        raise lacking(f"the studio needs a web server ({error.name})", "studio") from error
    try:
        serve(folder, port, day(today), not closed, click.echo)
    except OSError as error:
        raise click.ClickException(f"can't serve on port {port}: {error.strerror}") from error
