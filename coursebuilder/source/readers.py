"""Who reads the costly parts of a course: a build hands in readers that look into its store first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.media import FindMedia, ReadPicture, read_picture
from coursebuilder.model import Course, Module
from coursebuilder.problems import Problem
from coursebuilder.source.module import read_module

ReadModule = Callable[[Path, FindMedia, Course], tuple[Module | None, list[Problem]]]


@dataclass(frozen=True, slots=True)
class Readers:
    """What makes a picture ready to travel, and what reads a module's file."""

    picture: ReadPicture = read_picture
    module: ReadModule = read_module


PLAIN = Readers()
