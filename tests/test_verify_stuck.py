"""Pages that hang or are too large, browsers that crash or don't start: a Problem, and others go on."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser
from test_verify_command import FOREIGN, MANIFEST

from coursebuilder.cli import main
from coursebuilder.verify import play
from coursebuilder.verify.behaviour import KNOWN
from coursebuilder.verify.opened_packages import open_package
from coursebuilder.verify.personas import Persona
from coursebuilder.verify.play_through import PlayThrough

GOOD = (FOREIGN % 'api.LMSFinish("");').replace(' "incomplete");', ' "incomplete"); api.LMSCommit("");')
SHORT = 12  # seconds of patience with all but one: each of these pages keeps a processor busy for as long
HANGING = {
    "later": (
        FOREIGN % "" + "<script>setTimeout(() => { for (;;); }, 50)</script>",
        "the page stood still",
        play.PATIENCE,
    ),
    "at once": (FOREIGN % "" + "<script>for (;;);</script>", "launch 1: the page stands still", SHORT),
    "behind dialogs": (
        FOREIGN % "" + "<script>for (;;) alert(1)</script>",
        "launch 1: the page stands still",
        SHORT,
    ),
}
ENOUGH = 120  # seconds after which a command in a process of its own is ended
CRASHES = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from coursebuilder.cli import main
from coursebuilder.verify import personas
times = []
def mine(pid):
    for task in (Path("/proc") / pid / "task").iterdir():
        for child in (task / "children").read_text().split():
            yield from mine(child)
            yield child
def crash(play_through):
    learner = play_through.launch()
    if len(times) < 2:  # the first package, and its second try
        times.append(learner)
        for pid in mine("self"):
            if b"--remote-debugging-pipe" in (Path("/proc") / pid / "cmdline").read_bytes():
                os.kill(int(pid), signal.SIGKILL)
    learner.window.wait_for_load_state("load")
    learner.window.close()
personas.PERSONAS["visitor"] = replace(personas.PERSONAS["visitor"], script=crash)
main(["verify", *sys.argv[1:]])
"""


def zipped(path: Path, text: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("page.html", text)
    return path


@pytest.fixture
def plays(monkeypatch: pytest.MonkeyPatch) -> list[play.PlayedCase]:
    """What the command plays, with every play that came to an end."""
    ended: list[play.PlayedCase] = []

    def noted(*given: Any, **named: Any) -> play.PlayedCase:
        ended.append(play.play(*given, **named))
        return ended[-1]

    monkeypatch.setattr("coursebuilder.verify.run.play", noted)
    return ended


@pytest.mark.usefixtures("verify_in_browser")
@pytest.mark.parametrize("how", HANGING)
def test_a_page_that_hangs_is_given_up_after_two_tries(
    tmp_path: Path, how: str, plays: list[play.PlayedCase], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next package is played all the same."""
    text, said, patience = HANGING[how]
    monkeypatch.setattr("coursebuilder.verify.replays.PATIENCE", patience)
    packages = [zipped(tmp_path / "a.zip", text), zipped(tmp_path / "b.zip", GOOD)]
    result = CliRunner().invoke(main, ["verify", *map(str, packages)])
    tries = [(case.opened.path.name, case.hung) for case in plays]
    assert tries == [("a.zip", True), ("a.zip", True), ("b.zip", False)]
    assert result.exit_code == 1
    assert f"{packages[0]}: error: visitor on generic: {said}" in result.stderr
    assert "[page-hangs]" in result.stderr and "hint: look for a loop" in result.stderr
    assert str(packages[1]) not in result.stderr


def test_a_window_that_crashes_is_a_problem(browser: Browser, tmp_path: Path) -> None:
    def crash(play_through: PlayThrough) -> None:
        window = play_through.launch().window
        play_through.account.context.new_cdp_session(window).send("Page.crash")

    opened = open_package(zipped(tmp_path / "a.zip", GOOD))
    case = play.play(
        browser,
        opened,
        opened.starts[0],
        Persona("x", "", crash, works_with_any_package=True),
        KNOWN["generic"],
    )
    assert "page-hangs" in {problem.code for problem in case.problems}
    assert case.stop and browser.is_connected()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds its browser in /proc")
@pytest.mark.usefixtures("browser")
def test_a_browser_that_crashes_is_a_problem_and_another_takes_over(tmp_path: Path) -> None:
    packages = [zipped(tmp_path / f"{name}.zip", GOOD) for name in ("a", "b")]
    line = [sys.executable, "-c", CRASHES, *map(str, packages)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=ENOUGH)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"{packages[0]}: error: visitor on generic: " in done.stderr and "[page-hangs]" in done.stderr
    assert str(packages[1]) not in done.stderr


def test_a_browser_that_does_not_start_is_said_with_what_to_do(tmp_path: Path) -> None:
    package = zipped(tmp_path / "a.zip", GOOD)
    line = [sys.executable, "-m", "coursebuilder", "verify", str(package), "--browser", sys.executable]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=ENOUGH)
    assert done.returncode == 3 and "Traceback" not in done.stderr
    assert f"--browser {sys.executable}: this does not start as a browser" in done.stderr


@pytest.mark.usefixtures("verify_in_browser")
def test_a_first_page_of_50_megabytes_is_no_traceback(tmp_path: Path, plays: list[play.PlayedCase]) -> None:
    words = "".join(f"<p>{number} words in a row</p>\n" for number in range(2_000_000))
    assert len(words) > 50_000_000
    package = zipped(tmp_path / "a.zip", GOOD.replace("</html>", f"{words}</html>"))
    result = CliRunner().invoke(main, ["verify", str(package)])
    assert len(plays) <= 2
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit)
    assert f"{package}" in result.stderr
