"""Commands as a user types them, run in this process."""

from __future__ import annotations

from click.testing import CliRunner, Result

from coursebuilder.cli import main


def run(*arguments: object) -> Result:
    """What comes of `coursebuilder ARGUMENTS`: exit code, stdout, stderr."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def verify(*arguments: object) -> Result:
    """The same of `coursebuilder verify ARGUMENTS`."""
    return run("verify", *arguments)
