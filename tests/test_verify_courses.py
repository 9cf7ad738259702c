"""What shipped courses are held to: (a) every zip for SCORM 1.2, one for each other target; (c) everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TESTS
from playwright.sync_api import Browser

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.package import write_zip
from coursebuilder.targets import TARGETS
from coursebuilder.verify.behaviour import KNOWN
from coursebuilder.verify.opened_packages import open_package
from coursebuilder.verify.personas import PERSONAS, Persona
from coursebuilder.verify.play import play

COURSES = sorted(path.parent for path in (TESTS.parent / "courses").glob("*/course.yaml"))
ORDERS = {order.name: order for course in COURSES for order in orders(read_courses([course]).courses[0])}
USUAL = [PERSONAS["completer"], PERSONAS["leaver"]]
EVERYBODY = [persona for persona in PERSONAS.values() if not persona.works_with_any_package]
SHIPPED = "wider-workforce--everyday-conversations"  # the module that everybody takes


def other_targets() -> list[tuple[str, str]]:
    """One package for each target but SCORM 1.2 and each course, and not the same module for all."""
    found = []
    for course in dict.fromkeys(order.course.id for order in ORDERS.values()):
        names = [name for name, order in ORDERS.items() if order.course.id == course]
        others = [target for target in TARGETS if target != "scorm12"]
        found += [(target, names[number % len(names)]) for number, target in enumerate(others)]
    return found


def wrong(browser: Browser, folder: Path, target: str, name: str, personas: list[Persona]) -> list[str]:
    written = write_zip(build_package(ORDERS[name], TARGETS[target]), folder / f"{name}.zip")
    opened = open_package(written.path)
    assert opened.problems == () and opened.ours
    cases = [
        play(browser, opened, start, persona, KNOWN["generic"])
        for start in opened.starts
        for persona in personas
    ]
    assert target == "web" or all(case.progress for case in cases if case.persona.name == "completer")
    return [f"{case.persona.name}: {one.message} [{one.code}]" for case in cases for one in case.problems]


@pytest.mark.parametrize("name", ORDERS)
def test_every_module_for_scorm12(browser: Browser, tmp_path: Path, name: str) -> None:
    assert wrong(browser, tmp_path, "scorm12", name, USUAL) == []


@pytest.mark.parametrize(
    ("target", "name"), other_targets(), ids=["-".join(pair) for pair in other_targets()]
)
def test_a_module_for_every_other_target(browser: Browser, tmp_path: Path, target: str, name: str) -> None:
    assert wrong(browser, tmp_path, target, name, USUAL) == []


@pytest.mark.parametrize("persona", EVERYBODY, ids=lambda persona: persona.name)
def test_everybody_takes_a_shipped_module(browser: Browser, tmp_path: Path, persona: Persona) -> None:
    assert wrong(browser, tmp_path, "scorm12", SHIPPED, [persona]) == []
