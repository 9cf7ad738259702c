"""Who may import whom. The README prints this table; both are held against the code."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "coursebuilder"

# part of coursebuilder -> the parts it may import, besides itself
ALLOWED = {
    "archive": "",
    "assembly": "course_pages model package pages scripts stylesheet targets whole",
    "attributes": "",
    "blocks": "keys model question_parts text_track writing",
    "build": "assembly checks guide model package papers platforms problems settings source specimen targets "
    "templating theme whole",
    "checks": "model problems settings state_size",
    "cli": "build probe problems specimen targets verify",
    "compact": "",
    "course_data": "model question_data scene_data words",
    "course_pages": "course_data keys model notices pages whole writing",
    "guide": "course_data model platforms templating",
    "judge": "keys model",
    "keys": "model",
    "lrs": "",
    "markdown": "attributes keys media model problems questions settings",
    "media": "model problems settings web_content",
    "model": "problems",
    "notices": "course_data model writing",
    "package": "archive unzip",
    "pages": "blocks course_data model notices templating words writing",
    "papers": "model notices question_parts templating whole words writing",
    "platforms": "model package problems",
    "probe": "model package problems scripts settings targets templating theme",
    "problems": "",
    "question_data": "keys model",
    "question_parts": "keys model",
    "questions": "attributes judge keys model problems settings",
    "scene_data": "keys model",
    "scripts": "compact words",
    "settings": "problems",
    "source": "keys markdown media model problems settings words",
    "specimen": "assembly course_pages model package pages problems source targets templating theme",
    "state_size": "model",
    "stylesheet": "",
    "targets": "keys model package problems theme words",
    "templating": "problems settings",
    "text_track": "model",
    "theme": "problems settings templating web_content",
    "unzip": "problems",
    "verify": "lrs package platforms problems targets",
    "web_content": "",
    "whole": "keys model problems state_size",
    "words": "settings",
    "writing": "course_data model templating words",
}
# a library -> the only parts that may know it
KNOWN_BY = {
    "axe_playwright_python": {"verify"},
    "click": {"cli"},
    "greenlet": {"verify"},
    "PIL": {"media"},
    "imagesize": {"media"},
    "jinja2": {"targets", "templating", "verify"},
    "lxml": {"targets", "web_content"},
    "markdown_it": {"markdown"},
    "markupsafe": {
        "blocks",
        "course_pages",
        "notices",
        "pages",
        "papers",
        "question_parts",
        "templating",
        "words",
        "writing",
    },
    "mdit_py_plugins": {"markdown"},
    "playwright": {"verify"},
    "tincan": {"targets"},
    "yaml": {"settings"},
}


def test_parts_import_only_what_the_table_allows() -> None:
    wrong = {
        part: sorted(own - {part} - set(ALLOWED[part].split()))
        for part, (own, _) in imports().items()
        if own - {part} - set(ALLOWED[part].split())
    }
    assert wrong == {}


def test_the_table_allows_nothing_unused() -> None:
    unused = {part: sorted(set(ALLOWED[part].split()) - own) for part, (own, _) in imports().items()}
    assert {part: names for part, names in unused.items() if names} == {}


def test_libraries_are_known_where_the_table_says() -> None:
    known: dict[str, set[str]] = {}
    for part, (_, libraries) in imports().items():
        for library in libraries & set(KNOWN_BY):
            known.setdefault(library, set()).add(part)
    assert known == KNOWN_BY


def test_the_readme_prints_the_table() -> None:
    assert table() in (ROOT / "README.md").read_text(encoding="utf-8")


def table() -> str:
    rows = "".join(f"| {part} | {', '.join(names.split()) or '-'} |\n" for part, names in ALLOWED.items())
    return f"| part | may import |\n|---|---|\n{rows}"


def imports() -> dict[str, tuple[set[str], set[str]]]:
    """For each part: the parts of coursebuilder and the top-level libraries it imports."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if part in {"__init__", "__main__"}:
            continue
        own, libraries = found.setdefault(part, (set(), set()))
        for name in _imported(ast.parse(path.read_text(encoding="utf-8"))):
            first, *rest = name.split(".")
            if first == "coursebuilder" and rest:
                own.add(rest[0])
            elif first != "coursebuilder":
                libraries.add(first)
    return found


def _imported(tree: ast.Module) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if node.module == "coursebuilder"
                else [node.module]
            )
    return names


if __name__ == "__main__":
    print(table())
