"""What several commands share: their options, how problems are shown, how a command ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from coursebuilder.problems import Format, Problem

_Command = TypeVar("_Command", bound=Callable[..., object])

NOT_JUDGED = 3  # exit status where it could not be judged whether anything is wrong
COURSES = click.argument(
    "courses", nargs=-1, required=True, metavar="COURSE...", type=click.Path(path_type=Path)
)
STRICT = click.option(
    "--strict", is_flag=True, help="Warnings count as errors, unless course.yaml silences them."
)
NO_STORE = click.option(
    "--no-store", is_flag=True, help="Make everything anew, without what earlier builds kept in OUT/.store."
)
PROVIDER = click.option(
    "--provider",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The details of the organisation that gives the courses to learners.",
)


class NotJudged(click.ClickException):
    """Nothing is known to be wrong, and nothing to be right: an exit status of its own."""

    exit_code = NOT_JUDGED


def out_option(folder: str, what: str) -> Callable[[_Command], _Command]:
    """--out DIRECTORY, which is `folder` unless told; `what` says what goes there."""
    path = click.Path(path_type=Path, file_okay=False)
    return click.option("--out", type=path, default=Path(folder), show_default=True, help=what)


def show_problems(problems: Sequence[Problem], form: Format, silenced: int) -> None:
    """Problems go to stderr as text, to stdout in the forms that programs read."""
    from coursebuilder.problems import report

    if form != "text":
        click.echo(report(problems, form), nl=False)
        return
    click.echo(report(problems), nl=False, err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    if problems or silenced:
        click.echo(f"{errors} errors, {len(problems) - errors} warnings, {silenced} silenced", err=True)


def say_on_stderr(text: str) -> None:
    """A sentence for the person at the terminal."""
    click.echo(text, err=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function to tell how much of how much is done; at a terminal it shows as a bar after a second."""
    from time import monotonic

    started, bar = monotonic(), None
    with ExitStack() as shown:

        def told(done: int, count: int) -> None:
            nonlocal bar
            if bar is None and done < count and sys.stderr.isatty() and monotonic() - started > 1:
                bar = shown.enter_context(click.progressbar(length=count, label=label, file=sys.stderr))
            if bar is not None:
                bar.update(done - bar.pos)

        yield told


def tidy(left_over: Sequence[Path], clean: bool) -> None:
    """Name the zips of modules that aren't built any more, or remove them."""
    for path in left_over:
        if clean:
            path.unlink(missing_ok=True)
        say_on_stderr(f"{'removed' if clean else 'no longer built'}: {path.as_posix()}")
    if left_over and not clean:
        say_on_stderr("(an earlier build made them of modules that are gone; remove them with --clean)")


def exit_if_wrong(problems: Sequence[Problem], strict: bool) -> None:
    if any(problem.severity == "error" or strict for problem in problems):
        sys.exit(1)


def not_written(error: OSError, out: Path) -> click.ClickException:
    """The machine's trouble in a sentence."""
    return click.ClickException(f"can't write {error.filename or out}: {error.strerror}")


def verifying_part() -> ModuleType:
    try:
        from coursebuilder.verify import run
    except ImportError as error:
        line = f"{sys.executable} -m pip install 'coursebuilder[verify]'"
        raise click.ClickException(
            f"verify needs a browser's driver ({error.name}): type\n    {line}"
        ) from error
    return run
