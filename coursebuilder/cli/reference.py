"""The commands as sections of the manual: what each does, and its options, as --help says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from inspect import cleandoc

import click

from coursebuilder.begin import Section

_CHAPTER = "The commands"


def command_sections(commands: Iterable[click.Command]) -> tuple[Section, ...]:
    """A section a command, with a table of its options."""
    return tuple(
        Section(_CHAPTER, name, f"## {name}\n\n{_described(name, one)}")
        for command in commands
        for name, one in _with_subcommands(command, "")
    )


def _with_subcommands(command: click.Command, before: str) -> Iterator[tuple[str, click.Command]]:
    name = f"{before}{command.name}"
    yield name, command
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from _with_subcommands(one, f"{name} ")


def _described(name: str, command: click.Command) -> str:
    """How a command is typed, what it does, examples and a table of its options.

    name: what is typed after `coursebuilder`, with the group in front: `translate extract`
    """
    told, _, examples = cleandoc(command.help or "").partition("\b\n")
    usage = " ".join(command.collect_usage_pieces(click.Context(command)))
    parts = [f"`coursebuilder {name} {usage}`", told.strip()]
    if examples:
        parts.append(f"```text\n{examples.strip()}\n```")
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    if options:
        parts.append("| option | what it does |\n|---|---|\n" + "\n".join(map(_row, options)))
    return "\n\n".join(filter(None, parts))


def _row(option: click.Option) -> str:
    value = "" if option.is_flag else f" {option.metavar or option.type.name.upper()}"
    told = " ".join((option.help or "").split()).replace("|", "\\|")
    return f"| `{', '.join(option.opts)}{value}` | {told} |"
