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
    lacking,
    language_asked,
    not_written,
    out_option,
    say_next,
    show_problems,
)

if TYPE_CHECKING:
    from coursebuilder.build.other_language import Language
    from coursebuilder.model import Course


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
@click.option(
    "--docx",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write the copies for people who have Word alone, into this folder; or one into this file (.docx).",
)
@click.option(
    "--read",
    "word_files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.docx...",
    help="Write nothing, and print what reviewers typed into their Word copies, as --comments does.",
)
@LANGUAGE
@STRICT
@PROVIDER
def review(
    courses: Sequence[Path],
    out: Path,
    comments: Sequence[Path],
    docx: Path | None,
    word_files: Sequence[Path],
    language: str | None,
    strict: bool,
    provider: Path | None,
) -> None:
    """Write one copy a course for the people who sign it off: OUT/review/COURSE.html.

    It shows every page, every answer and every path, with the source beside each claim and boxes to sign. On
    a screen each numbered paragraph has a field for comments, which the page saves as a file. With --docx the
    copy is a Word document with a box to type in at each paragraph.
    """
    from coursebuilder.build.pipeline import read_courses

    wanted = language_asked(language, True)
    if comments or word_files:
        return _show_comments(courses, (*comments, *word_files), provider, wanted)
    read = read_courses(courses, provider, by_line=True, language=wanted)
    if docx and docx.suffix.lower() == ".docx" and len(read.courses) > 1:
        raise click.UsageError("--docx with several courses needs a folder, not a file")
    show_problems(read.problems, "text", read.silenced)
    exit_if_wrong(read.problems, strict)
    if docx:
        _write(read.courses, docx, word=True)
        return say_next("send it to the reviewers; then coursebuilder review COURSE --read FILE.docx")
    _write(read.courses, out / language if language else out, word=False)
    say_next("print it on A4 for the person who signs; they find a number beside each paragraph")


def _write(courses: Sequence[Course], out: Path, word: bool) -> None:
    """Write the copies and print their paths. word: as Word documents; `out` may then be the file of one."""
    from coursebuilder.build.out_folder import write_reviews

    try:
        if not word:
            paths = write_reviews(courses, out)
        else:
            from coursebuilder.comments.word_copy import word_copy

            alone = out.suffix.lower() == ".docx"
            name = out.name if alone else "{}.docx"
            paths = write_reviews(courses, out.parent if alone else out, word_copy, name)
    except ImportError as error:
        raise lacking(f"--docx needs a library ({error.name})", "bring") from error
    except OSError as error:
        raise not_written(error, out) from error
    for path in paths:
        click.echo(path.as_posix())


def _show_comments(
    courses: Sequence[Path], comments: Sequence[Path], provider: Path | None, language: Language | None
) -> None:
    """Print the comments in these files. A shell makes *.json several words: those behind the first come
    among the courses.

    language: the one of the copies they were saved from, None: the courses' own
    """
    from coursebuilder.build.pipeline import read_courses
    from coursebuilder.comments.at_lines import placed
    from coursebuilder.comments.files import read_comments
    from coursebuilder.comments.word_read import read_word_comments

    files = [*comments, *(one for one in courses if one.suffix.lower() in (".json", ".docx"))]
    folders = [one for one in courses if one not in files]
    read = read_courses(folders, provider, by_line=True, language=language)
    errors = [one for one in read.problems if one.severity == "error"]
    found = [
        read_word_comments(path) if path.suffix.lower() == ".docx" else read_comments(path)
        for path in dict.fromkeys(files)
    ]
    said = placed((one for some, _ in found for one in some), read.courses)
    wrong = [*errors, *(one for _, some in found for one in some)]
    show_problems((*wrong, *said), "text", 0)
    exit_if_wrong((*wrong, *said), False)
