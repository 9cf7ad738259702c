"""All that authors and providers write or are told is documented, and the manual is a course of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from coursebuilder.begin.manual import chapters
from coursebuilder.begin.manual_course import COMMANDS as COMMANDS_CHAPTER
from coursebuilder.begin.manual_course import page_ids, write_course
from coursebuilder.build.pipeline import read_courses
from coursebuilder.cli import COMMANDS, main
from coursebuilder.cli.reference import command_sections
from coursebuilder.model.kinds import KINDS
from coursebuilder.source.markdown import BLOCK_NAMES

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "coursebuilder"
PAGES = [*(ROOT / "manual").glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
WRITTEN = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
SAYING = {"Problem", "Advice", "Finding", "Check", "problem", "problem_in", "fault", "_fault", "_from_axe"}
READING = {"text", "required", "one_of", "flag", "whole", "fraction", "texts", "tables", "child"}  # of Fields
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


def is_documented(name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", WRITTEN) is not None


def calls(room: str = "") -> Iterator[tuple[str, ast.Call]]:
    for path in (SOURCE / room).rglob("*.py"):
        if "node_modules" not in path.parts and path.relative_to(SOURCE).parts[0] != "lrs":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield getattr(node.func, "id", getattr(node.func, "attr", "")), node


def texts_in(arguments: list[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def problem_codes() -> set[str]:
    """First arguments of what says a problem, second of required(...)."""
    found: set[str] = set()
    for name, call in calls():
        said = call.args[:1] if name in SAYING else call.args[1:2] if name == "required" else []
        found |= {text for text in texts_in(said) if CODE.fullmatch(text)}
    return found


def settings() -> set[str]:
    """Names that the reader of YAML looks up."""
    return {
        text
        for name, call in calls("source")
        if name in READING and ast.unparse(getattr(call.func, "value", call)) == "fields"
        for text in texts_in(call.args[:1])
    }


def options() -> Iterator[tuple[str, str]]:
    """Each command with each of its options; commands of groups by their whole name."""
    todo: list[tuple[str, click.Command]] = [(str(one.name), one) for one in main.commands.values()]
    for name, command in todo:
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield name, max(parameter.opts, key=len)
        todo += [
            (f"{name} {one.name}", one)
            for one in (command.commands.values() if isinstance(command, click.Group) else ())
        ]


def test_every_code_and_setting_is_documented() -> None:
    codes, names = problem_codes(), settings()
    assert len(codes) > 250 and len(names) > 60
    assert [one for one in sorted(codes | names) if not is_documented(one)] == []


def test_every_block_and_kind_is_documented() -> None:
    assert [one for one in (*BLOCK_NAMES, *KINDS) if not is_documented(one)] == []


def test_every_command_and_option_is_documented_by_hand_and_in_the_manual() -> None:
    told = {one.title: one.text for one in command_sections(COMMANDS)}
    every = list(options())
    assert len(every) > 60
    assert [one for one in every if one[1] not in told[one[0]]] == []
    assert [one for one in every if not is_documented(one[1])] == []
    assert "translate extract" in told
    assert [name for name, text in told.items() if f"\n`coursebuilder {name} " not in text] == []
    assert [
        one for one, _ in every if not re.search(rf"`[^`]*\b{one}\b|coursebuilder {one}\b", WRITTEN)
    ] == []


def test_the_manual_is_a_course_without_mistakes_and_searches_all_of_it(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["manual", "--out", str(tmp_path / "manual")])
    assert run.exit_code == 0, run.output
    page = (tmp_path / "manual" / "index.html").read_text(encoding="utf-8")
    course = (tmp_path / "manual" / "course" / "index.html").read_text(encoding="utf-8-sig")
    targets = re.findall(r'href="course/index\.html#([^"]+)"', page)
    ids = set(re.findall(r'\bid="?([\w-]+)', course))
    assert len(targets) > 200 and [one for one in targets if one not in ids] == []
    assert "missing-alt" in page and "--control-documents" in page and "question-without-right-answer" in page
    assert "A. Author" in course and "What <code>check</code> says" in course


def test_no_chapter_of_the_manual_as_a_course_has_an_error(tmp_path: Path) -> None:
    manual = {**chapters(), COMMANDS_CHAPTER: command_sections(COMMANDS)}
    write_course(tmp_path / "manual", manual)
    read = read_courses([tmp_path / "manual"])
    assert [one for one in read.problems if one.severity == "error"] == []
    assert all(len(set(page_ids(found))) == len(found) for found in manual.values())
    links = re.findall(
        r"\]\((\d\d-[\w-]+\.md)#", "".join(one.text for one in chapters()["00-writing-a-module.md"])
    )
    assert links and "](04-course.md#a-course-in-full)" in (
        tmp_path / "manual" / "modules" / "00-writing-a-module.md"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_a_footnote_in_code_is_code(fence: str, tmp_path: Path) -> None:
    text = f"Text.[^1]\n\n{fence}text\nA walk.[^2]\n\n[^2]: It is in code.\n{fence}\n\n[^1]: A note.\n"
    (tmp_path / "modules").mkdir()
    (tmp_path / "course.yaml").write_text(
        "id: example\ntitle: An example\naudience: All\nmodules: [modules/a.md]\n", encoding="utf-8"
    )
    (tmp_path / "modules" / "a.md").write_text(f"---\ntitle: A\nminutes: 1\n---\n{text}", encoding="utf-8")
    read = read_courses([tmp_path])
    assert [one for one in read.problems if one.severity == "error"] == []
