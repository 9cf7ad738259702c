"""A course as a draft: what is unfinished stands as a marked gap on its page, and no name is a release's.

The ids of course and modules end in -draft, and with them names of files and identifiers: an LMS or record
store never takes a draft for the course itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coursebuilder.build.pipeline import ReadResult
from coursebuilder.checks.unfinished import UNFINISHED, sorted_out
from coursebuilder.model import Course, Module, Page, Prose, ToDo
from coursebuilder.problems import Problem, in_file_order
from coursebuilder.words import words

_IDS = ("id-left-out", "page-without-id")  # told once for a module: one command writes them all


def as_drafts(read: ReadResult) -> ReadResult:
    """The courses as drafts: what is unfinished is no error, but a gap on a page."""
    broken, unfinished = sorted_out(read.problems)
    courses = tuple(drafted(course, unfinished) for course in read.courses)
    lists = [module.to_do or () for course in courses for module in course.modules]
    return replace(read, courses=courses, problems=tuple(broken), to_do=sum(map(len, lists)))


def may_be_drafts(problems: Iterable[Problem]) -> bool:
    """Whether nothing but what is unfinished keeps these courses from being built."""
    errors = {problem.code for problem in problems if problem.severity == "error"}
    return bool(errors) and errors <= set(UNFINISHED)


def drafted(course: Course, unfinished: Sequence[Problem]) -> Course:
    """The course under its draft's names, with gaps where these problems stand.

    What stands in course.yaml is told in the first module.
    """
    found = in_file_order(unfinished)
    loose = [problem for problem in found if problem.place.path == course.place.path]
    modules = []
    for number, module in enumerate(course.modules):
        here = [problem for problem in found if problem.place.path == module.place.path]
        modules.append(_drafted(module, [*(loose if number == 0 else ()), *here], course))
    return replace(
        course, id=f"{course.id}-draft", title=_title(course.title, course), modules=tuple(modules)
    )


def _drafted(module: Module, problems: Sequence[Problem], course: Course) -> Module:
    pages = {page.id: page for page in module.pages}
    to_do: list[ToDo] = []
    for problem in _once(problems):
        page = pages[_page(module, problem)]
        to_do.append(ToDo(problem.place, page.id, problem.message, problem.hint))
        gap = words(course.language).say("to-do", n=len(to_do), text=problem.message)
        mark = Prose(problem.place, f'<p><mark class="gap">{gap}</mark></p>', "")
        at = _block(page, problem) if problem.place.path == module.place.path else 0
        pages[page.id] = replace(page, blocks=(*page.blocks[:at], mark, *page.blocks[at:]))
    return replace(
        module,
        id=f"{module.id}-draft",
        title=_title(module.title, course),
        pages=tuple(pages.values()),
        to_do=tuple(to_do),
    )


def _once(problems: Sequence[Problem]) -> list[Problem]:
    """All problems, but those of left out ids as one."""
    ids = [problem for problem in problems if problem.code in _IDS]
    if len(ids) < 2:
        return list(problems)
    hint = "coursebuilder check --write-ids writes them all"
    told = replace(ids[0], message=f"{len(ids)} ids left out", hint=hint)
    return [told if problem is ids[0] else problem for problem in problems if problem not in ids[1:]]


def _page(module: Module, problem: Problem) -> str:
    """The id of the page that a line lies on; the opening page for settings and for other files."""
    if problem.place.path != module.place.path:
        return module.pages[0].id
    return module.page_at(problem.place.line).id


def _block(page: Page, problem: Problem) -> int:
    """Which of the page's blocks a line lies in."""
    begun = [n for n, block in enumerate(page.blocks) if block.place.line <= problem.place.line]
    return begun[-1] if begun else 0


def _title(title: str, course: Course) -> str:
    return str(words(course.language).page["draft-title"]).format(title=title)
