"""The accessibility record: what a public body can print and file."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from coursebuilder.problems import Place, Problem
from coursebuilder.verify.accessibility import (
    CHECKS,
    NOT_BY_MACHINE,
    InspectedState,
    Inspection,
    inspect,
    write_record,
)
from coursebuilder.verify.accessibility.axe import Finding
from coursebuilder.verify.accessibility.record import page, record
from coursebuilder.verify.learner import Learner

WRONG = Problem("focus-hidden", "opened: a <b> looks the same (WCAG 2.4.7)", Place("x.zip"), "", "error")
DOUBT = Problem("focus-jump", "opened: a stands above b (WCAG 2.4.3)", Place("x.zip"), "", "warning")
LOOK = Finding("color-contrast", "Elements must have contrast", ("1.4.3",), ("p [a gradient]",))


def seen(name: str, *problems: Problem, by_hand: tuple[Finding, ...] = ()) -> InspectedState:
    return InspectedState(
        name, "Listening first", (1280, 900), "light", problems, by_hand, 12, ("label", "list")
    )


def bad() -> Inspection:
    return Inspection("other/x.zip", [seen("opened", WRONG, DOUBT, by_hand=(LOOK,)), seen("result", WRONG)])


def test_what_was_found_stands_with_its_check_and_its_states() -> None:
    made = record(bad())
    assert (made.errors, made.doubts, made.rules) == (2, 1, 2)
    assert {row.check.code: row.states for row in made.rows if row.problems} == {
        "focus-jump": 1,
        "focus-hidden": 2,
    }
    assert made.by_hand == {"Elements must have contrast (1.4.3)": ("opened: p [a gradient]",)}


def test_the_page_says_what_was_checked_how_and_what_people_must_look_at() -> None:
    text = page([Inspection("good/x.zip", [seen("opened")]), bad(), Inspection("none.zip")])
    for part in (*(check.name for check in CHECKS), *NOT_BY_MACHINE, "axe-core 4.", "1280 × 900"):
        assert part in text or part.replace("'", "&#39;") in text
    assert "nothing failed</span> in 1 state" in text
    assert "2 failures</span> in 2 states, 1 doubtful, 1 for a person to decide" in text
    assert "not judged</span>" in text and "<td>not judged</td>" in text
    assert "a &lt;b&gt; looks" in text


def test_it_is_written_whole_and_is_accessible_itself(tmp_path: Path, browser: Browser) -> None:
    path = write_record(tmp_path / "report", [bad()])
    assert [one.name for one in path.parent.iterdir()] == ["accessibility.html"]
    context = browser.new_context(viewport={"width": 360, "height": 640})
    window = context.new_page()
    window.goto(path.as_uri())
    assert inspect(Inspection("record"), Learner(window, framed=False), "open") == []
    context.close()
