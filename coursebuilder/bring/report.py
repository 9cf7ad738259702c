"""import-report.md: what became of each file that was brought, with all that was changed or left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coursebuilder.bring.items import Brought, Note
from coursebuilder.bring.modules import ModuleText
from coursebuilder.bring.plain_text import on_one_line
from coursebuilder.problems import counted

REPORT = "import-report.md"
_HEAD = """# What was imported

Written by `coursebuilder import`. Work through it, then delete this file: no course needs it.
"""
_BEFORE = (
    "- Case stories, names and pictures may be about a real child or family. Ask who they are about, "
    "and take out what could identify somebody.",
    "- Say where each fact comes from, and give each page what it lacks: coursebuilder check lists it.",
    "- `minutes` was reckoned from the number of words and questions: write what learners really need.",
)
_MEANING = {
    "not carried": "Not carried over: it is in the old file alone",
    "changed": "Changed on the way: look whether it still says what was meant",
    "to do": "Still to do",
}


def report_section(
    name: str, brought: Brought, modules: Sequence[ModuleText], files: Sequence[str], notes: Sequence[Note]
) -> str:
    """The report's section on one file."""
    asked = sum(one.questions for one in modules)
    found = [*brought.counted, *([("question", asked)] if modules else [])]
    lines = [
        f"## {on_one_line(name)}",
        "",
        f"Found: {', '.join(counted(number, what) for what, number in found)}.",
        "",
    ]
    lines += [f"- `{file}`" for file in files]
    for fate, meaning in _MEANING.items():
        if mine := [note for note in notes if note.fate == fate]:
            lines += [
                "",
                f"### {meaning}",
                "",
                *(f"- {on_one_line(note.where)}: {on_one_line(note.what)}" for note in mine),
            ]
    lines += ["", "### Before anybody learns from it", "", *_BEFORE[: None if modules else 1]]
    return "\n".join(lines) + "\n"


def with_section(report: str, name: str, section: str) -> str:
    """The report with a file's section in place of the one before, or at its end."""
    parts = re.split(r"(?m)^(?=## )", report) if report else [_HEAD]
    same = [n for n, part in enumerate(parts) if part.startswith(f"## {on_one_line(name)}\n")]
    sections = [*(part for n, part in enumerate(parts) if n not in same)]
    sections.insert(same[0] if same else len(sections), section)
    return "\n".join(part.rstrip("\n") + "\n" for part in sections)
