"""Moodle XML: the question banks that Moodle exports with pictures (docs.moodle.org, "Moodle XML format")."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from coursebuilder.bring.banks import WHOLE, Found, as_module, category_name, partial
from coursebuilder.bring.html import FindPicture, markdown, one_line
from coursebuilder.bring.items import Asked, Brought, CannotBring, Note, Reply
from coursebuilder.bring.pictures import Pictures
from coursebuilder.bring.plain_text import beginning, escaped, escaped_lines, guarded, on_one_line
from coursebuilder.bring.qti import read_qti12
from coursebuilder.bring.xml import child, children, name_of, text_in, xml_of
from coursebuilder.problems import Place, Problem

MAX_BYTES = 24 * 1024**2
_PLUGIN_FILE = "@@PLUGINFILE@@/"
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d+)?")


def read_moodle_xml(path: Path) -> Brought:
    """A bank as a module. Raises CannotBring where it is none."""
    place = Place(path.as_posix())
    if path.stat().st_size > MAX_BYTES:
        what = f"the file is over {MAX_BYTES // 1024**2} MB"
        raise CannotBring(Problem("file-too-large", what, place, "export the bank in parts, a category each"))
    root = xml_of(path.read_bytes(), place)
    if name_of(root) != "quiz":
        if name_of(root) == "questestinterop":
            return read_qti12(path, root)
        if name_of(root) in {"assessmentItem", "assessmentTest"}:
            what, hint = (
                "this is a single QTI document",
                "import the whole package, a .zip with imsmanifest.xml",
            )
        else:
            what, hint = (
                f"this is XML, but no question bank: <{name_of(root)}>",
                "in Moodle: Question bank, Export, Moodle XML",
            )
        raise CannotBring(Problem("import-format", what, place, hint))
    return _Bank(path).read(root)


class _Bank:
    """One file's questions while they are read: pictures and notes gather here."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pictures = Pictures(path.stem)
        self.notes: list[Note] = []

    def read(self, root: etree._Element) -> Brought:
        found: list[Found] = []
        category = ""
        for question in children(root, "question"):
            kind = question.get("type") or ""
            if kind == "category":
                category = category_name(text_in(child(question, "category"), "text"))
                continue
            part = self._question(question, kind)
            if part is not None:
                found.append((category, part))
        self.notes += self.pictures.notes()
        return as_module(self.path, self.path.stem.replace("_", " "), found, self.notes, self.pictures.media)

    def _question(self, question: etree._Element, kind: str) -> Asked | str | None:
        name = on_one_line(text_in(child(question, "name"), "text"))
        where = f"line {question.sourceline}"
        text = self._text(child(question, "questiontext"))
        readers = {
            "multichoice": self._choice,
            "truefalse": self._true_false,
            "shortanswer": self._short,
            "numerical": self._numeric,
            "matching": self._matching,
            "match": self._matching,
            "ordering": self._ordering,
        }
        if kind == "description":
            return text
        feedback = self._text(child(question, "generalfeedback"))
        self._lost(question, where, name)
        if kind == "essay":
            return Asked(where, name, "long-fill-in", text, feedback=feedback)
        if kind not in readers:
            what = (
                f'"{beginning(name or text)}": a question of the kind {kind or "unnamed"} has no place here'
            )
            self.notes.append(Note("not carried", where, what))
            return None
        return readers[kind](question, Asked(where, name, "choice", text, feedback=feedback))

    def _lost(self, question: etree._Element, where: str, name: str) -> None:
        """Things of the kind that a question here doesn't have."""
        if children(question, "hint"):
            self.notes.append(Note("not carried", where, f'"{beginning(name)}": hints for further tries'))
        for combined in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            said = text_in(child(question, combined), "text")
            said = re.sub(r"<[^>]*>", "", said).strip()
            if said and said not in {
                "Your answer is correct.",
                "Your answer is partially correct.",
                "Your answer is incorrect.",
            }:
                self.notes.append(
                    Note("not carried", where, f'"{beginning(name)}": {combined} "{beginning(said)}"')
                )

    def _choice(self, question: etree._Element, asked: Asked) -> Asked:
        answers = children(question, "answer")
        fractions = [_fraction(answer) for answer in answers]
        several = text_in(question, "single").lower() in {"false", "0"}
        rights = [fraction > 0 if several else fraction >= WHOLE for fraction in fractions]
        if not several:
            self.notes += partial(asked.where, beginning(asked.name or asked.text), fractions)
        elif any(fraction < 0 for fraction in fractions):
            self.notes += partial(
                asked.where, beginning(asked.name or asked.text), [one for one in fractions if one < 0]
            )
        replies = tuple(self._reply(answer, right) for answer, right in zip(answers, rights, strict=True))
        return _as(asked, "multiple" if several else "choice", replies)

    def _true_false(self, question: etree._Element, asked: Asked) -> Asked:
        answers = sorted(children(question, "answer"), key=lambda one: text_in(one, "text").lower() != "true")
        replies = tuple(
            Reply(
                text_in(answer, "text").capitalize(),
                _fraction(answer) >= WHOLE,
                self._text(child(answer, "feedback")),
            )
            for answer in answers
        )
        return _as(asked, "true-false", replies)

    def _short(self, question: etree._Element, asked: Asked) -> Asked:
        answers = children(question, "answer")
        self.notes += partial(asked.where, beginning(asked.name or asked.text), map(_fraction, answers))
        replies = []
        for answer in answers:
            if "*" in text_in(answer, "text"):
                given = beginning(text_in(answer, "text"))
                what = f'"{beginning(asked.name)}": the answer "{given}", as * stands for anything'
                self.notes.append(Note("not carried", asked.where, what))
                continue
            replies.append(self._reply(answer, _fraction(answer) >= WHOLE))
        keys = "case=yes" if text_in(question, "usecase") == "1" else ""
        return _as(asked, "fill-in", tuple(replies), keys)

    def _numeric(self, question: etree._Element, asked: Asked) -> Asked:
        answers = children(question, "answer")
        self.notes += partial(asked.where, beginning(asked.name or asked.text), map(_fraction, answers))
        replies = []
        for answer in answers:
            value, around = text_in(answer, "text"), text_in(answer, "tolerance") or "0"
            if not _NUMBER.fullmatch(value) or not _NUMBER.fullmatch(around):
                what = f'"{beginning(asked.name)}": the number "{beginning(value)}"'
                self.notes.append(Note("not carried", asked.where, what))
                continue
            if 0 < _fraction(answer) < WHOLE:
                continue  # a wider range with fewer marks: the narrow one says what is right
            shown = value if float(around) == 0 else f"{value} +- {around}"
            replies.append(Reply(shown, _fraction(answer) >= WHOLE, self._text(child(answer, "feedback"))))
        units = children(child(question, "units"), "unit")
        unit = re.sub(r'["{}=]', "", text_in(units[0], "unit_name")) if units else ""
        if len(units) > 1:
            self.notes.append(Note("not carried", asked.where, f'"{beginning(asked.name)}": further units'))
        return _as(asked, "numeric", tuple(replies), f'unit="{unit}"' if unit else "")

    def _matching(self, question: etree._Element, asked: Asked) -> Asked:
        pairs = tuple(
            (self._line(one), escaped(on_one_line(text_in(child(one, "answer"), "text"))))
            for one in children(question, "subquestion")
        )
        return replace(asked, kind="matching", pairs=pairs)

    def _ordering(self, question: etree._Element, asked: Asked) -> Asked:
        return _as(
            asked, "sequencing", tuple(Reply(self._line(one), True) for one in children(question, "answer"))
        )

    def _reply(self, answer: etree._Element, right: bool) -> Reply:
        return Reply(self._line(answer), right, self._text(child(answer, "feedback")))

    def _text(self, element: etree._Element | None) -> str:
        if element is None:
            return ""
        text = text_in(element, "text")
        if element.get("format") == "markdown":
            return guarded(text, self._finder(element))
        if element.get("format") == "plain_text":
            return escaped_lines(escaped(text))
        return markdown(text, self._finder(element))

    def _line(self, element: etree._Element) -> str:
        text = text_in(element, "text")
        if element.get("format") == "markdown":
            return guarded(on_one_line(text), self._finder(element))
        if element.get("format") == "plain_text" or ("<" not in text and "&" not in text):
            return escaped_lines(escaped(on_one_line(text)))
        return one_line(text, self._finder(element))

    def _finder(self, element: etree._Element) -> FindPicture:
        files = {one.get("name") or "": one for one in children(element, "file")}

        def find(address: str) -> str:
            name = unquote(address.removeprefix(_PLUGIN_FILE))
            data = files[name].text if name in files else ""
            if address.startswith("data:"):
                data, name = address.partition(",")[2], "picture"
            if not data:
                if address:
                    self.pictures.refused.append(f"{beginning(address)}: it isn't in the file")
                return ""
            try:
                return self.pictures.take(base64.b64decode(data, validate=False), name)
            except (binascii.Error, ValueError):
                return ""

        return find


def _fraction(answer: etree._Element) -> float:
    try:
        return float(answer.get("fraction") or "0")
    except ValueError:
        return 0.0


def _as(asked: Asked, kind: str, replies: tuple[Reply, ...], keys: str = "") -> Asked:
    return replace(asked, kind=kind, replies=replies, keys=keys)
