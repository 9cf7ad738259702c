"""What verify says where nobody played, where it can't judge, and in which browser it looked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from commands import verify
from playwright.sync_api import Error as PlaywrightError
from test_verify_command import FOREIGN
from test_verify_stuck import zipped

from coursebuilder.package import Package, Zipped
from coursebuilder.problems import Place, Problem
from coursebuilder.verify import run
from coursebuilder.verify.behaviour import KNOWN
from coursebuilder.verify.opened_packages import OpenedPackage, open_package
from coursebuilder.verify.personas import PERSONAS
from coursebuilder.verify.play import PlayedCase
from coursebuilder.verify.replays import play_until_judged
from coursebuilder.verify.stopped import HUNG, NOT_JUDGED, STUCK, stuck_problem

ENDING = FOREIGN % 'api.LMSCommit(""); api.LMSFinish("");'


def path_of(package: Package) -> Path:
    file = next(iter(package.files.values()))
    assert isinstance(file, Zipped)
    return Path(file.archive)


@pytest.mark.usefixtures("verify_in_browser")
def test_a_visitor_takes_packages_of_ours_too(packaged: Callable[..., Package]) -> None:
    result = verify(path_of(packaged("scorm12")), path_of(packaged("xapi")), "--learner", "visitor")
    assert result.exit_code == 0, result.output
    assert "both packages can be uploaded" in result.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--learner", "completer"), "completer must know the pages, and these are another maker's"),
        (("--for", "learning-hub", "--learner", "completer"), "completer must know the pages"),
    ],
)
def test_where_nobody_plays_nothing_is_called_safe(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    path = zipped(tmp_path / "a.zip", ENDING)
    result = verify(path, *options)
    assert result.exit_code == 1 and "can be uploaded" not in result.stdout
    assert f"{path}: error: nobody played: {said}" in result.stderr
    assert "[nobody-played]" in result.stderr and "hint: " in result.stderr


def case(
    opened: OpenedPackage, *problems: Problem, slow: bool = False, browser: str = "Chromium 140"
) -> PlayedCase:
    persona, place = PERSONAS["visitor"], KNOWN["generic"]
    return PlayedCase(opened, "page.html", persona, place, problems, "", (), 1.0, browser=browser, slow=slow)


def at(place: str, code: str = STUCK) -> Problem:
    return Problem(code, f"launch 1: could not go on: {place}: it isn’t there", Place(""))


STOPPED = [  # the plays, slow or not; what is said in the end
    ([(at("the test"), False), (at("the test"), False)], {STUCK}),
    ([(at("", HUNG), False), (at("later", HUNG), False)], {HUNG}),
    ([(at("the test"), True), (at("the test"), False)], {NOT_JUDGED}),
    ([(at("the test"), False), (at("the test"), True)], {NOT_JUDGED}),
    ([(at("the test"), False), (at("the end"), False)], {NOT_JUDGED}),
    ([(at("the test"), True), (None, False)], {"stopped-once"}),
    ([(None, False)], set()),
]


@pytest.mark.parametrize(("plays", "codes"), STOPPED)
def test_who_stops_is_asked_twice(
    tmp_path: Path, plays: list[tuple[Problem | None, bool]], codes: set[str]
) -> None:
    """A package is blamed where the machine answers in time and it stops twice at one place."""
    opened = open_package(zipped(tmp_path / "a.zip", ENDING))
    left = iter(plays)

    def play(slash: bool, patience: float) -> PlayedCase:
        stop, slow = next(left)
        return case(opened, *([stop] if stop else []), slow=slow)

    found = play_until_judged(play)
    assert {problem.code for problem in found.problems} == codes
    assert list(left) == []
    errors = [one for one in found.problems if one.severity == "error"]
    assert bool(errors) is bool(codes & {STUCK, HUNG})
    assert found.judged is (NOT_JUDGED not in codes)


def test_what_could_not_be_judged_ends_with_a_status_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, junit, report = zipped(tmp_path / "a.zip", ENDING), tmp_path / "a.xml", tmp_path / "report"
    unjudged = Problem(NOT_JUDGED, "could not be judged, try again", Place(str(path)), "", "warning")
    monkeypatch.setattr(run, "verify", lambda every, *given: iter([case(every[0], unjudged)]))
    result = verify(path, "--junit", junit, "--report", report)
    assert result.exit_code == 3, result.output
    assert "a.zip could not be judged: try again.\n" in result.stdout
    suite = ElementTree.parse(junit).getroot()[0]
    assert (suite.get("errors"), suite.get("failures")) == ("1", "0")
    assert "? Not judged." in (report / "index.html").read_text("utf-8")
    wrong = replace(unjudged, code="console-error", severity="error")
    monkeypatch.setattr(run, "verify", lambda every, *given: iter([case(every[0], unjudged, wrong)]))
    assert verify(path).exit_code == 1


@pytest.mark.usefixtures("verify_in_browser")
def test_every_report_names_its_browser_and_those_it_says_nothing_of(tmp_path: Path) -> None:
    path, junit, report = zipped(tmp_path / "a.zip", ENDING), tmp_path / "a.xml", tmp_path / "report"
    result = verify(path, "--junit", junit, "--report", report, "--accessibility")
    assert result.exit_code == 0, result.output
    names = {one.get("name"): str(one.get("value")) for one in ElementTree.parse(junit).iter("property")}
    assert names["browser"].startswith("Chromium ")
    assert names["not played in"] == "Firefox, Safari (also every browser on an iPhone)"
    for name, words in (("index.html", "Nobody played them in"), ("accessibility.html", "Not looked at in")):
        text = (report / name).read_text("utf-8")
        assert names["browser"] in text and f"{words} Firefox, Safari" in text, name


def test_where_no_page_was_seen_accessibility_is_not_judged(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ENDING)
    result = verify(path, "--learner", "completer", "--accessibility", "--report", tmp_path / "report")
    assert result.exit_code == 1
    text = (tmp_path / "report" / "accessibility.html").read_text("utf-8")
    assert "not judged</span>" in text and "<td>not judged</td>" in text
    assert "none found" not in text and "In no browser" in text


DRIVERS = [
    (
        'Locator.click: Timeout 10000ms exceeded.\n - waiting for locator("[data-action=submit]:visible")\n'
        "  - <div></div> intercepts pointer events",
        "launch 2: could not go on: the button that hands the answers in: something lies over it",
    ),
    (
        'Timeout 10000ms exceeded.\n - waiting for locator("iframe#package").content_frame.locator("#q-roles '
        '[data-action=check]")',
        "launch 2: could not go on: the button that checks question roles: it isn’t there",
    ),
    ("Timeout 10000ms exceeded.", "launch 2: could not go on: what comes next: it isn’t there"),
]


@pytest.mark.parametrize(("text", "said"), DRIVERS)
def test_people_are_not_told_in_the_drivers_words(text: str, said: str) -> None:
    assert stuck_problem(2, PlaywrightError(text)).message == said


FETCHES = """
import sys
from coursebuilder.cli import main
from coursebuilder.verify import browser
browser.browser_candidates = lambda asked="": iter(())
browser.INSTALL, browser.DOWNLOAD_TIMEOUT = ("-c", "import time; time.sleep(60)"), 1
main(["verify", sys.argv[1]])
"""


def test_without_a_browser_one_is_fetched_in_time_or_it_is_said(tmp_path: Path) -> None:
    """Nothing starts, and what should fetch a browser takes for ever: a real program that is waited for."""
    line = [sys.executable, "-c", FETCHES, str(zipped(tmp_path / "a.zip", ENDING))]
    env = {name: value for name, value in os.environ.items() if name != "COURSEBUILDER_BROWSER"}
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=50, env=env)
    assert done.returncode == 3, done.stderr
    assert "No browser found: fetching one (Chromium, about 100 MB) for at most 1 seconds" in done.stderr
    assert "no browser to test with: install Chromium" in done.stderr
