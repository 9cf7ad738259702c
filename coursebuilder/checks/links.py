"""Rules for links between pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from coursebuilder.model import Course
from coursebuilder.problems import Problem, did_you_mean


def links_lead_somewhere(course: Course) -> Iterator[Problem]:
    """Rule: links, and the pages that objectives name for rereading, are pages of the module."""
    for module in course.modules:
        pages = [page.id for page in module.pages]
        named = [(link.target, link.place) for link in module.links]
        named += [(page, objective.place) for objective in module.objectives for page in objective.pages]
        for target, place in named:
            if target not in pages:
                hint = did_you_mean(target, pages)
                yield Problem("dead-link", f'no page "#{target}" in this module', place, hint)


def links_to_modules_lead_somewhere(course: Course) -> Iterator[Problem]:
    """Links to other modules' files, and to pages of them."""
    named = {PurePath(module.place.path).name: module for module in course.modules}
    for module in course.modules:
        for link in module.elsewhere:
            target = named.get(link.file)
            if target is None:
                hint = did_you_mean(link.file, named)
                yield Problem("dead-link", f'no module "{link.file}" in this course', link.place, hint)
            elif link.page and link.page not in (pages := [page.id for page in target.pages]):
                hint = did_you_mean(link.page, pages)
                yield Problem("dead-link", f'no page "#{link.page}" in "{link.file}"', link.place, hint)


RULES = (links_lead_somewhere, links_to_modules_lead_somewhere)
