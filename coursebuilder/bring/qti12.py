"""QTI 1.2, the older form in which Canvas and other LMSs export quizzes: its items as questions."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from coursebuilder.bring.banks import Found
from coursebuilder.bring.html import FindPicture
from coursebuilder.bring.items import Note, Part
from coursebuilder.bring.plain_text import beginning, on_one_line
from coursebuilder.bring.qti12_item import Item, material_text, question_of
from coursebuilder.bring.xml import child, children, descendants, name_of, text_in, text_of

_SEVERAL = frozenset({"fill_in_multiple_blanks_question", "multiple_dropdowns_question"})
_ASKING = (
    "response_lid",
    "response_str",
    "response_num",
    "response_xy",
    "response_grp",
    "response_extension",
)
_HOLDERS = ("section", "assessment", "objectbank")
_NO_PLACE = frozenset({"calculated_question", "file_upload_question", "hot_spot_question"})


def found_in(root: etree._Element, where: str, find: FindPicture, notes: list[Note]) -> Iterator[Found]:
    """The items of a document in their order, each with the title of its section, bank or test."""
    titles = {one: _own_title(one) for one in descendants(root, *_HOLDERS)}
    for item in descendants(root, "item"):
        part = read_item12(item, f"{where}, line {item.sourceline}", find, notes)
        if part is not None:
            above = (titles.get(one, "") for one in item.iterancestors())
            yield next(filter(None, above), ""), part
    for drawn in descendants(root, "sourcebank_ref"):
        what = f"a draw from the question bank {text_of(drawn)}: export that bank, and import it too"
        notes.append(Note("not carried", f"{where}, line {drawn.sourceline}", what))


def title_of_test(root: etree._Element) -> str:
    """The test's or bank's title, "" where it has none."""
    return next(filter(None, map(_own_title, descendants(root, "assessment", "objectbank"))), "")


def _own_title(element: etree._Element) -> str:
    return on_one_line(element.get("title") or _field(element, "bank_title"))


def _field(element: etree._Element, label: str) -> str:
    """A field of an element's own metadata, such as question_type; "" where there is none."""
    holder = child(element, "itemmetadata")
    for metadata in children(holder if holder is not None else element, "qtimetadata"):
        for field in children(metadata, "qtimetadatafield"):
            if text_in(field, "fieldlabel") == label:
                return text_in(field, "fieldentry")
    return ""


def _kind(item: etree._Element) -> str:
    """What Canvas calls the kind of a question; of Common Cartridge's names the nearest."""
    profile = _field(item, "cc_profile")
    known = {"cc.true_false": "true_false_question", "cc.essay": "essay_question"}
    return _field(item, "question_type") or next(
        (kind for name, kind in known.items() if profile.startswith(name)), ""
    )


def read_item12(item: etree._Element, where: str, find: FindPicture, notes: list[Note]) -> Part | None:
    """The item as a question, as text where it asks nothing; None where `notes` says why it isn't carried."""
    presentation, kind = child(item, "presentation"), _kind(item)
    text = "" if presentation is None else material_text(presentation, find)
    name = on_one_line(item.get("title") or "")
    asks = [] if presentation is None else descendants(presentation, *_ASKING)
    if not asks:
        if text and kind not in _NO_PLACE:
            return text
        notes.append(Note("not carried", where, f'"{beginning(name or text)}": {kind or "it asks nothing"}'))
        return None
    odd = {name_of(one) for one in asks} - {"response_lid", "response_str", "response_num"}
    typed = [one for one in asks if name_of(one) != "response_lid"]
    if kind in _SEVERAL or len(typed) > 1 or (typed and len(asks) > 1):
        why = "several gaps in one text; make a question of each"
    elif odd or kind in _NO_PLACE:
        why = f"{kind or ', '.join(sorted(odd))} has no place here"
    else:
        return question_of(Item(item, asks, kind, where, name, text, find), notes)
    notes.append(Note("not carried", where, f'"{beginning(text or name)}": {why}'))
    return None
