"""The probe as a package, and the command that writes it; no browser opens it here."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from coursebuilder.build.probe import SAMPLES, probe_package, probed, write_probe
from coursebuilder.cli import main
from coursebuilder.targets import TARGETS, detect
from coursebuilder.verify.host import TYPES


@pytest.mark.parametrize("name", probed())
def test_the_zip_is_a_package_of_its_standard_and_the_same_every_time(name: str, tmp_path: Path) -> None:
    package = probe_package(TARGETS[name])
    assert detect(package) is TARGETS[name]
    assert {problem.code for problem in TARGETS[name].package_rules(package)} == {"file-type"}
    one, two = (write_probe(TARGETS[name], tmp_path / folder) for folder in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size < 16_000
    assert {f".{suffix}" for suffix in SAMPLES} & set(TYPES) and "mp4" in SAMPLES


def test_the_command(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["probe", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    written = ["probe-scorm12.zip", "probe-scorm2004-3rd.zip", "probe-scorm2004-4th.zip"]
    assert [Path(line).name for line in done.stdout.splitlines()] == written
    done = CliRunner().invoke(main, ["probe", "--target", "scorm2004-3rd", "--out", str(tmp_path)])
    assert [Path(line).name for line in done.stdout.splitlines()] == written[1:2]
    wrong = CliRunner().invoke(main, ["probe", "--target", "scorm21", "--out", str(tmp_path)])
    assert wrong.exit_code == 2 and 'did you mean "scorm12"?' in wrong.output
    (tmp_path / "file").write_text("in the way")
    wrong = CliRunner().invoke(main, ["probe", "--out", str(tmp_path / "file" / "deeper")])
    assert wrong.exit_code == 1 and "can't write" in wrong.output
