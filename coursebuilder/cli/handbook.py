"""The command handbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursebuilder.cli.shared import (
    PROVIDER,
    STRICT,
    TODAY,
    NotJudged,
    day,
    exit_if_wrong,
    import_verify,
    lacking,
    out_option,
    say_next,
    say_on_stderr,
    show_problems,
    write_files,
)

if TYPE_CHECKING:
    import datetime

    from coursebuilder.handbook.files import ToPdf
    from coursebuilder.model import Course
    from coursebuilder.model.handbook import Handbook


@click.command()
@click.argument("course", type=click.Path(path_type=Path))
@out_option("dist/handbook", "The folder it goes to.")
@click.option("--without-pdf", "unprinted", is_flag=True, help="Write no PDF, for which a browser is needed.")
@click.option(
    "--ready",
    is_flag=True,
    help="Refuse what learners must not have yet: empty details, missing signatures, dates gone by.",
)
@STRICT
@PROVIDER
@TODAY
def handbook(
    course: Path,
    out: Path,
    unprinted: bool,
    ready: bool,
    strict: bool,
    provider: Path | None,
    today: datetime.datetime | None,
) -> None:
    """Write a course's handbook.md, to print and to type in: OUT/COURSE-handbook.html, .pdf and .docx.

    A handbook has chapters of its own, prompts with room to write, and pages of the course's modules.
    """
    from coursebuilder.build.pipeline import read_courses
    from coursebuilder.build.ready import not_ready
    from coursebuilder.handbook.files import judged_handbook
    from coursebuilder.model.handbook import course_of

    read = read_courses([course], provider)
    found, wrong = judged_handbook(read.courses[0]) if read.courses else (None, [])
    problems = [*read.problems, *wrong]
    if ready and found:
        problems += not_ready([course_of(found, read.courses[0])], day(today))
    show_problems(problems, "text", read.silenced)
    exit_if_wrong(problems, strict)
    if found is None:
        return
    write_files(out, _files(found, read.courses[0], unprinted))
    if found.unsigned:
        names = ", ".join(module.id for module in found.unsigned)
        say_on_stderr(f"not for learners yet: not signed off: {names}")
    say_next("look it through, on paper too; where a detail is missing, its gap shows")


def _files(handbook: Handbook, course: Course, unprinted: bool) -> dict[str, bytes]:
    """The finished documents by file name: all of them, before any is written."""
    from coursebuilder.handbook.files import handbook_files

    try:
        return handbook_files(handbook, course, None if unprinted else _printer())
    except ImportError as error:
        raise lacking("Word files need python-docx", "bring") from error


def _printer() -> ToPdf:
    """The function that prints a page as PDF; without a browser or its driver a ClickException is raised."""
    try:
        run = import_verify("a PDF")
    except NotJudged as error:
        raise _unprintable(error.message) from error

    def to_pdf(page: bytes) -> bytes:
        try:
            return run.pdf_of(page)  # type: ignore[no-any-return]  # `run` is imported when it is needed
        except run.NoBrowser as error:
            raise _unprintable(str(error)) from error

    return to_pdf


def _unprintable(why: str) -> click.ClickException:
    return click.ClickException(f"{why}\nor leave the PDF out with --without-pdf")
