"""inspect: what is told of our own packages holds for their code; of others only what their files show."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.cli import main
from coursebuilder.package import write_zip
from coursebuilder.release.inspect import data_sheet, inspect
from coursebuilder.release.marks import FILE, Marks
from coursebuilder.release.stored_data import ELEMENTS
from coursebuilder.targets import TARGETS

ROOT = Path(__file__).parent.parent
COURSE = Path(__file__).parent / "saved_by_0_1" / "course"
FOREIGN = """<!doctype html><html lang="en"><head><title>Theirs</title>
<script src="https://cdn.other.example/lib.js"></script></head><body><script>
API.LMSSetValue("cmi.core.student_name", ""); document.cookie = "a=1"; localStorage.a = 1;
navigator.sendBeacon("https://tracker.other.example/hit");
</script></body></html>"""


def built(target: str, folder: Path, provider: Path | None = None, whole: bool = False) -> Path:
    (course,) = read_courses([COURSE], provider).courses
    package = build_package(orders(course, whole)[0], TARGETS[target])
    return write_zip(package, folder / target / f"{package.name}.zip").path


def with_files(path: Path, **files: str) -> Path:
    made = path.with_name(f"changed-{path.name}")
    shutil.copy(path, made)
    with zipfile.ZipFile(made, "a") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return made


def text_of(page: bytes) -> str:
    return "".join(map(str, html.fromstring(page).itertext()))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["inspect", *map(str, arguments)])


@pytest.mark.parametrize("target", TARGETS)
def test_a_package_of_ours(target: str, tmp_path: Path) -> None:
    found = inspect(path := built(target, tmp_path))
    assert found.ours and not found.was_changed
    assert found.hosts == () and found.problems == ()
    assert found.described.title and found.described.identity and found.described.version
    assert re.fullmatch("[0-9a-f]{8}", found.build)
    assert found.size == path.stat().st_size
    assert "notes in reflections" in found.never_sent
    assert found.sends_text == ("word", "for-your-tutor", "month")


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-3rd"])
def test_the_elements_told_are_those_in_the_adapter(target: str) -> None:
    adapter = ROOT / "coursebuilder" / "targets" / TARGETS[target].adapter / "adapter.js"
    script = "".join(path.read_text("utf-8") for path in (adapter, adapter.with_name("telling.js")))
    script += (ROOT / "coursebuilder/player/runtime/scorm_session.js").read_text("utf-8")
    told = {name for _, names in ELEMENTS[target] for name in names}
    assert {name for name in told if name.rpartition("core.")[2].split(".")[0] not in script} == set()
    used = set(re.findall(r'"(core\.[a-z_.]+|suspend_data|location|learner_id|learner_name|mode)"', script))
    assert used - told == set()


def test_a_whole_course_of_several_pages_tells_of_all(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(
        "id: two\ntitle: Two\naudience: All\nmodules: [one.md, two.md]\n", "utf-8"
    )
    for name in ("one", "two"):
        asked = f"::: question typed-{name}\nWhich?\n\n- [x] This\n  > Yes.\n- [ ] That\n:::\n"
        text = f"---\ntitle: {name}\nminutes: 2\n---\n## Page {{#page}}\n\nText.\n\n{asked}"
        (tmp_path / f"{name}.md").write_text(text.replace("typed-two", "typed-two {kind=fill-in}"), "utf-8")
    (course,) = read_courses([tmp_path]).courses
    package = build_package(orders(course, True)[0], TARGETS["cmi5"])
    assert inspect(write_zip(package, tmp_path / "two.zip").path).sends_text == ("typed-two",)


def test_statements_beside_an_lms_are_told(tmp_path: Path) -> None:
    provider = tmp_path / "provider.yaml"
    provider.write_text(
        "name: Hillside (example)\nstatements:\n  endpoint: https://xapi.hillside.example/\n"
        "  home_page: https://hillside.example\n  salt: 0123456789abcdef0123456789abcd\n",
        encoding="utf-8",
    )
    found = inspect(built("scorm12", tmp_path, provider))
    assert any("https://xapi.hillside.example/" in row.where for row in found.stored)
    assert not found.was_changed


def test_what_was_added_to_a_package_of_ours_is_told(tmp_path: Path) -> None:
    found = inspect(with_files(built("web", tmp_path), extra_js="document.cookie = 'who=me'"))
    assert found.was_changed
    assert any("cookies" in row.what and "changed after it was built" in row.what for row in found.stored)
    assert b"It sets no cookies" not in data_sheet([found])


def test_marks_are_read_and_their_absence_is_not_readiness(tmp_path: Path) -> None:
    plain = built("web", tmp_path)
    assert inspect(plain).marks is not None
    marks = {
        "version": 1,
        "unfinished": ["a picture has no description"],
        "unsigned": ["keeping-safe"],
        "unfilled": [{"name": "deputy", "label": "your deputy lead"}],
        "checks": [],
    }
    with zipfile.ZipFile(plain) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != FILE}
    bare, marked = tmp_path / "bare.zip", tmp_path / "marked.zip"
    for path, held in ((bare, files), (marked, {**files, FILE: json.dumps(marks).encode()})):
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in held.items():
                archive.writestr(name, data)
    assert "not known" in inspect(bare).readiness[0]
    found = inspect(marked)
    assert found.marks == Marks(("a picture has no description",), ("keeping-safe",), ("your deputy lead",))
    assert found.readiness == (
        "unfinished: a picture has no description",
        "not signed off: keeping-safe",
        "not filled in: your deputy lead",
    )


def test_of_another_makers_package_only_what_was_found_is_said(tmp_path: Path) -> None:
    path = tmp_path / "theirs.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.html", FOREIGN)
    found = inspect(path)
    assert not found.ours and found.described.title == "Theirs"
    assert found.hosts == ("cdn.other.example",) and found.named_hosts == ("tracker.other.example",)
    names = {row.what.partition(":")[0] for row in found.stored}
    assert names == {"SCORM elements", "localStorage", "cookies", "requests over HTTP"}
    assert found.never_sent == ()
    said = text_of(data_sheet([found]))
    assert "found in its files" in said and "stores nothing" not in said and "sets no cookies" not in said


def test_where_nothing_was_found_nothing_is_promised(tmp_path: Path) -> None:
    path = tmp_path / "quiet.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.html", "<!doctype html><title>Quiet</title><p>Text.")
    said = text_of(data_sheet([inspect(path)]))
    assert "That is not to say that it stores nothing" in said


@pytest.mark.parametrize("data", [b"", b"no zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_told_and_fails(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(data)
    done = run(path)
    assert done.exit_code == 1 and "error" in done.output, done.output
    assert run(tmp_path / "missing.zip").exit_code == 1


def test_the_command_prints_and_writes_the_sheet(tmp_path: Path) -> None:
    path = built("scorm12", tmp_path)
    done = run(path, "--html", tmp_path / "out" / "sheet.html")
    assert done.exit_code == 0, done.output
    assert "SCORM 1.2" in done.output and "cmi.suspend_data" in done.output
    page = html.fromstring((tmp_path / "out" / "sheet.html").read_bytes())
    assert page.get("lang") == "en-GB" and page.findtext(".//h1") == "Data sheet"
    (told,) = json.loads(run(path, "--format", "json").output)
    assert told["standard"] == "SCORM 1.2" and told["ours"] is True
