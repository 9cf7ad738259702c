"""What a phone on a slow line waits for before it can show a real module."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.package import write_zip
from coursebuilder.targets import TARGETS

COURSES = Path(__file__).parent.parent / "courses"


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_no_package_is_much_larger_than_another(target: str, tmp_path: Path) -> None:
    """4 KB at most; 10 for what brings its own statements and sends them itself."""
    order = orders(read_courses([COURSES / "toolkit_intro"]).courses[0])[0]
    sizes = {}
    for name in ("scorm12", target):
        write_zip(build_package(order, TARGETS[name]), path := tmp_path / f"{name}.zip")
        sizes[name] = path.stat().st_size
    most = 10 if TARGETS[target].lrs else 4
    assert abs(sizes[target] - sizes["scorm12"]) <= most * 1024, sizes


@pytest.mark.parametrize("course", ["toolkit_intro", "wider_workforce"])
def test_the_first_screen_of_each_module_is_30_kilobytes_at_most_in_three_requests(course: str) -> None:
    asked = ("index.html", "style.css", "runtime.js")
    for order in orders(read_courses([COURSES / course]).courses[0]):
        package = build_package(order, TARGETS["scorm12"])
        sizes = {name: len(gzip.compress(package.read(name), 9)) for name in asked}
        assert sum(sizes.values()) <= 30 * 1024, (order.name, sizes)
    assert len(package.read("style.css")) <= 16_000
    page = package.read("index.html").decode().replace("<noscript><link", "")
    assert page.count("<link") == 1 and page.count("<script src") == 1
