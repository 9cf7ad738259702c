"""A package of a stranger reaches nothing but the servers it is played on, over TCP and over UDP."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_page import Listener, listening
from playwright.sync_api import Browser
from test_verify_command import MANIFEST

from coursebuilder.package import Inline, Package, write_zip
from coursebuilder.verify.behaviour import KNOWN
from coursebuilder.verify.opened_packages import open_package
from coursebuilder.verify.personas import Persona
from coursebuilder.verify.play import PlayedCase, play
from coursebuilder.verify.play_through import PlayThrough

LONG = 3000  # milliseconds in which all that the page tries has arrived, where nothing stops it
SCORM = """<script>
const api = parent.API; api.LMSInitialize(""); api.LMSSetValue("cmi.core.lesson_status", "incomplete");
api.LMSCommit(""); addEventListener("pagehide", () => { api.LMSFinish(""); });
</script>"""
TINCAN = """<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="https://other.example/a" type="http://adlnet.gov/expapi/activities/course">
<name>Theirs</name><description lang="en">x</description><launch lang="en">page.html</launch>
</activity></activities></tincan>"""
STATEMENT = """<script>
const given = new URLSearchParams(location.search), endpoint = given.get("endpoint");
fetch(endpoint + "statements", {method: "POST", headers: {"Content-Type": "application/json",
  "Authorization": given.get("auth"), "X-Experience-API-Version": "1.0.3"}, body: JSON.stringify([{
  actor: JSON.parse(given.get("actor")), verb: {id: "http://adlnet.gov/expapi/verbs/initialized"},
  object: {id: given.get("activity_id")}}])}).then((answer) => { document.title = "told " + answer.status; });
</script>"""
KINDS = {
    "scorm12": ({"imsmanifest.xml": MANIFEST}, SCORM, "page.html"),
    "xapi": ({"tincan.xml": TINCAN}, STATEMENT, "page.html"),
    "web": ({}, "", "index.html"),
}


def waiting(seen: list[str]) -> Persona:
    """Opens the page, gives it time for all it tries, and notes its title."""

    def wait(play_through: PlayThrough) -> None:
        made = play_through.account.launch(*(["early"] if play_through.target.lrs else []))
        made.window.wait_for_load_state("domcontentloaded")
        made.window.wait_for_timeout(LONG)
        seen.append(made.frame.title())
        made.window.close()

    return Persona("waiter", "opens it and waits", wait, works_with_any_package=True)


def played(browser: Browser, folder: Path, listener: Listener, kind: str, seen: list[str]) -> PlayedCase:
    files, rest, name = KINDS[kind]
    texts = {**files, name: listener.page(rest), "worker.js": listener.worker}
    package = Package("theirs", {one: Inline(text.encode()) for one, text in texts.items()})
    write_zip(package, folder / "theirs.zip")
    opened = open_package(folder / "theirs.zip")
    assert opened.target and opened.target.name == kind
    return play(browser, opened, opened.starts[0], waiting(seen), KNOWN["generic"])


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_arrives_anywhere_else(browser: Browser, tmp_path: Path, kind: str) -> None:
    seen: list[str] = []
    with listening() as listener:
        case = played(browser, tmp_path, listener, kind, seen)
        assert listener.arrived == []
    assert seen == ["told 200" if kind == "xapi" else "Theirs"]  # its own page and record store are there
    assert "page-hangs" not in {problem.code for problem in case.problems}
    assert "request-elsewhere" in {problem.code for problem in case.problems}


def test_without_the_fence_all_of_it_arrives(tmp_path: Path) -> None:
    """The page does try, over TCP and over UDP: else the test above could not fail."""
    line = [sys.executable, "-c", OPEN_WIDE, str(Path(__file__).parent), str(tmp_path)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=120)
    arrived = json.loads(done.stdout)
    for path in PATHS:
        assert any(f"/{path} " in one for one in arrived), (path, arrived)
    assert any(one.startswith("UDP") for one in arrived), arrived


PATHS = [
    "get",
    "post",
    "keep",
    "xhr",
    "socket",
    "events",
    "beacon",
    "form",
    "frame",
    "window",
    "worker",
    "worker-install",
    "module.js",
]
OPEN_WIDE = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from coursebuilder.verify import browser, learner_account, platform, record_store
browser.CHROMIUM_ARGUMENTS = ("--no-first-run", "--disable-gpu")
platform.proxy_for = lambda *given: None
from hostile_page import listening
from test_verify_isolation import played
with browser.launch() as started, listening() as listener:
    played(started, Path(sys.argv[2]), listener, "scorm12", [])
    print(json.dumps([one.decode("latin-1") for one in listener.arrived]))
"""
