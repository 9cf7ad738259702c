"""The probe: what its report says of our strict LMS, of its quirks, and of an LMS nobody here wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from conftest import outside_lms, strict_lms
from playwright.sync_api import Browser
from probe_rows import FIRST_VISIT_2004, QUIRKS, after, of_visit
from standards import SCORM2004

from coursebuilder.build.probe import write_probe
from coursebuilder.package import Package, read_zip
from coursebuilder.targets import TARGETS
from coursebuilder.verify.accessibility import violations
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import Platform, platform

Probes = Callable[[str], Package]


@pytest.fixture(scope="module")
def probes(tmp_path_factory: pytest.TempPathFactory) -> Probes:
    """The probe for a target, from the zip that was written."""
    return cache(lambda name: read_zip(write_probe(TARGETS[name], tmp_path_factory.mktemp("probe"))))


@pytest.fixture
def package(probes: Probes) -> Package:
    return probes("scorm12")


@pytest.fixture
def newer(probes: Probes) -> Package:
    return probes("scorm2004-4th")


@contextmanager
def opened(browser: Browser, package: Package, scripts: Sequence[Path], **options: str) -> Iterator[Platform]:
    with platform(browser, package, scripts, lms_options=options) as lms:
        # All visits in one login: between logins some platforms empty what the probe remembers its visits by.
        lms.desk.evaluate("localStorage.setItem('lms-logged-in', 'true')")
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
    assert "unchanged" in two and after(three, "Your LMS behaves like") == ["nothing out of the ordinary"]


def test_an_lms_that_nobody_here_wrote(browser: Browser, package: Package) -> None:
    with opened(browser, package, outside_lms()) as lms:
        one = visit(lms)
        two = of_visit(visit(lms), 2)
    assert 'cmi.core.exit: takes "" "time-out" "logout" "normal" "suspend"' in one
    assert 'cmi.interactions.0.student_response: takes "a" "a,c" "{a,c}" "ab"' in one
    assert any("64000 taken; 65536 refused, error 405" in line for line in one)
    assert "60000 of 60000 characters came back" in two


def test_five_visits_to_the_strict_lms(browser: Browser, newer: Package) -> None:
    with opened(browser, newer, strict_lms(SCORM2004), passingScore="0.8") as lms:
        for _ in range(5):
            lines = visit(lms)
        learner = lms.launch()
        assert "coursebuilder probe, visit 5 of 5" in read(learner)
        assert "That was all" in learner.find("#next").inner_text()
        learner.close()
    one, two, three, four, five = (of_visit(lines, number) for number in range(1, 6))
    for found in FIRST_VISIT_2004:
        assert found in one
    assert any("4000 taken; 4001 refused, error 406" in line for line in one)
    assert "4000 of 4000 characters came back" in two
    back = after(two, "What came back")
    assert {
        'cmi.entry: "resume"',
        'cmi.completion_status: "incomplete"',
        'cmi.location: "probe-1"',
    } <= set(back)
    back = after(three, "What came back after the exit normal")
    assert {'cmi.entry: ""', 'cmi.location: "probe-2"'} <= set(back)
    assert (
        'cmi.score.scaled: takes "1" "-1" "0"; refuses "1.01" (error 407) "0.123456789" (error 406)' in three
    )
    # As the manifest's passing score has it: the measure decides, whatever the page says.
    said = [line.rpartition(" ")[2] for line in three if "cmi.success_status reads" in line]
    assert said == ['"passed"', '"failed"', '"passed"']
    back = after(four, "What came back after three results in one visit")
    assert {'cmi.success_status: "passed"', 'cmi.score.raw: "95"', 'cmi.mode: "normal"'} <= set(back)
    back = after(five, "What came back after completed without success")
    assert {'cmi.completion_status: "completed"', 'cmi.mode: "normal"', 'cmi.entry: "resume"'} <= set(back)


def test_what_moodle_does_with_2004_is_seen(browser: Browser, newer: Package) -> None:
    quirks = ("blank-restart", "review-when-completed", "score-ignored", "numbers")
    with opened(browser, newer, strict_lms(SCORM2004)) as lms:
        for _ in range(5):
            lines = visit(lms, *quirks)
    three, four, five = (of_visit(lines, number) for number in (3, 4, 5))
    assert "this browser was here 2 times; the platform gave nothing back" in three
    back = after(three, "What came back after the exit normal")
    assert {'cmi.entry: "ab-initio"', 'cmi.completion_status: "unknown"', 'cmi.location: ""'} <= set(back)
    back = after(four, "What came back after three results in one visit")
    assert {'cmi.success_status: "failed"', "cmi.score.raw: 95 (a number)"} <= set(back)
    assert 'cmi.mode: "review"' in after(five, "What came back after completed without success")
    fits = {line.partition(": ")[0] for line in after(five, "Your LMS behaves like")}
    assert fits == {"blank-restart", "review-when-completed", "numbers"}


def test_a_2004_lms_that_nobody_here_wrote(browser: Browser, newer: Package) -> None:
    with opened(browser, newer, outside_lms(SCORM2004), passingScore="0.8") as lms:
        for _ in range(4):
            lines = visit(lms)
    one, two, four = (of_visit(lines, number) for number in (1, 2, 4))
    assert "SCORM 2004: API_1484_11 in the parent frame" in one
    assert any(line.startswith("cmi.suspend_data, characters: 255 taken") for line in one)
    assert "60000 of 60000 characters came back" in two
    assert 'cmi.location: "probe-1"' in after(two, "What came back")
    assert 'cmi.success_status: "passed"' in after(four, "What came back after three results in one visit")


def test_where_there_are_two_apis_its_own_is_asked(
    browser: Browser, newer: Package, package: Package
) -> None:
    older = "window.API = { LMSInitialize: () => 'false' };"
    for probe, opens in ((newer, 'Initialize: "true"'), (package, 'LMSInitialize: "false"')):
        with opened(browser, probe, strict_lms(SCORM2004)) as lms:
            lms.context.add_init_script(older)
            lines = visit(lms)
        assert "SCORM 1.2: API in the parent frame" in " ".join(lines) and opens in lines


def test_a_launch_of_another_kind_is_told_by_names_alone(browser: Browser, package: Package) -> None:
    launches = {
        "endpoint=https%3A%2F%2Flrs.example&fetch=https%3A%2F%2Ffetch.example&actor=Penrose&registration=4711"
        "&activityId=https%3A%2F%2Fa.example": (
            "cmi5: the address has endpoint, fetch, actor, registration, activityId"
        ),
        "endpoint=e&auth=secret&actor=Penrose&registration=4711&activity_id=a": (
            "cmi5: the address has endpoint, actor, registration; not fetch, activityId"
        ),
    }
    with opened(browser, package, strict_lms()) as lms:
        for (query, line), kind in zip(launches.items(), ("cmi5", "xapi"), strict=True):
            page = lms.context.new_page()
            page.clock.install()
            page.goto(f"{lms.host.address}/package/index.html?{query}")
            page.locator("#report").wait_for()
            page.clock.run_for(11_000)
            page.locator(f"#next:has-text('a launch by {kind}')").wait_for()
            report = page.locator("#report").inner_text()
            assert line in [one.strip() for one in report.splitlines()]
            assert not re.search("Penrose|4711|secret|example", report)


@pytest.mark.parametrize(("quirk", "found"), QUIRKS, ids=[quirk for quirk, _ in QUIRKS])
def test_quirks_are_seen(browser: Browser, package: Package, quirk: str, found: list[str]) -> None:
    with opened(browser, package, strict_lms()) as lms:
        lines = visit(lms, quirk)
    assert [line for line in found if line not in lines] == []


def test_quirks_that_only_a_later_visit_shows(browser: Browser, package: Package) -> None:
    with opened(browser, package, strict_lms()) as lms:
        for _ in range(3):
            lines = visit(lms, "frozen-result", "beacon:3000")
    assert "nothing of 4096 characters came back" in of_visit(lines, 2)
    three = of_visit(lines, 3)
    assert 'cmi.core.lesson_status: "passed"' in three and 'cmi.core.score.raw: "80"' in three
    fits = {line.partition(": ")[0] for line in after(three, "Your LMS behaves like")}
    assert fits == {"frozen-result", "beacon:1024"}
    assert "1024 of 1024 characters came back" in three


def test_the_same_zip_as_a_second_activity(browser: Browser, package: Package) -> None:
    """It is opened at another address: with an empty record first, then with the first one's progress."""
    again = Package("again", {f"again/{name}": file for name, file in package.files.items()})
    both = Package("both", {**package.files, **again.files})
    with opened(browser, both, strict_lms()) as lms:
        for _ in range(3):
            visit(lms)
        progress = lms.stored()["cmi.suspend_data"]
        lines = visit(lms)
        assert "at the address of the visits before" in lines
        for held, said in (({}, "it has no saved progress"), (progress, "the saved progress of visit")):
            lms.store({"cmi.suspend_data": progress} if held else {})
            learner = lms.launch(start="again/index.html")
            lines = read(learner)
            learner.close()
            seen = after(lines[lines.index("coursebuilder probe, after all visits") :], "Opened once more")
            assert seen[0] == "at another address: a second activity" and seen[1].startswith(said)
            assert any(line.startswith("assigned-again: ") for line in lines) is bool(held)


def test_a_platform_that_starts_blank_is_told_from_a_first_visit(browser: Browser, package: Package) -> None:
    with opened(browser, package, strict_lms()) as lms:
        visit(lms)
        lms.store({})
        two = of_visit(visit(lms), 2)
    assert "this browser was here 1 times; the platform gave nothing back" in two
    assert "nothing of 4096 characters came back" in two


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
        note = "localStorage.getItem('coursebuilder-probe-scorm12')"
        assert learner.window.evaluate(note)
        learner.find("#restart").click()
        assert learner.window.evaluate(note) is None
        learner.close()


def test_the_report_can_be_copied_and_the_page_is_accessible(browser: Browser, package: Package) -> None:
    with opened(browser, package, strict_lms()) as lms:
        learner = lms.launch()
        read(learner)
        learner.find("#copy").click()
        chosen = learner.frame.evaluate("String(getSelection())")
        assert chosen.startswith("coursebuilder probe, visit 1") and "How files are served" in chosen
        assert violations(learner.frame) == []
