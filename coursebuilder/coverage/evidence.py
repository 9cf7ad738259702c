"""The evidence sheet of a unit: codes, pages and questions, with room for results, a witness and signatures.

A learner's reflections are never listed: they are the learner's own, and nobody holds them.
"""

from __future__ import annotations

import io

from coursebuilder.coverage.report import notes_on
from coursebuilder.model import Course, Framework
from coursebuilder.model.coverage import CodeRow, coverage
from coursebuilder.package.undated import undated
from coursebuilder.templating import environment

FIELDS = ("Learner", "Employer or placement", "Tutor or assessor")
HEADS = ("Code", "What it says", "Where it is taught", "Questions", "Result, copied from the LMS", "Date")
WITNESS = ("What I saw", "Name of the witness", "Role", "Date", "Signature of the witness")
SIGNED = ("Signature of the learner and date", "Signature of the tutor or assessor and date")
CAUTION = "Write nothing here that could identify a child, a young person or their family."
KNOWLEDGE = (
    "Questions test knowledge alone. Skills and behaviours need a person who saw them: the box for a witness."
)


def evidence_html(course: Course, framework: Framework) -> bytes:
    """The sheet as one HTML file for A4."""
    template = environment().get_template("printables/evidence.html.j2")
    return template.render(
        course=course,
        notes=notes_on(framework),
        fields=FIELDS,
        heads=HEADS,
        rows=_rows(course, framework),
        witness=WITNESS,
        signed=SIGNED,
        caution=CAUTION,
        knowledge=KNOWLEDGE,
    ).encode()


def evidence_docx(course: Course, framework: Framework) -> bytes:
    """The sheet as a Word document that people can type in. Raises ImportError without python-docx."""
    import docx

    document = docx.Document()
    document.core_properties.title = f"Evidence sheet: {course.title}"
    document.add_heading(f"Evidence sheet: {course.title}", 0)
    for text in (f"Version {course.version}", *notes_on(framework), KNOWLEDGE, CAUTION):
        document.add_paragraph(text)
    _form(document, FIELDS)
    rows = _rows(course, framework)
    table = document.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_heading("Witness", 1)
    _form(document, WITNESS)
    document.add_heading("Signatures", 1)
    _form(document, SIGNED)
    made = io.BytesIO()
    document.save(made)
    return undated(made.getvalue())


def _form(document: object, names: tuple[str, ...]) -> None:
    """A table with a name in each row, and an empty cell to type in."""
    table = document.add_table(rows=len(names), cols=2, style="Table Grid")  # type: ignore[attr-defined]
    for row, name in zip(table.rows, names, strict=True):
        row.cells[0].text = name


def _rows(course: Course, framework: Framework) -> list[tuple[str, ...]]:
    """A row for each code that the course covers; the last two cells are empty."""
    return [_row(row) for row in coverage((course,), framework) if row.by]


def _row(row: CodeRow) -> tuple[str, ...]:
    pages: dict[str, dict[str, None]] = {}  # titles by their module's, each once
    for one in row.by:
        pages.setdefault(one.module.title, {}).update(dict.fromkeys(page.title for page in one.pages))
    taught = "; ".join(f"{module}: {', '.join(titles)}" for module, titles in pages.items() if titles)
    asked = dict.fromkeys(name for one in row.by for name in one.questions)
    return row.code, row.text, taught, ", ".join(asked) or row.gap, "", ""
