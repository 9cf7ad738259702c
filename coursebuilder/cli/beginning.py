"""Commands that begin something: new, example, manual."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from coursebuilder.cli.shared import (
    exit_if_wrong,
    next_step,
    not_written,
    say_next,
    say_on_stderr,
    show_problems,
)


@click.command()
@click.argument("words", nargs=-1, metavar="[TITLE | COURSE...]")
@click.option("--module", "module", metavar="TITLE", help="A new module of the course in this folder.")
@click.option(
    "--unit", "unit", metavar="TITLE", help="A new course of other courses' modules: --from, --pick."
)
@click.option(
    "--provider",
    "provider",
    metavar="NAME",
    help="A provider.yaml for an organisation, with every detail that the courses named ask for.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where it goes. Without it: a folder named after the title; for a module or a provider, this one.",
)
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Who writes it; may be repeated.")
@click.option("--audience", default="", metavar="TEXT", help="Who it is for.")
@click.option(
    "--from",
    "sources",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="COURSE...",
    help="For --unit: the courses to choose modules from.",
)
@click.option("--pick", default="", metavar="NUMBERS", help="For --unit: which modules, such as 1,3.")
def new(
    words: Sequence[str],
    module: str | None,
    unit: str | None,
    provider: str | None,
    folder: Path | None,
    authors: Sequence[str],
    audience: str,
    sources: Sequence[Path],
    pick: str,
) -> None:
    """Begin a course, a module, a unit of other courses' modules, or a provider's file.

    At a terminal it asks for what isn't given. It never writes over anything.

    \b
    coursebuilder new "Working with young carers"
    coursebuilder new --module "Talking with a young carer"
    coursebuilder new --unit "Our first day" --from courses/one courses/two --pick 1,3
    coursebuilder new --provider "Riverside Training" courses/one
    """
    from coursebuilder.begin import CannotBegin

    if sum(one is not None for one in (module, unit, provider)) > 1:
        raise click.UsageError("one thing at a time: --module, --unit or --provider")
    try:
        if module is not None:
            _nothing_else(words, "--module")
            _module(module, folder or Path())
        elif unit is not None:
            _unit(unit, folder, authors, audience, [*sources, *map(Path, words)], pick)
        elif provider is not None:
            _provider(provider, [*sources, *map(Path, words)], folder or Path())
        else:
            _course(" ".join(words), folder, authors, audience)
    except CannotBegin as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise not_written(error, folder or Path()) from error


def _course(title: str, folder: Path | None, authors: Sequence[str], audience: str) -> None:
    from coursebuilder.begin import new_course

    if not title:
        title = _asked("What is the course called?")
        if not title:
            raise click.UsageError('what is the course called? coursebuilder new "Working with young carers"')
    if not authors and (name := _asked("Who writes it?", "nobody named yet")):
        authors = [name]
    audience = audience or _asked("Who is it for?", "people who support children and young people")
    made = new_course(title, folder, authors, audience)
    for path in sorted(path for path in made.rglob("*") if path.is_file()):
        click.echo(path.as_posix())
    next_step(f"open {made.as_posix()}/modules/01-first-module.md in an editor, then", "build", made)


def _module(title: str, folder: Path) -> None:
    from coursebuilder.begin import new_module

    click.echo(new_module(title, folder).as_posix())
    next_step("write it, then", "check", folder)


def _unit(
    title: str,
    folder: Path | None,
    authors: Sequence[str],
    audience: str,
    courses: Sequence[Path],
    pick: str,
) -> None:
    from coursebuilder.begin import choices, new_unit, picked

    if not courses:
        raise click.UsageError('which courses? coursebuilder new --unit "Its title" --from COURSE...')
    among = choices(courses)
    if not pick:
        for number, choice in enumerate(among, 1):
            say_on_stderr(f"{number:>3}  {choice.line}")
        pick = _asked("Which modules, in order (such as 1,3)?")
        if not pick:
            raise click.UsageError("say which modules: --pick 1,3")
    made, read = new_unit(title, folder, authors, audience, picked(pick, among))
    click.echo((made / "course.yaml").as_posix())
    show_problems(read.problems, "text", read.silenced)
    exit_if_wrong(read.problems, False)
    next_step("", "build", made)


def _provider(name: str, courses: Sequence[Path], folder: Path) -> None:
    from coursebuilder.begin import new_provider

    made = new_provider(name, courses, folder)
    click.echo(made.as_posix())
    next_step("fill it in, then", "check", *courses, "--provider", made)


@click.command()
@click.argument("folder", metavar="[DIR]", default="coursebuilder-example", type=click.Path(path_type=Path))
def example(folder: Path) -> None:
    """Copy the two courses that travel along, with all they share, into DIR: to look at and to change."""
    from coursebuilder.begin import CannotBegin, copy_example

    try:
        courses = copy_example(folder)
    except CannotBegin as error:
        raise click.ClickException(str(error).replace("with --folder", "by its name")) from error
    except OSError as error:
        raise not_written(error, folder) from error
    for course in courses:
        click.echo(course.as_posix())
    next_step("", "build", *courses)


@click.command()
@click.argument("word", metavar="[WORD]", default="")
@click.option(
    "--one-file",
    "whole",
    is_flag=True,
    help="The language as a whole in one text of under 30 KB, to give to an assistant.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the manual as a course that can be searched into this folder, and open nothing.",
)
def manual(word: str, whole: bool, out: Path | None) -> None:
    """Open the author's manual as a course, with a search, or print what it says about WORD.

    A WORD is such as scenario, missing-alt or --draft. Without one, and without a terminal, it lists what is
    in the manual.
    """
    from coursebuilder.begin import about, one_file

    if whole:
        _nothing_else([word] if word else [], "--one-file")
        click.echo(one_file(), nl=False)
    elif word:
        found = about(word)
        if not found:
            raise click.ClickException(
                f'the manual has nothing about "{word}": coursebuilder manual lists it all'
            )
        click.echo("\n\n".join(one.text for one in found))
    elif out or sys.stdout.isatty():
        _manual_as_course(out)
    else:
        _list_sections()


def _manual_as_course(out: Path | None) -> None:
    """Write the manual as a course into `out`; without it, into a folder of its own that a browser opens."""
    import tempfile
    import webbrowser

    from coursebuilder.begin import write_manual
    from coursebuilder.cli.reference import command_sections

    root = click.get_current_context().find_root().command
    commands = root.commands.values() if isinstance(root, click.Group) else ()
    folder = out or Path(tempfile.mkdtemp(prefix="coursebuilder-manual-"))
    try:
        page = write_manual(folder, command_sections(commands))
    except OSError as error:
        raise not_written(error, folder) from error
    click.echo(page.as_posix())
    if out:
        say_next(f"open {page.as_posix()} in a browser")
    else:
        webbrowser.open(page.resolve().as_uri())


def _list_sections() -> None:
    from coursebuilder.begin import sections

    chapter = ""
    for one in sections():
        if one.chapter != chapter:
            chapter = one.chapter
            click.echo(f"\n{chapter}")
        click.echo(f"  {one.title}")
    next_step("for one of these,", "manual", "a word of its title")


def _nothing_else(words: Sequence[str], option: str) -> None:
    if words:
        hint = "put the title between quotation marks"
        raise click.UsageError(f'"{words[0]}" means nothing beside {option}: {hint}')


def _asked(question: str, default: str = "") -> str:
    """What the person at the terminal answers; "" without a terminal, or where they press Enter."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ""
    prompt = f"{question} [{default}]" if default else question
    answer: str = click.prompt(prompt, default="", show_default=False, err=True, prompt_suffix=" ")
    return answer.strip()
