"""How `check` shows advice on teaching, and explains a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coursebuilder.cli.shared import say_on_stderr

if TYPE_CHECKING:
    from coursebuilder.build.advice import Advised


def show_advice(shown: Advised, of: Advised, full: bool) -> None:
    """Print advice for people, after the mistakes, and a line that counts it.

    shown: what is printed
    of: all there is
    full: whether to print it or, while there are errors, only to count it
    """
    from coursebuilder.problems import counted, report

    if not of.problems and not of.silenced:
        return
    click.echo(report(shown.problems) if full else "", nl=False, err=True)
    pieces = counted(len(of.problems), "piece")
    rest = "; --all shows them all" if len(shown.problems) < len(of.problems) else ""
    silenced = f", {of.silenced} silenced" if of.silenced else ""
    say_on_stderr(f"{pieces} of advice on teaching{silenced}{rest}; --explain CODE says why")


def explain_code(code: str) -> None:
    """Print the manual's section on a code. Raises ClickException if there is none."""
    from coursebuilder.begin import about

    found = [one for one in about(code) if code.strip("[]") in one.title] or list(about(code))
    if not found:
        raise click.ClickException(f'the manual explains no code "{code}": coursebuilder manual lists it all')
    click.echo("\n\n".join(one.text for one in found))
