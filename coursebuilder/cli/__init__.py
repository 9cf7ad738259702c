"""The command line: click commands that parse arguments, call the other packages and print their results.

Exit codes: 0 no errors, 1 errors (with --strict also unsilenced warnings), 2 wrong usage, 3 not
judged. Each command imports what it needs when it runs, so that --help loads click alone.
"""

from __future__ import annotations

import click

from coursebuilder import __version__
from coursebuilder.cli.beginning import example, manual, new
from coursebuilder.cli.bringing import export, import_
from coursebuilder.cli.build import build
from coursebuilder.cli.catalogue import catalogue
from coursebuilder.cli.check import check
from coursebuilder.cli.coverage import coverage
from coursebuilder.cli.handbook import handbook
from coursebuilder.cli.packages import probe, theme, verify
from coursebuilder.cli.quality import quality
from coursebuilder.cli.releases import diff, inspect, release
from coursebuilder.cli.results import results
from coursebuilder.cli.review import review
from coursebuilder.cli.sign import sign
from coursebuilder.cli.studio import studio
from coursebuilder.cli.translating import translate


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="coursebuilder")
def main() -> None:
    """Markdown course modules become packages that any LMS takes.

    A COURSE is a folder with a course.yaml. To begin one: coursebuilder new "Its title"
    """


COMMANDS = (
    build,
    catalogue,
    check,
    coverage,
    diff,
    example,
    export,
    handbook,
    import_,
    inspect,
    manual,
    new,
    probe,
    quality,
    release,
    results,
    review,
    sign,
    studio,
    theme,
    translate,
    verify,
)
for command in COMMANDS:
    main.add_command(command)
