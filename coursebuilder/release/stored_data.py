"""What a package stores about a learner, where, and who can see it.

Of our own packages this is known: the tables here say what the player's adapters do, and a test holds them to
the adapters' code. Of other makers' packages only what is found in their files can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coursebuilder.package import Package
from coursebuilder.targets.files import text_files
from coursebuilder.targets.target import Target

LMS = "your LMS"
STORE = "the record store (LRS) that your platform names"
DEVICE = "the learner's browser, on this device"
_KEPT = ("localStorage", "IndexedDB")  # the second as well, since Moodle empties the first at every login
STAFF = "whoever may see its reports"
AT_THE_DEVICE = "whoever uses this browser"


@dataclass(frozen=True, slots=True)
class StoredData:
    """One kind of data: what, where it is stored, who can see it, and under which names."""

    what: str
    where: str
    seen_by: str
    names: tuple[str, ...] = ()


_SCORM12 = (
    ("result: completed, passed or failed", ("core.lesson_status", "core.exit")),
    ("score in per cent", ("core.score.raw", "core.score.min", "core.score.max")),
    ("time spent, visible time alone", ("core.session_time",)),
    (
        "the page they left, and progress: pages read, answers, tries",
        ("core.lesson_location", "suspend_data"),
    ),
    ("each answer to a question: which, when, right or wrong", ("interactions",)),
    ("how far each learning objective was met", ("objectives",)),
    (
        "read, not changed: the learner's id, the mode of the visit, whether it is the first",
        ("core.student_id", "core.lesson_mode", "core.entry"),
    ),
)
_SCORM2004 = (
    ("result: completed, passed or failed", ("completion_status", "success_status", "exit")),
    ("score in per cent and as a share of one", ("score.raw", "score.scaled", "score.min", "score.max")),
    ("time spent, visible time alone", ("session_time",)),
    (
        "the page they left, and progress: pages read, answers, tries",
        ("location", "suspend_data", "progress_measure"),
    ),
    ("each answer to a question: which, when, right or wrong", ("interactions",)),
    ("how far each learning objective was met", ("objectives",)),
    (
        "read, not changed: the learner's id, the mode of the visit, whether it is the first",
        ("learner_id", "mode", "entry"),
    ),
)
ELEMENTS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "scorm12": _SCORM12,
    "scorm2004-3rd": _SCORM2004,
    "scorm2004-4th": _SCORM2004,
}
_STATEMENTS = StoredData(
    "statements: opened and closed, pages seen, answers, objectives, result with score and time",
    STORE,
    "whoever may read that store",
    ("statements",),
)
_NOTES = StoredData(
    "notes in reflections, only after the learner has ticked “Keep my notes on this device”",
    DEVICE,
    AT_THE_DEVICE,
    _KEPT,
)
_FOUND = {
    "localStorage": r"\blocalStorage\b",
    "sessionStorage": r"\bsessionStorage\b",
    "IndexedDB": r"\bindexedDB\b",
    "cookies": r"\bdocument\s*\.\s*cookie\b",
    "requests over HTTP": r"\bXMLHttpRequest\b|\bfetch\s*\(|\bsendBeacon\b|\bWebSocket\b",
    "xAPI statements": r"X-Experience-API-Version|/statements\b",
}
_ELEMENT = re.compile(r"\bcmi\.(?!interaction\b)[a-z][A-Za-z_]*(?:\.[a-z][A-Za-z_]*)*")
MOST_NAMES = 40


def stored_by_ours(target: Target, course: Mapping[str, Any]) -> tuple[StoredData, ...]:
    """What a package of this compiler stores; `course`: the data in its page."""
    if target.alone:
        kept = "progress, only after the learner has ticked “Keep my progress on this device”"
        return (StoredData(kept, DEVICE, AT_THE_DEVICE, _KEPT), _NOTES)
    rescue = StoredData(
        "a copy of the progress that could not be saved yet; it goes when it is saved",
        DEVICE,
        AT_THE_DEVICE,
        _KEPT,
    )
    if target.lrs:
        waiting = "statements that the store hasn't taken yet, and progress where the store keeps none"
        return (
            _STATEMENTS,
            StoredData(
                "progress: pages read, answers, tries", STORE, _STATEMENTS.seen_by, ("State document",)
            ),
            StoredData(waiting, DEVICE, AT_THE_DEVICE, _KEPT),
            *_token(target),
            _NOTES,
        )
    rows = ELEMENTS[target.name]
    in_lms = (StoredData(what, LMS, STAFF, tuple(f"cmi.{name}" for name in names)) for what, names in rows)
    return (*in_lms, *_beside(course), rescue, _NOTES)


def _token(target: Target) -> tuple[StoredData, ...]:
    """cmi5 gives a page its key to the store once, and the page must know that it has had it."""
    if target.name != "cmi5":
        return ()
    what = "that this page has been given its key to the store; it goes with the window"
    return (StoredData(what, DEVICE, "nobody else", ("sessionStorage",)),)


def _beside(course: Mapping[str, Any]) -> tuple[StoredData, ...]:
    """Statements that the provider's file asks for beside SCORM."""
    launch = course.get("launch")
    beside = launch.get("beside") if isinstance(launch, dict) else None
    if not isinstance(beside, dict):
        return ()
    where = f"the record store at {str(beside.get('endpoint'))[:200]}"
    what = f"{_STATEMENTS.what}, under a pseudonym that can be worked out from the learner's id"
    return (StoredData(what, where, _STATEMENTS.seen_by, ("statements",)),)


def added_to_ours(
    package: Package, target: Target, course: Mapping[str, Any], stored: Sequence[StoredData]
) -> tuple[StoredData, ...]:
    """What the scripts of a package of ours name beside what they should: somebody has changed it."""
    known = {name for row in stored for name in row.names}
    if target.lrs or _beside(course):
        known |= {"requests over HTTP", "xAPI statements"}
    return tuple(
        replace(row, what=f"{row.what}, and not ours: this package was changed after it was built")
        for row in found_in_files(package)
        if row.what.partition(":")[0] not in known
    )


def sent_texts(course: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the questions whose typed words are sent: short texts, and long ones marked send-text."""
    questions: Sequence[Mapping[str, Any]] = course.get("questions", ())
    return tuple(
        str(one["id"])
        for one in questions
        if one["kind"] == "fill-in" or (one["kind"] == "long-fill-in" and one.get("send_text"))
    )


def never_sent(target: Target, course: Mapping[str, Any]) -> tuple[str, ...]:
    """What of a learner reaches no platform and no record store from a package of ours."""
    held = [str(one["id"]) for one in course.get("questions", ()) if one["kind"] == "long-fill-in"]
    kept = [name for name in held if name not in sent_texts(course)]
    long = (f"long answers: of {', '.join(kept)} only that there is one",) if kept else ()
    # cmi5 has statements carry the platform's own account of the learner as it is, which may hold a name.
    name = () if target.name == "cmi5" else ("the learner's name",)
    return ("notes in reflections", *long, *name)


def found_in_files(package: Package) -> tuple[StoredData, ...]:
    """What the scripts of another maker's package name; what they do with it only a browser shows."""
    names: dict[str, set[str]] = {}
    for name in text_files(package):
        if name.lower().endswith((".js", ".html", ".htm")):
            for what, word in _found(package.read(name).decode("utf-8", "replace")):
                names.setdefault(what, set()).add(word)
    where = {
        "SCORM elements": "an LMS",
        "requests over HTTP": "a server",
        "xAPI statements": "a record store",
    }
    return tuple(
        StoredData(f"{what}: found in its files", where.get(what, DEVICE), "not known", tuple(few(words)))
        for what, words in names.items()
    )


def _found(text: str) -> Iterator[tuple[str, str]]:
    for element in set(_ELEMENT.findall(text)):
        yield "SCORM elements", element
    for what, pattern in _FOUND.items():
        if found := re.search(pattern, text):
            yield what, found[0].strip(" (")


def few(words: set[str]) -> list[str]:
    """The first MOST_NAMES words in order, and how many more there are."""
    listed = sorted(words)
    rest = [f"and {len(listed) - MOST_NAMES} more"] if len(listed) > MOST_NAMES else []
    return [*listed[:MOST_NAMES], *rest]
