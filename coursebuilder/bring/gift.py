"""GIFT: the text format of Moodle's question banks (docs.moodle.org, "GIFT format")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from coursebuilder.bring.banks import WHOLE, Found, as_module, category_name, partial
from coursebuilder.bring.html import markdown, one_line
from coursebuilder.bring.items import Asked, Brought, Note, Reply
from coursebuilder.bring.plain_text import beginning, clean, escaped, escaped_lines, guarded, on_one_line

_HIDDEN = 0xE100  # private use: an escaped sign stands this far up while the others are read
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_RAISED = re.compile("[\ue100-\ue17f]")
_NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORM = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_TRUE = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_ANSWER = re.compile(r"([=~])\s*(?:%(-?\d+(?:\.\d+)?)%)?([^=~#]*)((?:#(?!###)[^=~#]*)?)")
_TAG = re.compile(
    r"</?(?:p|br|b|i|strong|em|ul|ol|li|div|span|img|a|table|sub|sup|h[1-6])\b[^>]*>", re.IGNORECASE
)
_NUMBER = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(?:(:|\.\.)\s*(-?\d+(?:\.\d+)?))?\s*")
_MARKED = re.compile(r"^(?:\s*::[^\n]+?::|\$CATEGORY:)", re.MULTILINE)
_BRACES = re.compile(r"\{([^{}]*)\}")
_ANSWERS = re.compile(r"[=~#]|^\s*(?:T|F|TRUE|FALSE)?\s*$")
_BLANK = "\\_\\_\\_\\_\\_"


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer as written: its sign, the weight behind % if any, its text and feedback."""

    right: bool
    weight: float | None
    text: str
    feedback: str


def looks_like_gift(text: str) -> bool:
    """Whether a text has a category, a name between colons, or answers between braces."""
    beginning_of_it = text[:200_000]
    if _MARKED.search(beginning_of_it):
        return True
    return any(_ANSWERS.search(found[1]) for found in _BRACES.finditer(beginning_of_it))


def read_gift(path: Path, text: str) -> Brought:
    """A bank as a module. Raises CannotBring where it holds no question."""
    found: list[Found] = []
    notes: list[Note] = []
    category = ""
    for line, block in _blocks(clean(text)):
        if block.startswith("$CATEGORY:"):
            category = category_name(_shown(block.removeprefix("$CATEGORY:")))
            continue
        part = _question(block, f"line {line}", notes)
        if part is not None:
            found.append((category, part))
    return as_module(path, path.stem.replace("_", " "), found, notes)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Questions, which empty lines part, with the line each begins on; comments are gone, escapes hidden."""
    text = _RAISED.sub("", text)
    text = _ESCAPE.sub(lambda found: chr(_HIDDEN + ord("\n" if found[1] == "n" else found[1])), text)
    block: list[str] = []
    first, depth = 0, 0
    for number, line in enumerate([*text.split("\n"), "", ""], 1):
        if line.lstrip().startswith("//"):
            continue
        if line.startswith("$CATEGORY:"):
            if block:
                yield first, "\n".join(block)
            block, depth = [], 0
            yield number, line
        elif line.strip() or depth > 0:
            first = first if block else number
            block.append(line)
            depth = max(0, depth + line.count("{") - line.count("}"))
            if depth > 0 and len(block) > 400:  # a brace that never closes
                depth = 0
        elif block:
            yield first, "\n".join(block)
            block, depth = [], 0
    if block:
        yield first, "\n".join(block)


def _question(block: str, where: str, notes: list[Note]) -> Asked | str | None:
    name = ""
    if named := _NAME.match(block):
        name, block = on_one_line(_shown(named[1])), block[named.end() :]
    form = ""
    if formed := _FORM.match(block):
        form, block = formed[1].lower(), block[formed.end() :]
    start, end = block.find("{"), block.rfind("}")
    if start < 0:
        return _text(block, form)
    if end < start:
        notes.append(
            Note("not carried", where, f'"{beginning(_shown(block))}": a brace {{ that never closes')
        )
        return None
    before, inside, behind = block[:start], block[start + 1 : end], block[end + 1 :]
    if "{" in inside or "}" in inside:
        what = f'"{beginning(_shown(block))}": several gaps in one text; make a question of each'
        notes.append(Note("not carried", where, what))
        return None
    goes_on = any(char.isalnum() for char in _shown(behind))
    text = f"{_text(before, form)} {_BLANK} {_text(behind, form)}" if goes_on else _text(before, form)
    inside, _, general = inside.partition("####")
    asked = _asked(inside.strip(), name or "", text.strip(), form, where, notes)
    feedback = _text(general, form) if general.strip() else ""
    return None if asked is None else _with(asked, feedback)


def _with(asked: Asked, feedback: str) -> Asked:
    return replace(asked, feedback="\n\n".join(filter(None, (asked.feedback, feedback))))


def _asked(inside: str, name: str, text: str, form: str, where: str, notes: list[Note]) -> Asked | None:
    if not inside:
        return Asked(where, name, "long-fill-in", text)
    if true := _TRUE.fullmatch(inside):
        return _true_false(true, name, text, form, where)
    if inside.startswith("#"):
        return _numeric(inside[1:], name, text, form, where, notes)
    given = [
        _Given(sign == "=", float(weight) if weight else None, raw.strip(), feedback[1:].strip())
        for sign, weight, raw, feedback in _ANSWER.findall(inside)
    ]
    if not given or re.split("[=~]", inside, maxsplit=1)[0].strip():
        notes.append(
            Note(
                "not carried", where, f'"{beginning(name or text)}": answers that begin with neither = nor ~'
            )
        )
        return None
    if all("->" in one.text for one in given):
        pairs = [one.text.split("->", 1) for one in given]
        sides = tuple((_line(left, form), _line(right, form)) for left, right in pairs)
        if any(one.feedback for one in given):
            notes.append(
                Note("not carried", where, f'"{beginning(name or text)}": feedback for single pairs')
            )
        return Asked(where, name, "matching", text, pairs=sides)
    if any(_shown(one.text) == "*" for one in given):
        notes.append(
            Note(
                "not carried", where, f'"{beginning(name or text)}": the answer *, which stands for anything'
            )
        )
        given = [one for one in given if _shown(one.text) != "*"]
    weights = [one.weight if one.weight is not None else 100.0 if one.right else 0.0 for one in given]
    several = not any(one.right and one.weight is None for one in given) and any(one.weight for one in given)
    short = all(one.right for one in given)
    rights = [weight > 0 if several and not short else weight >= WHOLE for weight in weights]
    if not (several and not short):
        notes += partial(where, beginning(name or text), weights)
    replies = tuple(
        Reply(_line(one.text, form), right, _text(one.feedback, form) if one.feedback else "")
        for one, right in zip(given, rights, strict=True)
    )
    kind = "fill-in" if short else "multiple" if several or sum(rights) > 1 else "choice"
    return Asked(where, name, kind, text, replies)


def _true_false(found: re.Match[str], name: str, text: str, form: str, where: str) -> Asked:
    """The first feedback is for the wrong answer, the second for the right one."""
    true = found[1][0].upper() == "T"
    wrong, _, right = (found[2] or "").partition("#")
    said = [_text(one, form) if one.strip() else "" for one in ((right, wrong) if true else (wrong, right))]
    replies = (Reply("True", true, said[0]), Reply("False", not true, said[1]))
    return Asked(where, name, "true-false", text, replies)


def _numeric(inside: str, name: str, text: str, form: str, where: str, notes: list[Note]) -> Asked | None:
    first = "" if inside.lstrip().startswith(("=", "~")) else "="
    replies = []
    for sign, weight, value, feedback in _ANSWER.findall(first + inside):
        number = _NUMBER.fullmatch(value)
        said = _text(feedback[1:], form) if feedback[1:].strip() else ""
        if number is None:
            what = (
                "feedback for every other number"
                if not value.strip()
                else f'the number "{beginning(_shown(value))}"'
            )
            notes.append(Note("not carried", where, f'"{beginning(name or text)}": {what}'))
            continue
        notes += partial(where, beginning(name or text), [float(weight)] if weight else [])
        if weight and 0 < float(weight) < WHOLE:
            continue  # a wider range with fewer marks: the narrow one says what is right
        low, by, high = number.groups()
        exact = by is None or (by == ":" and float(high) == 0) or (by == ".." and float(high) == float(low))
        shown = low if exact else f"{low} +- {high}" if by == ":" else f"{low}..{high}"
        replies.append(Reply(shown, sign == "=" and (not weight or float(weight) >= WHOLE), said))
    return Asked(where, name, "numeric", text, tuple(replies)) if replies else None


def _text(text: str, form: str) -> str:
    """A text in its format, as Markdown."""
    shown = _shown(text)
    if formed := _FORM.match(shown):
        form, shown = formed[1].lower(), shown[formed.end() :]
    if form == "markdown":
        return guarded(shown.strip())
    if form == "html" or (form != "plain" and _TAG.search(shown)):
        return markdown(shown)
    paragraphs = re.split(r"\n\s*\n", shown.strip())
    return "\n\n".join(
        escaped_lines(escaped("\n".join(map(str.strip, one.split("\n"))))) for one in paragraphs
    )


def _line(text: str, form: str) -> str:
    shown = _shown(text)
    if formed := _FORM.match(shown):
        form, shown = formed[1].lower(), shown[formed.end() :]
    if form == "markdown":
        return guarded(on_one_line(shown))
    if form == "html" or (form != "plain" and _TAG.search(shown)):
        return one_line(shown)
    return escaped_lines(escaped(on_one_line(shown)))


def _shown(text: str) -> str:
    """The text with its escaped signs as they show."""
    return _RAISED.sub(lambda found: chr(ord(found[0]) - _HIDDEN), text)
