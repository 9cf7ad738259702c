"""What every part of a page is written with: templates, icons, words, and the module at hand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from coursebuilder.course_data import shown_minutes
from coursebuilder.model import Course, Module, Source
from coursebuilder.words import Words, words


@lru_cache
def environment() -> Environment:
    """The templates, compiled once a process."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=_bytecode(),
    )
    made.globals["icon"] = icon
    return made


def _bytecode() -> FileSystemBytecodeCache | None:
    """Compiled templates lie where Python keeps its own compiled modules, if that folder may be written to:
    compiling them costs more than building three modules."""
    folder = Path(__file__).parent / "__pycache__"
    return FileSystemBytecodeCache(str(folder), "jinja2-%s.cache") if os.access(folder, os.W_OK) else None


@lru_cache
def icon(name: str) -> Markup:
    """A picture from the page's sprite; it always stands beside a word."""
    drawing = Markup('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-{}"/></svg>')
    return drawing.format(name)


@dataclass(frozen=True, slots=True)
class Writing:
    """One module's rendering. `place` is its number in the course and how many there are."""

    module: Module
    course: Course
    place: tuple[int, int]
    words: Words
    minutes: tuple[int, ...]
    cited: tuple[tuple[Source, str], ...]

    @property
    def sourced(self) -> bool:
        """Whether the module has a page of sources."""
        return bool(self.cited or self.module.guidance)

    def fill(self, template: str, **values: Any) -> Markup:
        """A template with the words and the module at hand."""
        made, said = environment().get_template(f"{template}.html.j2"), self.words
        return Markup(made.render(w=said.say, day=said.date, module=self.module, **values).strip())

    def gap_or(self, value: str, label: str) -> Markup:
        """The provider's detail, or the gap a learner can see."""
        if value:
            return escape(value)
        return Markup('<mark class="gap">{}</mark>').format(self.words.say("gap", label=label))


def begin(module: Module, course: Course, place: tuple[int, int]) -> Writing:
    """Everything worked out once per module."""
    minutes, cited = shown_minutes(module), _cited(module, course)
    return Writing(module, course, place, words(course.language), minutes, cited)


def _cited(module: Module, course: Course) -> tuple[tuple[Source, str], ...]:
    """The sources the module cites, each with the names of the sections it is cited for."""
    cited: dict[str, dict[str, None]] = {}
    for citation in module.citations:
        names = cited.setdefault(citation.key, {})
        if citation.section:
            names[citation.section] = None
    return tuple((source, ", ".join(cited[source.key])) for source in course.sources if source.key in cited)
