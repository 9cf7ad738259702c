"""What the text of a module or handbook may refer to, of what its course declares."""

from __future__ import annotations

from coursebuilder.media import FindMedia
from coursebuilder.model import Course, Slot
from coursebuilder.model.national_lines import lines_beside
from coursebuilder.source.markdown import Surroundings
from coursebuilder.words import words


def surroundings(shown: str, find_media: FindMedia, course: Course) -> Surroundings:
    """What the text of the file `shown` may refer to: what the course declares."""
    said = words(course.language)
    return Surroundings(
        shown,
        {slot.name: slot for slot in course.slots},
        {source.key: source for source in course.sources},
        find_media,
        said.page["gap"],
        {guidance.key: guidance for guidance in course.guidance},
        {form.casefold(): term for term in course.glossary for form in term.forms},
        course.provider.data if course.provider else {},
        task=said.page["task"],
        lines={slot.name: _said_lines(slot, course) for slot in course.slots},
        nation=course.provider.nation if course.provider else "",
    )


def _said_lines(slot: Slot, course: Course) -> tuple[str, ...]:
    """The national lines beside a detail's gap, as learners read them."""
    said = words(course.language).page
    lines = lines_beside(slot, course.lines)
    return tuple(said[line.words].format(name=line.owner, number=line.number) for line in lines)
