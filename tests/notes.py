"""What tests of notes and of the record of learning do by hand."""

from __future__ import annotations

from coursebuilder.verify.learner import Learner

SECRET = "a-note-for-nobody-else"
NOTE = "#r-next-week"
KEEP = ".page.current [data-keeps-notes]"


def open_extra(learner: Learner, name: str) -> None:
    """One of the pages beside the module's own, by the contents."""
    if learner.find(".menu[aria-expanded=false]").is_visible():
        learner.press("contents")
    learner.find(f".extras [href='#page-{name}']").click()


def write(learner: Learner, keep: bool = False) -> Learner:
    """The note on its page, and what was new on the record; both hold the secret."""
    learner.go("noticing")
    learner.find(NOTE).fill(f"{SECRET} one")
    if keep:
        learner.find(KEEP).check()
    open_extra(learner, "record")
    learner.find("#record-new").fill(f"{SECRET} two")
    learner.find("#record-name").fill(f"{SECRET} name")
    learner.find("#record-role").fill(f"{SECRET} role")
    return learner


def all_notes(learner: Learner) -> str:
    open_extra(learner, "notes")
    learner.find("[data-notes] .card").first.wait_for()
    return learner.find("[data-notes]").inner_text()


def device(learner: Learner) -> dict[str, str]:
    """All that lies in this browser for this address."""
    return dict(learner.frame.evaluate("({...localStorage, ...sessionStorage})"))


def kept(learner: Learner) -> list[str]:
    return [name for name, text in device(learner).items() if SECRET in text]


def record(learner: Learner) -> str:
    open_extra(learner, "record")
    learner.find("[data-today]:not(:empty)").wait_for()
    return learner.find("#page-record").inner_text()
