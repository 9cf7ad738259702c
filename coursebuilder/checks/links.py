"""Links between pages."""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Course
from coursebuilder.problems import Problem
from coursebuilder.settings import did_you_mean


def links_lead_somewhere(course: Course) -> Iterator[Problem]:
    for module in course.modules:
        pages = [page.id for page in module.pages]
        for link in module.links:
            if link.target not in pages:
                yield Problem(
                    "dead-link",
                    f'no page "#{link.target}" in this module',
                    link.place,
                    did_you_mean(link.target, pages),
                )


RULES = (links_lead_somewhere,)
