"""Courses built for many providers from one file: each alone in its folder, mistakes all at once."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coursebuilder.cli import main

COURSE = """id: bikes
title: Bikes
audience: All
modules: [bikes.md]
provider:
  safeguarding_lead: {label: your lead}
"""
MODULE = """---
title: Bikes
minutes: 2
---
Ring {{provider.safeguarding_lead}}.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bikes").mkdir()
    (tmp_path / "bikes" / "course.yaml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "bikes" / "bikes.md").write_text(MODULE, encoding="utf-8")
    for name in ("ashbury", "birchley", "cedarton"):
        provider(tmp_path, name)
    catalogue(tmp_path, "ashbury", "birchley", "cedarton")
    return tmp_path


def provider(folder: Path, name: str, more: str = "") -> None:
    text = f"name: The {name} trust\nsafeguarding_lead: Sam of {name}\niri_base: https://{name}.example/c\n"
    (folder / f"{name}.yaml").write_text(f"{text}{more}", encoding="utf-8")


def catalogue(folder: Path, *names: str, more: str = "targets: [scorm12, web]\n") -> None:
    lines = "".join(f"  - {name}.yaml\n" for name in names)
    text = f"courses: [bikes]\nproviders:\n{lines}{more}"
    (folder / "catalogue.yaml").write_text(text, encoding="utf-8")


def run(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(
        main, ["catalogue", str(folder / "catalogue.yaml"), "--out", str(folder / "dist"), *more]
    )


def everything(folder: Path) -> bytes:
    """All names and bytes below a folder, zips unpacked."""
    found = b""
    for path in sorted(folder.rglob("*")):
        found += str(path.relative_to(folder)).encode()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                found += b"".join(name.encode() + archive.read(name) for name in archive.namelist())
        elif path.is_file():
            found += path.read_bytes()
    return found


def test_each_provider_has_its_own_and_nothing_of_another(folder: Path) -> None:
    result = run(folder)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "3 providers of 3, 6 packages"
    assert sorted(path.name for path in (folder / "dist").iterdir()) == ["ashbury", "birchley", "cedarton"]
    for name in ("ashbury", "birchley", "cedarton"):
        held = everything(folder / "dist" / name)
        assert f"Sam of {name}".encode() in held
        assert [other for other in ("ashbury", "birchley", "cedarton") if other.encode() in held] == [name]


def test_its_packages_are_those_that_build_makes(folder: Path) -> None:
    assert run(folder).exit_code == 0
    asked = ["build", str(folder / "bikes"), "--target", "scorm12", "--target", "web", "--no-store"]
    one = folder / "one"
    alone = CliRunner().invoke(main, [*asked, "--provider", str(folder / "birchley.yaml"), "--out", str(one)])
    assert alone.exit_code == 0, alone.output
    zips = [path.relative_to(one) for path in one.rglob("*.zip")]
    assert len(zips) == 2
    assert [
        path
        for path in zips
        if (one / path).read_bytes() != (folder / "dist" / "birchley" / path).read_bytes()
    ] == []


def test_one_failing_provider_is_reported_and_the_rest_are_built(folder: Path) -> None:
    assert run(folder).exit_code == 0
    before = everything(folder / "dist" / "birchley")
    provider(folder, "birchley", "nation: Mars\nlearners: few\n")
    provider(folder, "ashbury", "contact: new@ashbury.example\n")
    (folder / "frameworks").mkdir()
    (folder / "frameworks" / "st.yaml").write_text("codes: 1\n", encoding="utf-8")
    (folder / "cedarton").mkdir()
    shutil.move(folder / "cedarton.yaml", folder / "cedarton" / "provider.yaml")
    shutil.move(folder / "frameworks", folder / "cedarton" / "frameworks")
    catalogue(folder, "ashbury", "birchley", "cedarton/provider")
    result = run(folder)
    assert result.exit_code == 1 and "1 provider of 3, 2 packages" in result.stdout
    assert "nation can't be" in result.stderr and "learners can't be" in result.stderr
    assert "birchley: not built" in result.stderr and "cedarton: not built" in result.stderr
    assert "frameworks/st.yaml" in result.stderr
    assert everything(folder / "dist" / "birchley") == before
    assert b"new@ashbury.example" in everything(folder / "dist" / "ashbury")


def test_a_failing_package_leaves_no_folder(folder: Path) -> None:
    (folder / "bikes" / "theme").mkdir()
    text = (folder / "bikes" / "course.yaml").read_text("utf-8")
    (folder / "bikes" / "course.yaml").write_text(f"{text}theme: nowhere\n", encoding="utf-8")
    result = run(folder)
    assert result.exit_code == 1 and "0 providers of 3, 0 packages" in result.stdout
    assert not (folder / "dist" / "ashbury").exists()
    assert result.stderr.count("nowhere") == 1 and "cedarton: not built (told above)" in result.stderr


def test_what_cannot_be_written_is_that_providers_alone(folder: Path) -> None:
    (folder / "dist").mkdir()
    (folder / "dist" / "birchley").write_text("a file", encoding="utf-8")
    result = run(folder)
    assert result.exit_code == 1 and "[not-written]" in result.stderr
    assert "2 providers of 3, 4 packages" in result.stdout
    assert (folder / "dist" / "birchley").read_text("utf-8") == "a file"


def test_all_mistakes_of_a_catalogue_at_once_and_nothing_is_written(folder: Path) -> None:
    (folder / "Ashbury").mkdir()
    shutil.copy(folder / "ashbury.yaml", folder / "Ashbury" / "provider.yaml")
    catalogue(folder, "ashbury", "delta", "Ashbury/provider", more="platforms: [mooodle]\nplaces: 1\n")
    text = (folder / "catalogue.yaml").read_text("utf-8").replace("[bikes]", "[bikes, boats]")
    (folder / "catalogue.yaml").write_text(text, encoding="utf-8")
    result = run(folder)
    assert result.exit_code == 1
    for code in ("no-course", "no-provider", "duplicate-provider", "wrong-value", "unknown-key"):
        assert result.stderr.count(f"[{code}]") == 1, result.stderr
    assert 'did you mean "moodle"' in result.stderr.lower() or "moodle" in result.stderr
    assert not (folder / "dist").exists()


@pytest.mark.parametrize(
    "text", ["", "- 1\n", "courses: [\n", "courses: {a: 1}\nproviders: [[1]]\n", "courses: &a [b]\n", "\x00"]
)
def test_what_is_no_catalogue(text: str, folder: Path) -> None:
    (folder / "catalogue.yaml").write_text(text, encoding="utf-8")
    result = run(folder)
    assert result.exit_code == 1 and "catalogue.yaml" in result.stderr
    assert isinstance(result.exception, SystemExit) and not (folder / "dist").exists()


@pytest.mark.parametrize("name", ["con", "a b", "päd"])
def test_names_that_no_folder_can_have_everywhere(name: str, folder: Path) -> None:
    provider(folder, name)
    catalogue(folder, name)
    result = run(folder)
    assert result.exit_code == 1 and "[bad-id]" in result.stderr and not (folder / "dist").exists()


def test_as_json(folder: Path) -> None:
    provider(folder, "birchley", "nation: Mars\n")
    result = run(folder, "--format", "json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert [(one["name"], one["built"], len(one["packages"])) for one in said["providers"]] == [
        ("ashbury", True, 2),
        ("birchley", False, 0),
        ("cedarton", True, 2),
    ]
    assert [one["code"] for one in said["providers"][1]["problems"]].count("wrong-value") == 1
    assert said["problems"] == [] and said["not_judged"] is None
    catalogue(folder, "nobody")
    said = json.loads(run(folder, "--format", "json").stdout)
    assert said["providers"] == [] and [one["code"] for one in said["problems"]] == ["no-provider"]
