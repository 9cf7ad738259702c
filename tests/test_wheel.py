"""What users install: the wheel in an empty environment builds a course outside the repository."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from coursebuilder import __version__

ROOT = Path(__file__).parent.parent


@pytest.mark.slow  # downloads what the wheel needs
def test_the_wheel_builds_a_course_in_an_empty_environment(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path / "wheel"), str(ROOT))
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    assert wheel.name.startswith(f"coursebuilder-{__version__}-")
    with zipfile.ZipFile(wheel) as opened:
        names = {name.partition("dist-info/")[2] or name for name in opened.namelist()}
    assert {"coursebuilder/py.typed", "licenses/LICENSE", "licenses/courses/LICENCE.md"} <= names
    venv.create(tmp_path / "venv")
    scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run(*pip, "--python", str(scripts / "python"), "install", str(wheel))
    course = shutil.copytree(ROOT / "tests" / "packages" / "small" / "course", tmp_path / "course")
    run(str(scripts / "coursebuilder"), "build", str(course), "--out", str(tmp_path / "dist"), cwd=tmp_path)
    assert len(list((tmp_path / "dist" / "scorm12").glob("*.zip"))) == 1
    tool = str(scripts / "coursebuilder")
    run(tool, "new", "A title", cwd=tmp_path)
    run(tool, "check", "--strict", "a-title", cwd=tmp_path)
    run(tool, "example", "both", cwd=tmp_path)
    run(tool, "check", "--strict", "both/toolkit_intro", "both/wider_workforce", cwd=tmp_path)
    assert (tmp_path / "both" / "LICENCE.md").is_file()
    run(tool, "manual", "missing-alt", cwd=tmp_path)
    verify = subprocess.run(
        [tool, "verify", "dist/x.zip"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert verify.returncode == 3  # nothing was judged
    assert '"playwright' in verify.stderr and "coursebuilder[" not in verify.stderr


def test_the_source_distribution_has_courses_pages_and_licences(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path))
    (made,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(made) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    pages = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"}
    assert pages | {"docs/architecture.md", "manual/README.md", "tests/conftest.py"} <= names
    assert {"LICENSE", "courses/LICENCE.md", "courses/wider_workforce/course.yaml"} <= names
    assert not [name for name in names if "node_modules" in name or ".venv" in name]


def test_the_file_for_windows_jumps_to_what_is_there_and_keeps_paths_out_of_brackets() -> None:
    text = (ROOT / "scripts" / "coursebuilder.bat").read_bytes().decode("ascii")
    assert text.count("\n") == text.count("\r\n")  # without CR the command prompt misses labels
    lines = [line for line in text.splitlines() if not line.startswith("rem ")]
    labels = {line for line in lines if line.startswith(":")}
    jumps = {found for line in lines for found in re.findall(r"(?:goto|call) (:\w+)", line)}
    assert jumps == labels
    # A path such as "Downloads (1)" would close a block early.
    assert not [line for line in lines if line.rstrip().endswith("(")]


def run(*command: str, cwd: Path = ROOT) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
