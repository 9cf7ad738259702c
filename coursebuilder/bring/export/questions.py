"""All questions of a course as one file, and what its format can't hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from coursebuilder.bring.export.entry import Entry, entries_of, pairs_of
from coursebuilder.bring.export.gift import to_gift
from coursebuilder.bring.export.moodle_xml import to_moodle_xml
from coursebuilder.bring.export.qti import to_qti
from coursebuilder.model import Course, Matching, Sort, kind_of

# What each kind loses, besides what is lost of every question.
_ALWAYS = ("safety", "objective", "hints", "tries", "confidence")
_LOST: Mapping[str, Mapping[str, str]] = {
    "gift": {
        "likert": "the whole question: there are no scales",
        "sequencing": "the whole question: there is no putting in order",
        "fill-in": "that capital letters count",
        "numeric": "the unit",
        "matching": "the headings of the columns",
        "sort": "the headings of the columns",
        "long-fill-in": "how much may be written",
    },
    "moodle-xml": {
        "likert": "the whole question: there are no scales",
        "matching": "the headings of the columns",
        "sort": "the headings of the columns",
        "long-fill-in": "how much may be written",
    },
    "qti": {
        "likert": "the whole question: there are no scales",
        "fill-in": "feedback for single answers",
        "numeric": "the unit, wrong numbers, and feedback for single answers",
        "matching": "the headings of the columns",
        "sort": "the headings of the columns",
        "long-fill-in": "how much may be written",
    },
}
Write = Callable[[str, tuple[Entry, ...]], bytes]
FORMATS: Mapping[str, Write] = MappingProxyType({"gift": to_gift, "moodle-xml": to_moodle_xml, "qti": to_qti})


@dataclass(frozen=True, slots=True)
class Exported:
    """The file's bytes, how many questions it holds, and a line for each thing that its format can't hold."""

    data: bytes
    questions: int
    lost: tuple[str, ...]


def export_questions(course: Course, form: str) -> Exported:
    """The course's questions in a format of `FORMATS`."""
    every = entries_of(course)
    lost = tuple(f"{entry.question.id}: {what}" for entry in every for what in _losses(entry, form))
    held = tuple(entry for entry in every if not _whole(entry, form))
    return Exported(FORMATS[form](course.title, held), len(held), lost)


def _whole(entry: Entry, form: str) -> bool:
    return _LOST[form].get(kind_of(entry.question.task).name, "").startswith("the whole question")


def _losses(entry: Entry, form: str) -> list[str]:
    """What of a question its file won't have."""
    kind = kind_of(entry.question.task).name
    if _whole(entry, form):
        return [_LOST[form][kind]]
    found = ["its safety mark" if name == "safety" else f"its {name}"
             for name in _ALWAYS if getattr(entry.question, name)]  # fmt: skip
    task = entry.question.task
    matters = {
        "fill-in": getattr(task, "case", False) or form == "qti",
        "numeric": bool(getattr(task, "unit", "")) or form == "qti",
        "matching": True,
        "long-fill-in": getattr(task, "most", 1000) != 1000,
    }
    if kind in _LOST[form] and matters.get(kind, True):
        found.append(_LOST[form][kind])
    if any(getattr(task, "reasons", ())):
        found.append("reasons for single items")
    if entry.pictures and form == "gift":
        found.append(f"{len(entry.pictures)} pictures, of which the descriptions stand there")
    if entry.other_words and form != "qti":
        found.append("that it is true or false: with words of its own it became a choice")
    if (
        form == "moodle-xml"
        and isinstance(task, Matching | Sort)
        and any("<" in right.html for _, right in pairs_of(task))
    ):
        found.append("bold and italics in answers to match")
    if entry.left_out:
        found.append(f"from its scene: {', '.join(entry.left_out)}")
    return found
