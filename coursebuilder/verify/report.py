"""The report to hand on: one page that needs nothing else, first of all a sentence for each platform."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coursebuilder.problems import Problem, in_file_order
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.people import Person
from coursebuilder.verify.play import Cell
from coursebuilder.verify.refused import refused
from coursebuilder.verify.taken import Taken
from coursebuilder.verify.verdicts import not_played_in, played_in, reason, verdicts

PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class Matrix:
    """What was played of a package: rows of learners, columns of platforms, and a cell where both met."""

    taken: Taken
    people: tuple[Person, ...]
    behaviours: tuple[Behaviour, ...]
    cells: tuple[Cell, ...]

    @property
    def refused(self) -> list[Problem]:
        """What these platforms can't take of it."""
        return refused([self.taken], [one.name for one in self.behaviours])

    def at(self, person: Person, behaviour: Behaviour) -> list[Cell]:
        """More than one where a package has several addresses to start at."""
        return [cell for cell in self.cells if cell.person is person and cell.behaviour is behaviour]


def write_report(folder: Path, every: Sequence[Taken], cells: Sequence[Cell]) -> Path:
    """The page as FOLDER/index.html; an old one stays whole until it is complete. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{PAGE}.{os.getpid()}.part"
    try:
        part.write_text(page(every, cells), encoding="utf-8")
        os.replace(part, folder / PAGE)
    finally:
        part.unlink(missing_ok=True)
    return folder / PAGE


def page(every: Sequence[Taken], cells: Sequence[Cell]) -> str:
    """The whole page as text."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["picture"] = _picture
    environment.filters["errors"] = _errors
    environment.filters["reason"] = reason
    return environment.get_template("report.html.j2").render(
        verdicts=verdicts(every, cells),
        matrices=[_matrix(taken, cells) for taken in every],
        numbers={id(cell): number for number, cell in enumerate(cells, 1)},
        id=id,
        seconds=sum(cell.seconds for cell in cells),
        count=len(cells),
        browser=played_in(cells),
        elsewhere=not_played_in(cells),
    )


def _matrix(taken: Taken, cells: Sequence[Cell]) -> Matrix:
    own = tuple(cell for cell in cells if cell.taken is taken)
    people = tuple({cell.person.name: cell.person for cell in own}.values())
    return Matrix(taken, people, tuple({cell.behaviour.name: cell.behaviour for cell in own}.values()), own)


def _picture(data: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode('ascii')}"


def _errors(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in in_file_order(problems) if problem.severity == "error"]
