"""Whole journeys on our LMS as it behaves for the platforms known by name: all their quirks at once."""

from __future__ import annotations

import json

import pytest
from conftest import Open, strict_lms

from coursebuilder.targets.scorm12.calls import call_rules
from coursebuilder.verify import learners

STATUS, RAW, STATE = "cmi.core.lesson_status", "cmi.core.score.raw", "cmi.suspend_data"
PLACE = "cmi.core.lesson_location"
PLATFORMS = ["learning-hub", "esr", "moodle", "aicc-shim"]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_leave_resume_fail_and_pass(account: Open, platform: str) -> None:
    with account(strict_lms()) as lms:
        learners.closer(lms, 2, f"of:{platform}")
        lms.wait_for(PLACE, "noticing")
        learner = lms.launch(f"of:{platform}").ready()
        assert "What you notice" in learner.find("[data-resume]").inner_text()
        learner.press("resume")
        assert learner.find("#q-signs input:checked").count() == 2
        learner.take(right=False)
        assert lms.stored()[STATUS] == "incomplete" and lms.stored().get(RAW, "") == ""
        learner.press("retry")
        learner.answer(right=True)
        learner.submit()
        assert learner.banner == ""
        learner.shut()
        lms.wait_for(STATUS, "passed")
        assert lms.stored()[RAW] == "100"
        for launch in range(lms.launches()):
            assert call_rules(lms.calls(launch)) == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_all_tries_used_and_looked_at_again(account: Open, platform: str) -> None:
    with account(strict_lms()) as lms:
        learners.giver_up(lms, f"of:{platform}").close()
        before = lms.stored()
        assert (before[STATUS], before[RAW]) == ("failed", "0")
        if platform != "learning-hub":  # which starts afresh after a result
            learners.revisitor(lms, f"of:{platform}").close()
            after = lms.stored()
            assert (after[STATUS], after[RAW], after[STATE]) == (before[STATUS], before[RAW], before[STATE])


def test_esr_adds_to_the_address_and_blanks_the_frame(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = learners.reader(lms, 1, "of:esr")
        address = learner.frame.url
        assert "?ext_session=7&ext_user=a%20b" in address and address.endswith("#page-listening")
        learner.shut()
        lms.wait_for(PLACE, "listening")
        assert [call.name for call in lms.calls()].count("LMSFinish") == 1
        assert learner.frame.url == "about:blank"


def test_the_last_words_fit_into_what_a_closing_page_may_send(account: Open) -> None:
    """Room for all the platform holds once, and not twice: a second call at the end would be lost."""
    with account(strict_lms()) as lms:
        learners.closer(lms, 2)
        lms.wait_for(PLACE, "noticing")
        size = len(json.dumps(lms.stored()))
        lms.forget()
        learners.reader(lms, 2, f"beacon:{size * 3 // 2}").shut()
        lms.wait_for(PLACE, "noticing")
        assert "cmi.core.session_time" not in lms.stored()  # LMSFinish adds it to the total


def test_nobody_hears_of_unload_here(account: Open) -> None:
    """As in Moodle; a package that counted on it would not have been closed in any of these tests."""
    with account(strict_lms()) as lms:
        page = lms.context.new_page()
        page.goto(f"{lms.host.address}/desk")
        heard = page.evaluate(
            """() => new Promise((resolve) => {
              const frame = document.createElement("iframe");
              frame.src = "/desk?inner";
              frame.onload = () => {
                const heard = [];
                frame.contentWindow.onpagehide = () => heard.push("pagehide");
                frame.contentWindow.onunload = () => heard.push("unload");
                frame.remove();
                resolve(heard);
              };
              document.body.append(frame);
            })"""
        )
        assert heard == ["pagehide"]
        lms.trouble.clear()  # the browser's own word that unload is not allowed
