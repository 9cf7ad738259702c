"""Updates: what `diff` says learners lose is what the player forgets of an old release's saved state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from js import Node, run
from release_edits import EDITS, GP, MODULE, Edit, course_at, edited
from test_session import PARTS, WORLD

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.cli import main
from coursebuilder.package import read_zip, write_zip
from coursebuilder.release.differences import Comparison, compare
from coursebuilder.release.package_contents import read_contents
from coursebuilder.source.released import write_released
from coursebuilder.targets import TARGETS
from coursebuilder.verify.course_shape import course_in
from coursebuilder.verify.opened_packages import MARK

SAVED = {
    "first": "a",
    "several": "ac",
    "order": "abc",
    "scale": "b",
    "word": "matters",
    "choir": "b",
    "club": "a",
}
SAVE = """
const { emptyState, encodeState } = T;
const state = emptyState();
course.questions.forEach(({ id, key, check }) => {
  state.responses[key] = { check, first: given[id], last: given[id] };
});
state.seen = course.pages.map(({ key }) => key);
state.place = course.pages.find(({ id }) => id === 'middle').key;
const keys = course.questions.filter((one) => one.assessed).map((one) => one.key);
state.attempt = { seed: 7, keys, marks: "" };
return encodeState(state);
"""
LAUNCH = """
const launch = {
  learnerKey: 'k', mode: 'normal', outcome: null, masteryScore: null, state: saved, place: '',
};
"""
# What the learner finds: their answers, pages, place, and whether the questions drawn still stand.
OPEN = (
    LAUNCH
    + WORLD
    + """
const { responses, seen, attempt } = session.state;
const keys = course.questions.map(({ key }) => key);
return {
  answers: Object.fromEntries(course.questions.filter(({ key }) => responses[key])
    .map(({ id, key }) => [id, responses[key].last])),
  seen: course.pages.filter(({ key }) => seen.includes(key)).map(({ id }) => id),
  place: session.place().id,
  asked: attempt.keys.filter((key) => keys.includes(key)).length,
};
"""
)


def build(folder: Path, path: Path) -> Path:
    read = read_courses([folder])
    assert [one for one in read.problems if one.severity == "error"] == []
    (order,) = orders(read.courses[0])
    return write_zip(build_package(order, TARGETS["web"]), path).path


def data_of(path: Path) -> dict[str, Any]:
    found = MARK.search(read_zip(path).read("index.html"))
    assert found
    data = course_in(found[1].decode())
    assert data
    return data


def compared(old: Path, new: Path) -> Comparison:
    before, after = read_contents(old), read_contents(new)
    assert before and after
    return compare(before, after)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], tuple[Path, Path]]:
    """The old release's folder, with or without released.yaml, and its zip."""
    made = {}
    for pinned in (True, False):
        folder = course_at(tmp_path_factory.mktemp("old") / "course", MODULE, "1.0")
        if pinned:
            write_released(read_courses([folder]).courses[0])
        made[pinned] = (folder, build(folder, folder.parent / "old.zip"))
    return lambda pinned: made[pinned]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.name}{'' if edit.pinned else ' (b)'}")
def test_an_edit(edit: Edit, before: Callable[[bool], tuple[Path, Path]], node: Node, tmp_path: Path) -> None:
    folder, old = before(edit.pinned)
    made = course_at(tmp_path / "course", edited(MODULE, edit), "1.1")
    if (folder / "released.yaml").is_file():
        (made / "released.yaml").write_bytes((folder / "released.yaml").read_bytes())
    new = build(made, tmp_path / "new.zip")
    saved = run(node, PARTS, SAVE, course=data_of(old), given=SAVED)
    found = run(node, PARTS, OPEN, course=data_of(new), saved=saved)
    diff = compared(old, new)

    lost = {change.where.partition("/")[2] for change in diff.changes if change.half_way == "their answer"}
    assert lost == set(edit.lost), diff.changes
    renamed = {"scale": "ready"} if "was=scale" in str(edit.changed) else {}
    assert found["answers"] == {
        renamed.get(name, name): one for name, one in SAVED.items() if name not in lost
    }
    assert found["asked"] == len({"choir", "club"} - lost)
    unread = {change.where.partition("/")[2] for change in diff.changes if "read it" in change.half_way}
    assert unread == set(edit.pages)
    assert (found["place"] in {"middle", "centre"}) == (not edit.pages)
    assert bool(diff.unsafe) == edit.unsafe, diff.changes
    assert bool(diff.urgent) == edit.urgent, diff.urgent
    assert all(change.cure for change in diff.unsafe)


def test_letters_stay_with_their_answers_over_three_releases(tmp_path: Path) -> None:
    folder = course_at(tmp_path / "course", MODULE, "1.0")
    second = MODULE.replace(GP, "- [ ] Nobody\n  > No.\n")
    third = second.replace("- [ ] You\n  > No.\n", "- [ ] You\n  > No.\n- [ ] Their school\n  > No.\n")
    letters = []
    for module in (MODULE, second, third):
        course_at(folder, module, "1.0")
        (course,) = read_courses([folder]).courses
        write_released(course)
        build(folder, tmp_path / "now.zip")
        contents = read_contents(tmp_path / "now.zip")
        assert contents
        letters.append({text: one for one, text in contents.modules[0].questions[0].answers.items()})
    assert letters[0] == {"The GP": "a", "The young person": "b", "You": "c"}
    # One answer in new words keeps its letter: who knows whether it is another answer? diff tells.
    assert letters[1] == {"Nobody": "a", "The young person": "b", "You": "c"}
    assert letters[2] == {"Nobody": "a", "The young person": "b", "You": "c", "Their school": "d"}


def test_an_item_in_another_bin_forgets_its_answer_and_the_difference_says_so(tmp_path: Path) -> None:
    sort = """---
title: One
minutes: 1
---
## Sorting {#sorting}

::: question bins {kind=sort}
Day or night?

| What | When |
|---|---|
| Sunrise | Day |
| Stars | Night |
| Lunch | Day |

> Light.
:::
"""
    zips = []
    for number, module in enumerate((sort, sort.replace("| Lunch | Day |", "| Lunch | Night |"))):
        folder = course_at(tmp_path / f"course-{number}", module, "1.0")
        zips.append(build(folder, tmp_path / f"{number}.zip"))
    contents = read_contents(zips[0])
    assert contents
    named = {"a": "Day", "b": "Night", "1": "Sunrise", "2": "Stars", "3": "Lunch"}
    assert contents.modules[0].questions[0].answers == named
    found = [change for change in compared(*zips).changes if change.where.endswith("/bins")]
    assert [(change.what, change.half_way) for change in found] == [
        ("another answer is right", "their answer")
    ]


def test_a_letter_that_is_gone_never_comes_back(tmp_path: Path) -> None:
    folder = course_at(tmp_path / "course", MODULE, "1.0")
    for module in (MODULE, MODULE.replace(GP, ""), MODULE.replace(GP, "- [ ] Nobody\n  > No.\n")):
        course_at(folder, module, "1.0")
        (course,) = read_courses([folder]).courses
        write_released(course)
    contents = read_contents(build(folder, tmp_path / "now.zip"))
    assert contents
    assert contents.modules[0].questions[0].answers == {"d": "Nobody", "b": "The young person", "c": "You"}


@pytest.mark.parametrize(
    "text", ["one: 1\n", "one: {abc: {kind: choice}}\n", "- a\n", "one: {abc: 3}\n", "a: [\n"]
)
def test_a_released_file_that_is_broken_is_told(text: str, tmp_path: Path) -> None:
    folder = course_at(tmp_path / "course", MODULE, "1.0")
    (folder / "released.yaml").write_text(text, "utf-8")
    problems = read_courses([folder]).problems
    assert any("released.yaml" in one.place.path and one.severity == "error" for one in problems)


def command(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    return done.exit_code, done.output


def test_builds_are_held_against_what_was_released(tmp_path: Path) -> None:
    folder = course_at(tmp_path / "course", MODULE, "1.0")
    released, out = tmp_path / "released", tmp_path / "out"
    asked = ("build", folder, "--target", "web", "--out")
    assert command(*asked, released, "--pin")[0] == 0
    assert (folder / "released.yaml").is_file()
    course_at(folder, MODULE.replace("::: question scale", "::: question ready"), "1.1")
    code, told = command(*asked, out, "--against", released)
    assert code == 1 and "was=scale" in told and not list(out.rglob("*.zip"))
    code, told = command(*asked, out, "--against", released, "--as-new")
    assert code == 0, told
    assert [path.name for path in out.rglob("*.zip")] == ["grown-v1-1--one.zip"]
    urgent = MODULE.replace("::: question scale", "::: question ready").replace("960001", "960002")
    course_at(folder, urgent, "1.1")
    code, told = command(*asked, tmp_path / "today", "--against", released)
    assert code == 0 and "was=scale" in told
    code, told = command("diff", released, tmp_path / "today")
    assert code == 0 and "urgent" in told and "01632 960002" in told


def test_diff_of_folders_and_of_what_is_not_ours(tmp_path: Path) -> None:
    old = build(course_at(tmp_path / "course", MODULE, "1.0"), tmp_path / "a" / "one.zip")
    new = build(
        course_at(tmp_path / "course", MODULE.replace("first page", "page"), "1.0"),
        tmp_path / "b" / "one.zip",
    )
    code, told = command("diff", old.parent, new.parent)
    assert code == 1 and "raise version" in told
    assert command("diff", old, old)[0] == 0
    (tmp_path / "foreign.zip").write_bytes(b"no zip")
    assert command("diff", old, tmp_path / "foreign.zip")[0] == 3
    assert command("diff", tmp_path / "a", tmp_path / "course")[0] == 3
