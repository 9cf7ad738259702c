"""Pages for people: their links lead somewhere, the README stays short, and the examples for Python run."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

import coursebuilder

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "manual").glob("*.md")])
_FENCED = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1 *$\n?", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1(?!`)")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)(?: \"[^\"]*\")?\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


def prose(path: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCED.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """The names that GitHub gives to a page's headings; a name that was taken gets -1, -2 … behind it."""
    found: set[str] = set()
    for heading in _HEADING.findall(prose(path)):
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
        plain = re.sub(r"[^\w\- ]", "", text).replace(" ", "-")
        numbered = (f"{plain}-{n}" for n in range(1, 100))
        found.add(plain if plain not in found else next(one for one in numbered if one not in found))
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    lost = []
    for address in _LINK.findall(_CODE.sub("", prose(path))):
        if re.match(r"[a-z]+:", address):
            continue
        name, _, anchor = unquote(address).partition("#")
        there = (path.parent / name).resolve() if name else path
        inside = there.is_relative_to(ROOT) and there.exists()
        if not inside or (anchor and anchor not in anchors(there)):
            lost.append(address)
    assert lost == []


def test_every_page_is_linked_from_the_readme_or_a_page_it_links() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        reached.add(path)
        links = (unquote(address).partition("#")[0] for address in _LINK.findall(_CODE.sub("", prose(path))))
        near = {(path.parent / link).resolve() for link in links if link.endswith(".md") and ":" not in link}
        waiting += sorted(near - reached)
    assert [str(path.relative_to(ROOT)) for path in PAGES if path not in reached] == []


def test_the_readme_can_be_read_in_one_sitting() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 250


_FUNCTION = re.compile(r"`(\w+)` (?:of|in) `(coursebuilder/[\w/]+\.py)`")


def test_functions_that_the_architecture_names_are_where_it_says() -> None:
    named = _FUNCTION.findall(prose(ROOT / "docs" / "architecture.md"))
    assert len(named) > 15
    for name, path in named:
        code = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\b", code, re.MULTILINE), (name, path)


NAMED = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/releasing.md")
_PLACE = re.compile(r"`((?:coursebuilder|tests|docs|manual|courses|themes|\.ci)/[\w./-]+)`")

MADE_BY_READERS = re.compile(r"courses/first/|/NAME/|/xx\.yaml")
IN_THE_WHEEL = {"coursebuilder/themes/"}


@pytest.mark.parametrize("page", NAMED)
def test_files_that_a_page_names_are_there(page: str) -> None:
    named = [name for name in _PLACE.findall(prose(ROOT / page)) if not MADE_BY_READERS.search(name)]
    assert [name for name in named if name not in IN_THE_WHEEL and not (ROOT / name).exists()] == []


def test_the_readme_has_the_commands_that_ci_types() -> None:
    """.ci/run takes the first line that begins so."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    first = next(line for line in lines if line.startswith("python3 -m venv"))
    assert "coursebuilder build courses/toolkit_intro courses/wider_workforce" in first
    assert next(line for line in lines if line.startswith(".venv/bin/python -m pytest"))


def test_the_readmes_first_course_has_no_mistakes(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    settings = re.search(r"```yaml\n(id: first.*?)```", text, re.DOTALL)
    module = re.search(r"```markdown\n(---.*?)```", text, re.DOTALL)
    assert settings and module
    (tmp_path / "first" / "modules").mkdir(parents=True)
    (tmp_path / "first" / "course.yaml").write_text(settings[1], encoding="utf-8")
    (tmp_path / "first" / "modules" / "01-start.md").write_text(module[1], encoding="utf-8")
    read = coursebuilder.read_courses([tmp_path / "first"])
    assert (len(read.courses), read.problems) == (1, ())


def test_the_readme_shows_the_example_unit_as_it_is() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(modules:\n.*?)```", text, re.DOTALL)
    assert shown
    unit = ROOT / "courses" / "shared" / "examples" / "apprenticeship_unit" / "course.yaml"
    assert unit.read_text(encoding="utf-8").endswith(shown[1])


def examples() -> list[str]:
    text = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


@pytest.mark.usefixtures("browser")
def test_the_examples_for_python_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One behind the other, as the page tells it: what the first built the second verifies."""
    shutil.copytree(ROOT / "tests" / "packages" / "small" / "course", tmp_path / "courses" / "first")
    monkeypatch.chdir(tmp_path)
    build, verify = examples()
    (tmp_path / "build.py").write_text(build, encoding="utf-8")
    runpy.run_path("build.py")
    said = capsys.readouterr().out
    assert len(list((tmp_path / "dist" / "scorm12").glob("*.zip"))) == 1
    assert said.count(".zip\n") == 2
    # In a process of its own: two browsers can't be driven in one thread.
    (tmp_path / "verify.py").write_text(verify, encoding="utf-8")
    done = subprocess.run([sys.executable, "verify.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "can be uploaded; nothing went wrong." in done.stdout


def test_the_api_has_what_its_page_names() -> None:
    text = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
    for name in coursebuilder.__all__:
        assert getattr(coursebuilder, name)
        assert f"`{name}" in text
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = coursebuilder.nothing  # type: ignore[attr-defined]


def test_importing_the_package_loads_nothing_else() -> None:
    code = "import sys, coursebuilder; print([name for name in sys.modules if 'coursebuilder.' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_verifying_program_is_told_of_a_name_that_nobody_has() -> None:
    with pytest.raises(ValueError, match='there is no learner "nobody"'):
        coursebuilder.verify_packages([], learners=["nobody"])
