"""The report: one self-contained HTML page with a verdict for each platform, then every case played."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coursebuilder.problems import Problem, in_file_order
from coursebuilder.templating import templates_in
from coursebuilder.verify.behaviour import Behaviour
from coursebuilder.verify.for_learners import for_learners, reason_of, state_of
from coursebuilder.verify.opened_packages import OpenedPackage
from coursebuilder.verify.personas import Persona
from coursebuilder.verify.play import PlayedCase
from coursebuilder.verify.refusals import refusals
from coursebuilder.verify.verdicts import browsers_not_used, browsers_used, problem_text, verdicts

PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class Matrix:
    """The cases of one package as a table: a row for each persona, a column for each platform."""

    opened: OpenedPackage
    personas: tuple[Persona, ...]
    behaviours: tuple[Behaviour, ...]
    cases: tuple[PlayedCase, ...]

    @property
    def refusals(self) -> list[Problem]:
        """What these platforms refuse of the package, as far as the zip shows it."""
        return refusals([self.opened], [behaviour.name for behaviour in self.behaviours])

    def at(self, persona: Persona, behaviour: Behaviour) -> list[PlayedCase]:
        """The cases of this persona on this platform: one for each launch address of the package."""
        return [case for case in self.cases if case.persona is persona and case.behaviour is behaviour]


def write_report(folder: Path, packages: Sequence[OpenedPackage], cases: Sequence[PlayedCase]) -> Path:
    """Write the report to FOLDER/index.html, replacing an old one at once; gives its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{PAGE}.{os.getpid()}.part"
    try:
        part.write_text(page(packages, cases), encoding="utf-8")
        os.replace(part, folder / PAGE)
    finally:
        part.unlink(missing_ok=True)
    return folder / PAGE


def page(packages: Sequence[OpenedPackage], cases: Sequence[PlayedCase]) -> str:
    """The report's HTML."""
    environment = templates_in(Path(__file__).parent)
    environment.filters["picture"] = _picture
    environment.filters["errors"] = _errors
    environment.filters["problem_text"] = problem_text
    environment.filters["learners_state"] = state_of
    environment.filters["learners_reason"] = reason_of
    return environment.get_template("report.html.j2").render(
        for_learners=for_learners(packages),
        verdicts=verdicts(packages, cases),
        matrices=[_matrix(opened, cases) for opened in packages],
        numbers={id(case): number for number, case in enumerate(cases, 1)},
        id=id,
        seconds=sum(case.seconds for case in cases),
        count=len(cases),
        browser=browsers_used(cases),
        elsewhere=browsers_not_used(cases),
    )


def _matrix(opened: OpenedPackage, cases: Sequence[PlayedCase]) -> Matrix:
    own = tuple(case for case in cases if case.opened is opened)
    personas = tuple({case.persona.name: case.persona for case in own}.values())
    return Matrix(
        opened, personas, tuple({case.behaviour.name: case.behaviour for case in own}.values()), own
    )


def _picture(data: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode('ascii')}"


def _errors(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in in_file_order(problems) if problem.severity == "error"]
