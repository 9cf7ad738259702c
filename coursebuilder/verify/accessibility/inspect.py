"""Inspect a page in its present state: axe, both colour schemes, Tab order, a narrow window, text spacing.

The page is left as it was: focus, scrolling, window size and colour scheme are restored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Page

from coursebuilder.problems import Place, Problem
from coursebuilder.verify.accessibility.axe import CONTRAST, AxeResult, Finding, run
from coursebuilder.verify.accessibility.checks import BY_CODE
from coursebuilder.verify.learner import Learner

NARROW = 320  # pixels: 1280 at 400 %
MOST_STEPS = 200  # presses of Tab on one page; controls beyond aren't reached
MEANINGLESS_TITLES = {
    "untitled",
    "untitled document",
    "document",
    "new page",
    "title",
    "page",
    "index",
    "home",
}
_SCRIPTS = ("common", "focus", "layout")


@dataclass(frozen=True, slots=True)
class InspectedState:
    """A page in one state, with what was found.

    name: for readers of the report, such as "launch 1: Listening first"
    title: of the document
    size: width and height of the window in pixels
    scheme: "light" or "dark"
    by_hand: what axe couldn't decide
    steps: presses of Tab that reached a control
    rules: ids of axe's rules that applied to some element
    """

    name: str
    title: str
    size: tuple[int, int]
    scheme: str
    problems: tuple[Problem, ...]
    by_hand: tuple[Finding, ...]
    steps: int
    rules: tuple[str, ...]


@dataclass(slots=True)
class Inspection:
    """All inspected states of one package.

    package: its display name
    known: fingerprint of a state → the name it had when it was first met; equal ones are inspected once
    browser: name and version of the browser
    """

    package: str
    seen: list[InspectedState] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    browser: str = ""


def inspect(inspection: Inspection, learner: Learner, state: str) -> list[Problem]:
    """Inspect the learner's page unless an equal state is known, and add it to the inspection.

    state: its name for readers of the report, such as "practice question, wrong"; numbered if it is used
    Gives the new state's Problems; an empty list for a known one.
    """
    frame, window = learner.frame, learner.window
    _prepare(frame)
    scheme = "dark" if frame.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    fingerprint = f"{frame.evaluate('coursebuilderLook.fingerprint()')} {scheme}"
    if fingerprint in inspection.known:
        return []
    inspection.known[fingerprint] = state
    if times := sum(seen.name == state or seen.name.startswith(f"{state} (") for seen in inspection.seen):
        state = f"{state} ({times + 1})"
    seen = _inspect_state(inspection.package, frame, window, state, scheme)
    inspection.seen.append(seen)
    return list(seen.problems)


def _inspect_state(package: str, frame: Frame, window: Page, state: str, scheme: str) -> InspectedState:
    with _all_documents(frame) as documents:
        judged = [run(document) for document in documents]
        walks = [_tab_through(document, window) for document in documents]
        found = [
            *_from_axe("axe", [one for each in judged for one in each.violations]),
            *_from_axe("contrast-other-scheme", _other_scheme(documents, window, scheme, judged)),
            *_title_faults(frame),
            *(fault for walk in walks for fault in walk["faults"]),
            *_reflow_faults(frame, window),
            *(fault for document in documents for fault in document.evaluate("coursebuilderLayout.spaced()")),
        ]
    size = window.viewport_size or {"width": 0, "height": 0}
    return InspectedState(
        name=state,
        title=frame.title(),
        size=(size["width"], size["height"]),
        scheme=scheme,
        problems=tuple(dict.fromkeys(_problem(package, state, fault) for fault in found)),
        by_hand=tuple(one for each in judged for one in each.by_hand),
        steps=sum(walk["reached"] for walk in walks),
        rules=tuple(sorted({rule for each in judged for rule in each.rules})),
    )


@contextmanager
def _all_documents(frame: Frame) -> Iterator[list[Frame]]:
    """The document and the visible ones in its frames, with all animation stopped until the block ends."""
    documents = [frame, *_inner(frame)]
    for document in documents:
        _prepare(document)
        document.evaluate("coursebuilderLook.hold()")
    try:
        yield documents
    finally:
        for document in documents:
            document.evaluate("coursebuilderLook.release()")


@cache
def _script(name: str) -> str:
    return Path(__file__).with_name(f"{name}.js").read_text("utf-8")


def _prepare(document: Frame) -> None:
    for name in _SCRIPTS:
        document.evaluate(_script(name))


def _inner(frame: Frame) -> list[Frame]:
    """The visible documents in the document's frames, at any depth."""
    found: list[Frame] = []
    for child in frame.child_frames:
        try:
            if child.frame_element().is_visible() and child.evaluate("!!document.body"):
                found += [child, *_inner(child)]
        except PlaywrightError:
            continue  # gone meanwhile
    return found


def _problem(package: str, state: str, fault: Mapping[str, str]) -> Problem:
    check = BY_CODE[fault["code"]]
    criteria = fault.get("criteria") or check.criterion
    message = f"{state}: {fault['where']} {fault['message']} (WCAG {criteria})"
    return Problem(check.code, message, Place(package), check.hint, "warning" if check.doubtful else "error")


def _from_axe(code: str, findings: list[Finding]) -> Iterator[dict[str, str]]:
    for one in findings:
        where, more = one.where[:3], len(one.where) - 3
        yield {
            "code": code,
            "where": ", ".join(where) + (f" and {more} more" if more > 0 else ""),
            "message": f"breaks {one.rule}: {one.help}",
            "criteria": ", ".join(one.criteria),
        }


def _other_scheme(
    documents: list[Frame], window: Page, scheme: str, judged: list[AxeResult]
) -> list[Finding]:
    """Contrast violations that only the other colour scheme has; none where both look the same."""
    before = [document.evaluate("coursebuilderLook.colours()") for document in documents]
    window.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    try:
        known = [one for each in judged for one in each.violations]
        return [
            one
            for document, colours in zip(documents, before, strict=True)
            if document.evaluate("coursebuilderLook.colours()") != colours
            for one in run(document, CONTRAST).violations
            if one not in known
        ]
    finally:
        window.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def _title_faults(frame: Frame) -> Iterator[dict[str, str]]:
    """A fault if the title is a placeholder or a file name; whether there is one at all is axe's rule."""
    title = " ".join(frame.title().split())
    if title and (title.lower() in MEANINGLESS_TITLES or title.lower().endswith((".html", ".htm"))):
        yield {"code": "page-title", "where": f"“{title}”", "message": "is no title that tells pages apart"}


def _tab_through(document: Frame, window: Page) -> dict[str, Any]:
    document.evaluate("coursebuilderFocus.begin()")
    for _ in range(MOST_STEPS):
        window.keyboard.press("Tab")
        if document.evaluate("coursebuilderFocus.step()"):
            break
    walked: dict[str, Any] = document.evaluate("coursebuilderFocus.end()")
    return walked


def _reflow_faults(frame: Frame, window: Page) -> list[dict[str, str]]:
    size = window.viewport_size
    if size is None:
        return []
    if size["width"] != NARROW:
        window.set_viewport_size({"width": NARROW, "height": size["height"]})
    try:
        found: list[dict[str, str]] = frame.evaluate("coursebuilderLayout.narrow()")
        return found
    finally:
        if size["width"] != NARROW:
            window.set_viewport_size(size)
