"""manual/*.md: the author manual, each example run for real.

A heading names a test, the prose below explains, fenced blocks give the input and what must come out:
````markdown  a module; its settings may be left out
````yaml      a course.yaml
````file NAME another file of the course
````bytes NAME xN  one with escapes, N times, {n} counting
````courses   the folders to read; without it "example" alone
````provider  the name of a --provider file
then ````html the pages' bodies, ````json the questions as the player gets them, ````problems, or ````advice.
````better is a module that deserves none of that advice; test_advice.py holds it to that.
`pytest --accept` writes what came out into the file: read the difference before you keep it.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from coursebuilder.build.pipeline import read_courses
from coursebuilder.checks.advice import advise
from coursebuilder.model import Course
from coursebuilder.pages.blocks import page_body
from coursebuilder.pages.data.course import course_data
from coursebuilder.pages.late_values import put
from coursebuilder.pages.writing import begin
from coursebuilder.problems import Place, Problem, in_file_order, report

CASES = Path(__file__).parent.parent / "manual"
COURSE = """id: example
title: An example course
audience: People who support children and young people
provider:
  safeguarding_lead: {label: "your safeguarding lead", value: ""}
  organisation: {label: "your organisation", value: "Riverside Youth"}
silence: [{code: empty-provider-slot, reason: examples}]
modules: [modules/case.md]
"""
SETTINGS = "---\ntitle: A case\nminutes: 1\n---\n"
SOURCES = """review:
  title: A review
  reference: Author (2025). A review.
  address: https://example.org/review
  sections: [{lines: 1-9, name: Introduction}, {lines: 10-20, name: Findings}]
"""
_BLOCK = re.compile(r"^(`{4,})(\w+) ?([^\n]*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"(modules/case\.md:|the first is on line )(\d+)")
_OUTPUTS = ("html", "json", "problems", "advice")
_APART = ("better",)


@dataclass(frozen=True)
class Case:
    """One heading of a chapter of the manual."""

    path: Path
    name: str
    text: str

    @property
    def id(self) -> str:
        return f"{self.path.stem}: {self.name}"


def cases() -> list[Case]:
    found = []
    for path in sorted(CASES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        fenced = [match.span() for match in _BLOCK.finditer(text)]
        heads = [
            head
            for head in re.finditer(r"^## (.+)$", text, re.MULTILINE)
            if not any(start < head.start() < end for start, end in fenced)
        ]
        ends = [*(head.start() for head in heads[1:]), len(text)]
        found += [
            Case(path, head[1].strip(), text[head.end() : end]) for head, end in zip(heads, ends, strict=True)
        ]
    return [case for case in found if _BLOCK.search(case.text)]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in cases()])
def test_case(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    blocks = [(kind, name, body) for _, kind, name, body in _BLOCK.findall(case.text)]
    wanted = {kind: body for kind, _, body in blocks if kind in _OUTPUTS}
    assert wanted, "a case says what comes out"
    course, problems = _read([block for block in blocks if block[0] not in (*_OUTPUTS, *_APART)], tmp_path)
    shift = _shift(blocks)
    advised = advise([course]).problems if course and "advice" in wanted else ()
    advice = [_shown(problem, tmp_path, shift) for problem in advised]
    came = {kind: _output(kind, course, advice if kind == "advice" else problems) for kind in wanted}
    if request.config.getoption("--accept") and came != wanted:
        _accept(case, came)
        return
    assert came == wanted
    if "problems" not in wanted:
        assert not [problem for problem in problems if problem.severity == "error"], report(problems)


def _read(blocks: list[tuple[str, str, str]], folder: Path) -> tuple[Course | None, list[Problem]]:
    files = {"shared/sources.yaml": SOURCES.encode(), "example/course.yaml": COURSE.encode()}
    shift, courses, provider = 0, ["example"], None
    for kind, name, body in blocks:
        if kind == "markdown":
            shift = 0 if body.startswith("---\n") else SETTINGS.count("\n")
            files["example/modules/case.md"] = ((SETTINGS if shift else "") + body).encode()
        elif kind == "yaml":
            files["example/course.yaml"] = body.encode()
        elif kind == "courses":
            courses = body.split()
        elif kind == "provider":
            provider = folder / "example" / body.strip()
        else:
            name, _, times = name.partition(" x")
            data = body.encode() if kind == "file" else _escaped(body)
            many = [data.replace(b"{n}", str(n).encode()) for n in range(int(times or 1))]
            files[name if name.startswith(("shared/", "other/")) else f"example/{name}"] = b"".join(many)
    files.setdefault("example/modules/case.md", f"{SETTINGS}Some text.\n".encode())
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if "example/provider.yaml" in files:
        provider = folder / "example" / "provider.yaml"
    read = read_courses([folder / name for name in courses], provider)
    problems = in_file_order(_shown(problem, folder, shift) for problem in read.problems)
    return (read.courses[0] if read.courses else None), problems


def _shift(blocks: list[tuple[str, str, str]]) -> int:
    """How many lines of settings are put before the module's text."""
    bare = any(kind == "markdown" and not body.startswith("---\n") for kind, _, body in blocks)
    return SETTINGS.count("\n") if bare else 0


def _escaped(body: str) -> bytes:
    return body.encode("ascii").decode("unicode_escape").encode("latin-1")


def _shown(problem: Problem, folder: Path, shift: int) -> Problem:
    """Paths from the course's folder; lines as in the example, which may leave the settings out."""
    path = _without(folder, problem.place.path)
    line = problem.place.line - (shift if path == "modules/case.md" else 0)
    message = _without(folder, problem.message)
    message, hint = (
        _LINE.sub(lambda at: f"{at[1]}{int(at[2]) - shift}", text) for text in (message, problem.hint)
    )
    return Problem(problem.code, message, Place(path, max(line, 0)), hint, problem.severity)


def _without(folder: Path, text: str) -> str:
    return text.replace(f"{folder.as_posix()}/example/", "").replace(f"{folder.as_posix()}/", "")


def _output(kind: str, course: Course | None, problems: list[Problem]) -> str:
    if kind in {"problems", "advice"}:
        return report(problems)
    assert course is not None
    module = course.modules[0]
    if kind == "json":
        data = course_data(module, course, {})
        shown = [name for name in ("questions", "assessment", "scenarios") if name in data]
        return json.dumps({name: data[name] for name in shown}, indent=1) + "\n"
    writing = begin(module, course, (1, 1))
    pages = "".join(
        f"<!-- {page.id} -->\n{page_body(page, writing)}\n" for page in module.pages if page.blocks
    )
    return put(pages, writing.words.settled(alone=False))


def _accept(case: Case, came: dict[str, str]) -> None:
    def renew(block: re.Match[str]) -> str:
        fence, kind, name, body = block.groups()
        return f"{fence}{kind}{f' {name}' if name else ''}\n{came.get(kind, body)}{fence}"

    text = case.path.read_text(encoding="utf-8")
    case.path.write_text(
        text.replace(case.text, _BLOCK.sub(renew, case.text)), encoding="utf-8", newline="\n"
    )


_ELSEWHERE = {
    "whole_course.py",  # test_whole.py
    "catalogue.py",  # test_catalogue.py
    "word_read.py",  # test_review_word.py
    "handbook.py",  # test_handbook.py
    "other_language.py", "same_shape.py", "translations.py",  # test_translate.py
}  # fmt: skip


def test_every_code_of_the_readers_and_checks_has_a_case() -> None:
    """Package rules and readers of other programs' files have tests of their own; every other code is in the
    manual."""
    source = Path(__file__).parent.parent / "coursebuilder"
    apart = {"bring", "package", "platforms", "release", "targets", "translate", "verify"}
    paths = [path for path in source.rglob("*.py") if path.relative_to(source).parts[0] not in apart]
    codes = {code for path in paths if path.name not in _ELSEWHERE for code in _codes(path)}
    shown = set(
        re.findall(r"\[([a-z0-9-]+)\]$", "\n".join(p.read_text() for p in CASES.glob("*.md")), re.MULTILINE)
    )
    assert codes - shown == set()
    assert len(codes) > 70


def _codes(path: Path) -> set[str]:
    """First arguments of Problem(...) and problem(...), second of required(...)."""
    found: set[str] = set()
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name == "_Refused":
            continue
        argument = (
            call.args[1:2] if name == "required" else call.args[:1] if name.lower() == "problem" else []
        )
        found |= {
            node.value for node in argument if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found
