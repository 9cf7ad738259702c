"""`new` and `example`: what they write passes the strictest check, and nothing is ever written over."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from commands import run

import coursebuilder.begin
from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import KINDS, CalloutKind, blocks_of, kind_of, questions_of
from coursebuilder.settings.append import append_item
from coursebuilder.source import load

ROOT = Path(__file__).parent.parent
COURSES = (ROOT / "courses" / "wider_workforce", ROOT / "courses" / "toolkit_intro")
TEMPLATE = Path(coursebuilder.begin.__file__).parent / "course"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("title", ["Working with young carers", '«Café»: 100 % "fun" #1', "1", "Ŵyl 'n'"])
def test_a_new_course_passes_the_strict_check(title: str, place: Path) -> None:
    result = run("new", title, "--author", "Ann: O'Hara", "--audience", "Coaches: all")
    assert result.exit_code == 0, result.output
    folder = Path(result.stdout.splitlines()[0]).parent
    assert run("check", folder, "--strict").exit_code == 0
    course = load(folder).course
    assert course and (course.title, course.audience) == (title, "Coaches: all")
    assert course.authors == ("Ann: O'Hara",)
    assert re.search(r"^Next: .*coursebuilder build ", result.stderr, re.MULTILINE)


def test_the_template_shows_every_block_and_every_kind_of_question() -> None:
    course = load(TEMPLATE).course
    assert course
    (module,) = course.modules
    text = (TEMPLATE / "modules" / "01-first-module.md").read_text("utf-8")
    assert {kind_of(one.task).name for page in module.pages for one in questions_of(page)} == set(KINDS)
    found = {type(block).__name__ for page in module.pages for block in blocks_of(page.blocks)}
    shown = "Callout Clip Figure Prose Question Reflection Reveal Scenario Speech Table"
    assert found == set(shown.split())
    assert all(f"::: {kind}" in text for kind in (*get_args(CalloutKind), "tutor", "provider-table", "audio"))
    assert module.citations and module.terms and module.asked and module.tutor_notes
    assert module.assessment_page
    assert text.count("<!--") > 15
    settings = (TEMPLATE / "course.yaml").read_text("utf-8")
    for key in re.findall(r"^(?:# )?([a-z_]+):", settings, re.MULTILINE):
        before = settings[: settings.index(f"{key}:")].rstrip("# \n").splitlines()[-1]
        assert before.startswith("#"), f"{key} has no remark"


def test_nothing_is_written_over(place: Path) -> None:
    run("new", "One")
    before = contents(place)
    again = run("new", "One")
    assert again.exit_code == 1 and "choose another folder with --folder" in again.stderr
    run("new", "--provider", "Riverside", "one")
    before = contents(place)
    assert run("new", "--provider", "Riverside", "one").exit_code == 1
    assert run("example", "one").exit_code == 1
    assert run("new", "--unit", "U", "--folder", "one", "--from", COURSES[0], "--pick", "1").exit_code == 1
    assert contents(place) == before


@pytest.mark.parametrize("words", [[], [""], ["  ", "--author", "A"], ["…"], ["x" * 300], ["--unit", "U"]])
def test_without_a_terminal_nothing_is_asked(words: list[str], place: Path) -> None:
    command = [sys.executable, "-m", "coursebuilder", "new", *words]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env=_here(),
        check=False,
    )
    assert done.returncode in (1, 2) and "Error: " in done.stderr and "Traceback" not in done.stderr
    assert list(place.iterdir()) == []


def test_at_a_terminal_it_asks_for_what_is_not_given(place: Path) -> None:
    output = at_a_terminal(["new"], ["Talking", "Ann", ""])
    assert "What is the course called?" in output and "Who is it for?" in output
    course = load(Path("talking")).course
    assert course and (course.title, course.authors) == ("Talking", ("Ann",))
    assert "What is the course called?" not in at_a_terminal(["new", "Two"], ["", ""])
    output = at_a_terminal(["new", "--unit", "Day", "--from", str(COURSES[0])], ["2, 1"])
    assert "18 minutes" in output and "st0958:K5" in output
    unit = load(Path("day")).course
    assert unit and [module.id for module in unit.modules] == ["keeping-safe", "introduction"]


def _here() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def at_a_terminal(arguments: list[str], answers: list[str]) -> str:
    """What the command prints on a terminal on which somebody types these answers."""
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "coursebuilder", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=_here()) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        output = b""
        while select.select([ours], [], [], 60)[0]:
            try:
                output += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
        assert process.wait(60) == 0, output
    os.close(ours)
    return output.decode()


def test_a_new_module_is_listed_and_passes(place: Path) -> None:
    run("new", "One")
    before = (place / "one" / "course.yaml").read_text("utf-8")
    for _ in range(2):
        result = run("new", "--module", "Talking: it's hard", "--folder", "one")
        assert result.exit_code == 0, result.output
    assert [path.name for path in sorted((place / "one" / "modules").iterdir())] == [
        "01-first-module.md",
        "02-talking-it-s-hard.md",
        "03-talking-it-s-hard-2.md",
    ]
    after = (place / "one" / "course.yaml").read_text("utf-8")
    lines = "  - modules/02-talking-it-s-hard.md\n  - modules/03-talking-it-s-hard-2.md\n"
    assert after == before + lines
    assert run("check", "one", "--strict").exit_code == 0
    assert run("new", "--module", "More", "--folder", "nowhere").exit_code == 1
    assert run("new", "--module", "More", "words").exit_code == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("modules: [a.md]\n", "modules: [a.md, n.md]\n"),
        (
            "modules: [\n  a.md, # one\n  b.md,\n]\nid: x\n",
            "modules: [\n  a.md, # one\n  b.md, n.md\n]\nid: x\n",
        ),
        ("modules: []\n", "modules: [n.md]\n"),
        ("modules:\n- a.md\n\n# end\nid: x\n", "modules:\n- a.md\n- n.md\n\n# end\nid: x\n"),
        ("modules:\n    - a.md", "modules:\n    - a.md\n    - n.md\n"),
        ("modules:\r\n  - a.md\r\nid: x\r\n", "modules:\r\n  - a.md\r\n  - n.md\r\nid: x\r\n"),
        ("\ufeffmodules:\n  - a.md # last\n", "\ufeffmodules:\n  - a.md # last\n  - n.md\n"),
        (
            "modules:\n  - path: a.md\n    title: >-\n      Two\n      lines\n\n# end\n",
            "modules:\n  - path: a.md\n    title: >-\n      Two\n      lines\n\n  - n.md\n# end\n",
        ),
        (
            "modules:\n  - {path: a.md}\n  # remark\nid: x\n",
            "modules:\n  - {path: a.md}\n  - n.md\n  # remark\nid: x\n",
        ),
    ],
)
def test_a_line_is_added_and_nothing_else_changes(before: str, after: str) -> None:
    assert append_item(before, "modules", "n.md") == after


@pytest.mark.parametrize(
    "text", ["", "modules:\n", "modules: a.md\n", "id: x\n", "- a\n", "modules: [a\n", "a: &b c\n"]
)
def test_where_there_is_no_list_nothing_is_changed(text: str, place: Path) -> None:
    assert append_item(text, "modules", "n.md") is None
    (place / "course.yaml").write_text(text)
    result = run("new", "--module", "More")
    assert result.exit_code == 1 and "write  modules:" in result.stderr
    assert [path.name for path in place.iterdir()] == ["course.yaml"]


def test_a_unit_of_other_courses_modules(place: Path) -> None:
    result = run("new", "--unit", "Our day", "--from", *COURSES, "--pick", "2-3")
    assert result.exit_code == 0, result.output
    read = read_courses([Path("our-day")])
    assert [problem.code for problem in read.problems] == ["composed-identity"]
    assert [module.id for module in read.courses[0].modules] == ["keeping-safe", "everyday-conversations"]


@pytest.mark.parametrize("pick", ["0", "99", "3-2", "x", "1,,y", "-1"])
def test_a_pick_that_names_nothing(pick: str, place: Path) -> None:
    result = run("new", "--unit", "Day", "--from", COURSES[0], f"--pick={pick}")
    assert result.exit_code == 1 and "from 1 to " in result.stderr
    assert list(place.iterdir()) == []


def test_contact_needs_safeguarding_before_it(place: Path) -> None:
    course = load(COURSES[0]).course
    assert course
    number = next(n for n, module in enumerate(course.modules, 1) if "contact" in module.tags)
    result = run("new", "--unit", "Day", "--from", COURSES[0], "--pick", str(number))
    assert result.exit_code == 1 and "pick a module about safeguarding" in result.stderr
    assert list(place.iterdir()) == []


def test_a_providers_file_names_every_detail_and_where_it_stands(place: Path) -> None:
    run("new", "Mine")
    result = run("new", "--provider", 'Riverside: "R"', *COURSES, "mine")
    assert result.exit_code == 0, result.output
    text = Path("provider.yaml").read_text("utf-8")
    read = read_courses([*COURSES, Path("mine")], Path("provider.yaml"))
    assert {problem.code for problem in read.problems} <= {"empty-provider-slot", "not-signed-off"}
    for course in read.courses:
        assert course.provider and course.provider.name == 'Riverside: "R"'
        for slot in course.slots:
            assert re.search(rf"^# {re.escape(slot.label)}\n(?:#   .+\n)+{slot.name}: ", text, re.MULTILINE)
    assert "#   keeping-safe: Know who to tell\n" in text
    assert "#   local-places:\n#     # first-module: Blocks\n" in text


def test_the_example_is_both_courses_with_what_they_share(place: Path) -> None:
    result = run("example")
    assert result.exit_code == 0, result.output
    courses = [Path(line) for line in result.stdout.splitlines()]
    assert len(courses) == 2
    read = read_courses(courses)
    assert [problem for problem in read.problems if problem.severity == "error"] == []
    names = {path.name for path in (place / "coursebuilder-example").iterdir()}
    assert names == {"LICENCE.md", "shared", "toolkit_intro", "wider_workforce"}
    assert not (place / "coursebuilder-example" / "shared" / "examples").exists()
    assert "CC BY-NC-SA 4.0" in (place / "coursebuilder-example" / "LICENCE.md").read_text("utf-8")


def test_the_language_in_one_file_is_short_and_has_what_authors_write() -> None:
    text = run("manual", "--one-file").stdout
    assert len(text.encode()) < 30_000
    named = ("question", "scenario", "reflection", "reveal", "video", "note")
    for word in (*(f"::: {name}" for name in named), "{{provider.", "[@", "objectives:"):
        assert word in text
    assert "````html" not in text and "````problems" not in text


def test_a_new_course_tells_assistants_what_to_keep_to(place: Path) -> None:
    folder = Path(run("new", "Listening").stdout.splitlines()[0]).parent
    text = (folder / "AGENTS.md").read_text("utf-8")
    for word in ("manual --one-file", "check . --format json", "Never invent", "sign"):
        assert word in text
