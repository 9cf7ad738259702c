"""tests/packages/NAME/expected/TARGET/: what a course's packages hold, file by file.

The script and the style have tests of their own, so here only their names count, and the hashes that change
with them are masked. `pytest --accept` writes what came out: read the difference before you keep it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.targets import TARGETS

PACKAGES = Path(__file__).parent / "packages"
_HASHES = re.compile(rb'(\?v=|data-later="|"build":"|\(build )[0-9a-z]{8}')
_ELSEWHERE = {"runtime.js", "style.css", "later.js", "later.css"}


@pytest.mark.parametrize("target", sorted(TARGETS))
@pytest.mark.parametrize("course", sorted(path.name for path in PACKAGES.iterdir()))
def test_packages_are_as_expected(course: str, target: str, request: pytest.FixtureRequest) -> None:
    expected = PACKAGES / course / "expected" / target
    (read,) = read_courses([PACKAGES / course / "course"]).courses
    came: dict[str, bytes] = {}
    for order in orders(read):
        package = build_package(order, TARGETS[target])
        for name, file in package.files.items():
            with file.open() as stream:
                data = b"" if name in _ELSEWHERE else _HASHES.sub(rb"\1HASH", stream.read())
            came[f"{package.name}/{name}"] = data
    if request.config.getoption("--accept"):
        for name, data in came.items():
            path = expected / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    there = {path.relative_to(expected).as_posix(): path for path in expected.rglob("*") if path.is_file()}
    assert sorted(came) == sorted(there)
    different = [name for name, data in came.items() if there[name].read_bytes() != data]
    assert different == []
