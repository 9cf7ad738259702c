"""handbook.md beside course.yaml -> a Handbook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coursebuilder.media import finder
from coursebuilder.model import Callout, Course, Module, Page, Question, Rules, Scenario, blocks_of
from coursebuilder.model.handbook import Chapter, Handbook
from coursebuilder.model.keys import key_of
from coursebuilder.problems import Place, Problem, did_you_mean, in_file_order
from coursebuilder.source.fields import Fields
from coursebuilder.source.manuscript import read_text, settings_and_body
from coursebuilder.source.markdown import Draft, Gathered, read_pages
from coursebuilder.source.module import once_each
from coursebuilder.source.module_links import with_module_links
from coursebuilder.source.surroundings import surroundings

NAME = "handbook.md"
_INCLUDE = "include"


def read_handbook(course: Course) -> tuple[Handbook | None, list[Problem]]:
    """The handbook of a course that was read; None where there is none or it can't be read at all.

    It is written like a module. A chapter may name a page of one: ## Title {include=module#page}
    """
    folder = Path(course.place.path).parent
    shown = (folder / NAME).as_posix()
    if not (folder / NAME).is_file():
        hint = f"write {NAME} beside course.yaml"
        return None, [Problem("no-handbook", f"there is no {NAME} here", Place(folder.as_posix()), hint)]
    text, problems = read_text(folder / NAME, shown)
    if problems:
        return None, problems
    written = settings_and_body(text, shown, problems)
    fields = Fields(written.settings, [] if written.unread else problems)
    title = fields.required("title", "missing-title", "title: What the handbook is called")
    fields.finish()
    drafts, found = read_pages(written.body, surroundings(shown, finder(folder, problems), course))
    problems += found.problems
    problems += (problem for draft in drafts for problem in _misplaced(draft))
    opening, *pages = (_page(draft) for draft in drafts)
    own = _as_module(Place(shown, 1), title, (opening, *pages), found, course)
    problems += _doubles(own.pages)
    own = with_module_links((own, *course.modules), course.language)[0]
    chapters = tuple(
        Chapter(page, _included(draft, course, problems))
        for draft, page in zip(drafts[1:], own.pages[1:], strict=True)
    )
    return Handbook(own.place, title, own, own.pages[0], chapters), in_file_order(problems)


def _page(draft: Draft) -> Page:
    return Page(draft.place, draft.id, key_of("page", draft.id), draft.title, draft.blocks, None, 0.5)


def _as_module(place: Place, title: str, pages: tuple[Page, ...], found: Gathered, course: Course) -> Module:
    return Module(
        place=place,
        id="handbook",
        title=title,
        minutes=1,
        audience=course.audience,
        objectives=(),
        tags=(),
        draft=False,
        reviewed=(),
        rules=Rules(),
        pages=pages,
        media=once_each(found.media),
        citations=tuple(found.citations),
        links=tuple(found.links),
        elsewhere=tuple(found.elsewhere),
        terms=tuple(found.terms.values()),
        guidance=tuple(found.guidance.values()),
        asked=tuple(found.asked),
    )


def _misplaced(draft: Draft) -> Iterable[Problem]:
    """What belongs into modules: they are played and marked, and a safeguarding lead signs them."""
    for block in blocks_of(draft.blocks):
        if isinstance(block, Question | Scenario):
            what, hint = "a handbook marks nothing", "put it into a module, or ask with ::: reflection"
            yield Problem("not-in-a-handbook", what, block.place, hint)
        elif isinstance(block, Callout) and block.kind == "safeguarding":
            what = "what a safeguarding lead has to sign stands in a module"
            hint = "put it on a page of a module, and include that: ## Title {include=module#page}"
            yield Problem("not-in-a-handbook", what, block.place, hint)
    attributes = draft.attributes
    strange = [*(key for key in attributes.values if key != _INCLUDE), *attributes.flags, *attributes.classes]
    for name in strange:
        hint = did_you_mean(name, [f"{_INCLUDE}="])
        yield Problem("unknown-key", f'unknown key "{name}" on a chapter', draft.place, hint)


def _doubles(pages: tuple[Page, ...]) -> Iterable[Problem]:
    first: dict[str, Page] = {}
    for page in pages:
        if first.setdefault(page.id, page) is not page:
            what = f'another chapter has the id "{page.id}" too'
            yield Problem("duplicate-id", what, page.place, "give it an id of its own: ## Title {#id}")


def _included(draft: Draft, course: Course, problems: list[Problem]) -> tuple[Module, Page] | None:
    """The module and page that a chapter names, written module#page."""
    given = draft.attributes.values.get(_INCLUDE)
    if given is None:
        return None
    pages = {f"{module.id}#{page.id}": (module, page) for module in course.built for page in module.pages}
    if given not in pages:
        what = f'no page of this course is "{given}"'
        problems.append(Problem("unknown-page", what, draft.place, did_you_mean(given, pages)))
        return None
    module, page = pages[given]
    if page.assessment:
        what = f'"{given}" is an assessment, and a handbook would give its answers away'
        problems.append(Problem("not-in-a-handbook", what, draft.place, "include a page that teaches"))
        return None
    return module, page
