"""What a learner can pass on to those who help: everything about the machine, nothing about the person."""

from __future__ import annotations

from pathlib import Path

from conftest import Open, strict_lms


def test_support_details_tell_of_the_machine_and_not_of_the_learner(account: Open) -> None:
    with account(strict_lms()) as lms:
        learner = lms.launch().ready()
        learner.go("noticing")
        for question in learner.course["questions"]:
            if not question.get("assessed"):
                learner.go(question["page"])
                learner.check(question["id"], question["right"])
        learner.find(".foot [href='#page-about']").click()
        told = learner.find("[data-support]").text_content() or ""
        assert "API, on. " in told
        assert "(build " in told and "Chrome" in told and " × " in told
        learner.leave()
        state = lms.stored()["cmi.suspend_data"]
        assert state and state not in told
        for private in ("learner-1", "Learner, One", *(one["id"] for one in learner.course["questions"])):
            assert private not in told


def test_what_the_platform_refused_stands_there(account: Open) -> None:
    with account(strict_lms(), own=True) as lms:
        learner = lms.launch("refuse-commit").ready()
        learner.find(".foot [href='#page-about']").click()
        assert "commit: " in (learner.find("[data-support]").text_content() or "")


def test_without_a_platform_that_is_what_it_says(account: Open, tmp_path: Path) -> None:
    with account(strict_lms(), own=True) as lms:
        learner = lms.launch("absent")
        learner.find(".page.current").wait_for()
        learner.find(".foot [href='#page-about']").click()
        assert "–, seeking. " in (learner.find("[data-support]").text_content() or "")
