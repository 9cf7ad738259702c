"""Titles and descriptions as an LMS shows them: short enough for it, and marked while nobody has signed."""

from __future__ import annotations

from coursebuilder.model import Course, Module
from coursebuilder.words import words


def shorten(value: str, limit: int) -> str:
    """`value` on one line; if longer than `limit` characters, cut after a word and ended with "…"."""
    line = " ".join(value.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def module_title(course: Course, module: Module, limit: int = 10_000) -> str:
    """The title that an LMS shows for a module, at most `limit` characters; an unsigned module's says so."""
    return _marked(module.title, not module.signed_off, course.language, limit)


def course_title(course: Course, modules: tuple[Module, ...], limit: int = 10_000) -> str:
    """The same for a course with these modules: it is unsigned while one of them is."""
    return _marked(course.title, not all(one.signed_off for one in modules), course.language, limit)


def _marked(title: str, unsigned: bool, language: str, limit: int) -> str:
    mark = f" {words(language).page['title-unsigned']}" if unsigned else ""
    return shorten(title, limit - len(mark)) + mark
