"""tests/packages/NAME/expected/: what a course's packages hold, file by file.

    common/PACKAGE/FILE          a file that every target has, as the first one (SCORM 1.2) writes it
    TARGET/PACKAGE/FILE.diff     how another target's file differs from that one
    TARGET/PACKAGE/FILE          a file that only some targets have: a manifest, a profile

So a change of a page's template shows in one file a course. The script and the style have tests of their own:
here only their names count, and the hashes that change with them are masked. `pytest --accept` writes what
came out: read the difference before you keep it.
"""

from __future__ import annotations

import re
import shutil
from difflib import unified_diff
from pathlib import Path

import pytest

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.targets import TARGETS

PACKAGES = Path(__file__).parent / "packages"
FIRST = "scorm12"
Files = dict[str, bytes]  # name, with its folders -> content
_HASHES = re.compile(rb'(\?v=|data-later="|"build":"|\(build )[0-9a-z]{8}')
_ELSEWHERE = {"runtime.js", "style.css", "later.js", "later.css"}
# A page is a few long lines: a piece is an element, or a value of JSON.
_PIECES = re.compile(r'(?<=,)(?="|\{)|(?=<)|(?<=\n)')


@pytest.mark.parametrize("course", sorted(path.name for path in PACKAGES.iterdir()))
def test_packages_are_as_expected(course: str, request: pytest.FixtureRequest) -> None:
    expected = PACKAGES / course / "expected"
    came = compared({target: built(course, target) for target in TARGETS})
    if request.config.getoption("--accept"):
        shutil.rmtree(expected, ignore_errors=True)
        for name, data in came.items():
            path = expected / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    there = {path.relative_to(expected).as_posix(): path for path in expected.rglob("*") if path.is_file()}
    assert sorted(came) == sorted(there)
    different = [name for name, data in came.items() if there[name].read_bytes() != data]
    assert different == []


def test_what_differs_between_two_targets_has_its_place() -> None:
    """The same piece added elsewhere is another difference, though no line numbers are kept."""
    page = b"<p>One<b>two</b><i>three</i><b>two</b><u>four</u>"
    at_first, later = (page.replace(b"<i>", new) for new in (b"<hr><i>", b"<i><hr>"))
    assert difference(page, page) == b""
    assert difference(page, at_first) != difference(page, later)
    assert b"+<hr>\n" in difference(page, at_first)


def built(course: str, target: str) -> Files:
    """Every file of a course's packages for a target, with the hashes of scripts and styles masked."""
    (read,) = read_courses([PACKAGES / course / "course"]).courses
    came: Files = {}
    for order in orders(read):
        package = build_package(order, TARGETS[target])
        for name, file in package.files.items():
            with file.open() as stream:
                data = b"" if name in _ELSEWHERE else _HASHES.sub(rb"\1HASH", stream.read())
            came[f"{package.name}/{name}"] = data
    return came


def compared(targets: dict[str, Files]) -> Files:
    """The files that are expected, from the files of every target: the first one's, and how others differ."""
    common = set.intersection(*(set(files) for files in targets.values()))
    found = {f"common/{name}": targets[FIRST][name] for name in common}
    for target, files in targets.items():
        found |= {f"{target}/{name}": data for name, data in files.items() if name not in common}
        differ = {name: difference(targets[FIRST][name], files[name]) for name in common}
        found |= {f"{target}/{name}.diff": data for name, data in differ.items() if data}
    return found


def difference(first: bytes, other: bytes) -> bytes:
    """The pieces taken out and put in, each place between two pieces that both have; empty if there are none.

    Without line numbers, so that a change elsewhere in the page leaves it as it is.
    """
    before, after = (_PIECES.split(data.decode("utf-8")) for data in (first, other))
    lines = list(unified_diff(before, after, n=2, lineterm=""))[2:]
    shown = ("@@" if line.startswith("@@") else line.replace("\n", "\\n") for line in lines)
    return "".join(f"{line}\n" for line in shown).encode()
