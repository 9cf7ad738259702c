"""verify --for PLATFORM: what that platform can't take shows in the zip, and is an error there alone."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from playwright.sync_api import Browser
from rule_cases import package
from test_scorm2004_rules import BROKEN, changed

from coursebuilder.package import Package, write_zip
from coursebuilder.platforms import PLATFORMS, Limit, Source
from coursebuilder.verify.behaviour import KNOWN
from coursebuilder.verify.junit import junit
from coursebuilder.verify.opened_packages import OpenedPackage, open_package
from coursebuilder.verify.personas import PERSONAS
from coursebuilder.verify.play import PlayedCase
from coursebuilder.verify.refusals import refusals
from coursebuilder.verify.report import page
from coursebuilder.verify.verdicts import verdicts

TWO_PARTS = """<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>Course</title>
<item identifier="I1" identifierref="R1"><title>One</title></item>
<item identifier="I2" identifierref="R2"><title>Two</title></item></organization></organizations>
<resources>
<resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="a.html">
<file href="a.html"/></resource>
<resource identifier="R2" type="webcontent" adlcp:scormtype="sco" href="b.html">
<file href="b.html"/></resource>
</resources></manifest>"""


def zipped(path: Path, *more: str, manifest: str = TWO_PARTS) -> OpenedPackage:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {
            "imsmanifest.xml": manifest,
            **dict.fromkeys(("a.html", "b.html", *more), ""),
        }.items():
            archive.writestr(name, text)
    return open_package(path)


def codes(opened: OpenedPackage, name: str) -> set[str]:
    return {problem.code for problem in refusals([opened], [name])}


def test_a_platform_with_one_start_address_takes_no_two_parts(tmp_path: Path) -> None:
    two = zipped(tmp_path / "two.zip")
    (problem,) = refusals([two], ["learning-hub", "moodle", "generic", "late"])
    assert (problem.code, problem.severity, problem.place.path) == (
        "platform-launches",
        "error",
        str(two.path),
    )
    assert problem.message == "2 parts to start; NHS Learning Hub starts 1 of them"
    second = '<item identifier="I2" identifierref="R2"><title>Two</title></item>'
    one = zipped(tmp_path / "one.zip", manifest=TWO_PARTS.replace(second, ""))
    assert codes(one, "learning-hub") == set()


def test_files_are_named_that_it_does_not_serve(tmp_path: Path) -> None:
    clip = zipped(tmp_path / "clip.zip", "media/talk.mp4")
    assert codes(clip, "aicc-shim") == {"platform-launches"}
    (_, problem) = refusals([clip], ["learning-hub"])
    assert (problem.code, problem.place.path) == ("platform-file-type", f"{clip.path}/media/talk.mp4")


def test_a_zip_is_held_to_the_platforms_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = zipped(tmp_path / "a.zip")
    size = opened.path.stat().st_size
    for most, wrong in ((size, set()), (size - 1, {"platform-package-size"})):
        small = replace(PLATFORMS["bud"], package_bytes=Limit(most, Source.DOCUMENTED))
        monkeypatch.setitem(PLATFORMS, "bud", small)
        assert codes(opened, "bud") == wrong


def test_what_it_does_not_run_is_not_judged_for_it(packaged: Callable[..., Package], tmp_path: Path) -> None:
    ours = open_package(write_zip(packaged("cmi5"), tmp_path / "a.zip").path)
    assert refusals([ours], tuple(PLATFORMS)) == []
    broken = tmp_path / "b.zip"
    broken.write_bytes(b"no zip")
    assert refusals([open_package(broken)], tuple(PLATFORMS)) == []


def test_its_sentence_says_so_and_no_other_platforms(tmp_path: Path) -> None:
    clip = zipped(tmp_path / "clip.zip")
    fine = replace(clip, problems=())
    cases = [
        PlayedCase(fine, "a.html", PERSONAS["visitor"], KNOWN[name], (), "", (), 1)
        for name in ("learning-hub", "moodle")
    ]
    hub, moodle = verdicts([fine], cases)
    assert "don't upload" in hub.sentence and "2 parts to start" in hub.sentence
    assert "can be uploaded" in moodle.sentence
    assert page([fine], cases).count("<code>platform-launches</code>") == 1
    elements = {case.get("name"): case for case in Xml.fromstring(junit([fine], cases)).iter("testcase")}
    assert elements["taken by learning-hub"].find("failure") is not None
    assert "taken by moodle" not in elements


def test_a_link_in_the_report_opens_what_it_leads_to(browser: Browser, tmp_path: Path) -> None:
    clip = zipped(tmp_path / "clip.zip")
    sheet = tmp_path / "report.html"
    case = PlayedCase(clip, "a.html", PERSONAS["visitor"], KNOWN["moodle"], (), "x", (), 1, 1234)
    sheet.write_text(page([clip], [case]))
    window = browser.new_page()
    window.goto(sheet.as_uri())
    assert not window.locator("details").get_attribute("open")
    window.get_by_role("link", name="good").click()
    assert window.locator("details pre").is_visible()
    assert "at most 1,234 characters of saved progress (it keeps 64,000)" in window.inner_text("details")
    window.close()


@pytest.mark.parametrize(
    ("name", "severities"), [("moodle", ["error"]), ("totara", ["error"]), ("generic", [])]
)
def test_a_map_of_objectives_ends_the_import_where_it_does_alone(
    tmp_path: Path, name: str, severities: list[str]
) -> None:
    write_zip(package(changed(BROKEN["objective-map"][0])), tmp_path / "a.zip")
    opened = open_package(tmp_path / "a.zip")
    assert {one.severity for one in opened.problems if one.code == "objective-map"} == {"warning"}
    found = [one for one in refusals([opened], [name]) if one.code == "objective-map"]
    assert [one.severity for one in found] == severities
