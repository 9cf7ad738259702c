"""The command review."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from coursebuilder.cli.shared import (
    COURSES,
    LANGUAGE,
    PROVIDER,
    STRICT,
    exit_if_wrong,
    language_asked,
    not_written,
    out_option,
    say_next,
    show_problems,
)


@click.command()
@COURSES
@out_option("dist", "The folder the review copies go to.")
@LANGUAGE
@STRICT
@PROVIDER
def review(
    courses: Sequence[Path], out: Path, language: str | None, strict: bool, provider: Path | None
) -> None:
    """Write one printable copy a course for the people who sign it off: OUT/review/COURSE.html.

    It shows every page, every answer and every path, with the source beside each claim and boxes to sign.
    """
    from coursebuilder.build.pipeline import read_courses, write_reviews

    out = out / language if language else out
    read = read_courses(courses, provider, by_line=True, language=language_asked(language, True))
    show_problems(read.problems, "text", read.silenced)
    exit_if_wrong(read.problems, strict)
    try:
        for path in write_reviews(read.courses, out):
            click.echo(path.as_posix())
    except OSError as error:
        raise not_written(error, out) from error
    say_next("print it on A4 for the person who signs; they find a number beside each paragraph")
