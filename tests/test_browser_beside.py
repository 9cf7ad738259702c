"""Statements beside SCORM: a record store hears them, the LMS notices nothing, whatever becomes of them."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import Packages, strict_lms
from js import Node, run
from playwright.sync_api import Browser
from relay import Relay, relaying
from standards import SCORM12, SCORM2004, Standard

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.lrs.server import serve
from coursebuilder.package import Package
from coursebuilder.targets import TARGETS
from coursebuilder.verify import learners
from coursebuilder.verify.platform import Platform, platform

COURSE = Path(__file__).parent / "packages" / "small" / "course"
SALT = "q8Zr5wN3vT7yLk2d"
HOME = "https://provider.example"


@dataclass(frozen=True)
class Both:
    """A learner's account on an LMS, and the relay its package tells too."""

    lms: Platform
    relay: Relay

    def statements(self, most: int = 99, seconds: float = 6) -> list[dict[str, Any]]:
        """What the store has, once it is as many or a while has gone by."""
        until = time.monotonic() + seconds
        while len(self.relay.store.statements()) < most and time.monotonic() < until:
            time.sleep(0.05)
        return self.relay.store.statements()

    def verbs(self, last: str = "terminated", times: int = 1) -> list[str]:
        until = time.monotonic() + 6
        while True:
            found = [one["verb"]["id"].rpartition("/")[2] for one in self.relay.store.statements()]
            if found.count(last) >= times or time.monotonic() > until:
                return found
            time.sleep(0.05)


def package(standard: Standard, endpoint: str, folder: Path) -> Package:
    """The small course as a provider builds it who wants statements."""
    provider = folder / "provider.yaml"
    provider.write_text(
        f"name: Us\niri_base: {HOME}/courses\nstatements:\n  endpoint: {endpoint}\n"
        f"  home_page: {HOME}\n  salt: {SALT}\n",
        encoding="utf-8",
    )
    read = read_courses([COURSE], provider)
    assert {one.code for one in read.problems if one.severity == "error"} == set()
    return build_package(orders(read.courses[0])[0], TARGETS[standard.target])


Opened = Callable[[Standard], Any]


@pytest.fixture
def both(browser: Browser, tmp_path: Path) -> Opened:
    @contextmanager
    def opened(standard: Standard) -> Iterator[Both]:
        with serve() as store, relaying(store) as relay:
            made = package(standard, relay.endpoint, tmp_path)
            options, reach = standard.lms_options, (relay.address,)
            with platform(browser, made, strict_lms(standard), lms_options=options, reach=reach) as lms:
                yield Both(lms, relay)

    return opened


def heard(lms: Platform) -> list[tuple[str, tuple[str, ...], str]]:
    """All that the LMS heard in all launches, but for times (set only where they differ) and draws."""
    said = [call for launch in range(lms.launches()) for call in lms.calls(launch)]
    drawn = re.compile(r"latency|timestamp|[.]time$|suspend_data|response|pattern")
    return [
        (call.name, call.arguments[:1] if drawn.search(call.arguments[0]) else call.arguments, call.error)
        for call in said
        if not call.arguments[0].endswith("session_time")
    ]


def play(lms: Platform) -> None:
    """With the pages' clock held: when the player commits hangs on the seconds that have gone by."""
    lms.context.clock.install(time="2026-01-05T09:00:00")
    lms.context.clock.pause_at("2026-01-05T09:00:01")
    learners.completer(lms).close()
    learners.revisitor(lms).close()


def test_a_record_store_hears_what_the_lms_hears(both: Opened, standard: Standard) -> None:
    with both(standard) as opened:
        learners.completer(opened.lms).close()
        verbs = opened.verbs()
        assert verbs[0] == "initialized" and verbs[-3:] == ["completed", "passed", "terminated"]
        assert {"experienced", "progressed", "answered"} < set(verbs)
        statements = opened.statements(len(verbs))
        passed = next(one for one in statements if one["verb"]["id"].endswith("passed"))
        assert str(passed["result"]["score"]["raw"]) == opened.lms.stored()[standard.raw]
        name = hashlib.sha256(f"{HOME}learner-1{SALT}".encode()).hexdigest()
        actor = {"objectType": "Agent", "account": {"homePage": HOME, "name": name}}
        assert {str(one["actor"]) for one in statements} == {str(actor)}
        assert passed["object"]["id"].startswith(f"{HOME}/courses/")
        # A visit after the result tells that it was, and nothing twice.
        learners.revisitor(opened.lms).close()
        assert opened.verbs(times=2)[len(verbs) :] == ["initialized", "terminated"]
        headers = [headers for _, headers in opened.relay.asked]
        assert headers and not [one for one in headers if "Authorization" in one or "Cookie" in one]
        assert all(opened.relay.address in line for line in opened.lms.trouble)  # no other host is asked


@pytest.fixture(scope="module")
def heard_alone(browser: Browser, packages: Packages) -> Callable[[Standard], Any]:
    """What the LMS hears and holds where no statements go beside: played once for each standard."""

    @cache
    def of(standard: Standard) -> tuple[object, dict[str, str]]:
        package, options = packages(standard), standard.lms_options
        with platform(browser, package, strict_lms(standard), lms_options=options) as alone:
            play(alone)
            return heard(alone), alone.stored()

    return of


@pytest.mark.parametrize("mood", ["well", "slow", "deaf", "hostile", "401", "409", "503"])
def test_the_lms_hears_the_same_whatever_becomes_of_them(
    both: Opened, heard_alone: Callable[[Standard], Any], standard: Standard, mood: str
) -> None:
    wanted, stored = heard_alone(standard)
    with both(standard) as opened:
        opened.relay.mood = mood
        play(opened.lms)
        assert heard(opened.lms) == wanted
        names = (*standard.statuses, standard.raw)
        assert [opened.lms.stored()[name] for name in names] == [stored[name] for name in names]
        assert opened.relay.asked


def test_what_could_not_be_sent_goes_out_at_the_next_launch(both: Opened) -> None:
    with both(SCORM12) as opened:
        opened.relay.mood = "deaf"
        learners.completer(opened.lms).close()
        assert opened.statements(1, seconds=0.5) == []
        opened.relay.mood = "well"
        learners.revisitor(opened.lms).close()
        verbs = opened.verbs("passed")
        assert verbs.count("completed") == verbs.count("passed") == 1 and "answered" in verbs
        ids = [one["id"] for one in opened.relay.store.statements()]
        assert len(ids) == len(set(ids))


@pytest.mark.slow
def test_nothing_of_it_is_in_packages_built_without(packages: Packages, tmp_path: Path) -> None:
    for standard in (SCORM12, SCORM2004):
        plain, told = packages(standard), package(standard, "https://xapi.example/", tmp_path)
        script, page = plain.read("runtime.js").decode(), plain.read("index.html").decode()
        assert "Experience" not in script + page and '"beside"' not in page
        assert "Experience" in told.read("runtime.js").decode() and SALT in told.read("index.html").decode()
    web = build_package(
        orders(read_courses([COURSE], tmp_path / "provider.yaml").courses[0])[0], TARGETS["web"]
    )
    assert SALT not in web.read("index.html").decode()


def test_the_digest_is_sha_256(node: Node) -> None:
    texts = [
        "",
        "abc",
        "Zoë ☂ 😀",
        *("x" * length for length in (54, 55, 56, 57, 63, 64, 65, 119, 120, 1000)),
    ]
    body = "return texts.map((text) => T.sha256(new TextEncoder().encode(text)));"
    found = run(node, {"sha256.js": ("sha256",)}, body, texts=texts)
    assert found == [hashlib.sha256(text.encode()).hexdigest() for text in texts]
