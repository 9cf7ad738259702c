"""The copy of a course that people sign off: all that it says, and what that rests on."""

from __future__ import annotations

from markupsafe import Markup

from coursebuilder.model import Course, Page, TutorNote, questions_of
from coursebuilder.model.paragraphs import numbered_modules, page_paragraphs, text_hash
from coursebuilder.model.signed import code_of, signed_pieces
from coursebuilder.pages.notices import duties, facts, status, worried
from coursebuilder.pages.printables.blocks import blocks_on_paper
from coursebuilder.pages.printables.claims import numbered
from coursebuilder.pages.printables.paper import begin_paper, document, works
from coursebuilder.pages.printables.player_words import player_words
from coursebuilder.pages.writing import Writing
from coursebuilder.templating import environment


def review_copy(course: Course) -> bytes:
    """The printable document. Read the course with `by_line`, so that claims show their references."""
    paper = begin_paper(course)
    say = paper.words.say
    title = say("review-title", course=course.title)
    modules = [_module(part) for part in paper.parts]
    prints = [code_of(signed_pieces(course, module, n)) for n, module in numbered_modules(course)]
    body = (
        environment()
        .get_template("printables/review.html.j2")
        .render(
            w=say,
            day=paper.words.date,
            course=course,
            title=title,
            parts=list(zip(paper.parts, modules, prints, strict=True)),
            whole=text_hash(" ".join(prints)),
            worried=worried(paper.parts[0], "printables/worried") if paper.parts else "",
            terms=sorted(course.glossary, key=lambda term: term.term.casefold()),
            works=works(paper),
            said=player_words(paper.words),
        )
    )
    return document(paper, title, Markup(body))


def _module(part: Writing) -> Markup:
    """All pages of a module, each with its notes for tutors."""
    return part.fill(
        "printables/review_module",
        place=part.place,
        facts=facts(part),
        duties=list(duties(part)),
        status=status(part),
        day=part.words.date,
        tested={one.id: _tests(one.id, part) for one in part.module.objectives},
        pages=[_page(part, n, page) for n, page in enumerate(part.module.pages, 1)],
    )


def _tests(objective: str, part: Writing) -> int:
    pages = part.module.pages
    return sum(one.objective == objective for page in pages for one in questions_of(page))


def _page(part: Writing, n: int, page: Page) -> tuple[int, Page, Markup]:
    notes = [note for note in part.module.tutor_notes if note.page == page.id]
    body = blocks_on_paper(page.blocks, part, _uncited(part))
    html = Markup("\n").join([body, *(_note(note, part) for note in notes)])
    return n, page, numbered(html, page_paragraphs(part.module, page, f"{part.place[0]}.{n}"), part.module.id)


def _note(note: TutorNote, part: Writing) -> Markup:
    body = blocks_on_paper(note.blocks, part, _uncited(part))
    return part.fill("printables/box", label=part.words.say("review-tutor"), title=note.title, body=body)


def _uncited(part: Writing) -> str:
    """What stands beside a claim without a source: in a safeguarding module a lead has to judge it."""
    say = part.words.say
    return str(say("basis-lead") if "safeguarding" in part.module.tags else say("basis-none"))
