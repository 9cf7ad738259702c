"""One assessmentItem of QTI 2.1 or 2.2 as a question. Items with several interactions have no place here."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from coursebuilder.bring.banks import partial
from coursebuilder.bring.html import FindPicture, blocks, flattened
from coursebuilder.bring.items import Asked, Note, Reply, is_sorting
from coursebuilder.bring.plain_text import beginning, escaped, on_one_line
from coursebuilder.bring.xml import child, children, descendants, name_of, text_of

_BLANK = "\\_\\_\\_\\_\\_"
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Item:
    """An item while it is read.

    right: values of the correct response; scores: marks by value, of its mapping
    """

    root: etree._Element
    interaction: etree._Element
    where: str
    name: str
    text: str
    right: tuple[str, ...]
    scores: dict[str, float]
    base: str
    find: FindPicture
    feedback: dict[str, str]


def read_item(root: etree._Element, where: str, find: FindPicture, notes: list[Note]) -> Asked | str | None:
    """The item as a question, as text where it asks nothing; None where `notes` says why it isn't carried."""
    root = _plain(root)
    name = on_one_line(root.get("title") or root.get("identifier") or "")
    body = child(root, "itemBody")
    if body is None:
        notes.append(Note("not carried", where, f'"{beginning(name)}": it has no body'))
        return None
    found = [one for one in body.iter() if name_of(one).endswith("Interaction")]
    if not found:
        return "\n\n".join(blocks(body, find))
    if len(found) > 1 or name_of(found[0]) not in _READERS:
        kinds = ", ".join(sorted({name_of(one) for one in found}))
        notes.append(Note("not carried", where, f'"{beginning(name)}": {kinds} has no place here'))
        return None
    item = _item(root, body, found[0], where, name, find)
    asked = _READERS[name_of(found[0])](item, notes)
    if asked is not None and descendants(root, "rubricBlock"):
        notes.append(
            Note("not carried", where, f'"{beginning(name)}": notes for those who mark (rubricBlock)')
        )
    return asked


def _plain(root: etree._Element) -> etree._Element:
    """A copy whose elements have names without namespace, as the reader of HTML wants them."""
    root = copy.deepcopy(root)
    for one in root.iter():
        if isinstance(one.tag, str):
            one.tag = name_of(one)
            if one.tag == "object" and (one.get("type") or "").startswith("image/"):
                one.tag = "img"
                one.set("src", one.get("data") or "")
                one.set("alt", text_of(one))
    return root


def _item(
    root: etree._Element,
    body: etree._Element,
    interaction: etree._Element,
    where: str,
    name: str,
    find: FindPicture,
) -> _Item:
    wanted = interaction.get("responseIdentifier") or "RESPONSE"
    declared = next(
        (one for one in children(root, "responseDeclaration") if one.get("identifier") == wanted), None
    )
    correct, mapping = child(declared, "correctResponse"), child(declared, "mapping")
    right = tuple(text_of(one) for one in children(correct, "value")) if correct is not None else ()
    scores: dict[str, float] = {}
    for entry in children(mapping, "mapEntry") if mapping is not None else ():
        try:
            scores[entry.get("mapKey") or ""] = float(entry.get("mappedValue") or "0")
        except ValueError:
            continue
    feedback = {
        one.get("identifier") or "": "\n\n".join(blocks(one, find)) for one in children(root, "modalFeedback")
    }
    text = _body_text(body, interaction, find)
    base = (declared.get("baseType") or "") if declared is not None else ""
    return _Item(root, interaction, where, name, text, right, scores, base, find, feedback)


def _body_text(body: etree._Element, interaction: etree._Element, find: FindPicture) -> str:
    """The body without the interaction; its prompt, which asks, comes last."""
    prompt = child(interaction, "prompt")
    asks = "\n\n".join(blocks(prompt, find)) if prompt is not None else ""
    mark = etree.Element("span")
    inline = name_of(interaction) in {"textEntryInteraction", "inlineChoiceInteraction"}
    mark.text = "\ue200" if inline else ""
    mark.tail, interaction.tail = interaction.tail, None
    owner = interaction.getparent()
    if owner is not None:
        owner.replace(interaction, mark)
    for unwanted in descendants(body, "rubricBlock", "feedbackBlock", "feedbackInline"):
        if (parent := unwanted.getparent()) is not None:
            unwanted.clear()
            parent.remove(unwanted)
    text = "\n\n".join(blocks(body, find)).replace("\ue200", _BLANK)
    text = re.sub(rf"\n\n{re.escape(_BLANK)}$|^{re.escape(_BLANK)}$", "", text)
    return "\n\n".join(filter(None, (text, asks)))


def _choice(item: _Item, notes: list[Note]) -> Asked | None:
    choices = children(item.interaction, "simpleChoice", "inlineChoice")
    rights = set(item.right) or {key for key, score in item.scores.items() if score > 0}
    if not rights:
        notes.append(
            Note("not carried", item.where, f'"{beginning(item.name)}": nothing says which answer is right')
        )
        return None
    several = len(rights) > 1 or item.interaction.get("maxChoices", "1") not in {"1"}
    most = max([1.0, *item.scores.values()])
    if not several:
        notes += partial(
            item.where, beginning(item.name), [100 * score / most for score in item.scores.values()]
        )
    replies = tuple(_reply(item, one, one.get("identifier") in rights) for one in choices)
    kind = "multiple" if several else "choice"
    words = [reply.text.lower() for reply in replies]
    if not several and (words == ["true", "false"] or item.root.get("label") == "true-false"):
        kind = "true-false"
    return Asked(item.where, item.name, kind, item.text, replies, feedback=_general(item))


def _reply(item: _Item, choice: etree._Element, right: bool) -> Reply:
    said = [one for one in descendants(choice, "feedbackInline") if one.get("showHide", "show") == "show"]
    feedback = "\n\n".join(text for one in said for text in blocks(one, item.find))
    for one in said:
        tail, owner, before = one.tail, one.getparent(), one.getprevious()
        if owner is not None:
            if before is not None:
                before.tail = (before.tail or "") + (tail or "")
            else:
                owner.text = (owner.text or "") + (tail or "")
            owner.remove(one)
    own = item.feedback.get(choice.get("identifier") or "", "")
    return Reply(_line(choice, item.find), right, "\n\n".join(filter(None, (feedback, own))))


def _general(item: _Item) -> str:
    """Feedback that belongs to no answer."""
    answers = {one.get("identifier") for one in item.interaction.iter() if one.get("identifier")}
    said = [text for key, text in item.feedback.items() if key not in answers]
    return "\n\n".join(dict.fromkeys(filter(None, said)))


def _line(element: etree._Element, find: FindPicture) -> str:
    return flattened(blocks(element, find))


def _order(item: _Item, notes: list[Note]) -> Asked | None:
    texts = {
        one.get("identifier"): _line(one, item.find) for one in children(item.interaction, "simpleChoice")
    }
    if sorted(item.right) != sorted(filter(None, texts)):
        notes.append(
            Note("not carried", item.where, f'"{beginning(item.name)}": nothing says which order is right')
        )
        return None
    steps = tuple(Reply(texts[key], True) for key in item.right)
    return Asked(item.where, item.name, "sequencing", item.text, steps, feedback=_general(item))


def _match(item: _Item, notes: list[Note]) -> Asked | None:
    """Each of the first set's choices has one of the second set's."""
    sets = children(item.interaction, "simpleMatchSet")
    texts = [
        {
            one.get("identifier") or "": _line(one, item.find)
            for one in children(given, "simpleAssociableChoice")
        }
        for given in sets
    ]
    pairs = [value.split() for value in (item.right or tuple(item.scores))]
    lefts = [pair[0] for pair in pairs if len(pair) == 2]
    rights = [pair[1] for pair in pairs if len(pair) == 2]
    fits = (
        len(texts) == 2 and all(one in texts[0] for one in lefts) and all(one in texts[1] for one in rights)
    )
    if (
        not fits
        or len(set(lefts)) < len(texts[0])
        or len(lefts) > len(set(lefts))
        or (len(set(rights)) < len(rights) and not (is_sorting(rights) and set(rights) == set(texts[1])))
    ):
        what = f'"{beginning(item.name)}": pairs where not every left side has a right side of its own'
        notes.append(Note("not carried", item.where, what))
        return None
    rows = [(texts[0][left], texts[1][right]) for left, right in zip(lefts, rights, strict=True)]
    rows += [("", text) for key, text in texts[1].items() if key not in rights]
    return Asked(item.where, item.name, "matching", item.text, pairs=tuple(rows), feedback=_general(item))


def _text_entry(item: _Item, notes: list[Note]) -> Asked | None:
    given = dict.fromkeys([*item.right, *(key for key, score in item.scores.items() if score > 0)])
    if item.base in {"integer", "float"}:
        numbers = [one for one in given if _NUMBER.fullmatch(one)]
        replies = [Reply(one, True) for one in numbers]
        ranges = [Reply(f"{low}..{high}", True) for low, high in _ranges(item.root)]
        replies = ranges or replies
        kind = "numeric"
    else:
        replies = [Reply(escaped(on_one_line(one)), True) for one in given]
        kind = "fill-in"
    replies += [
        Reply(escaped(key), False) for key, score in item.scores.items() if score <= 0 and kind == "fill-in"
    ]
    if not replies:
        notes.append(Note("not carried", item.where, f'"{beginning(item.name)}": nothing says what is right'))
        return None
    case = any(one.get("caseSensitive") == "true" for one in descendants(item.root, "mapEntry"))
    if not case:
        replies = list({reply.text.lower(): reply for reply in reversed(replies)}.values())[::-1]
    keys = "case=yes" if case and kind == "fill-in" else ""
    return Asked(item.where, item.name, kind, item.text, tuple(replies), feedback=_general(item), keys=keys)


def _ranges(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Numbers between which the response is right, as our own export and others write it: gte and lte."""
    for both in descendants(root, "and"):
        low = [text_of(one) for test in children(both, "gte") for one in children(test, "baseValue")]
        high = [text_of(one) for test in children(both, "lte") for one in children(test, "baseValue")]
        if len(low) == len(high) == 1 and _NUMBER.fullmatch(low[0]) and _NUMBER.fullmatch(high[0]):
            yield low[0], high[0]


def _extended(item: _Item, notes: list[Note]) -> Asked | None:
    return Asked(item.where, item.name, "long-fill-in", item.text, feedback=_general(item))


_READERS = {
    "choiceInteraction": _choice,
    "inlineChoiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "textEntryInteraction": _text_entry,
    "extendedTextInteraction": _extended,
}
