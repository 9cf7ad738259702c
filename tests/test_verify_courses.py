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
from coursebuilder.verify.people import PEOPLE, Person
from coursebuilder.verify.play import play
from coursebuilder.verify.taken import take

COURSES = sorted(path.parent for path in (TESTS.parent / "courses").glob("*/course.yaml"))
ORDERS = {order.name: order for course in COURSES for order in orders(read_courses([course]).courses[0])}
USUAL = [PEOPLE["completer"], PEOPLE["leaver"]]
EVERYBODY = [person for person in PEOPLE.values() if not person.anyone]
SHIPPED = "wider-workforce--everyday-conversations"  # the module that everybody takes


def other_targets() -> list[tuple[str, str]]:
    """One package for each target but SCORM 1.2 and each course, and not the same module for all."""
    found = []
    for course in dict.fromkeys(order.course.id for order in ORDERS.values()):
        names = [name for name, order in ORDERS.items() if order.course.id == course]
        others = [target for target in TARGETS if target != "scorm12"]
        found += [(target, names[number % len(names)]) for number, target in enumerate(others)]
    return found


def wrong(browser: Browser, folder: Path, target: str, name: str, people: list[Person]) -> list[str]:
    written = write_zip(build_package(ORDERS[name], TARGETS[target]), folder / f"{name}.zip")
    taken = take(written.path)
    assert taken.problems == () and taken.ours
    cells = [
        play(browser, taken, start, person, KNOWN["generic"]) for start in taken.starts for person in people
    ]
    assert target == "web" or all(cell.progress for cell in cells if cell.person.name == "completer")
    return [f"{cell.person.name}: {one.message} [{one.code}]" for cell in cells for one in cell.problems]


@pytest.mark.parametrize("name", ORDERS)
def test_every_module_for_scorm12(browser: Browser, tmp_path: Path, name: str) -> None:
    assert wrong(browser, tmp_path, "scorm12", name, USUAL) == []


@pytest.mark.parametrize(
    ("target", "name"), other_targets(), ids=["-".join(pair) for pair in other_targets()]
)
def test_a_module_for_every_other_target(browser: Browser, tmp_path: Path, target: str, name: str) -> None:
    assert wrong(browser, tmp_path, target, name, USUAL) == []


def test_everybody_takes_a_shipped_module(browser: Browser, tmp_path: Path) -> None:
    assert wrong(browser, tmp_path, "scorm12", SHIPPED, EVERYBODY) == []
