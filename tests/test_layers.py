"""Who may import whom: the rooms of coursebuilder, level by level, and the libraries that each may know.

`pytest tests/test_layers.py --accept` writes the table into docs/architecture.md.
"""

from __future__ import annotations

import ast
import graphlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "coursebuilder"
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: written by tests/test_layers.py -->\n", "<!-- end of rooms -->\n"

# level, room, what lives there, the rooms it may import besides itself
ROOMS = (
    (0, "problems", "Place, Problem, did_you_mean: how every mistake is reported", ""),
    (0, "lrs", "the double of a Learning Record Store, for tests and `verify`", ""),
    (0, "web_content", "what makes a browser fetch, run or hide something: one judge of SVG and CSS", ""),
    (1, "settings", "YAML values with their places", "problems"),
    (1, "templating", "Jinja: the built-in templates and a theme's", "problems web_content"),
    (1, "model", "the course as values, and functions of it alone: keys, scoring, minutes", "problems"),
    (1, "package", "a package's files; writing and reading zips", "problems"),
    (2, "words", "the player's words by language", "settings"),
    (2, "checks", "RULES over a Course", "model problems"),
    (2, "media", "pictures, clips and captions", "model problems web_content"),
    (2, "platforms", "LMSs and what they take, as data", "model package problems"),
    (3, "source", "what authors and providers write becomes a Course", "media model problems settings words"),
    (3, "pages", "a Course becomes HTML: pages, printables, index page", "model platforms templating words"),
    (3, "player", "runtime/*.js, built/*.js, and what a package takes of them", ""),
    (3, "theme", "theme.yaml, style sheets, contrast", "media problems settings templating web_content"),
    (4, "targets", "SCORM 1.2, SCORM 2004, cmi5, xAPI, web: each standard's words stand here alone",
     "model package problems theme web_content words"),
    (5, "build", "course folders in, packages out; the theme gallery and the probe",
     "checks media model package pages platforms player problems source targets templating theme words"),
    (5, "verify", "scripted learners take packages in a browser",
     "lrs package platforms problems targets templating"),
    (5, "coverage", "what courses cover of a framework's codes; evidence sheets", "model package templating"),
    (5, "handbook", "a course's handbook as documents to print and to type in",
     "checks model package pages problems source"),
    (5, "quality", "a course's teaching in figures, as JSON and as a page; what changed between two releases",
     "checks model templating"),
    (5, "bring", "documents and question banks of other programs, in and out",
     "checks media model package problems settings source"),
    (5, "results", "learners' answers analysed: sources in, figures, report and findings out; the codebook",
     "model problems source targets templating"),
    (6, "begin", "a new course, module, unit or provider's file; courses and manual that travel along",
     "build model settings source"),
    (6, "release", "what a package holds and stores, for those who answer for it",
     "build coverage handbook model package pages platforms problems results targets templating verify"),
    (6, "comments", "review copies for Word; what reviewers wrote on a copy, at its lines",
     "bring handbook model package pages problems"),
    (6, "signing", "a person's signature under a module", "build model problems source"),
    (6, "translate", "PO files and Word tables that follow a course", "bring problems source"),
    (7, "studio", "a local page to write modules in, with the page as learners have it beside the text",
     "begin build model package problems results source targets"),
    (8, "cli", "commands: arguments in, problems and exit code out",
     "begin bring build comments coverage handbook model problems quality release results signing source"
     " studio targets translate verify"),
)  # fmt: skip
# a library -> the only rooms that may know it
KNOWN_BY = {
    "altair": {"results"},
    "axe_playwright_python": {"verify"},
    "click": {"cli"},
    "docx": {"coverage", "handbook", "translate"},
    "duckdb": {"results"},
    "greenlet": {"verify"},
    "ibis": {"results"},
    "PIL": {"media"},
    "jinja2": {"targets", "templating"},
    "lxml": {"bring", "comments", "handbook", "release", "targets", "web_content"},
    "mammoth": {"bring"},
    "markdown_it": {"source"},
    "markupsafe": {"pages", "results", "templating", "words"},
    "mdit_py_plugins": {"source"},
    "playwright": {"verify"},
    "polib": {"source", "translate"},
    "pyarrow": {"results"},
    "pyspark": {"results"},
    "starlette": {"studio"},
    "tincan": {"results", "targets"},
    "uvicorn": {"studio"},
    "watchfiles": {"studio"},
    "yaml": {"settings"},
}
LEVEL = {room: level for level, room, _, _ in ROOMS}
ALLOWED = {room: set(allowed.split()) for _, room, _, allowed in ROOMS}


def test_rooms_import_only_what_the_table_allows() -> None:
    wrong = {room: sorted(own - ALLOWED[room]) for room, (own, _) in imports().items()}
    assert {room: names for room, names in wrong.items() if names} == {}


def test_the_table_allows_nothing_unused() -> None:
    unused = {room: sorted(ALLOWED[room] - own) for room, (own, _) in imports().items()}
    assert {room: names for room, names in unused.items() if names} == {}


def test_a_room_imports_only_from_lower_levels() -> None:
    upwards = [(room, other) for room in LEVEL for other in ALLOWED[room] if LEVEL[other] >= LEVEL[room]]
    assert upwards == []


def test_no_files_import_one_another_in_a_circle() -> None:
    order = graphlib.TopologicalSorter(dict(_files())).static_order()
    assert len(list(order)) > 200


def test_libraries_are_known_where_the_table_says() -> None:
    known: dict[str, set[str]] = {}
    for room, (_, libraries) in imports().items():
        for library in libraries & set(KNOWN_BY):
            known.setdefault(library, set()).add(room)
    assert known == KNOWN_BY


def test_the_architecture_page_has_the_table(request: pytest.FixtureRequest) -> None:
    page = PAGE.read_text(encoding="utf-8")
    written = re.sub(f"(?s){re.escape(BEGIN)}.*{re.escape(END)}", lambda _: BEGIN + table() + END, page)
    if request.config.getoption("--accept"):
        PAGE.write_text(written, encoding="utf-8")
    else:
        assert page == written


def table() -> str:
    rows = (
        f"| {level} | `{room}` | {what} | {', '.join(allowed.split()) or '–'} |\n"
        for level, room, what, allowed in ROOMS
    )
    return "| level | room | what lives there | may import |\n|---|---|---|---|\n" + "".join(rows)


def imports() -> dict[str, tuple[set[str], set[str]]]:
    """For each room: the other rooms and the top-level libraries that it imports."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room in {"__init__", "__main__"}:
            continue
        own, libraries = found.setdefault(room, (set(), set()))
        for name in _imported(path):
            first, *rest = name.split(".")
            if first != "coursebuilder":
                libraries.add(first)
            elif rest[0] not in {room, "__version__"}:
                own.add(rest[0])
    return found


def _files() -> Iterator[tuple[str, set[str]]]:
    """Each module's name and the modules of coursebuilder that it imports by name."""
    names = {_module_name(path): path for path in PACKAGE.rglob("*.py")}
    for name, path in names.items():
        yield (
            name,
            {_nearest(other, names) for other in _imported(path) if other.startswith("coursebuilder.")},
        )


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _nearest(name: str, modules: dict[str, Path]) -> str:
    """The module that a dotted name lies in: `a.b.function` lies in `a.b`."""
    while name not in modules:
        name = name.rpartition(".")[0]
    return name


def _imported(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, with the name taken from each module behind it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
