"""What learners meet in a package of ours, read from its zip alone, so that two releases can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import html
from lxml.html import HtmlElement

from coursebuilder.model.letters import letters
from coursebuilder.release.inspect import said_by
from coursebuilder.targets.described import Described
from coursebuilder.verify.opened_packages import OpenedPackage, course_data, open_package

_NUMBER = re.compile(r"(?<![\w.])(?:\+44[\d ]{9,13}\d|0\d[\d ]{7,12}\d|1\d\d|999|116 ?\d{3})(?![\w.])")


@dataclass(frozen=True, slots=True)
class QuestionIn:
    """A question in a package. `answers`: the text by letter, where learners choose from a list.

    data: what the player judges by, such as accepted texts
    """

    id: str
    key: str
    check: str
    kind: str
    right: str
    page: str
    assessed: bool
    wording: str
    answers: Mapping[str, str]
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PartIn:
    """A page, scenario or reflection: what saved progress calls it (`key`), and its text.

    check: changes when a saved path through a scenario would lead elsewhere; "" for the others
    """

    id: str
    key: str
    title: str
    text: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class ModuleIn:
    """A module in a package; `assessment`: its page, how many are drawn, tries."""

    id: str
    pages: tuple[PartIn, ...]
    questions: tuple[QuestionIn, ...]
    scenarios: tuple[PartIn, ...]
    assessment: Mapping[str, Any] | None
    rules: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Contents:
    """A package of ours.

    urgent: the sentences that hold a telephone number or stand in a safeguarding box or the panel for worries
    """

    path: Path
    target: str
    said: Described
    build: str
    modules: tuple[ModuleIn, ...]
    urgent: frozenset[str]


def read_contents(path: Path) -> Contents | None:
    """What is in the zip at `path`; None where it isn't ours or can't be read."""
    opened = open_package(path)
    if not opened.ours or opened.package is None or opened.target is None:
        return None
    modules: list[ModuleIn] = []
    urgent: set[str] = set()
    for start in opened.starts:
        page = _page(opened, start)
        course = course_data(opened, start)
        listed = course.get("modules")
        if listed:
            modules += [_module(module, str(module.get("key", "")), page) for module in listed]
        else:
            modules.append(_module(course, str(course.get("module", "")), page))
        urgent |= set(_urgent(page))
    said, build = said_by(opened, course_data(opened, opened.starts[0]))
    return Contents(path, opened.target.name, said, build, tuple(modules), frozenset(urgent))


def _page(opened: OpenedPackage, start: str) -> HtmlElement:
    assert opened.package is not None
    name = unquote(start.split("#")[0].split("?")[0])
    text = opened.package.read(name).decode("utf-8-sig", "replace")
    return html.document_fromstring(text or "<html></html>", parser=html.HTMLParser(huge_tree=False))


def _module(data: Mapping[str, Any], name: str, page: HtmlElement) -> ModuleIn:
    return ModuleIn(
        id=name,
        pages=tuple(_part(one, f"page-{one['id']}", page) for one in data["pages"]),
        questions=tuple(_question(one, page) for one in data["questions"]),
        scenarios=tuple(_part(one, f"s-{one['id']}", page) for one in data.get("scenarios", ())),
        assessment=data.get("assessment"),
        rules=data.get("rules") or {},
    )


def _part(data: Mapping[str, Any], identifier: str, page: HtmlElement) -> PartIn:
    element = _by_id(page, identifier)
    title = _text(element.find(".//h1")) if element is not None else ""
    return PartIn(
        str(data["id"]), str(data.get("key", "")), title, _text(element), str(data.get("check", ""))
    )


def _question(data: Mapping[str, Any], page: HtmlElement) -> QuestionIn:
    form = _by_id(page, f"q-{data['id']}")
    asked = form.find_class("ask") if form is not None else []
    answers = (
        {} if form is None or data["kind"] in {"fill-in", "numeric", "long-fill-in"} else _answers(form, data)
    )
    return QuestionIn(
        id=str(data["id"]),
        key=str(data.get("key", "")),
        check=str(data.get("check", "")),
        kind=str(data["kind"]),
        right=str(data["right"]),
        page=str(data["page"]),
        assessed=bool(data.get("assessed")),
        wording=_text(asked[0]) if asked else "",
        answers=answers,
        data={name: data[name] for name in ("texts", "ranges", "case") if name in data},
    )


def _answers(form: HtmlElement, data: Mapping[str, Any]) -> dict[str, str]:
    """The text of each answer by its letter; of pairs the left sides by number.

    Where answers are shown in another order than the author's, the page letters them as they are shown.
    """
    order = dict(zip(letters(26), str(data.get("order", "")), strict=False))
    if data["kind"] == "matching":
        shown = {letter: _text(one) for letter, one in zip(order, form.findall(".//ol/li"), strict=False)}
        lefts = {str(n): _text(pair.find("label")) for n, pair in enumerate(form.find_class("pair"), 1)}
    elif data["kind"] == "sort":
        return _sorted(form)
    else:
        marked = [one for one in form.iter() if isinstance(one, HtmlElement) and one.get("data-answer")]
        shown, lefts = {str(one.get("data-answer")): _text(one) for one in marked}, {}
    return {**{order.get(letter, letter): text for letter, text in shown.items()}, **lefts}


def _sorted(form: HtmlElement) -> dict[str, str]:
    """The text of each bin by its letter, and of each item by its number; the page shuffles the items."""
    items = sorted(form.find_class("sort"), key=lambda item: str(item.get("data-answer")))
    bins = [(label.find("input"), label) for item in items[:1] for label in item.findall("label")]
    named = {str(button.get("value")): _text(label) for button, label in bins if button is not None}
    return {**named, **{str(n): _text(item.find("legend")) for n, item in enumerate(items, 1)}}


def _by_id(page: HtmlElement, identifier: str) -> HtmlElement | None:
    found = page.xpath("//*[@id=$name]", name=identifier)
    return found[0] if isinstance(found, list) and found and isinstance(found[0], HtmlElement) else None


def _text(element: HtmlElement | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _urgent(page: HtmlElement) -> Iterator[str]:
    """Sentences that somebody may act on in an emergency."""
    boxes = [*page.find_class("safeguarding"), *page.find_class("worried")]
    inside = {line for box in boxes for line in box.iter("p", "li", "dd", "td", "h2", "h3")}
    for line in page.iter("p", "li", "dd", "td", "h2", "h3"):
        text = _text(line)
        if text and (line in inside or _NUMBER.search(text)):
            yield text
