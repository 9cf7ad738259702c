"""A whole course as one document: an opening page that lists the modules, then all their pages."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from coursebuilder.model import Course, Module, Page, ToDo
from coursebuilder.model.keys import key_of
from coursebuilder.model.whole_course import module_key, side_by_side
from coursebuilder.pages.data.course import assessed_feedback, whole_data
from coursebuilder.pages.module import (
    Sections,
    asides,
    assembled,
    contents,
    draft_banner,
    module_pages,
    ribbon,
)
from coursebuilder.pages.notices import questions_that_count, status
from coursebuilder.pages.writing import Writing, begin

_HOME = "start"


def course_sections(course: Course, modules: tuple[Module, ...], templates: Path | None = None) -> Sections:
    """Render the modules one after the other; what they share stands once."""
    placed = side_by_side(modules)
    total = len(placed)
    writings = [begin(module, course, (n, total), templates) for n, module in enumerate(placed, 1)]
    keys = tuple(module_key(module) for module in placed)
    parts = tuple(zip(keys, writings, strict=True))
    home = begin(_home(course, placed), course, (1, total), templates)
    main = [*ribbon(home), _opening(home, parts)]
    for writing in writings:
        banner = Markup("") if writing.module.signed_off else draft_banner(writing)
        main += [_with_banner(page, banner) for page in module_pages(writing, first=False)]
    main += asides(home, placed)
    data = whole_data(home.module, placed, keys, home.words.player)
    title, nav, told = Markup.escape(course.title), contents(home, parts), {"": assessed_feedback(placed)}
    return assembled(home, title, nav, Markup("\n").join(main), (data, told), writings)


def _home(course: Course, modules: tuple[Module, ...]) -> Module:
    """The course's opening page as a module: it takes a minute, and all modules' sources are its own."""
    opening = Page(course.place, _HOME, key_of("page", _HOME), course.title, (), None, 1)
    return Module(
        place=course.place,
        id=course.id,
        title=course.title,
        minutes=1,
        audience=course.audience,
        objectives=(),
        tags=(),
        draft=False,
        reviewed=(),
        rules=course.rules,
        pages=(opening,),
        media=tuple(item for module in modules for item in module.media if item.rights),
        citations=tuple(item for module in modules for item in module.citations),
        terms=tuple({item.id: item for module in modules for item in module.terms}.values()),
        guidance=tuple({item.key: item for module in modules for item in module.guidance}.values()),
        to_do=_to_do(modules),
    )


def _to_do(modules: tuple[Module, ...]) -> tuple[ToDo, ...] | None:
    """All that the modules' drafts have to do; None where they are no drafts."""
    drafts = [module.to_do for module in modules if module.to_do is not None]
    return tuple(one for draft in drafts for one in draft) if drafts else None


def _opening(home: Writing, parts: tuple[tuple[str, Writing], ...]) -> Markup:
    say = home.words.say
    minutes = sum(home.minutes) + sum(sum(part.minutes) for _, part in parts)
    asked = sum(questions_that_count(part) for _, part in parts)
    facts = [say("minutes", n=minutes), say("modules", n=len(parts))]
    if asked:
        facts.append(say("question-count", n=asked))
    return home.fill(
        "course_opening", course=home.course, parts=parts, facts=facts, status=status(home, False)
    )


def _with_banner(section: Markup, banner: Markup) -> Markup:
    """The banner at the top of a page, for it is not true of every page of the document."""
    return Markup(str(section).replace(">", f">{banner}", 1)) if banner else section
