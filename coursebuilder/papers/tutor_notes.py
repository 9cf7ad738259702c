"""A course's notes for tutors: session plans, tasks with a box for a witness, and the questions' answers."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from coursebuilder.model import Course, Guidance, Question, Source, questions_of
from coursebuilder.papers.answers import Row, answers
from coursebuilder.papers.blocks import blocks_on_paper
from coursebuilder.papers.paper import Paper, begin_paper, document
from coursebuilder.writing import Writing, environment


def tutor_notes(course: Course) -> bytes:
    """The printable document: for those who teach, never for learners."""
    paper = begin_paper(course)
    template = environment().get_template("papers/tutor_notes.html.j2")
    title = paper.words.say("tutor-title", course=course.title)
    body = template.render(
        w=paper.words.say,
        course=course,
        title=title,
        parts=paper.parts,
        modules=[_module(part) for part in paper.parts],
        sources=list(_cited(paper)),
    )
    return document(paper, title, Markup(body))


def _module(part: Writing) -> Markup:
    return part.fill(
        "papers/tutor_module",
        place=part.place,
        pages=list(zip(part.module.pages, part.minutes, strict=True)),
        notes=[(note, blocks_on_paper(note.blocks, part)) for note in part.module.tutor_notes],
        questions=list(_questions(part)),
    )


def _questions(part: Writing) -> Iterator[tuple[str, Question, Markup, list[Row]]]:
    """The page, the question, its story and its right answers."""
    for page in part.module.pages:
        for question in questions_of(page):
            rows = [row for row in answers(question.task, part.words.say) if row.right is not False]
            yield page.title, question, blocks_on_paper(question.setup, part), rows


def _cited(paper: Paper) -> Iterator[Source | Guidance]:
    """The works that notes or questions' answers point to: all that the modules and their notes cite."""
    modules = [part.module for part in paper.parts]
    keys = {key for module in modules for note in module.tutor_notes for key, _ in note.cited}
    keys |= {citation.key for module in modules for citation in module.citations}
    keys |= {item.key for module in modules for item in module.guidance}
    yield from (source for source in paper.course.sources if source.key in keys)
    yield from (guidance for guidance in paper.course.guidance if guidance.key in keys)
