"""The scripted learners' own tools: the server, the platform's page, the browser, the transcript."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import TESTS, Open, strict_lms
from patient import Patient
from playwright.sync_api import Browser
from standards import Standard

from coursebuilder.package import Inline, Package
from coursebuilder.targets import TARGETS
from coursebuilder.verify import browser as browsers
from coursebuilder.verify import learners
from coursebuilder.verify.host import serve
from coursebuilder.verify.platform import platform
from coursebuilder.verify.transcript import transcript

PACKAGE = Package(
    "x", {"index.html": Inline(b"<p>Hi"), "media/a b.webp": Inline(b"RIFF"), "a.xyz": Inline(b"?")}
)
TRANSCRIPTS = TESTS / "transcripts"


def test_files_are_served_with_their_types() -> None:
    with serve(PACKAGE, []) as host:
        types = {}
        for name in ("index.html", "media/a%20b.webp?v=1", "a.xyz"):
            with urllib.request.urlopen(f"{host.address}/package/{name}") as answer:
                types[name] = answer.headers["Content-Type"]
        for name in ("/package/none.js", "/package/../host.py", "/etc/passwd"):
            with pytest.raises(urllib.error.HTTPError, match="404") as refusal:
                urllib.request.urlopen(host.address + name)
            refusal.value.close()
    assert list(types.values()) == ["text/html; charset=utf-8", "image/webp", "application/octet-stream"]
    assert host.missing == ["/package/none.js", "/package/../host.py", "/etc/passwd"]


def test_the_server_ends_with_its_block() -> None:
    with serve(PACKAGE, []) as host:
        address = host.address
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address + "/desk", timeout=2)


def test_trouble_is_noticed(browser: Browser) -> None:
    page = b"""<!doctype html><html lang=en><title>Bad</title><img src="none.png" alt="">
    <img src="https://example.org/a.png" alt=""><script>
    console.error("oh"); setTimeout(() => { alert("hm"); document.title = "Told" }); no()
    </script>"""
    with platform(browser, Package("bad", {"index.html": Inline(page)}), strict_lms()) as lms:
        window = lms.launch().window
        window.wait_for_load_state()
        # Said by the page last of all, and heard by the window after all else.
        window.wait_for_function("frames[0].document.title === 'Told'")
    text = "\n".join(lms.trouble)
    for part in (
        "404",
        "request to another host: https://example.org/a.png",
        "console: oh",
        "no is not",
        "dialog: hm",
    ):
        assert part in text


def test_a_browser_asked_for_in_vain_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COURSEBUILDER_BROWSER", str(tmp_path / "none"))
    assert list(browsers.browser_candidates()) == []
    monkeypatch.setenv("COURSEBUILDER_BROWSER", "")
    assert next(browsers.browser_candidates()) == browsers.BrowserCandidate()


def journey(lms: Patient, name: str) -> None:
    """What each transcript tells."""
    if name == "leaves, resumes, passes, revisits":
        learners.leaver(lms).close()
        learner = lms.launch().ready()
        learner.press("resume")
        learner.take()
        learner.close()
        learners.revisitor(lms).close()
    elif name == "fails, then passes":
        learners.struggler(lms).close()
    else:
        learners.giver_up(lms).close()


@pytest.mark.parametrize(
    "name", ["leaves, resumes, passes, revisits", "fails, then passes", "uses up all attempts"]
)
def test_transcripts(account: Open, standard: Standard, name: str, request: pytest.FixtureRequest) -> None:
    """With the clock and the dice held, the same journey is the same text; --accept rewrites it."""
    with account(strict_lms(standard), own=True, standard=standard) as lms:
        journey(Patient(lms), name)
        text = transcript([lms.calls(number) for number in range(lms.launches())], TARGETS[standard.target])
    path = TRANSCRIPTS / standard.target / f"{name.replace(', ', '-').replace(' ', '-')}.txt"
    if request.config.getoption("--accept"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
