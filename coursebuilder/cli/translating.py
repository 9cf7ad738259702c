"""Commands for translators: translate extract, merge, status, table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from coursebuilder.cli.shared import (
    lacking,
    next_step,
    not_written,
    say_next,
    say_on_stderr,
    show_problems,
)

if TYPE_CHECKING:
    from coursebuilder.translate.files import Merged

_Command = TypeVar("_Command", bound=Callable[..., object])


@click.group()
def translate() -> None:
    """Put a course into another language: PO files that follow its text.

    They stand beside the course, in translations/LANGUAGE/, one a module. Then: build --language LANGUAGE
    """


def _to(command: _Command) -> _Command:
    return click.option(
        "--to",
        "language",
        required=True,
        metavar="LANGUAGE",
        help="The language's code, such as cy for Welsh.",
    )(command)


def _course(command: _Command) -> _Command:
    kind = click.Path(path_type=Path, exists=True, file_okay=False)
    return click.argument("course", metavar="COURSE", type=kind)(command)


@translate.command("extract")
@_course
@_to
def extract(course: Path, language: str) -> None:
    """Write the PO files of a course for a language that it has no translations into yet."""
    with _explained(course):
        from coursebuilder.translate.files import merged, read_all

        _judge_language(language)
        if read_all(course, language):
            raise click.ClickException(
                f"there are translations already: coursebuilder translate merge {course} --to {language}"
            )
        _write(merged(course, language))
    say_next("open the files in a translator's editor, such as Poedit; they are plain text, too")


@translate.command("merge")
@_course
@_to
def merge(course: Path, language: str) -> None:
    """Put the PO files in step with the course: new texts are added, and what changed is marked fuzzy.

    A fuzzy text counts as untranslated until somebody has looked at it. Nothing that was translated is lost:
    what the course no longer asks for stays at the end of its file.
    """
    with _explained(course):
        from coursebuilder.translate.files import merged, not_asked

        _judge_language(language)
        found = merged(course, language)
        _write(found)
        for change in found.changed:
            click.echo(str(change))
        for path in not_asked(course, found, language):
            say_on_stderr(f"{path.as_posix()}: the course has no such module (any more); left as it is")
        say_on_stderr(
            f"{len(found.changed)} changed and to be looked at again, {found.added} new, {found.gone} gone"
        )
    next_step("translate them, then", "translate", "status", course, "--to", language)


@translate.command("status")
@_course
@_to
def status(course: Path, language: str) -> None:
    """Say how far each file is, by the course as it stands now; nothing is written.

    Exit status 1: something is missing or to be looked at again.
    """
    with _explained(course):
        from coursebuilder.translate.files import merged, progress

        _judge_language(language)
        found = progress(merged(course, language).files)
    for one in found:
        share = 100 * one.translated // max(1, one.translated + one.fuzzy + one.missing)
        click.echo(
            f"{one.path.as_posix()}: {share} % ({one.translated} translated, "
            f"{one.fuzzy} to be looked at again, {one.missing} missing)"
        )
    if any(one.fuzzy or one.missing for one in found):
        next_step("", "translate", "merge", course, "--to", language)
        raise SystemExit(1)
    next_step("", "build", "--language", language, course)


@translate.command("table")
@_course
@_to
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.docx", help="The new Word file."
)
@click.option(
    "--in",
    "back",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE.docx",
    help="The Word file that comes back.",
)
def table(course: Path, language: str, out: Path | None, back: Path | None) -> None:
    """Write the texts as a Word table of two columns, for translators without a tool, or read it back.

    What is typed into the right column goes into the PO files; empty cells change nothing.
    """
    if (out is None) == (back is None):
        raise click.UsageError("give --out to write the table, or --in to read it back")
    with _explained(course):
        from coursebuilder.translate.files import merged
        from coursebuilder.translate.table import table_of, take_table

        _judge_language(language)
        found = merged(course, language)
        if out is not None:
            if out.exists():
                raise click.ClickException(f"{out.as_posix()} is there already; nothing is ever written over")
            out.write_bytes(table_of(found.files, language))
            click.echo(out.as_posix())
            return
        if back is not None:
            taken = take_table(back, found.files)
            _write(found)
            for text in taken.strange:
                say_on_stderr(f"the course has no such text (any more): “{text[:60]}”")
            say_on_stderr(f"{taken.count} translations taken, {len(taken.strange)} rows left out")
    next_step("", "check", "--language", language, course)


def _write(found: Merged) -> None:
    from coursebuilder.translate.files import write

    for path in write(found.files):
        click.echo(path.as_posix())


def _judge_language(language: str) -> None:
    """Refuse what is no code of a language: it becomes the name of a folder."""
    import re

    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise click.UsageError(f'"{language}" is no code of a language, such as cy')


@contextmanager
def _explained(course: Path) -> Iterator[None]:
    """Show why a course can't be translated, and exit."""
    try:
        from coursebuilder.translate.files import CannotTranslate

        try:
            yield
        except CannotTranslate as error:
            show_problems(error.problems, "text", 0)
            raise SystemExit(1) from error
    except ModuleNotFoundError as error:
        raise lacking(f"translate needs {error.name}", "bring") from error
    except OSError as error:
        raise not_written(error, course) from error
