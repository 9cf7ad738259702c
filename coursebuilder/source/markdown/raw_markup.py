"""What looks like markup but came out as text: learners would see the signs, and links would lead nowhere.

Looked for in finished text, outside code: whatever the Markdown reader understood is no longer there. A sign
that the author escaped (\\#) is meant and passes, but for the box of an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from coursebuilder.problems import Place, Problem, in_file_order
from coursebuilder.source.markdown.raw_rules import (
    ANSWER,
    CELL_RULES,
    FIRST_OF_LIST,
    LIST,
    LOWERED,
    NEXT_OF_LIST,
    OBJECT,
    RAW,
    RULES,
    TABLE,
    Rule,
)

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# What every rule needs at least; most paragraphs hold nothing of it.
_SUSPECT = re.compile(
    r"[^\w\s.,;:!?'’‘“”()/–—-]|[:!?/=_-]{2}|(?<!\w)_|(?<!\w):|\(\s*[xXхХ]\s*\)|www\.|[–—]>"
    r"|(?i:\((?:correct|right))|(?<!\S)\?\w"
    r"|^\s*(?:[-–—+]|\(?\d{1,2}[.)\s]|\(?[aiAI][.)]|[o§①]\s|\.|(?i:answer|correct|right|import|export|!))",
    re.MULTILINE,
)
_IN_TITLE = re.compile(r"\*(?=\w)|(?<=\w)\*|[`{}]|(?<!\w)_\w|\]\(|\[\^|<\w|\b\w+=|\[[ xX]?\]|^-\s|~~|\\")
_FILLED_IN = re.compile(r"\{\{\s*[^{}]*?\s*\}\}|\[@[^\[\]\n]*?\]")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
# Two lines with a tab between words, as tables come out of Word and Excel.
_ROWS = re.compile(r"^[^\t\n]*\S\t+\S.*(?=\n[^\t\n]*\S\t+\S)", re.MULTILINE)
_SHOWN_AS = {
    "softbreak": "\n",
    "hardbreak": "\n",
    "code_inline": OBJECT,
    "image": OBJECT,
    "sub_open": LOWERED,
    "sub_close": LOWERED,
}


def raw_markup(token: Token, path: str, in_cell: bool = False) -> Iterator[Problem]:
    """A Problem for each line of a paragraph, heading or cell that shows signs as typed; one a cure."""
    first = token.map[0] + 1 if token.map else 0
    rows = None if in_cell else _ROWS.search(token.content)
    if not rows and not _SUSPECT.search(token.content):
        return
    escaped = set(_ESCAPED.findall(token.content))
    said: set[str] = set()
    lines = _lines(token)
    listed = not in_cell and _is_list(lines)
    if listed:
        said.add(LIST)
        yield Problem(RAW, f'"{lines[0][:40]}" begins no list', Place(path, first), LIST, "warning")
    elif rows:
        where = Place(path, first + token.content.count("\n", 0, rows.start()))
        shown = " ".join(rows[0].split())
        yield Problem(RAW, f'"{shown[:40]}" and what follows is no table', where, TABLE, "warning")
    for number, line in enumerate(lines):
        for rule, sign in _broken(line, number == 0, escaped, in_cell):
            if rule.cure not in said and not (listed and rule.code == RAW and line.lstrip().startswith(sign)):
                said.add(rule.cure)
                what, where = f'"{sign[:40]}" shows as typed', Place(path, first + number)
                yield Problem(rule.code, what, where, rule.cure, rule.severity)


def raw_title(title: str, place: Place) -> Iterator[Problem]:
    """A Problem for each sign of Markdown in the title of a block, which is plain words."""
    cure = "a block's title is plain words: leave the signs out; what has a = stands between braces"
    if found := _IN_TITLE.search(title):
        yield Problem(RAW, f'"{found[0][:40]}" shows as typed', place, cure, "warning")


def _is_list(lines: list[str]) -> bool:
    """Whether lines are a list of another kind: they begin with (1) and (2), or twice with one sign."""
    first = FIRST_OF_LIST.match(lines[0])
    following = [found for line in lines[1:] if (found := NEXT_OF_LIST.match(line))] if first else []
    return first is not None and any(one["sign"] == first["sign"] for one in following)


def _broken(line: str, opening: bool, escaped: set[str], in_cell: bool) -> Iterator[tuple[Rule, str]]:
    """The rules that a line breaks, each with the sign; of two that find the same signs the first.

    A sign that was escaped is meant, but not a box as in Word's texts, \\[x\\]: it tells the answer.
    """
    spans: list[tuple[int, int]] = []
    for rule in CELL_RULES if in_cell else RULES:
        found = rule.pattern.search(line) if opening or not rule.opening else None
        if not found or (escaped & set(found[0]) and not (rule.code == ANSWER and "]" in escaped)):
            continue
        if all(found.end() <= start or end <= found.start() for start, end in spans):
            spans.append(found.span())
            yield rule, found[0].strip().replace(OBJECT, "").replace(LOWERED, "~")


def _lines(token: Token) -> list[str]:
    """The text of each line."""
    whole = "".join(
        child.content if child.type == "text" else _SHOWN_AS.get(child.type, "")
        for child in token.children or ()
    )
    return [_BREAK.sub(" ", _FILLED_IN.sub(" ", line)) for line in whole.split("\n")]


def empty_links(token: Token, path: str) -> Iterator[Problem]:
    """A Problem for each link without words: nobody sees it, and a screen reader has nothing to say."""
    words: str | None = None
    for child in token.children or ():
        if child.type == "link_open":
            words = ""
        elif child.type == "link_close" and words is not None:
            if not words.strip(" \t\n\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"):
                place = Place(path, token.map[0] + 1 if token.map else 0)
                yield Problem(
                    "link-without-text", "a link without words", place, "[what it leads to](https://…)"
                )
            words = None
        elif words is not None:
            words += child.content


def first_of_each_kind(problems: list[Problem]) -> list[Problem]:
    """The problems; of this file's own that stand close together and have one cure only the worst.

    Where a line holds another mistake, such as a cell too many, that is why it shows signs: they aren't told.
    """
    broken = {one.place.line for one in problems if one.severity == "error" and one.code not in {RAW, ANSWER}}
    problems = [one for one in problems if one.code != RAW or one.place.line not in broken]
    ours = in_file_order(one for one in problems if one.code in {RAW, ANSWER})
    kept: list[Problem] = []
    last = 0
    for problem in ours:
        apart = problem.place.line - last if kept else 0
        alike = bool(kept) and _cure(problem) == _cure(kept[-1])
        alike = alike and apart <= (2 if problem.message == kept[-1].message else 1)
        last = problem.place.line
        if not alike:
            kept.append(problem)
        elif problem.severity == "error" and kept[-1].severity == "warning":
            kept[-1] = problem
    repeated = set(ours) - set(kept)
    return [problem for problem in problems if problem not in repeated]


def without_answers(problems: list[Problem], first: int) -> list[Problem]:
    """The problems, of which those behind the first ones are of a block that can't be read: no sign shows."""
    return [*problems[:first], *(one for one in problems[first:] if one.code not in {RAW, ANSWER})]


def _cure(problem: Problem) -> str:
    return ANSWER if "::: question" in problem.hint else problem.hint
