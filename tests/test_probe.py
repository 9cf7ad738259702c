"""The probe: what its report says of our strict LMS, of its quirks, and of an LMS nobody here wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import outside_lms, strict_lms
from playwright.sync_api import Browser

from coursebuilder.cli import main
from coursebuilder.package import Package, read_zip
from coursebuilder.probe import SAMPLES, probe_package, write_probe
from coursebuilder.targets import TARGETS, detect
from coursebuilder.verify.accessibility import violations
from coursebuilder.verify.host import TYPES
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import Platform, platform


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return read_zip(write_probe(TARGETS["scorm12"], tmp_path_factory.mktemp("probe")))


@contextmanager
def opened(browser: Browser, package: Package, scripts: Sequence[Path]) -> Iterator[Platform]:
    with platform(browser, package, scripts) as lms:
        yield lms
        assert lms.trouble == [] and lms.host.missing == []


def visit(lms: Platform, *quirks: str) -> list[str]:
    """One visit from the start to the end; the report's lines after it, of all visits so far."""
    learner = lms.launch(*quirks)
    lines = read(learner)
    learner.shut()
    learner.close()
    return lines


def read(learner: Learner) -> list[str]:
    learner.find("#report:has-text('sample.woff2: font')").wait_for()
    return [line.strip() for line in learner.find("#report").inner_text().splitlines()]


def of_visit(lines: list[str], number: int) -> list[str]:
    start = lines.index(f"coursebuilder probe, visit {number} of 3")
    end = f"coursebuilder probe, visit {number + 1} of 3"
    return lines[start : lines.index(end) if end in lines else len(lines)]


def test_three_visits_to_the_strict_lms(browser: Browser, package: Package) -> None:
    with opened(browser, package, strict_lms()) as lms:
        for _ in range(3):
            lines = visit(lms)
    one, two, three = (of_visit(lines, number) for number in (1, 2, 3))
    for found in (
        "SCORM 1.2: API in the parent frame",
        "page: 1280 x 900 pixels, screen 1280 x 900",
        "in a frame: yes; parent can be read: yes",
        "the event unload is allowed: no",
        'LMSInitialize: "true"',
        "LMSGetLastError gives a string",
        'cmi.core.lesson_status: "not attempted"',
        'cmi.core.exit: takes "" "time-out" "logout" "suspend"; refuses "normal" (error 405)',
        'cmi.interactions.0.result: takes "correct" "wrong"; refuses "incorrect" (error 405)',
        "cmi.core.lesson_location, characters: 255 taken; 256 refused, error 405; 1000 refused, error 405",
        "types/sample.mp4: application/octet-stream",
        "types/sample.css: text/css; charset=utf-8",
    ):
        assert found in one
    assert any("4096 taken; 4097 refused, error 405" in line for line in one)
    assert any(
        re.fullmatch(r'begun, to be continued: LMSCommit answers "true" in \d+ ms', line) for line in one
    )
    assert "4096 of 4096 characters came back" in two
    assert 'cmi.core.entry: "resume"' in two and 'cmi.core.lesson_status: "incomplete"' in two
    assert 'cmi.core.lesson_status: "failed"' in three and 'cmi.core.score.raw: "20"' in three


def test_an_lms_that_nobody_here_wrote(browser: Browser, package: Package) -> None:
    with opened(browser, package, outside_lms()) as lms:
        one = visit(lms)
        two = of_visit(visit(lms), 2)
    assert 'cmi.core.exit: takes "" "time-out" "logout" "normal" "suspend"' in one
    assert 'cmi.interactions.0.student_response: takes "a" "a,c" "{a,c}" "ab"' in one
    assert any("64000 taken; 65536 refused, error 405" in line for line in one)
    assert "60000 of 60000 characters came back" in two


QUIRKS = [
    ("booleans", ["LMSInitialize: true (a boolean)", "LMSGetLastError gives a number"]),
    ("comments-throw", ["cmi.comments: throws comments is undefined"]),
    ("mastery-100", ['cmi.student_data.mastery_score: "100"']),
    ("only-core", ['cmi.interactions._count: "", error 401', 'cmi.core.score.min: refuses "0" (error 401)']),
    ("nulls", ["cmi.core.score.raw: nothing (null)"]),
    ("extra-query", ["address: http: with keys behind a ?"]),
    ("false-with-error-0", ['cmi.core.score.min: refuses "0" (no error)']),
    ("throws:LMSSetValue", ['cmi.core.score.min: refuses "0" (throws)']),
    ("throws:LMSInitialize", ["LMSInitialize: throws the platform's own script failed"]),
]  # fmt: skip


@pytest.mark.parametrize(("quirk", "found"), QUIRKS, ids=[quirk for quirk, _ in QUIRKS])
def test_quirks_are_seen(browser: Browser, package: Package, quirk: str, found: list[str]) -> None:
    with opened(browser, package, strict_lms()) as lms:
        lines = visit(lms, quirk)
    assert [line for line in found if line not in lines] == []


def test_quirks_that_only_a_later_visit_shows(browser: Browser, package: Package) -> None:
    with opened(browser, package, strict_lms()) as lms:
        for _ in range(3):
            lines = visit(lms, "frozen-result", "beacon:3000")
    assert "nothing of it came back" in of_visit(lines, 2)
    three = of_visit(lines, 3)
    assert 'cmi.core.lesson_status: "passed"' in three and 'cmi.core.score.raw: "80"' in three


def test_a_platform_that_starts_blank_is_told_from_a_first_visit(browser: Browser, package: Package) -> None:
    with opened(browser, package, strict_lms()) as lms:
        visit(lms)
        lms.store({})
        two = of_visit(visit(lms), 2)
    assert "this browser was here 1 times; the platform gave nothing back" in two
    assert "nothing came back" in two


def test_without_any_platform_it_says_so(browser: Browser, package: Package) -> None:
    with opened(browser, package, strict_lms()) as lms:
        lms.context.clock.install()
        learner = lms.launch("absent")
        learner.find("#report").wait_for()
        lms.context.clock.run_for(11_000)
        learner.find("#next:has-text('No platform answers')").wait_for()
        assert "SCORM 1.2: no API found" in learner.find("#report").inner_text()


def test_nothing_personal_is_reported_or_kept(browser: Browser, package: Package) -> None:
    personal = {"studentId": "nhs-4711", "studentName": "Penrose, Imogen"}
    with opened(browser, package, strict_lms()) as lms:
        lms.store({"cmi.launch_data": "for Imogen", "cmi.comments": "Penrose was here"})
        learner = lms.launch(**personal)
        read(learner)
        kept = learner.window.evaluate(
            "Object.keys(localStorage).filter((one) => !/^lms-/.test(one)).map((one) => localStorage[one])"
        )
        report = learner.find("#report").inner_text()
        assert kept and "cmi.core.student_name: text of 15 characters" in report
        for text in (report, *kept):
            assert not re.search("nhs-4711|Penrose|Imogen", text)
        learner.find("#restart").click()
        assert learner.window.evaluate("localStorage.getItem('coursebuilder-probe')") is None
        learner.close()


def test_the_report_can_be_copied_and_the_page_is_accessible(browser: Browser, package: Package) -> None:
    with opened(browser, package, strict_lms()) as lms:
        learner = lms.launch()
        read(learner)
        learner.find("#copy").click()
        chosen = learner.frame.evaluate("String(getSelection())")
        assert chosen.startswith("coursebuilder probe, visit 1") and "How files are served" in chosen
        assert violations(learner.frame) == []


def test_the_zip_is_a_package_of_its_standard_and_the_same_every_time(tmp_path: Path) -> None:
    package = probe_package(TARGETS["scorm12"])
    assert detect(package) is TARGETS["scorm12"]
    assert {problem.code for problem in TARGETS["scorm12"].package_rules(package)} == {"file-type"}
    one, two = (write_probe(TARGETS["scorm12"], tmp_path / name) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size < 12_000
    assert {f".{suffix}" for suffix in SAMPLES} & set(TYPES) and "mp4" in SAMPLES


def test_the_command(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["probe", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert [Path(line).name for line in done.stdout.splitlines()] == ["probe-scorm12.zip"]
    wrong = CliRunner().invoke(main, ["probe", "--target", "scorm21", "--out", str(tmp_path)])
    assert wrong.exit_code == 2 and 'did you mean "scorm12"?' in wrong.output
    (tmp_path / "file").write_text("in the way")
    wrong = CliRunner().invoke(main, ["probe", "--out", str(tmp_path / "file" / "deeper")])
    assert wrong.exit_code == 1 and "can't write" in wrong.output
