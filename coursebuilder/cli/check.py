"""The command check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursebuilder.cli.shared import (
    LANGUAGE,
    NO_STORE,
    PROVIDER,
    STRICT,
    TODAY,
    as_given,
    day,
    exit_if_wrong,
    language_asked,
    next_step,
    not_written,
    offer_draft,
    say_on_stderr,
    show_missing,
    show_problems,
)
from coursebuilder.cli.teaching import explain_code, show_advice

if TYPE_CHECKING:
    import datetime

    from coursebuilder.build.advice import Advised
    from coursebuilder.build.pipeline import ReadResult
    from coursebuilder.problems import Format


@click.command()
@click.argument("courses", nargs=-1, metavar="COURSE...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed: for people, programs, or GitHub's annotations.",
)
@click.option(
    "--write-ids",
    is_flag=True,
    help="Write an id where a page, question, reflection, scenario or step has none; nothing else changes.",
)
@click.option("--all", "every", is_flag=True, help="Show all advice, not the three gravest a module.")
@click.option("--explain", metavar="CODE", help="Say what a code in [brackets] means, with examples.")
@LANGUAGE
@NO_STORE
@STRICT
@PROVIDER
@TODAY
def check(
    courses: Sequence[Path],
    form: Format,
    write_ids: bool,
    every: bool,
    explain: str | None,
    language: str | None,
    no_store: bool,
    strict: bool,
    provider: Path | None,
    today: datetime.datetime | None,
) -> None:
    """Find every mistake in the courses, with file, line and cure; without --write-ids it writes nothing.

    Advice on teaching comes last; it never fails, with --strict either. What a build kept in dist/.store is
    read from there.
    """
    from coursebuilder.build.advice import advise, gravest
    from coursebuilder.build.out_folder import kept_store
    from coursebuilder.build.pipeline import read_courses
    from coursebuilder.handbook.files import has_handbook, judged_handbook

    if explain is not None:
        return explain_code(explain)
    if not courses:
        raise click.UsageError("Missing argument 'COURSE...'.")
    if write_ids:
        _write_ids(courses)
    store = None if no_store else kept_store(Path("dist"))
    wanted = language_asked(language, False)
    read = read_courses(courses, provider, check_only=True, store=store, today=day(today), language=wanted)
    of_handbooks = [
        problem for one in read.courses if has_handbook(one) for problem in judged_handbook(one)[1]
    ]
    read = replace(read, problems=(*read.problems, *of_handbooks))
    advised = advise(() if language else read.courses)  # it is about the words that the author chose
    shown = advised if every or form == "json" else gravest(advised)
    given = as_given(provider, language)
    if form == "text":
        _show_to_people(read, shown, advised, provider)
        offer_draft(read.problems, courses, given)
    else:
        show_problems((*read.problems, *shown.problems), form, read.silenced)
    exit_if_wrong(read.problems, strict)
    if form == "text":
        next_step("", "build", *courses, *given)


def _show_to_people(read: ReadResult, shown: Advised, advised: Advised, provider: Path | None) -> None:
    """Print mistakes, what is missing for learners where a provider is given, and advice.

    shown: the advice that is printed
    advised: all there is
    """
    from coursebuilder.build.pipeline import looked_at

    show_problems(read.problems, "text", read.silenced)
    if provider:
        show_missing(read.courses, provider)
    if not read.problems:
        say_on_stderr(f"{looked_at(read.courses)}: no mistakes")
    show_advice(shown, advised, not any(one.severity == "error" for one in read.problems))


def _write_ids(courses: Sequence[Path]) -> None:
    from coursebuilder.begin import CannotBegin, write_ids

    try:
        for course in courses:
            for path, ids in write_ids(course).items():
                say_on_stderr(f"{path.as_posix()}: {len(ids)} ids written: {', '.join(ids)}")
    except CannotBegin as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise not_written(error, Path()) from error
