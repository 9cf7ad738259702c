"""What every part of a page is written with: templates, words, and the module at hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from coursebuilder.model import Course, Module, Source
from coursebuilder.model.minutes_and_marks import shown_minutes
from coursebuilder.templating import fill
from coursebuilder.words import Words, words


@dataclass(frozen=True, slots=True)
class Writing:
    """One module's rendering. `place` is its number in the course and how many there are; `templates` the
    folder of its theme's own ones."""

    module: Module
    course: Course
    place: tuple[int, int]
    words: Words
    minutes: tuple[int, ...]
    cited: tuple[tuple[Source, str], ...]
    templates: Path | None

    @property
    def sourced(self) -> bool:
        """Whether the module has a page of sources."""
        return bool(self.cited or self.module.guidance or self.rights)

    @property
    def rights(self) -> tuple[str, ...]:
        """Who took or owns the module's pictures and recordings, each said once."""
        return tuple(dict.fromkeys(media.rights for media in self.module.media if media.rights))

    def fill(self, template: str, **values: Any) -> Markup:
        """A template with the words and the module at hand."""
        around = {"w": self.words.say, "day": self.words.date, "module": self.module}
        return fill(self.templates, template, {**around, **values})

    def gap_or(self, value: str, label: str) -> Markup:
        """The provider's detail, or the gap a learner can see."""
        if value:
            return escape(value)
        return Markup('<mark class="gap">{}</mark>').format(self.words.say("gap", label=label))


def begin(module: Module, course: Course, place: tuple[int, int], templates: Path | None = None) -> Writing:
    """Everything worked out once per module."""
    minutes, cited = shown_minutes(module), _cited(module, course)
    return Writing(module, course, place, words(course.language), minutes, cited, templates)


def _cited(module: Module, course: Course) -> tuple[tuple[Source, str], ...]:
    """The sources the module cites, each with the names of the sections it is cited for."""
    cited: dict[str, dict[str, None]] = {}
    for citation in module.citations:
        names = cited.setdefault(citation.key, {})
        if citation.section:
            names[citation.section] = None
    return tuple((source, ", ".join(cited[source.key])) for source in course.sources if source.key in cited)
