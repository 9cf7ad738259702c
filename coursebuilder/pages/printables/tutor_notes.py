"""A course's notes for tutors: session plans, tasks with a box for a witness, and the questions' answers."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from coursebuilder.model import Course, Question, kind_of, questions_of
from coursebuilder.model.kinds.kind import PaperRow
from coursebuilder.pages.printables.blocks import blocks_on_paper
from coursebuilder.pages.printables.paper import begin_paper, document, works
from coursebuilder.pages.writing import Writing
from coursebuilder.templating import environment


def tutor_notes(course: Course) -> bytes:
    """The printable document: for those who teach, never for learners."""
    paper = begin_paper(course)
    template = environment().get_template("printables/tutor_notes.html.j2")
    title = paper.words.say("tutor-title", course=course.title)
    body = template.render(
        w=paper.words.say,
        course=course,
        title=title,
        parts=paper.parts,
        modules=[_module(part) for part in paper.parts],
        works=works(paper),
    )
    return document(paper, title, Markup(body))


def _module(part: Writing) -> Markup:
    return part.fill(
        "printables/tutor_module",
        place=part.place,
        pages=list(zip(part.module.pages, part.minutes, strict=True)),
        notes=[(note, blocks_on_paper(note.blocks, part)) for note in part.module.tutor_notes],
        questions=list(_questions(part)),
    )


def _questions(part: Writing) -> Iterator[tuple[str, Question, Markup, list[PaperRow]]]:
    """The page, the question, its story and its right answers."""
    for page in part.module.pages:
        for question in questions_of(page):
            answers = kind_of(question.task).on_paper(question.task, part.words.say)
            rows = [row for row in answers if row.right is not False]
            yield page.title, question, blocks_on_paper(question.setup, part), rows
