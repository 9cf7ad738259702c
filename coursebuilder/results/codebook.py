"""The codebook of a course: a table that says what each answer in an LMS's report means.

Reports of SCORM hold ids of questions and letters; record stores hold activity ids. Whoever reads them finds
the wording, the text behind each letter and what is right here, by module and release.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

from markupsafe import Markup

from coursebuilder.model import (
    Course,
    Module,
    Numeric,
    Question,
    Speech,
    Step,
    kind_of,
    questions_of,
    scenarios_of,
)
from coursebuilder.model.keys import told_as
from coursebuilder.model.kinds.numeric import number_text
from coursebuilder.model.letters import lettered, letters
from coursebuilder.targets.iris import iris


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """One answer of one question; all values are plain text.

    release: the course's version, as course.yaml has it
    question_id, lms_id: as the author wrote it; as a SCORM report names it
    activity_id: the IRI that a record store has for the question
    kind: the kind's name, or "scenario" for a turn of a conversation
    letter: what the report holds for this answer; a number is a left side to be matched, or an item to be
        sorted; "" where learners type, as then the report holds what they typed
    right: "yes", "no", "" where nothing is right or wrong; of a pair the other side's letter or number, of a
        bin the numbers of its items, with spaces between; of steps to be put in order the place, from 1; of
        a scenario's reply its verdict, such as "unsafe"
    objective: the id of the objective that the question tests
    """

    course: str
    release: str
    module: str
    question_id: str
    lms_id: str
    activity_id: str
    kind: str
    wording: str
    letter: str = ""
    text: str = ""
    right: str = ""
    feedback: str = ""
    objective: str = ""
    page: str = ""


COLUMNS = tuple(field.name for field in fields(CodebookRow))
Answers = Iterator[tuple[str, str, str, str]]  # letter, text, right, feedback
WriteLines = Callable[[Course, Module, bool], str]
_values = attrgetter(*COLUMNS)


def codebook_lines(course: Course, module: Module, whole: bool) -> str:
    """The lines of one module in a codebook, as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(map(_values, module_rows(course, module, whole)))
    return text.getvalue()


def codebooks(
    courses: Sequence[Course], whole: bool = False, lines: WriteLines = codebook_lines
) -> dict[str, bytes]:
    """The codebook of each course by its file's name in the folder of a build: codebook/COURSE.csv."""
    names = dict.fromkeys(course.id for course in courses)
    return {
        f"codebook/{name}.csv": codebook(
            *(one for one in courses if one.id == name), whole=whole, lines=lines
        )
        for name in names
    }


def codebook(*parts: Course, whole: bool = False, lines: WriteLines = codebook_lines) -> bytes:
    """The codebook of a course, whose modules may be in several languages, a part for each.

    It is CSV in UTF-8 with a byte order mark, which spreadsheets need to read accents.

    whole: whether the package is the whole course: its reports name questions MODULE--QUESTION
    lines: writes a module's lines; a build looks into its store first
    """
    text = [",".join(COLUMNS), "\r\n", *(lines(one, module, whole) for one in parts for module in one.built)]
    return "".join(text).encode("utf-8-sig")


def codebook_rows(course: Course, whole: bool = False) -> Iterator[CodebookRow]:
    """A row for each answer, in the order of the course; modules that aren't built are left out."""
    for module in course.built:
        yield from module_rows(course, module, whole)


def module_rows(course: Course, module: Module, whole: bool) -> Iterator[CodebookRow]:
    """A row for each answer of one module."""
    named = iris(course)
    for page in module.pages:
        for question in questions_of(page):
            row = CodebookRow(
                course=course.id,
                release=course.version,
                module=module.id,
                question_id=question.id,
                lms_id=_lms_id(module, question.id, whole),
                activity_id=named.question(module, question),
                kind=kind_of(question.task).name,
                wording=_line(question.text),
                objective=question.objective or "",
                page=page.id,
            )
            yield from _answered(row, _answers(question))
        for scenario in scenarios_of(page):
            for step in (step for step in scenario.steps if step.replies):
                identifier = told_as(scenario, step)
                row = CodebookRow(
                    course=course.id,
                    release=course.version,
                    module=module.id,
                    question_id=identifier,
                    lms_id=_lms_id(module, identifier, whole),
                    activity_id=named.step(module, identifier),
                    kind="scenario",
                    wording=_line(_said(step)),
                    page=page.id,
                )
                yield from _answered(row, _replies(step))


def _lms_id(module: Module, identifier: str, whole: bool) -> str:
    return f"{module.id}--{identifier}" if whole else identifier


def _said(step: Step) -> str:
    """What the learner replies to: what is said in the step, or its title."""
    spoken = [f"{block.speaker}: {block.text}" for block in step.blocks if isinstance(block, Speech)]
    return " ".join(spoken) or step.title


def _answered(row: CodebookRow, answers: Answers) -> Iterator[CodebookRow]:
    """The question's row once for each answer."""
    for letter, text, right, feedback in answers:
        plain = _line(Markup(feedback).striptags())
        yield replace(row, letter=letter, text=_line(text), right=right, feedback=plain)


def _answers(question: Question) -> Answers:
    task, after = question.task, question.feedback
    kind = kind_of(task)
    asked = kind.activity(task)
    match asked.type:
        case "matching":
            told = kind.feedback(task) or ("",) * len(asked.sources)
            for n, (source, why) in enumerate(zip(asked.sources, told, strict=True), 1):
                yield str(n), source, asked.letters[n - 1], " ".join(part for part in (why, after) if part)
            for one, text in lettered(asked.options):
                numbers = [str(n) for n, right in enumerate(asked.letters, 1) if right == one]
                yield one, text, " ".join(numbers) or "no", after
        case "sequencing":
            for one, text in lettered(asked.options):
                yield one, text, str(asked.letters.index(one) + 1), after
        case "likert":
            yield from ((one, text, "", after) for one, text in lettered(asked.options))
        case "long-fill-in" | "other":
            yield "", "", "", after
        case _:
            yield from _judged(question)


def _judged(question: Question) -> Answers:
    """Answers that are right or wrong one by one: chosen by letter, or typed."""
    task = question.task
    kind = kind_of(task)
    right = kind.letters(task)
    texts = (
        tuple(number_text(one, "") for one in task.answers)
        if isinstance(task, Numeric)
        else tuple(one.text for one in task.answers)  # type: ignore[attr-defined]  # kinds with answers
    )
    typed = kind.activity(task).type in {"fill-in", "numeric"}
    feedback = kind.feedback(task)
    names = kind.names(task) or letters(len(texts))
    for n, (one, text) in enumerate(zip(names, texts, strict=True)):
        told = " ".join(part for part in (feedback[n], question.feedback) if part)
        yield "" if typed else one, text, "yes" if one in right else "no", told


def _replies(step: Step) -> Answers:
    for one, reply in lettered(step.replies):
        yield one, reply.text, reply.verdict, reply.led


def _line(text: str) -> str:
    return " ".join(text.split())
