"""Rules for lengths, in characters, of what importing platforms store.

Longer titles crash Moodle's import; the rest is cut or refused by the NHS Learning Hub's form.
"""

from __future__ import annotations

from collections.abc import Iterator

from coursebuilder.model import Course
from coursebuilder.problems import Place, Problem

TITLE = 255
AUTHORS = 512
KEYWORD = 50
KEYWORDS = 1000
DESCRIPTION = 1800


def titles(course: Course) -> Iterator[Problem]:
    """Rule: titles of course, modules and pages aren't longer than an LMS takes."""
    named: list[tuple[str, str, Place]] = [("the course's title", course.title, course.place)]
    for module in course.modules:
        named.append(("the module's title", module.title, module.place))
        named += [("the page's title", page.title, page.place) for page in module.pages]
    for what, title, place in named:
        if len(title) > TITLE:
            yield Problem(
                "title-too-long",
                f"{what} has {len(title)} characters; an LMS takes {TITLE}",
                place,
                "shorten it: under 60 characters reads well in a list",
            )


def listing(course: Course) -> Iterator[Problem]:
    """Rule (warning): description, authors and keywords aren't longer than the NHS Learning Hub takes."""
    lengths = [
        ("the description", len(course.description), DESCRIPTION),
        ("the authors together", len(", ".join(course.authors)), AUTHORS),
        ("the keywords together", len(", ".join(course.keywords)), KEYWORDS),
        *((f'the keyword "{word[:20]}…"', len(word), KEYWORD) for word in course.keywords),
    ]
    for what, length, limit in lengths:
        if length > limit:
            yield Problem(
                "listing-too-long",
                f"{what}: {length} characters; the NHS Learning Hub takes {limit}",
                course.place,
                "shorten it",
                "warning",
            )


RULES = (titles, listing)
