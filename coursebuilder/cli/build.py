"""The command build: its options; what it does with them is in `cli/building.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from coursebuilder.cli.shared import (
    COURSES,
    FORMAT,
    LANGUAGE,
    NO_STORE,
    PROVIDER,
    STRICT,
    TODAY,
    out_option,
)


@click.command()
@COURSES
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="What to build for; may be repeated. Without it, every target there is.",
)
@click.option(
    "--for",
    "platforms",
    multiple=True,
    metavar="PLATFORM",
    help="The learning platform to build for, such as learning-hub or moodle; may be repeated. Chooses the "
    "target and refuses what that platform can't take.",
)
@out_option("dist", "The folder the packages go to, one folder a target.")
@click.option(
    "--whole-course", "whole", is_flag=True, help="One package a course, with a menu of its modules."
)
@click.option(
    "--control-documents",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Put the standard's own schema files into SCORM 2004 packages, read from this folder.",
)
@click.option(
    "--tutor-notes",
    "tutors",
    is_flag=True,
    help="Also write each course's notes for tutors, for printing: OUT/tutor-notes/COURSE.html.",
)
@click.option(
    "--verify",
    "verifying",
    is_flag=True,
    help="Let two scripted learners take every zip in a browser before it is put in place.",
)
@click.option(
    "--draft",
    is_flag=True,
    help="Build what isn't finished, with marked gaps. Names end in -draft, and verify refuses it.",
)
@click.option(
    "--clean",
    is_flag=True,
    help="Remove zips that earlier builds made of modules which are gone or drafts now.",
)
@NO_STORE
@click.option(
    "--module",
    "modules",
    multiple=True,
    metavar="ID",
    help="Build only this module; may be repeated. Without it, all that the courses list.",
)
@click.option(
    "--ready",
    is_flag=True,
    help="Refuse to build what learners must not have yet: empty details, missing signatures, dates gone by.",
)
@click.option(
    "--against",
    "released",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Compare with the packages released before, in this folder, and write nothing that is unsafe as an "
    "update.",
)
@click.option(
    "--pin",
    is_flag=True,
    help="This is a release: write released.yaml beside each course, so that answers keep their letters.",
)
@click.option(
    "--as-new",
    is_flag=True,
    help="Build under new names made of id and version, so that it stands beside what was released before.",
)
@FORMAT
@LANGUAGE
@STRICT
@PROVIDER
@TODAY
def build(**given: Any) -> None:
    """Check the courses, then write one package a module: OUT/TARGET/COURSE--MODULE.zip.

    OUT/index.html says which package is for which platform, and what to set there. Exit status: 0 all is
    written, 1 something is wrong and nothing is, 2 wrong usage, 3 with --verify or --against: not judged.
    """
    from coursebuilder.cli.building import Asked, run

    run(Asked(**given))
