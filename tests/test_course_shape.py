"""Whatever stands in a page where our own data would: a stranger's package or a problem, no traceback."""

from __future__ import annotations

import copy
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from conftest import TESTS
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from test_verify_command import MANIFEST

from coursebuilder.cli import main
from coursebuilder.package import Package
from coursebuilder.targets import TARGETS
from coursebuilder.verify.answering import Control, right_answer, wrong_answer
from coursebuilder.verify.behaviour import KNOWN
from coursebuilder.verify.course_shape import course_in
from coursebuilder.verify.history import activity_ids
from coursebuilder.verify.opened_packages import MARK, open_package
from coursebuilder.verify.personas import PERSONAS
from coursebuilder.verify.play import play

PACKAGES = TESTS / "packages"
KINDS = PACKAGES / "kinds/expected/common/kinds--asking/index.html"
PAGE = """<!doctype html><html lang="en"><title>Theirs</title><p>Hello</p>
<script type="application/json" id="course">%s</script><script>
const api = parent.API; api.LMSInitialize("");
addEventListener("pagehide", () => { api.LMSFinish(""); });
</script></html>"""
MALFORMED = [
    "not json", "", "null", "[]", "{}", "1", '"text"', "NaN", '{"modules":"abc"}', '{"modules":[1]}',
    '{"pages":"abc","questions":[],"assessment":null}', '{"pages":[],"questions":[],"assessment":null}',
    '{"pages":[{"id":1}],"questions":[],"assessment":null}', "[" * 100_000, "9" * 5000, '{"pages":' * 2000,
]  # fmt: skip


def data_of(page: bytes) -> str:
    marked = MARK.search(page)
    assert marked
    return marked[1].decode()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("course", sorted(path.name for path in PACKAGES.iterdir()))
def test_what_the_compiler_writes_is_known(
    packaged: Callable[..., Package], course: str, target: str
) -> None:
    with packaged(target, course).files["index.html"].open() as page:
        assert course_in(data_of(page.read())) is not None


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: text[:30])
def test_what_is_malformed_is_not(text: str) -> None:
    assert course_in(text) is None


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*path, name))


COURSE = json.loads(data_of(KINDS.read_bytes()))
PLACES = [path for path in places(COURSE) if path and path[0] not in {"words", "launch"}]
OTHER: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 10**40, 1e308, float("nan"), "", "zz", "é", "x" * 9999, [], [[]], [None], {}, {"": 0}]
)


@given(st.lists(st.tuples(st.sampled_from(PLACES), OTHER, st.booleans()), min_size=1, max_size=3))
def test_what_is_taken_can_be_used(changes: list[tuple[tuple[Any, ...], Any, bool]]) -> None:
    """Another value in any place, or none: refused, or all that learners and rules do with it works."""
    course = copy.deepcopy(COURSE)
    for path, other, gone in changes:
        put(course, path, other, gone)
    data = course_in(json.dumps(course))
    if data is None:
        return
    for question in data["questions"]:
        for control in get_args(Control):
            assert isinstance(right_answer(question, control), str)
            assert isinstance(wrong_answer(question, control), str)
    assert all(page["id"] for page in data["pages"])
    assert isinstance(activity_ids(data), dict)


def put(course: Any, path: tuple[Any, ...], other: Any, gone: bool) -> None:
    """This value in that place; nothing happens where an earlier change took the place away."""
    try:
        for name in path[:-1]:
            course = course[name]
        if gone:
            del course[path[-1]]
        else:
            course[path[-1]] = other
    except (LookupError, TypeError):
        return


def zipped(folder: Path, page: str) -> Path:
    with zipfile.ZipFile(folder / "theirs.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("page.html", page)
    return folder / "theirs.zip"


@pytest.mark.usefixtures("verify_in_browser")
@pytest.mark.parametrize("text", ["not json", '{"modules":"abc"}', "null"])
def test_the_command_plays_it_as_a_strangers(tmp_path: Path, text: str) -> None:
    path = zipped(tmp_path, PAGE % text)
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert result.exception is None, result.output
    assert f'{path}/page.html: warning: the data in <script id="course"> are not those of' in result.stderr
    assert "can be uploaded" in result.stdout


def test_a_course_that_its_page_does_not_have_is_a_problem(browser: Browser, tmp_path: Path) -> None:
    """The data can be used, but the page shows nothing of it, or a script puts others there."""
    minimal = '{"pages":[{"id":"a"},{"id":"b"}],"questions":[],"assessment":null}'
    marks = '<div class="page current" id="page-a"><h1>A</h1></div><p data-save-state class=notice>Saved</p>'
    other = "<script>document.querySelector('script#course').textContent = 'no more'</script>"
    path = zipped(tmp_path, PAGE % minimal + marks + other)
    opened = open_package(path)
    assert opened.ours
    case = play(browser, opened, opened.starts[0], PERSONAS["completer"], KNOWN["generic"])
    assert "page-differs" in {problem.code for problem in case.problems}
    assert case.detail.startswith("ValueError: ")
