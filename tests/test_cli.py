"""The commands as a user types them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from commands import run
from conftest import in_a_thread

from coursebuilder import __version__
from coursebuilder.targets import TARGETS

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "packages" / "small" / "course"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def written(out: Path) -> dict[Path, bytes]:
    """The bytes of every file that a build left in `out`, without what it keeps there for itself."""
    files = [path.relative_to(out) for path in out.rglob("*") if path.is_file()]
    return {path: (out / path).read_bytes() for path in files if ".store" not in path.parts}


def break_course(course: Path) -> None:
    path = next((course / "modules").glob("*.md"))
    path.write_text(path.read_text(encoding="utf-8") + "\n![](media/none.png)\n", encoding="utf-8")


def test_help_loads_click_alone() -> None:
    script = (
        "import sys, coursebuilder.cli as cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('jinja2', 'lxml', 'markdown_it', 'yaml', 'tincan') if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "build" in out and out.endswith("[]\n")


def test_check_says_nothing_of_a_good_course(small: Path) -> None:
    result = run("check", small)
    assert (result.exit_code, result.stdout) == (0, "")


def test_check_tells_file_line_and_cure(small: Path) -> None:
    break_course(small)
    result = run("check", small)
    assert result.exit_code == 1
    assert "error: a picture without a description [missing-alt]\n    hint: " in result.stderr


def test_check_speaks_json_and_github(small: Path) -> None:
    break_course(small)
    found = json.loads(run("check", small, "--format", "json").stdout)
    assert {"path", "line", "severity", "code", "message", "hint"} == set(found[0])
    assert "::error file=" in run("check", small, "--format", "github").stdout
    json.loads(run("check", ROOT / "tests" / "nowhere", "--format", "json").stdout)


def test_strict_counts_warnings(small: Path) -> None:
    settings = small / "course.yaml"
    text = settings.read_text(encoding="utf-8").replace("provider:\n", "provider:\n  deputy: ''\n")
    settings.write_text(text, encoding="utf-8")
    assert run("check", small).exit_code == 0
    assert run("check", small, "--strict").exit_code == 1
    silence = "silence: [{code: empty-provider-slot, reason: known later}]\n"
    settings.write_text(settings.read_text(encoding="utf-8") + silence, encoding="utf-8")
    assert run("check", small, "--strict").exit_code == 0
    assert "1 silenced" in run("check", small, "--strict").stderr


def test_a_provider_file_that_is_not_there_is_a_problem(small: Path) -> None:
    result = run("check", small, "--provider", "mine.yaml")
    assert result.exit_code == 1 and "mine.yaml: error: can't read the file" in result.stderr


def test_build_prints_packages_and_a_summary(small: Path, tmp_path: Path) -> None:
    result = run("build", small, "--out", tmp_path / "dist")
    assert result.exit_code == 0, result.output
    *paths, summary = result.stdout.splitlines()
    assert [Path(path).parent.name for path in paths] == [*TARGETS, "dist", "codebook"]
    assert all(Path(path).is_file() for path in paths)
    assert summary.startswith(f"{len(TARGETS)} packages, ") and summary.endswith(" s")


def test_an_unknown_target_is_wrong_usage(small: Path) -> None:
    result = run("build", small, "--target", "scrom12")
    assert result.exit_code == 2 and 'did you mean "scorm12"?' in result.stderr


def test_build_for_a_platform(small: Path, tmp_path: Path) -> None:
    result = run("build", small, "--for", "moodle", "--for", "esr", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert [path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*.zip")] == ["scorm12"]
    assert "NHS Learning Hub" not in (tmp_path / "index.html").read_text(encoding="utf-8")
    result = run("build", small, "--for", "moodel")
    assert result.exit_code == 2 and 'did you mean "moodle"?' in result.stderr
    result = run("build", small, "--for", "esr", "--target", "web")
    assert result.exit_code == 2 and "takes scorm12, not web" in result.stderr


def test_a_page_of_somebody_elses_is_left_alone(small: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    result = run("build", small, "--out", tmp_path)
    assert result.exit_code == 1 and "choose another folder with --out" in result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "small"}


def test_a_failed_build_leaves_old_packages_whole(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "dist"
    run("build", small, "--out", out)
    before = written(out)
    break_course(small)
    assert run("build", small, "--out", out).exit_code == 1
    assert before and written(out) == before


def test_a_build_never_deletes_a_package_it_did_not_make(small: Path, tmp_path: Path) -> None:
    other = tmp_path / "dist" / "scorm12" / "other.zip"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"kept")
    run("build", small, "--out", tmp_path / "dist")
    assert other.read_bytes() == b"kept"


def test_a_folder_that_cannot_be_written_is_said_plainly(small: Path, tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("a file is in the way")
    result = run("build", small, "--out", tmp_path / "dist" / "deeper")
    assert result.exit_code == 1 and "can't write" in result.stderr and "Traceback" not in result.output


@pytest.mark.slow
def test_building_twice_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    """From another folder, at another time of the world, under another umask."""
    elsewhere = Path(shutil.copytree(small, tmp_path / "deep" / "er" / "small"))
    command = [sys.executable, "-m", "coursebuilder", "build"]
    one, two = tmp_path / "one", tmp_path / "two"
    subprocess.run([*command, str(small), "--out", str(one)], check=True, capture_output=True, cwd=ROOT)
    shell = f"umask 077; TZ=Pacific/Auckland PYTHONHASHSEED=7 {' '.join(command)} {elsewhere} --out {two}"
    subprocess.run(shell, shell=True, check=True, capture_output=True, cwd=ROOT)
    assert written(one) == written(two) != {}


def test_names_that_nobody_owns_are_told_when_statements_are_built(small: Path, tmp_path: Path) -> None:
    """A check is for no target, and SCORM has no such names; a silence for it is never idle."""
    out = ("--out", tmp_path / "dist")
    assert "[no-iri-base]" in run("build", small, "--target", "cmi5", *out).stderr
    assert "[no-iri-base]" not in run("build", small, "--target", "scorm12", *out).stderr
    owned = tmp_path / "provider.yaml"
    owned.write_text("name: Us\niri_base: https://example.org/courses\n", encoding="utf-8")
    assert run("build", small, "--strict", "--target", "xapi", "--provider", owned, *out).exit_code == 0
    settings = small / "course.yaml"
    silence = "silence: [{code: no-iri-base, reason: one provider alone}]\n"
    settings.write_text(settings.read_text(encoding="utf-8") + silence, encoding="utf-8")
    assert run("build", small, "--strict", *out).exit_code == 0
    assert run("check", small, "--strict").exit_code == 0


def test_review_writes_a_copy_to_sign_and_no_package(small: Path, tmp_path: Path) -> None:
    result = run("review", small, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{(tmp_path / 'out' / 'review' / 'small.html').as_posix()}\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["review"]
    break_course(small)
    assert run("review", small, "--out", tmp_path / "none").exit_code == 1
    assert not (tmp_path / "none").exists()


def test_the_version_is_that_of_the_package() -> None:
    assert run("--version").output == f"coursebuilder, version {__version__}\n"


def test_details_in_a_file_that_cant_be_read_are_not_called_empty(small: Path, tmp_path: Path) -> None:
    provider = tmp_path / "provider.yaml"
    provider.write_text('name: "Riverside "Youth""\nsafeguarding_lead: Sam\n', encoding="utf-8")
    result = run("check", small, "--provider", provider)
    assert result.exit_code == 1
    assert result.stderr.count(": error: ") == 1 and "is empty" not in result.stderr


def test_build_tells_programs_in_one_document(small: Path, tmp_path: Path) -> None:
    done = run("build", small, "--target", "web", "--out", tmp_path / "out", "--format", "json")
    told = json.loads(done.stdout)
    (made,) = told["packages"]
    assert hashlib.sha256(Path(made["path"]).read_bytes()).hexdigest() == made["sha256"]
    assert told["not_judged"] is None and told["page"].endswith("index.html")
    done = run("build", ROOT / "tests" / "nowhere", "--out", tmp_path / "none", "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1 and told["packages"] == [] and told["problems"]


def test_without_a_browser_nothing_is_judged(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEBUILDER_BROWSER", "/nonexistent")
    line = ("build", small, "--target", "web", "--out", tmp_path, "--verify", "--format", "json")
    done = in_a_thread(lambda: run(*line))
    assert done.exit_code == 3 and json.loads(done.stdout)["not_judged"]


def test_a_released_zip_that_cannot_be_compared_is_not_judged(small: Path, tmp_path: Path) -> None:
    released = tmp_path / "released" / "web"
    released.mkdir(parents=True)
    (released / "small--listening.zip").write_bytes(b"no zip")
    line = ("build", small, "--target", "web", "--out", tmp_path / "out", "--against", tmp_path / "released")
    assert run(*line).exit_code == 3
    done = run(*line, "--format", "json")
    told = json.loads(done.stdout)
    assert done.exit_code == 3 and "small--listening.zip: this is no package" in told["not_judged"]
    assert told["packages"] == [] and [one["code"] for one in told["problems"]][-1] == "not-compared"


def test_the_action_checks_and_builds(tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / ".github/actions/check/action.yml").read_text("utf-8"))
    steps = {step.get("name"): step for step in action["runs"]["steps"]}
    inputs = {"courses": str(ROOT / "tests/packages/small/course"), "provider": "", "strict": "true"}
    inputs["out"] = str(tmp_path / "dist")
    assert set(inputs) == set(action["inputs"])
    python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for name in ("Check", "Build"):
        step = steps[name]
        values = {key: inputs[re.sub(r"\W|inputs", "", value)] for key, value in step["env"].items()}
        environment = {**os.environ, **values, "PATH": python, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", step["run"]], env=environment, check=False)
        assert done.returncode == 0, name
    assert json.loads((tmp_path / "dist" / "build.json").read_text("utf-8"))["packages"]
