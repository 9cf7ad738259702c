"""The command sign: a person at a terminal signs a module off."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coursebuilder.cli.shared import LANGUAGE, PROVIDER, as_given, language_asked, next_step, not_written

if TYPE_CHECKING:
    from coursebuilder.signing import Signing

_SHOWN = 12  # of the pieces that changed since the last signature


@click.command()
@click.argument("course", type=click.Path(path_type=Path))
@click.argument("module")
@PROVIDER
@LANGUAGE
@click.option(
    "--not-needed",
    is_flag=True,
    help="With --provider: your lead says that this module needs no signature where you are.",
)
@click.option(
    "--from-paper",
    "scan",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="SCAN",
    help="Type in what somebody signed on the review copy; SCAN is a picture or PDF of that page.",
)
def sign(
    course: Path,
    module: str,
    provider: Path | None,
    language: str | None,
    not_needed: bool,
    scan: Path | None,
) -> None:
    """Sign a module off, after reading it: a safeguarding lead types their name and role at a terminal.

    It is a typed statement, kept in signatures.yaml beside the course or, with --provider, beside that file.
    The signature holds for every word as it stands; a change names what has to be read again.
    """
    from coursebuilder.signing import CannotSign, Statement, refused, to_sign
    from coursebuilder.signing import sign as add

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("people sign, programs don't: type this at a terminal")
    language_asked(language, True)  # whether it can be read at all
    try:
        signing = to_sign(course, module, provider, language)
    except CannotSign as error:
        raise click.ClickException(str(error)) from error
    _show(signing)
    today = datetime.date.today()
    by, role, on, entered_by = _asked(signing, today, scan)
    statement = Statement(by, role, on, not not_needed, entered_by, scan)
    if why := refused(signing, statement, today):
        raise click.ClickException(why)
    says = "needs no signature here" if not_needed else "may go to learners as it stands"
    click.echo(f"{by}, {role}, {on}: I have read “{signing.module.title}”, and it {says}.")
    click.echo("This is a typed statement. Nothing proves who typed it.")
    if click.prompt("Type the module's id to sign, anything else to stop") != signing.module.id:
        raise click.ClickException("nothing was signed")
    try:
        add(signing, statement)
    except OSError as error:
        raise not_written(error, signing.path) from error
    click.echo(signing.path.as_posix())
    next_step("", "check", course, *as_given(provider))


def _show(signing: Signing) -> None:
    module = signing.module
    click.echo(f"{module.title} ({module.id}), version {signing.course.version}, code {signing.code}")
    if not module.needs_signature:
        click.echo("It needs no signature: nothing in it is about keeping somebody safe.")
    if module.signature is None:
        click.echo("Nobody has signed it. Read all of it first: coursebuilder review COURSE")
        return
    signed = module.signature
    click.echo(f"{signed.by}, {signed.role}, signed it on {signed.on}. Changed since: ", nl=False)
    click.echo(", ".join(module.changed[:_SHOWN]) or "nothing")
    if len(module.changed) > _SHOWN:
        click.echo(f"  and {len(module.changed) - _SHOWN} more")


def _asked(signing: Signing, today: datetime.date, scan: Path | None) -> tuple[str, str, str, str]:
    """Who signs, as what, on which day, and who types it in."""
    from coursebuilder.signing import ROLES

    entered_by, on = "", today.isoformat()
    if scan:
        if click.prompt("The code that the signed page shows behind its version") != signing.code:
            raise click.ClickException(
                "that is not the code of this text: it has changed since it was printed"
            )
        entered_by = click.prompt("Your own name, as the one who types it in")
        on = click.prompt("The date beside the signature, such as 2026-05-03")
    by = click.prompt("The name of the person who signed" if scan else "Your name")
    for n, role in enumerate(ROLES, 1):
        click.echo(f"  {n}  {role}")
    number = click.prompt("Role, by its number", type=click.IntRange(1, len(ROLES)))
    return by, ROLES[number - 1], on, entered_by
