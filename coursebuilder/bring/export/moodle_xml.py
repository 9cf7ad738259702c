"""Questions as Moodle XML (docs.moodle.org, "Moodle XML format"), with their pictures."""

from __future__ import annotations

import base64
from typing import Any

from lxml import etree

from coursebuilder.bring.export.entry import PAIRED, Entry, media_bytes, pairs_of
from coursebuilder.model import Media, kind_of

_TYPES = {
    "choice": "multichoice",
    "multiple": "multichoice",
    "true-false": "truefalse",
    "matching": "matching",
    "sort": "matching",
    "fill-in": "shortanswer",
    "numeric": "numerical",
    "sequencing": "ordering",
    "long-fill-in": "essay",
}


def to_moodle_xml(title: str, entries: tuple[Entry, ...]) -> bytes:
    """The file: a category for each page."""
    quiz = etree.Element("quiz")
    category = ""
    for entry in entries:
        if entry.category != category:
            category = entry.category
            _text(_sub(_sub(quiz, "question", type="category"), "category"), category)
        _question(quiz, entry)
    return etree.tostring(quiz, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _question(quiz: etree._Element, entry: Entry) -> None:
    question, task = entry.question, entry.question.task
    kind = kind_of(task).name
    kind = "choice" if entry.other_words else kind
    element = _sub(quiz, "question", type=_TYPES[kind])
    _text(_sub(element, "name"), question.id)
    _html(_sub(element, "questiontext"), entry.html, entry.pictures)
    _html(_sub(element, "generalfeedback"), question.feedback, entry.pictures)
    _sub(element, "defaultgrade").text = "1"
    if kind in {"choice", "multiple"}:
        _sub(element, "single").text = "true" if kind == "choice" else "false"
        _sub(element, "shuffleanswers").text = "false"
    if kind == "fill-in":
        _sub(element, "usecase").text = "1" if getattr(task, "case", False) else "0"
    _answers(element, task, kind, entry.pictures)


def _answers(element: etree._Element, task: Any, kind: str, pictures: tuple[Media, ...]) -> None:
    if kind in PAIRED:
        for left, right in pairs_of(task):
            pair = _html(_sub(element, "subquestion"), left.html if left else "", pictures)
            _text(_sub(pair, "answer"), right.text)
    elif kind == "sequencing":
        for step in task.steps:
            _html(_sub(element, "answer", fraction="1"), step.html, pictures)
    elif kind == "numeric":
        for one in task.answers:
            answer = _text(_answer(element, one.right, 1), f"{(one.low + one.high) / 2}")
            _html(_sub(answer, "feedback"), one.feedback, pictures)
            _sub(answer, "tolerance").text = f"{(one.high - one.low) / 2}"
        if task.unit:
            unit = _sub(_sub(element, "units"), "unit")
            _sub(unit, "multiplier").text, _sub(unit, "unit_name").text = "1", task.unit
    elif kind != "long-fill-in":
        share = sum(one.right for one in task.answers) if kind == "multiple" else 1
        for one in task.answers:
            answer = _answer(element, one.right, share)
            if kind in {"true-false", "fill-in"}:
                _text(answer, one.text.lower() if kind == "true-false" else one.text)
            else:
                _html(answer, one.html, pictures)
            _html(_sub(answer, "feedback"), one.feedback, pictures)


def _answer(element: etree._Element, right: bool, share: int) -> etree._Element:
    fraction = f"{round(100 / max(1, share), 5):g}" if right else "0"
    return _sub(element, "answer", fraction=fraction)


def _sub(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, tag, attributes)


def _text(parent: etree._Element, text: str) -> etree._Element:
    _sub(parent, "text").text = text
    return parent


def _html(parent: etree._Element, html: str, pictures: tuple[Media, ...]) -> etree._Element:
    """HTML with the pictures in it beside it."""
    parent.set("format", "html")
    used = [one for one in pictures if f'"{one.name}"' in html]
    for one in used:
        html = html.replace(f'"{one.name}"', f'"@@PLUGINFILE@@/{one.name.rpartition("/")[2]}"')
    _sub(parent, "text").text = html
    for one in used:
        file = _sub(parent, "file", name=one.name.rpartition("/")[2], path="/", encoding="base64")
        file.text = base64.b64encode(media_bytes(one)).decode()
    return parent
