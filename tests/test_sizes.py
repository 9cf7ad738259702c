"""What learners wait for and what is uploaded, held against a table: no growth of 2 % unnoticed.

`pytest tests/test_sizes.py --accept` writes what is measured into sizes.json; read the difference.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.package import write_zip
from coursebuilder.targets import TARGETS

TABLE = Path(__file__).with_name("sizes.json")
COURSES = Path(__file__).parent.parent / "courses"
FIRST = ("index.html", "style.css", "runtime.js")  # what a page waits for; pictures load later
MOST_GROWTH = 1.02
Sizes = dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Sizes:
    """First screens of all modules as web servers pack them, and a module's zip by target; in bytes."""
    path = tmp_path_factory.mktemp("sizes") / "package.zip"
    screens, zips = {}, {}
    for course in ("toolkit_intro", "wider_workforce"):
        for order in orders(read_courses([COURSES / course]).courses[0]):
            package = build_package(order, TARGETS["scorm12"])
            screens[order.name] = sum(len(gzip.compress(package.read(name), 9)) for name in FIRST)
    order = orders(read_courses([COURSES / "toolkit_intro"]).courses[0])[0]
    for target in TARGETS.values():
        write_zip(build_package(order, target), path)
        zips[target.name] = path.stat().st_size
    return {"first screen, gzip": screens, f"zip of {order.name}": zips}


def test_nothing_grows_unnoticed(measured: Sizes, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        TABLE.write_text(json.dumps(measured, indent=2) + "\n", encoding="utf-8")
    table: Sizes = json.loads(TABLE.read_text("utf-8"))
    assert {name: rows.keys() for name, rows in table.items()} == {
        name: rows.keys() for name, rows in measured.items()
    }
    grown = {
        f"{what} of {name}": f"{table[what][name]:,} -> {size:,}"
        for what, rows in measured.items()
        for name, size in rows.items()
        if size > table[what][name] * MOST_GROWTH
    }
    assert grown == {}


def test_a_first_screen_takes_three_requests() -> None:
    order = orders(read_courses([COURSES / "toolkit_intro"]).courses[0])[0]
    page = build_package(order, TARGETS["scorm12"]).read("index.html").decode()
    page = page.replace("<noscript><link", "")
    assert page.count("<link") == 1 and page.count("<script src") == 1
