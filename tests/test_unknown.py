"""Zips that are of no standard: each is told what was probably meant."""

from __future__ import annotations

import pytest
from rule_cases import Files, package
from test_scorm12_rules import MANIFEST

from coursebuilder.targets import detect
from coursebuilder.targets.unknown import unknown

BROKEN: dict[str, tuple[Files, str]] = {
    "one folder too deep": (
        {"my course/imsmanifest.xml": MANIFEST, "my course/index.html": "", "__MACOSX/._my course": ""},
        "zip what is in the folder my course, not the folder itself",
    ),
    "the web, too deep": ({"site/index.html": "", "site/a/index.html": ""}, "in the folder site, not"),
    "capitals": ({"IMSManifest.XML": MANIFEST, "index.htm": ""}, "rename the file to imsmanifest.xml"),
    "a zip in a zip": ({"course.zip": "PK"}, "unpack the outer one"),
    "another version": (
        {"imsmanifest.xml": MANIFEST.replace(">1.2<", ">2004<"), "index.html": ""},
        "write 1.2, 2004 3rd Edition or 2004 4th Edition",
    ),
    "another vocabulary": ({"imsmanifest.xml": "<manifest xmlns='urn:x'/>"}, "write 1.2, 2004 3rd"),
    "nothing of the kind": ({"readme.txt": "hello"}, "it needs imsmanifest.xml, cmi5.xml, tincan.xml"),
}
FINE: list[Files] = [
    {"imsmanifest.xml": MANIFEST, "more/imsmanifest.xml": "<other/>"},
    {"index.html": "", "media/index.html": "", "exercises.zip": "PK"},
    {"imsmanifest.xml": "<manifest"},
]


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_package_is_told_why(name: str) -> None:
    files, hint = BROKEN[name]
    assert detect(package(files)) is None
    problems = unknown(package(files))
    assert {problem.code for problem in problems} == {"unknown-standard"}
    assert hint in problems[0].hint


@pytest.mark.parametrize("files", FINE)
def test_what_is_a_package_is_known(files: Files) -> None:
    assert detect(package(files))
