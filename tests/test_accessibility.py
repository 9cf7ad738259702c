"""No violation of WCAG 2.2 A or AA in any state of any page, wide and light as well as narrow and dark."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from conftest import TESTS, Open, strict_lms
from playwright.sync_api import Browser

from coursebuilder.build.package import build_package
from coursebuilder.build.pipeline import orders, read_courses
from coursebuilder.targets import TARGETS
from coursebuilder.verify import learners
from coursebuilder.verify.accessibility import Inspection, inspect, violations
from coursebuilder.verify.learner import Learner
from coursebuilder.verify.platform import Platform, platform

LOOKS: dict[str, dict[str, Any]] = {
    "wide-light": {"size": (1280, 900), "color_scheme": "light"},
    "narrow-dark": {"size": (320, 640), "color_scheme": "dark"},
}
COURSES = sorted(path.parent for path in (TESTS.parent / "courses").glob("*/course.yaml"))

Look = Callable[[Learner, str], None]
Walk = Callable[[Platform, Look], None]


def faults(learner: Learner) -> list[str]:
    frame = learner.frame
    found = violations(frame)
    if frame.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("wider than the screen")
    return found


def reading(lms: Platform, look: Look) -> None:
    learner = lms.launch().ready()
    look(learner, "start")
    learner.find("#worried summary").click()
    look(learner, "worried about a child")
    learner.find("#worried summary").click()
    learner.go("listening")
    look(learner, "practice question")
    learner.check("who-decides", "")
    look(learner, "nothing chosen")
    learner.check("who-decides", "a")
    look(learner, "not quite")
    learner.check("who-decides", "b")
    look(learner, "right")
    if learner.find("[data-action=contents]").is_visible():
        learner.press("contents")
        look(learner, "contents open")
        learner.press("contents")
    learner.go("noticing")
    learner.find(".page.current details.reveal summary").click()
    learner.check("signs", "a")
    look(learner, "several answers, part right")
    learner.find(".foot [data-aside-link=about]").click()
    look(learner, "about")


def failing(lms: Platform, look: Look) -> None:
    learner = lms.launch().ready()
    learner.read_to_end()
    look(learner, "assessment")
    learner.submit()
    look(learner, "assessment with nothing answered")
    learner.answer(right=False)
    learner.submit()
    look(learner, "result: not yet")
    learner.press("answers")
    look(learner, "answers after the first attempt")
    learner.go("check")
    learner.press("retry")
    learner.answer(right=False)
    learner.submit()
    look(learner, "result: no attempts left")
    learner.press("answers")
    look(learner, "answers with the right ones")


def passing(lms: Platform, look: Look) -> None:
    learner = learners.leaver(lms)
    look(learner, "left")
    learner.close()
    learner = lms.launch().ready()
    look(learner, "resume")
    learner.take()
    look(learner, "result: passed")
    learner.close()
    lms.wait_for("cmi.core.lesson_status", "passed")
    look(lms.launch().ready(), "revisit")


def unsaved(lms: Platform, look: Look) -> None:
    lms.context.clock.install()
    lost = lms.launch("absent").ready()
    lms.context.clock.run_for(30_000)
    lost.find("[data-banner]").wait_for()
    look(lost, "no platform")
    lost.close()
    refused = lms.launch("refuse-commit").ready()
    refused.next()
    refused.find("[data-banner]").wait_for()
    look(refused, "not saved")
    newer = lms.launch().ready()
    newer.find("[data-banner]").wait_for()
    look(newer, "open in another window")
    newer.press("retry-save")
    refused.find("[data-banner]").wait_for()
    look(refused, "taken over by another window")


@pytest.mark.parametrize("walk", [reading, failing, passing, unsaved], ids=lambda walk: walk.__name__)
@pytest.mark.parametrize("size", LOOKS)
def test_every_state(account: Open, size: str, walk: Walk) -> None:
    found, inspection = [], Inspection("small.zip")

    def look(learner: Learner, state: str) -> None:
        found.extend(inspect(inspection, learner, state))

    with account(strict_lms(), reduced_motion="reduce", **LOOKS[size]) as lms:
        walk(lms, look)
    assert [problem.message for problem in found] == []
    assert len(inspection.seen) > 3


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.name)
def test_every_page_of_the_real_courses(browser: Browser, course: Path) -> None:
    """All pages of a module one below the other, as without a script: all the author wrote is judged.

    Modules are wide and light, or narrow and dark, in turn, and every second course begins with the other
    look: `test_every_state` has each state in both.
    """
    looks = list(LOOKS)[:: (-1) ** COURSES.index(course)]
    for size, order in zip(cycle(looks), orders(read_courses([course]).courses[0]), strict=False):
        package = build_package(order, TARGETS["scorm12"])
        with platform(browser, package, strict_lms(), reduced_motion="reduce", **LOOKS[size]) as lms:
            learner = lms.launch().ready()
            # The second sheet comes with the first key; where there is no script it comes by itself.
            learner.find("body").dispatch_event("keydown")
            learner.frame.wait_for_function("() => document.styleSheets.length > 1")
            learner.frame.evaluate("document.documentElement.className = ''")
            assert faults(learner) == []
            assert (lms.trouble, lms.host.missing) == ([], [])


def test_the_judge_would_notice(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.frame.evaluate("document.querySelector('.page.current .lead').style.color = '#eee'")
        learner.frame.evaluate("document.querySelector('.foot').style.width = '3000px'")
        rules = [line.split(":")[0] for line in faults(learner)]
        assert rules == ["color-contrast", "wider than the screen"]
