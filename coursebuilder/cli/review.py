"""The command review."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from coursebuilder.build.other_language import Language


@click.command()
@COURSES
@out_option("dist", "The folder the review copies go to.")
@click.option(
    "--comments",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE...",
    help="Write nothing, and print what reviewers saved from their copies, each comment with its line.",
)
@LANGUAGE
@STRICT
@PROVIDER
def review(
    courses: Sequence[Path],
    out: Path,
    comments: Sequence[Path],
    language: str | None,
    strict: bool,
    provider: Path | None,
) -> None:
    """Write one copy a course for the people who sign it off: OUT/review/COURSE.html.

    It shows every page, every answer and every path, with the source beside each claim and boxes to sign. On
    a screen each numbered paragraph has a field for comments, which the page saves as a file.
    """
    from coursebuilder.build.out_folder import write_reviews
    from coursebuilder.build.pipeline import read_courses

    wanted = language_asked(language, True)
    if comments:
        return _show_comments(courses, comments, provider, wanted)
    out = out / language if language else out
    read = read_courses(courses, provider, by_line=True, language=wanted)
    show_problems(read.problems, "text", read.silenced)
    exit_if_wrong(read.problems, strict)
    try:
        for path in write_reviews(read.courses, out):
            click.echo(path.as_posix())
    except OSError as error:
        raise not_written(error, out) from error
    say_next("print it on A4 for the person who signs; they find a number beside each paragraph")


def _show_comments(
    courses: Sequence[Path], comments: Sequence[Path], provider: Path | None, language: Language | None
) -> None:
    """Print the comments in these files. A shell makes *.json several words: those behind the first come
    among the courses.

    language: the one of the copies they were saved from, None: the courses' own
    """
    from coursebuilder.build.pipeline import read_courses
    from coursebuilder.comments import placed, read_comments

    files = [*comments, *(one for one in courses if one.suffix.lower() == ".json")]
    folders = [one for one in courses if one not in files]
    read = read_courses(folders, provider, by_line=True, language=language)
    errors = [one for one in read.problems if one.severity == "error"]
    found = [read_comments(path) for path in dict.fromkeys(files)]
    said = placed((one for some, _ in found for one in some), read.courses)
    wrong = [*errors, *(one for _, some in found for one in some)]
    show_problems((*wrong, *said), "text", 0)
    exit_if_wrong((*wrong, *said), False)
