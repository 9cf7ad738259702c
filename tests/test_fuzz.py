"""Whatever is in the files, reading ends in Problems, never in a traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from machine import examples

from coursebuilder.build.pipeline import read_courses
from coursebuilder.checks import check
from coursebuilder.pages.module import sections
from coursebuilder.problems import Problem
from coursebuilder.settings import read

COURSE = "id: fuzz\ntitle: Fuzz\naudience: All\nprovider: {place: ''}\nmodules: [modules/a.md]\n"
PIECES = st.sampled_from(
    [
        "## Page {#page}",
        "## Check {.assessment draw=2}",
        "### Deeper",
        "#### Deep",
        "::: question q1 {safety}",
        "::: question q2",
        "::: question q3 {kind=fill-in case=yes}",
        "::: question q4 {kind=numeric unit=m}",
        "::: question q5 {kind=likert}",
        "::: question q6 {kind=long-fill-in max=50}",
        "::: question q7 {kind=true-false}",
        "::: question q8 {kind=matching}",
        "::: question q9 {kind=sort}",
        "- [x] 16..18",
        "2. two",
        "|  | b |\n|---|---|\n| | 2 |\n| 1 | |",
        "::: note",
        "::: reveal More",
        "::: reflection think",
        ":::",
        "::::",
        ":::: note",
        "- [x] right",
        "- [ ] wrong",
        "  > why",
        "> everybody",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Table: One",
        "![alt](media/x.png)",
        "[link](#page)",
        "{{provider.place}}",
        "[@key:1]",
        "<!--",
        "-->",
        "```",
        "`code",
        "<b>",
        "1. one",
        "Some *plain* text.",
        "",
        "",
        "---",
        "{#x .y z=1}",
        "***",
        "&amp; &#0; \\",
        "\t tab",
    ]
)
SLOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(150))


def problems_of(folder: Path, course: str, module: bytes) -> list[Problem]:
    (folder / "modules").mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(course, encoding="utf-8", errors="surrogatepass")
    (folder / "modules" / "a.md").write_bytes(module)
    result = read_courses([folder])
    for loaded in result.courses:
        check(loaded)
        for module_read in loaded.modules:
            sections(module_read, loaded, (1, 1))
    return list(result.problems)


@SLOW
@given(st.lists(PIECES, max_size=40))
def test_any_order_of_known_pieces(tmp_path: Path, pieces: list[str]) -> None:
    text = "---\ntitle: A\nminutes: 3\n---\n" + "\n".join(pieces)
    problems_of(tmp_path, COURSE, text.encode())


@SLOW
@given(st.text(max_size=300))
def test_any_text(tmp_path: Path, text: str) -> None:
    problems_of(tmp_path, COURSE, text.encode("utf-8", "surrogatepass"))


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    problems_of(tmp_path, COURSE, data)


@SLOW
@given(st.text(alphabet="abc:-[]{}&*!|>'\"#\n ,~0", max_size=120))
def test_any_settings(text: str) -> None:
    read(text, "course.yaml")


@SLOW
@given(
    st.lists(
        st.sampled_from(
            [
                "id: a",
                "title: [x]",
                "modules:",
                "- a.md",
                "  b: c",
                "? x",
                "provider: {a: {b: c}}",
                "silence: [1]",
                "mastery_score: nan",
                "keywords: {}",
                "minutes: 1e9",
            ]
        ),
        max_size=9,
    )
)
def test_any_order_of_known_settings(tmp_path: Path, lines: list[str]) -> None:
    problems_of(tmp_path, "\n".join(lines), b"---\ntitle: A\nminutes: 3\n---\nText.\n")


@pytest.mark.parametrize(
    "text",
    [
        ">" * 5000 + " deep",
        "[" * 20000,
        "![" * 5000 + "](" * 5000,
        "\n".join("  " * depth + "- item" for depth in range(300)),
        "*_" * 10000,
        "`" * 20000,
        "| a " * 5000 + "|\n" + "|---" * 5000 + "|\n",
        ":::" * 5000,
        "\n".join("::: note" for _ in range(500)),
        "{{" * 10000,
        "[@" * 10000,
        "<!--" * 10000,
    ],
    ids=[
        "quotes",
        "brackets",
        "pictures",
        "lists",
        "emphasis",
        "ticks",
        "table",
        "colons",
        "fences",
        "slots",
        "citations",
        "comments",
    ],
)
def test_hostile_modules_end_soon(tmp_path: Path, text: str) -> None:
    problems_of(tmp_path, COURSE, b"---\ntitle: A\nminutes: 3\n---\n" + text.encode())


@pytest.mark.parametrize(
    "text", ["[" * 100000, "{a: " * 50000, "- " * 50000, "a: b: c", "\t", "%", "\x00", "\ufeff"]
)
def test_hostile_settings_end_soon(tmp_path: Path, text: str) -> None:
    assert problems_of(tmp_path, text, b"Text.")


# ---- size: in a process of its own, with little memory

_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, 400 * 2**20))
from coursebuilder.cli import main
sys.argv = ["coursebuilder", "check", sys.argv[1]]
main()
"""
_HEAD = "---\ntitle: A\nminutes: 3\n---\n"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("modules/a.md", lambda: _HEAD + "word " * 10_000_000),
        ("modules/a.md", lambda: _HEAD + "> " * 240_000),
        ("modules/a.md", lambda: _HEAD + "word **bold** [link](#start) {{provider.x}} [@k:1]\n\n" * 9_000),
        ("modules/a.md", lambda: _HEAD + "::: question q {kind=choice}\n" * 17_000),
        ("modules/a.md", lambda: _HEAD + "| a | b |\n|---|---|\n" + "| c | d |\n" * 49_000),
        ("modules/a.md", lambda: _HEAD + "".join(f"## Page {n}\n\nText.\n\n" for n in range(20_000))),
        ("modules/a.md", lambda: "---\n" + "title: A\n" * 55_000 + "---\n"),
        ("course.yaml", lambda: "id: a\n" + "title: A\n" * 5_600_000),
        ("course.yaml", lambda: "id: [" + "a, " * 160_000),
        ("course.yaml", lambda: COURSE + "".join(f"k{n}: v\n" for n in range(45_000))),
    ],
    ids=["words", "quotes", "inline", "questions", "table", "pages", "front", "settings", "list", "keys"],
)
def test_huge_files_are_refused_or_read_in_400_megabytes(
    tmp_path: Path, name: str, text: Callable[[], str]
) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "course.yaml").write_text(COURSE)
    (tmp_path / "modules" / "a.md").write_text(_HEAD + "Text.\n")
    (tmp_path / name).write_text(text())
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
