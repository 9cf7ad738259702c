"""The command catalogue."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from coursebuilder.cli.shared import (
    FORMAT,
    STRICT,
    exit_if_wrong,
    is_wrong,
    out_option,
    say_next,
    say_on_stderr,
    show_problems,
    tidy,
    unjudged,
)

if TYPE_CHECKING:
    from coursebuilder.build.catalogue import ForProvider
    from coursebuilder.problems import Problem


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@out_option("dist", "The folder in which each provider gets a folder of its own.")
@FORMAT
@STRICT
def catalogue(file: Path, out: Path, form: Literal["text", "json"], strict: bool) -> None:
    """Build all courses of a catalogue for all its providers: OUT/PROVIDER/TARGET/COURSE--MODULE.zip.

    FILE names courses, providers' files, and platforms or targets. A provider with mistakes is reported and
    none of its files is touched; the others are built. Exit status: 0 all is written, 1 something is wrong.
    """
    from coursebuilder.build.built_json import catalogue_json, provider_json
    from coursebuilder.build.catalogue import build_catalogue, choice_of
    from coursebuilder.problems import counted
    from coursebuilder.results.codebook import codebooks
    from coursebuilder.source.catalogue import read_catalogue

    asked, problems = read_catalogue(file)
    choice, wrong = choice_of(asked) if asked else (None, [])
    problems += wrong
    if asked is None or choice is None or problems:
        if form == "text":
            show_problems(problems, "text", 0)
        else:
            click.echo(catalogue_json(file, problems, (), ""), nl=False)
        sys.exit(1)
    told: dict[Problem, None] = {}
    documents: list[dict[str, object]] = []
    built = packages = 0
    for one in build_catalogue(asked, choice, out, strict, lambda courses: codebooks(courses, False)):
        if form == "text":
            _say(one, told, strict)
        else:
            documents.append(provider_json(one))
        told.update(dict.fromkeys(one.problems))
        built += one.built is not None
        packages += len(one.built.paths) if one.built else 0
    if form == "text":
        click.echo(f"{counted(built, 'provider')} of {len(asked.providers)}, {counted(packages, 'package')}")
    else:
        click.echo(catalogue_json(file, (), documents, unjudged(list(told), strict)), nl=False)
    exit_if_wrong(list(told), strict)
    if form == "text":
        say_next("hand each provider its own folder; index.html in it says what goes where")


def _say(one: ForProvider, told: Collection[Problem], strict: bool) -> None:
    """Print what came of a provider, and of its problems those that none before it had."""
    from coursebuilder.model.readiness import all_missing
    from coursebuilder.problems import counted

    new = [problem for problem in one.problems if problem not in told]
    show_problems(new, "text", 0)
    if one.built is None:
        known = "" if any(is_wrong([problem], strict) for problem in new) else " (told above)"
        say_on_stderr(f"{one.provider.name}: not built{known}")
        return
    click.echo(f"{one.out.as_posix()}: {counted(len(one.built.paths), 'package')}, {one.built.size:,} bytes")
    missing = all_missing(one.read.courses).sentence
    if missing:
        say_on_stderr(f"{one.provider.name}: {missing}")
    tidy(one.built.left_over, False)
