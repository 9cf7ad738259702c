"""The command coverage: a framework's codes, and what courses cover of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from coursebuilder.cli.shared import COURSES, PROVIDER, lacking, not_written, say_next, show_problems


@click.command()
@COURSES
@click.option("--framework", "key", required=True, metavar="CODE", help="The framework, such as st0958.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "html", "json"]),
    default="text",
    show_default=True,
    help="For people, spreadsheets, a browser, or programs; printed to the standard output.",
)
@click.option(
    "--evidence",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write a sheet for each course on which evidence is gathered: DIR/COURSE.html and .docx.",
)
@click.option("--module", "modules", multiple=True, metavar="ID", help="Only this module; may be repeated.")
@PROVIDER
def coverage(
    courses: Sequence[Path],
    key: str,
    form: str,
    evidence: Path | None,
    modules: Sequence[str],
    provider: Path | None,
) -> None:
    """Show each code of a framework, such as an apprenticeship standard, and what covers it.

    Codes that your own file adds stand in frameworks/CODE.yaml beside the provider's file.
    """
    from coursebuilder.build.chosen_modules import only_modules
    from coursebuilder.build.pipeline import read_courses
    from coursebuilder.coverage import FORMATS, evidence_docx, evidence_html, report
    from coursebuilder.problems import did_you_mean

    read = read_courses(courses, provider)
    errors = [problem for problem in read.problems if problem.severity == "error"]
    if errors:
        show_problems(errors, "text", 0)
        sys.exit(1)
    chosen, wrong = only_modules(read.courses, modules)
    known = {one.key: one for course in reversed(read.courses) for one in course.frameworks}
    if wrong or key not in known:
        raise click.UsageError(wrong or f'there is no framework "{key}": {did_you_mean(key, known)}')
    framework = known[key]
    click.echo(FORMATS[form](report(chosen, framework)), nl=False)
    if evidence is None:
        return
    try:
        evidence.mkdir(parents=True, exist_ok=True)
        for course in chosen:
            (evidence / f"{course.id}.html").write_bytes(evidence_html(course, framework))
            (evidence / f"{course.id}.docx").write_bytes(evidence_docx(course, framework))
    except ImportError as error:
        raise lacking("Word files need python-docx", "bring") from error
    except OSError as error:
        raise not_written(error, evidence) from error
    say_next(f"print or fill in the sheets in {evidence.as_posix()}; copy results from your LMS")
