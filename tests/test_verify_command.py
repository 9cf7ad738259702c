"""coursebuilder verify, as its users type it: what it reads, plays, prints and returns."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coursebuilder.cli import main
from coursebuilder.package import Package

Packaged = Callable[..., Package]


def verify(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


@pytest.fixture
def zipped(packaged: Packaged) -> Callable[[str], Path]:
    """The path of the small course's zip for a target."""

    def of(target: str) -> Path:
        file = next(iter(packaged(target).files.values()))
        return Path(file.archive)  # type: ignore[union-attr]  # it was read from a zip

    return of


def test_completer_and_leaver_find_nothing_wrong(zipped: Callable[[str], Path]) -> None:
    result = verify(*map(zipped, ("scorm12", "cmi5", "web")))
    assert result.exit_code == 0, result.output
    assert result.stderr.count("completer on generic: ok") == 3
    assert result.stderr.count("leaver on generic: ok") == 3


def test_a_zip_that_is_none_is_a_problem_not_a_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no zip")
    result = verify(tmp_path / "a.zip", tmp_path / "missing.zip")
    assert result.exit_code == 1
    assert f"{tmp_path}/a.zip: error: this is not a readable zip" in result.stderr
    assert f"{tmp_path}/missing.zip: error: this is not a readable zip: No such file" in result.stderr
    assert "2 errors, 0 warnings" in result.stderr


def test_a_zip_of_no_standard(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    result = verify(tmp_path / "a.zip")
    assert result.exit_code == 1 and "[unknown-standard]" in result.stderr


def test_package_rules_are_told_with_their_place(tmp_path: Path, zipped: Callable[[str], Path]) -> None:
    with zipfile.ZipFile(zipped("web")) as old, zipfile.ZipFile(tmp_path / "a.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("index.html", "start.html"), old.read(name))
    result = verify(tmp_path / "a.zip")
    assert result.exit_code == 1 and "[unknown-standard]" in result.stderr


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--learner", "nobody"), 'there is no learner "nobody": there are completer, leaver'),
        (("--for", "nowhere"), 'there is no platform "nowhere": there are learning-hub'),
    ],
)
def test_unknown_names_are_wrong_usage(option: tuple[str, str], said: str) -> None:
    result = verify(*option, "a.zip")
    assert result.exit_code == 2 and said in result.stderr


def test_without_the_extra_the_line_to_type_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("playwright", "coursebuilder.verify"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "playwright", None)
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    result = verify("a.zip")
    assert result.exit_code == 1
    assert "-m pip install 'coursebuilder[verify]'" in result.stderr


FOREIGN = """<!doctype html><html lang="en"><title>Theirs</title><p>Hello</p><script>
const api = parent.API; api.LMSInitialize("");
api.LMSSetValue("cmi.core.lesson_status", "incomplete");
addEventListener("pagehide", () => { %s });
</script></html>"""
MANIFEST = """<?xml version="1.0"?><manifest identifier="theirs" version="1"
 xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>Theirs</title>
<item identifier="i" identifierref="r"><title>Theirs</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="page.html">
<file href="page.html"/></resource></resources></manifest>"""


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ('api.LMSCommit(""); api.LMSFinish("");', []),
        ('api.LMSCommit("");', ["never-ended"]),
        ("", ["never-ended", "unsaved-at-close"]),
    ],
)
def test_a_visitor_judges_packages_of_other_makers(tmp_path: Path, last: str, found: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "theirs.zip", "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("page.html", FOREIGN % last)
    result = verify(tmp_path / "theirs.zip")
    assert "visitor on generic" in result.stderr
    assert [code for code in ("never-ended", "unsaved-at-close") if f"[{code}]" in result.stderr] == found
    assert result.exit_code == bool(found)
