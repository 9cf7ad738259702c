"""What a phone on a slow line waits for before it can show a real module."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from coursebuilder.build import build_package, orders, read_courses
from coursebuilder.targets import TARGETS

COURSES = sorted(path.parent for path in (Path(__file__).parent.parent / "courses").glob("*/course.yaml"))


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.name)
def test_the_first_screen_is_25_kilobytes_in_three_requests(course: Path) -> None:
    for order in orders(read_courses([course]).courses[0]):
        package = build_package(order, TARGETS["scorm12"])
        asked = ("index.html", "style.css", "runtime.js")
        sizes = {name: len(gzip.compress(package.read(name), 9)) for name in asked}
        assert sum(sizes.values()) <= 25_600, (package.name, sizes)
        page = package.read("index.html").decode()
        assert page.count("<link") == 1 and page.count("<script src") == 1
