"""Who reads the costly parts of a course: a build hands in readers that look into its store first.

A translation comes the same way: as the reader of modules, and of what the course itself says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from coursebuilder.media import FindMedia, ReadDrawing, ReadPicture, clean_svg, read_picture
from coursebuilder.model import Course, Module
from coursebuilder.problems import Problem
from coursebuilder.source.module import read_module
from coursebuilder.source.passages import Translate, as_written

ReadModule = Callable[[Path, FindMedia, Course], tuple[Module | None, list[Problem]]]


@dataclass(frozen=True, slots=True)
class Readers:
    """What makes a picture or a drawing ready to travel, and what reads a module's file.

    language: the one to read the course in, "" for its own; translate: what puts its passages into it
    """

    picture: ReadPicture = read_picture
    module: ReadModule = read_module
    language: str = ""
    translate: Translate = as_written
    drawing: ReadDrawing = clean_svg


PLAIN = Readers()


def translating(readers: Readers, language: str, translate: Translate) -> Readers:
    """These readers, but for a course in another language: its modules are all read from their files."""
    return replace(
        readers, module=partial(read_module, translate=translate), language=language, translate=translate
    )


def with_unsaved(readers: Readers, texts: Mapping[Path, str]) -> Readers:
    """These readers, but modules at these resolved paths are read from the texts and not from their files."""

    def module(path: Path, find: FindMedia, course: Course) -> tuple[Module | None, list[Problem]]:
        text = texts.get(path.resolve())
        if text is None:
            return readers.module(path, find, course)
        return read_module(path, find, course, unsaved=text)

    return replace(readers, module=module)
