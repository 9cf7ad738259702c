"""Commands for material from other programs: import, export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from coursebuilder.cli.shared import lacking, next_step, not_written, say_on_stderr, show_problems


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--into",
    "course",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="COURSE",
    help="The folder of the course that gets the new modules.",
)
def import_(files: Sequence[Path], course: Path) -> None:
    """Bring documents, slides, lessons and question banks into a course, as new modules.

    Taken are Word (.docx), PowerPoint (.pptx), LESSON.md and ASSESSMENT.md, GIFT, Moodle XML and QTI, told
    by what is in the file; pictures and captions go into media/. Nothing is ever written over, and the same
    file again changes nothing. COURSE/import-report.md says what was changed or could not be carried over.
    """
    try:
        from coursebuilder.bring import import_file
    except ImportError as error:
        raise lacking(f"import needs {error.name}", "bring") from error

    failed = False
    for path in files:
        try:
            imported = import_file(path, course)
        except ImportError as error:
            raise lacking(f"import needs {error.name}", "bring") from error
        if imported.landed is None:
            show_problems(imported.problems, "text", 0)
            failed = True
            continue
        for new in imported.landed.new:
            click.echo(new.as_posix())
        say_on_stderr(f"{path.name}: {imported.said}")
    if failed:
        raise SystemExit(1)
    next_step(f"read {(course / 'import-report.md').as_posix()}; then", "build", "--draft", course)


@click.group()
def export() -> None:
    """Write what a course holds in the form that other programs take."""


@export.command("questions")
@click.argument("course", metavar="COURSE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["gift", "moodle-xml", "qti"]),
    required=True,
    help="gift and moodle-xml for Moodle's question bank, qti (2.2, a zip) for others.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="The new file.",
)
def export_questions(course: Path, form: str, out: Path) -> None:
    """Write every question of a course into a question bank's file.

    What the format can't hold is named, question by question.
    """
    from coursebuilder.bring.export import export_questions as exported_from
    from coursebuilder.build.pipeline import read_courses

    read = read_courses([course])
    show_problems(read.problems, "text", read.silenced)
    if not read.courses:
        raise SystemExit(1)
    if out.exists():
        raise click.ClickException(f"{out.as_posix()} is there already, and nothing is ever written over")
    exported = exported_from(read.courses[0], form)
    for line in exported.lost:
        say_on_stderr(f"not held by {form}: {line}")
    try:
        out.write_bytes(exported.data)
    except OSError as error:
        raise not_written(error, out) from error
    click.echo(out.as_posix())
    say_on_stderr(f"{exported.questions} questions; {len(exported.lost)} things that {form} can't hold")
