"""coursebuilder verify, as its users type it: what it reads, plays, prints and returns."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from commands import verify
from conftest import TESTS

from coursebuilder.build import package as assembly
from coursebuilder.cli import main
from coursebuilder.package import Package
from coursebuilder.verify.browser import NO_SANDBOX_WARNING

Packaged = Callable[..., Package]


pytestmark = pytest.mark.usefixtures("verify_in_browser")


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
    learners, lms, browsers = result.stdout.splitlines()
    assert learners.startswith("For learners: yes. ")
    assert lms == "Any other LMS: all 3 packages can be uploaded; nothing went wrong."
    assert browsers.startswith("Played in Chromium ") and "Not played in Firefox, Safari" in browsers


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


@pytest.mark.usefixtures("browser")
def test_as_a_user_types_it(zipped: Callable[[str], Path]) -> None:
    """With a browser of its own; root is told, once, that it has no sandbox."""
    line = [sys.executable, "-m", "coursebuilder", "verify", str(zipped("xapi"))]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    *said, after = done.stderr.splitlines()
    assert said == ([NO_SANDBOX_WARNING] if os.geteuid() == 0 else []) and after.startswith("Next: ")
    assert "\nAny other LMS: " in done.stdout and "nothing went wrong.\n" in done.stdout


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--learner", "nobody"), 'there is no learner "nobody": there are completer, struggler'),
        (("--for", "nowhere"), 'there is no platform "nowhere": there are learning-hub'),
    ],
)
def test_unknown_names_are_wrong_usage(option: tuple[str, str], said: str) -> None:
    result = verify(*option, "a.zip")
    assert result.exit_code == 2 and said in result.stderr


def test_without_the_extra_the_line_to_type_is_named() -> None:
    """In a process of its own: what is imported anew here would stand beside what other tests hold."""
    code = (
        "import sys; sys.modules.update({'playwright': None, 'playwright.sync_api': None})\n"
        "from coursebuilder.cli import main; main(['verify', 'a.zip'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert re.search(r'-m pip install .*"playwright[<>=,.0-9]+"', done.stderr)
    assert "axe-playwright-python" in done.stderr and "coursebuilder[" not in done.stderr


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
    assert ("can be uploaded" in result.stdout) is not bool(found)
    assert ("visitor on generic: launch 1" in result.stderr) is bool(found)
    assert [code for code in ("never-ended", "unsaved-at-close") if f"[{code}]" in result.stderr] == found
    assert result.exit_code == bool(found)


def test_report_and_junit_tell_what_was_found(tmp_path: Path) -> None:
    """One page that asks for nothing else: its sentence, its cell with cure, transcript and picture."""
    with zipfile.ZipFile(tmp_path / "theirs.zip", "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("page.html", FOREIGN % "")
    report, junit = tmp_path / "report", tmp_path / "junit.xml"
    result = verify(tmp_path / "theirs.zip", "--report", report, "--junit", junit, "--for", "moodle")
    assert result.exit_code == 1 and f"{report}/index.html" in result.stdout
    page = (report / "index.html").read_text("utf-8")
    assert "Moodle 4.5: don&#39;t upload" in page and "Cure: end the session when the page goes" in page
    assert "status: incomplete" in page and "data:image/jpeg;base64," in page
    assert not re.findall(r"(?:src|href)=.(?!data:image|#)", page)
    suite = ElementTree.parse(junit).getroot()[0]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    cases = suite.findall("testcase")
    assert [case.get("name") for case in cases] == [
        "ready for learners",
        "package rules",
        "visitor on moodle",
    ]
    assert (cases[2][0].get("type"), cases[2][0].text is not None) == ("never-ended", True)


def test_a_platform_that_takes_no_such_package_is_said(zipped: Callable[[str], Path]) -> None:
    result = verify(zipped("cmi5"), "--for", "moodle")
    assert result.exit_code == 1 and "Moodle 4.5 takes no cmi5 packages" in result.stderr
    assert "nobody played: Moodle 4.5 takes no cmi5 packages [nobody-played]" in result.stderr


def test_a_build_puts_no_failing_zip_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old one stays; what is wrong is told at the place where the new one would be."""
    arguments = ["build", str(TESTS / "packages/small/course"), "--target", "web", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, [*arguments, "--verify"]).exit_code == 0
    path = tmp_path / "web" / "small--listening.zip"
    before = path.read_bytes()
    broken = "window.coursebuilder = null;\nthrow new Error('broken');\n"
    monkeypatch.setattr(assembly, "first_script", lambda *parts: broken)
    result = CliRunner().invoke(main, [*arguments, "--verify", "--no-store"])
    assert result.exit_code == 1 and path.read_bytes() == before
    told = " ".join(line for line in result.stderr.splitlines() if line.startswith(f"{path}: error: "))
    assert all(who in told for who in ("completer", "leaver", " on generic: "))
