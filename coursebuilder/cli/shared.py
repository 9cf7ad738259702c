"""Shared by the commands: options, printing of problems, exit codes, error messages."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from coursebuilder.build.other_language import Language
    from coursebuilder.model import Course
    from coursebuilder.problems import Format, Problem

_Command = TypeVar("_Command", bound=Callable[..., object])

NOT_JUDGED = 3  # exit status where it could not be judged whether anything is wrong
_UNJUDGED = {"not-compared", "not-judged"}  # codes of errors that say no more than that
_MADE_OF = {
    "bring": ("mammoth", "polib", "python-docx"),
    "results": ("altair", "ibis-framework[duckdb]", "openpyxl", "orjson", "vl-convert-python"),
    "studio": ("starlette", "uvicorn", "watchfiles"),
    "verify": ("playwright", "axe-playwright-python", "greenlet"),
}
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

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the result is printed: for people, or as one JSON document for programs.",
)
TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Judge dates by this day, such as 2026-05-03, and not by the computer's clock.",
)


LANGUAGE = click.option(
    "--language",
    metavar="LANGUAGE",
    help="Put the course into another language, such as cy, with the translations beside it.",
)


class NotJudged(click.ClickException):
    """It could not be judged whether a package is right, as without a browser; exits with `NOT_JUDGED`."""

    exit_code = NOT_JUDGED


def out_option(folder: str, what: str) -> Callable[[_Command], _Command]:
    """The option --out DIRECTORY; `folder` is its default, `what` its help text."""
    path = click.Path(path_type=Path, file_okay=False)
    return click.option("--out", type=path, default=Path(folder), show_default=True, help=what)


def show_problems(problems: Sequence[Problem], form: Format, silenced: int) -> None:
    """Print problems: the form "text" on stderr with a summary line, the forms for programs on stdout.

    silenced: how many warnings were silenced, for the summary
    """
    from coursebuilder.problems import report, tally

    if form != "text":
        click.echo(report(problems, form), nl=False)
        return
    click.echo(report(problems), nl=False, err=True)
    if problems or silenced:
        click.echo(tally(problems, silenced), err=True)


def next_step(first: str, *command: str | Path) -> None:
    """The line that a command ends with: what to do next, to stderr so that programs can read the rest.

    first: what to do by hand before the command, such as "write it, then"
    """
    words = [word.as_posix() if isinstance(word, Path) else word for word in command]
    line = " ".join(f'"{word}"' if re.search(r"[^\w./:=,-]", word) else word for word in words)
    say_next(f"{first} coursebuilder {line}".lstrip())


def say_next(what: str) -> None:
    """The same where no command of ours comes next."""
    click.echo(f"Next: {what}", err=True)


def as_given(provider: Path | None, language: str | None = None) -> tuple[str | Path, ...]:
    """The options --language and --provider as a command was given them, for the next one."""
    of_language = ("--language", language) if language else ()
    of_provider = ("--provider", provider) if provider else ()
    return (*of_language, *of_provider)


def offer_draft(problems: Sequence[Problem], courses: Sequence[Path], given: Sequence[str | Path]) -> None:
    """Name `build --draft` where nothing but what is unfinished keeps these courses from being built.

    problems: what was found in the courses
    given: the options that the command goes on with, see `as_given`
    """
    from coursebuilder.build.draft import may_be_drafts

    if may_be_drafts(problems):
        next_step("to see the pages all the same,", "build", "--draft", *courses, *given)


def say_on_stderr(text: str) -> None:
    """Print a sentence on stderr, so that stdout stays readable for programs."""
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


def is_wrong(problems: Sequence[Problem], strict: bool) -> bool:
    """Whether a problem is an error, or with `strict` whether there is any problem."""
    return any(problem.severity == "error" or strict for problem in problems)


def exit_if_wrong(problems: Sequence[Problem], strict: bool, undo: Callable[[], None] | None = None) -> None:
    """Exit if something `is_wrong`: with status 1, or with `NOT_JUDGED` where nothing could be judged.

    undo: called before such an exit
    """
    if is_wrong(problems, strict):
        if undo is not None:
            undo()
        sys.exit(NOT_JUDGED if unjudged(problems, strict) else 1)


def unjudged(problems: Sequence[Problem], strict: bool) -> str:
    """Why it could not be judged whether anything is wrong, as a sentence; "" where it could.

    It could not where all that `is_wrong` says no more than that.
    """
    wrong = [problem for problem in problems if is_wrong([problem], strict)]
    if not wrong or not _UNJUDGED.issuperset(problem.code for problem in wrong):
        return ""
    return f"{wrong[0].place}: {wrong[0].message}"


def not_written(error: OSError, out: Path) -> click.ClickException:
    """The error to raise when a file in `out` could not be written; the message names file and cause."""
    return click.ClickException(f"can't write {error.filename or out}: {error.strerror}")


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their names into a folder, each whole or not at all, and print their paths.

    Raises ClickException where that can't be done.
    """
    from coursebuilder.source.whole_file import write_whole

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            write_whole(folder / name, data)
            click.echo((folder / name).as_posix())
    except OSError as error:
        raise not_written(error, folder) from error


def import_verify(asking: str = "verify") -> ModuleType:
    """The module `coursebuilder.verify.run`. Raises NotJudged if the extra isn't installed.

    asking: what needs it, to begin the message with
    """
    try:
        from coursebuilder.verify import run
    except ImportError as error:
        what = f"{asking} needs a browser's driver ({error.name})"
        raise NotJudged(lacking(what, "verify").message) from error
    return run


def language_asked(language: str | None, unsigned_too: bool) -> Language | None:
    """The language of --language, None without one; raises ClickException where PO files can't be read.

    unsigned_too: see Language
    """
    from importlib.util import find_spec

    from coursebuilder.build.other_language import Language

    if language and find_spec("polib") is None:
        raise lacking("--language needs polib", "bring")
    return Language(language, unsigned_too) if language else None


def lacking(what: str, extra: str) -> click.ClickException:
    """The error to raise where a library isn't installed: what needs it, and the line to type.

    what: such as "Word files need python-docx"
    extra: the one of ours that the library belongs to
    """
    return click.ClickException(f"{what}: type\n    {_installing(extra)}")


def _installing(extra: str) -> str:
    """The line that installs what one of our extras is made of, by name: this tool is in no index."""
    from importlib.metadata import PackageNotFoundError, requires

    marker = re.compile(rf"(.+?)\s*;\s*extra == ['\"]{extra}['\"]")
    try:
        known = requires("coursebuilder") or []
    except PackageNotFoundError:  # run from a folder, without having been installed
        known = [f"{name}; extra == '{extra}'" for name in _MADE_OF.get(extra, ())]
    wanted = [found[1] for line in known if (found := marker.fullmatch(line))]
    names = " ".join(f'"{name}"' for name in wanted)
    if "pipx" in Path(sys.prefix).parts:
        return f"pipx inject coursebuilder {names}"
    return f'"{sys.executable}" -m pip install {names}'


def day(today: datetime.datetime | None) -> datetime.date:
    """The day to judge dates by: the one that --today names, else the computer's."""
    return today.date() if today else datetime.date.today()


def show_missing(courses: Sequence[Course], provider: Path | None) -> None:
    """Say on stderr what is missing before learners may see these courses.

    With a provider's file that is each detail and each module, always; without one it is one line.
    """
    from coursebuilder.model.readiness import all_missing

    missing = all_missing(courses)
    if provider is None:
        if missing.sentence:
            say_on_stderr(missing.sentence)
        return
    given = next((course.provider for course in courses if course.provider), None)
    if given is None:
        return
    filled = len(missing.details) - len(missing.unfilled)
    end = ". Before learners see it:" if missing.sentence else ""
    say_on_stderr(f"{given.name} · {filled} of {len(missing.details)} details filled in{end}")
    for one in missing.unfilled:
        pages = len(one.pages)
        where = ", ".join(one.pages[:3]) + (f" and {pages - 3} more" if pages > 3 else "")
        help_too = "the help on every page" if one.on_every_page else ""
        say_on_stderr(f"  {one.name:24} {one.label} ({', '.join(filter(None, (help_too, where)))})")
    for module in missing.unsigned:
        how = "has changed since it was signed" if module.signature else "is not signed off"
        say_on_stderr(f"  {module.id:24} {how} (coursebuilder sign COURSE {module.id} --provider FILE)")
