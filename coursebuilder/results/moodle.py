"""Moodle's SCORM reports, as its buttons "Download" give them -> run-time records.

The basic, the interactions and the objectives report begin with the same columns: who, attempt, two times,
score, then one column for the package. The interactions report adds up to four columns a question, the
objectives report one or two an objective (Moodle 4.5, mod/scorm/report/*/classes/report.php). Its
interactions report looks for `student_response` alone, so of SCORM 2004 packages it shows no responses. What
was recorded stands there as in a page of HTML, also in the downloads: "Jo&#039;s" for "Jo's".
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from coursebuilder.results.lookup import Lookup
from coursebuilder.results.runtime_records import Record
from coursebuilder.results.statements import Unreadable

_FIRST = ("attempt", "started on", "last accessed on", "score")
_COLUMN = re.compile(r"(question|response|right answer|result) (\d+)", re.IGNORECASE)
_ELEMENT = {"question": "id", "response": "student_response", "result": "result"}
_DATES = ("%A, %d %B %Y, %I:%M %p", "%d %B %Y, %I:%M %p", "%A, %d %B %Y, %H:%M", "%d %B %Y, %H:%M")
_SCORE = re.compile(r"(\d+(?:\.\d+)?)(?:/(\d+(?:\.\d+)?))?")
_EMPTY = {"", "-", "\u00a0", "&nbsp;"}


@dataclass(frozen=True, slots=True)
class MoodleReport:
    """The header of one export: where the attempt stands, and the rest of its columns."""

    header: tuple[str, ...]
    attempt: int
    module: str
    mastery: float


def moodle_report(header: Sequence[str], lookup: Lookup) -> MoodleReport | None:
    """The report that has this header; None if it is no report of Moodle's.

    Raises Unreadable if it has responses, and nothing tells to which questions.
    """
    names = [name.strip().lower() for name in header]
    at = next((n for n in range(1, len(names)) if tuple(names[n : n + 4]) == _FIRST), -1)
    if at < 0:
        return None
    kinds = {found[1].lower() for name in header if (found := _COLUMN.fullmatch(name.strip()))}
    if kinds and "question" not in kinds:
        raise Unreadable(
            'an interactions report without its questions: in Moodle tick "Summary of question" as well'
        )
    title = header[at + 4] if len(header) > at + 4 else ""
    module = lookup.by_title([title]) or (next(iter(lookup.modules)) if len(lookup.modules) == 1 else "")
    known = lookup.modules.get(module)
    mastery = float(known.module.rules.mastery_score * 100) if known else 101.0
    return MoodleReport(tuple(header), at, module, mastery)


def moodle_record(report: MoodleReport, row: Sequence[str], names: Sequence[str]) -> Record | None:
    """A row as a run-time record; None for somebody who hasn't begun.

    names: ids of the course's objectives, as the objectives report has them in its header
    """
    cells = [*map(str.strip, row), *[""] * (len(report.header) - len(row))]
    at = report.attempt
    learner = " ".join(cells[:at])
    if cells[at] in _EMPTY:
        return None
    elements = _elements(report, cells, names)
    score = _SCORE.fullmatch(cells[at + 4]) if len(cells) > at + 4 else None
    if score:
        percent = float(score[1]) * 100 / float(score[2] or 100)
        status = "passed" if percent >= report.mastery else "failed" if report.mastery <= 100 else "completed"
        elements |= {"cmi.core.score.raw": f"{percent}", "cmi.core.lesson_status": status}
    elif len(cells) > at + 4:
        elements["cmi.core.lesson_status"] = cells[at + 4].lower()
    began = _date(cells[at + 1])
    return Record(learner, cells[at], elements, report.module, began=began, source="moodle")


def _elements(report: MoodleReport, cells: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    elements: dict[str, str] = {}
    for name, cell in zip(report.header[report.attempt + 5 :], cells[report.attempt + 5 :], strict=False):
        question = _COLUMN.fullmatch(name.strip())
        objective = re.sub(r"\s+(?:objective )?status$", "", name.strip(), flags=re.IGNORECASE)
        if cell in _EMPTY:
            continue
        if question and question[1].lower() in _ELEMENT:
            elements[f"cmi.interactions.{question[2]}.{_ELEMENT[question[1].lower()]}"] = html.unescape(cell)
        elif objective in names:
            number = names.index(objective)
            elements |= {
                f"cmi.objectives.{number}.id": objective,
                f"cmi.objectives.{number}.status": cell,
            }
    return elements


def _date(text: str) -> int:
    """A time as Moodle writes it in English; 0 if it is none."""
    for form in _DATES:
        try:
            return int(datetime.strptime(text, form).replace(tzinfo=UTC).timestamp()) * 1000
        except ValueError:
            continue
    return 0
