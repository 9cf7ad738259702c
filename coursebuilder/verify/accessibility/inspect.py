"""An open page as people with other eyes and hands meet it, in whatever state a learner has brought it to.

The page is left as it was: focus, scrolling, window and colour scheme are put back.
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
from coursebuilder.verify.accessibility.axe import CONTRAST, Finding, Found, run
from coursebuilder.verify.accessibility.checks import BY_CODE
from coursebuilder.verify.learner import Learner

NARROW = 320  # pixels: 1280 at 400 %
MOST_STEPS = 200  # Tabs; more controls than that on one page are walked in part
STOPGAPS = {"untitled", "untitled document", "document", "new page", "title", "page", "index", "home"}
_SCRIPTS = ("common", "focus", "layout")


@dataclass(frozen=True, slots=True)
class Seen:
    """A state that was judged.

    by_hand: what axe couldn't decide; steps: Tabs it took to leave the page; rules: axe's, that had to do
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
    """Everything that was judged of one package; what looks the same is judged once.

    browser: the name and version of the one it was judged in
    """

    package: str
    seen: list[Seen] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)  # fingerprints, and the states they were first met in
    browser: str = ""


def inspect(inspection: Inspection, learner: Learner, state: str) -> list[Problem]:
    """Everything wrong with the learner's page now; nothing where the very same was judged before.

    state: what a reader of the report knows it by, such as "practice question, wrong"
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
    seen = _judge(inspection.package, frame, window, state, scheme)
    inspection.seen.append(seen)
    return list(seen.problems)


def _judge(package: str, frame: Frame, window: Page, state: str, scheme: str) -> Seen:
    with _held(frame) as documents:
        judged = [run(document) for document in documents]
        walks = [_walk(document, window) for document in documents]
        found = [
            *_from_axe("axe", [one for each in judged for one in each.violations]),
            *_from_axe("contrast-other-scheme", _other_scheme(documents, window, scheme, judged)),
            *_title(frame),
            *(fault for walk in walks for fault in walk["faults"]),
            *_narrow(frame, window),
            *(fault for document in documents for fault in document.evaluate("coursebuilderLayout.spaced()")),
        ]
    size = window.viewport_size or {"width": 0, "height": 0}
    return Seen(
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
def _held(frame: Frame) -> Iterator[list[Frame]]:
    """The document with those inside it, ready to be looked at and with nothing moving."""
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
    """Documents inside the document that are shown."""
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


def _other_scheme(documents: list[Frame], window: Page, scheme: str, judged: list[Found]) -> list[Finding]:
    """What can't be read in the other colour scheme alone; nothing where the page has only one."""
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


def _title(frame: Frame) -> Iterator[dict[str, str]]:
    """axe asks for a title; here it must say something."""
    title = " ".join(frame.title().split())
    if title and (title.lower() in STOPGAPS or title.lower().endswith((".html", ".htm"))):
        yield {"code": "page-title", "where": f"“{title}”", "message": "is no title that tells pages apart"}


def _walk(document: Frame, window: Page) -> dict[str, Any]:
    document.evaluate("coursebuilderFocus.begin()")
    for _ in range(MOST_STEPS):
        window.keyboard.press("Tab")
        if document.evaluate("coursebuilderFocus.step()"):
            break
    walked: dict[str, Any] = document.evaluate("coursebuilderFocus.end()")
    return walked


def _narrow(frame: Frame, window: Page) -> list[dict[str, str]]:
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
