"""One item of QTI 1.2: its texts, what its conditions say is right, and its feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from coursebuilder.bring.banks import partial
from coursebuilder.bring.html import FindPicture, markdown, one_line
from coursebuilder.bring.items import Asked, Note, Reply
from coursebuilder.bring.plain_text import beginning, escaped, escaped_lines, on_one_line
from coursebuilder.bring.question_text import number
from coursebuilder.bring.xml import child, children, descendants, name_of, text_of

_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d+)?")
_MOST_NUMBERS = 100  # that one condition may take; each is held against each
_GENERAL, _RIGHT, _WRONG = "general_fb", "correct_fb", "general_incorrect_fb"  # as Canvas names them
_CHOICES = frozenset({"choice", "true-false"})


@dataclass(frozen=True, slots=True)
class Item:
    """An item while it is read. asks: its response elements; kind: as Canvas names it, or ""."""

    root: etree._Element
    asks: list[etree._Element]
    kind: str
    where: str
    name: str
    text: str
    find: FindPicture


@dataclass(frozen=True, slots=True)
class _Condition:
    """What a respcondition says: (response, value) pairs that it wants, the marks, the feedback it shows."""

    wants: tuple[tuple[str, str], ...]
    marks: float
    shows: tuple[str, ...]
    element: etree._Element


def material_text(element: etree._Element, find: FindPicture) -> str:
    """The material in an element as Markdown, without that of its responses."""
    outside = [
        one
        for one in descendants(element, "mattext", "matemtext", "matimage")
        if not any(name_of(above).startswith("response_") for above in _above(one, element))
    ]
    return "\n\n".join(filter(None, (_shown(one, find) for one in outside)))


def _above(one: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    for above in one.iterancestors():
        if above is top:
            return
        yield above


def _shown(one: etree._Element, find: FindPicture) -> str:
    if name_of(one) == "matimage":
        name = find(one.get("uri") or "")
        return f"![](media/{name})" if name else ""
    html = _html(one)
    if html or (one.get("texttype") or "").endswith("html"):
        return markdown(html or one.text or "", find)
    return escaped_lines(escaped(on_one_line(one.text or "")))


def _html(one: etree._Element) -> str:
    """The HTML of a mattext whose tags are elements; "" where they stand as text."""
    if not len(one):
        return ""
    inside = [one.text or "", *(etree.tostring(part, encoding="unicode") for part in one)]
    return re.sub(r'\s+xmlns(?::\w+)?="[^"]*"', "", "".join(inside))


def _line(element: etree._Element, find: FindPicture) -> str:
    shown = [
        one_line(_html(one) or one.text or "", find)
        if (one.get("texttype") or "").endswith("html") or len(one)
        else escaped_lines(escaped(on_one_line(one.text or "")))
        for one in descendants(element, "mattext", "matemtext")
    ]
    return on_one_line(" ".join(shown))


def question_of(item: Item, notes: list[Note]) -> Asked | None:
    """The item as a question; None where `notes` says why not."""
    conditions = list(_conditions(item.root))
    lists = [one for one in item.asks if name_of(one) == "response_lid"]
    if len(lists) > 1 or item.kind == "matching_question":
        asked = _matching(item, lists, conditions)
    elif lists:
        asked = _choice(item, lists[0], conditions, notes)
    else:
        asked = _typed(item, conditions)
    if asked is None:
        what = f'"{beginning(item.text or item.name)}": nothing says which answer is right'
        notes.append(Note("not carried", item.where, what))
        return None
    return _with_feedback(asked, item, notes)


def _conditions(root: etree._Element) -> Iterator[_Condition]:
    for one in descendants(root, "respcondition"):
        wanted = child(one, "conditionvar")
        wants = tuple(
            (equal.get("respident") or "", text_of(equal))
            for equal in ([] if wanted is None else descendants(wanted, "varequal"))
            if not any(name_of(above) == "not" for above in equal.iterancestors())
        )
        marks = 0.0
        for setting in children(one, "setvar"):
            text = text_of(setting)
            marks += float(text) if _NUMBER.fullmatch(text) else 0.0
        shows = tuple(said.get("linkrefid") or "" for said in children(one, "displayfeedback"))
        yield _Condition(wants, marks, shows, one)


def _choice(
    item: Item, response: etree._Element, conditions: list[_Condition], notes: list[Note]
) -> Asked | None:
    labels = descendants(response, "response_label")
    several = (response.get("rcardinality") or "Single").lower() == "multiple"
    marks: dict[str, float] = {}
    for condition in conditions:
        for _, value in condition.wants if condition.marks else ():
            marks[value] = max(marks.get(value, 0.0), condition.marks)
    most = max(marks.values(), default=0.0)
    if most <= 0:
        return None
    rights = {value for value, given in marks.items() if given > 0 and (several or given == most)}
    if not several:
        notes += partial(
            item.where, beginning(item.name or item.text), [100 * one / most for one in marks.values()]
        )
    said = _said_of(item, conditions)
    replies = [
        Reply(text, identifier in rights, said.get(identifier, ""))
        for label in labels
        if (identifier := label.get("ident") or "") and (text := _line(label, item.find))
    ]
    words = [reply.text.casefold() for reply in replies]
    kind = "multiple" if several else "true-false" if words == ["true", "false"] else "choice"
    return Asked(item.where, item.name, kind, item.text, tuple(replies))


def _said_of(item: Item, conditions: list[_Condition]) -> dict[str, str]:
    """Feedback by the answer that a condition wants alone; what goes with every right one is told apart."""
    texts = _feedback(item)
    return {
        condition.wants[0][1]: texts[shown]
        for condition in conditions
        if len(condition.wants) == 1
        for shown in condition.shows
        if shown in texts and shown not in {_GENERAL, _RIGHT, _WRONG}
    }


def _feedback(item: Item) -> dict[str, str]:
    return {
        one.get("ident") or "": material_text(one, item.find) for one in children(item.root, "itemfeedback")
    }


def _matching(item: Item, lists: list[etree._Element], conditions: list[_Condition]) -> Asked | None:
    """Each list asks for one left side; what is right nowhere belongs to none."""
    rights = {ident: value for one in conditions if one.marks > 0 for ident, value in one.wants}
    texts: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    for response in lists:
        for label in descendants(response, "response_label"):
            texts.setdefault(label.get("ident") or "", _line(label, item.find))
        left = " ".join(_line(one, item.find) for one in children(response, "material"))
        right = rights.get(response.get("ident") or "", "")
        if not left:
            continue  # Canvas writes pairs that were left empty, too
        if not texts.get(right):
            return None
        pairs.append((left, texts[right]))
    if not pairs:
        return None
    used = {right for _, right in pairs}
    rest = [("", text) for text in dict.fromkeys(texts.values()) if text and text not in used]
    return Asked(item.where, item.name, "matching", item.text, pairs=(*pairs, *rest))


def _typed(item: Item, conditions: list[_Condition]) -> Asked | None:
    """A text or number to type; a field for which no condition gives marks is for own words."""
    scored = [one for one in conditions if one.marks > 0]
    said = _said_of(item, conditions)
    fib = next(iter(descendants(item.asks[0], "render_fib")), None)
    numeric = (
        item.kind == "numerical_question"
        or name_of(item.asks[0]) == "response_num"
        or (fib is not None and (fib.get("fibtype") or "") in {"Decimal", "Integer"})
    )
    if item.kind == "essay_question" or not any(one.wants or _ranges(one.element) for one in scored):
        return None if numeric else Asked(item.where, item.name, "long-fill-in", item.text)
    values = list(dict.fromkeys(value for one in scored for _, value in one.wants if value))
    if numeric:
        texts = [shown for one in scored for shown in _numbers(one)]
        replies = [Reply(text, True) for text in dict.fromkeys(texts)]
        return Asked(item.where, item.name, "numeric", item.text, tuple(replies)) if replies else None
    case = any((one.get("case") or "").lower() == "yes" for one in descendants(item.root, "varequal"))
    if not case:
        values = list({value.casefold(): value for value in reversed(values)}.values())[::-1]
    replies = [Reply(escaped(on_one_line(value)), True, said.get(value, "")) for value in values]
    keys = "case=yes" if case else ""
    return Asked(item.where, item.name, "fill-in", item.text, tuple(replies), keys=keys)


def _numbers(condition: _Condition) -> list[str]:
    """The numbers that a condition takes; Canvas writes an exact one beside the range around it."""
    exact = [value for _, value in condition.wants if _NUMBER.fullmatch(value)][:_MOST_NUMBERS]
    ranges = _ranges(condition.element)[:_MOST_NUMBERS]
    inside = [
        (low, high) for low, high in ranges if not exact or any(_within(one, low, high) for one in exact)
    ]
    alone = [one for one in exact if not any(_within(one, *pair) for pair in inside)]
    return [*alone, *(number(low, high) for low, high in inside)]


def _within(value: str, low: str, high: str) -> bool:
    return float(low) <= float(value) <= float(high)


def _ranges(condition: etree._Element) -> list[tuple[str, str]]:
    """Pairs of numbers between which an answer is right: vargte or vargt, then varlte or varlt."""
    low, found = "", []
    for one in descendants(condition, "vargte", "vargt", "varlte", "varlt"):
        value = text_of(one)
        if not _NUMBER.fullmatch(value):
            continue
        if name_of(one).startswith("varg"):
            low = value
        elif low:
            found.append((low, value))
            low = ""
    return found


def _with_feedback(asked: Asked, item: Item, notes: list[Note]) -> Asked:
    """What is said for everybody, and for right and wrong answers where they have nothing of their own."""
    texts = _feedback(item)
    asked = replace(asked, feedback=texts.get(_GENERAL, ""))
    if asked.kind in _CHOICES:
        replies = tuple(
            replace(one, feedback=one.feedback or texts.get(_RIGHT if one.right else _WRONG, ""))
            for one in asked.replies
        )
        return replace(asked, replies=replies)
    for key in (_RIGHT, _WRONG):
        if texts.get(key):
            what = f'"{beginning(item.text or item.name)}": {key} "{beginning(texts[key])}"'
            notes.append(Note("not carried", item.where, what))
    return asked
