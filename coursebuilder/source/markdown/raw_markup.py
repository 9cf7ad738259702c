"""What looks like markup but came out as text: learners would see the signs, and links would lead nowhere.

Looked for in finished text, outside code: whatever the Markdown reader understood is no longer there. A sign
that the author escaped (\\#) is meant and passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from coursebuilder.problems import Place, Problem, Severity, in_file_order

OBJECT = "\ufffc"  # stands for code or a picture
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# What every rule needs at least; most paragraphs hold nothing of it.
_SUSPECT = re.compile(
    r"[\[\]{}#*_`~^$|<>@=%\\•·▪◦‣●○■□➢➤►▶✓✔☒☑\uf000-\uf0ff]|!!!|\?\?\?|:"
    r"|www\.|(?<!\S)\?|^\s*(?:[-–—+(]|\d{1,2}[.)]|[aiAI][.)]|[o§]\s)",
    re.MULTILINE,
)
_FILLED_IN = re.compile(r"\{\{\s*[^{}]*?\s*\}\}|\[@[^\[\]\n]*?\]")
_RAW, _ANSWER = "raw-markup", "answer-outside-question"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A sign, and how its author gets what was meant. `opening`: only a paragraph's first line counts."""

    pattern: re.Pattern[str]
    cure: str
    code: str = _RAW
    opening: bool = False

    @property
    def severity(self) -> Severity:
        return "error" if self.code == _ANSWER else "warning"


def _rule(pattern: str, cure: str, code: str = _RAW, opening: bool = False) -> _Rule:
    return _Rule(re.compile(pattern), cure, code, opening)


_BLOCK = "a block begins with three colons and its name, ::: note, and ends with :::"
_LIST = "begin each line of a list with - and a blank, or with 1. and a blank"
_LINK = "[words](https://…), with straight quotation marks and no blank in the address"
_NONE = "this is not in the language: write it in plain words, or between backticks if you mean the signs"
_RULES = (
    _rule(
        r"^\s*(?:[-*+–•]\s*)?\[[xX✓✔]\](?!\()|^\s*\([xX]\)\s|^\s*[☒☑]|\[\[[xX]\]\]|\[\([xX]\)\]",
        "learners would read which answer is right: put the list into ::: question ID … :::",
        _ANSWER,
    ),
    _rule(
        r"^\s*\[(?:best|better|not[ -]quite|unsafe)\]",
        "learners would read which reply is best: put the list into a step of ::: scenario ID … :::",
        _ANSWER,
    ),
    _rule(
        r"^\s*\[ ?\](?!\()|\[\[ \]\]|\[\( \)\]|^\s*\( \)\s", "answers stand in a block: ::: question ID … :::"
    ),
    _rule(
        r"^\s*#{1,6}(?=\S|$)", "a heading is ## and a blank at the beginning of a line; \\# shows the sign"
    ),
    _rule(r"^\s*[•·▪◦‣●○■□➢➤►▶✓✔\uf000-\uf0ff](?=\s*\w)", _LIST),  # also those of Word's fonts
    _rule(r"^\s*–\s|^\s*(?:[aiA]\)|[ai]\.|\([aiA]\))\s", _LIST, opening=True),
    _rule(r"^\s*(?:[-*+]|\d{1,2}[.)])(?=[^\W\d_]{2})", _LIST),
    _rule(r"^\s*:{2,}(?=\s*\S)", _BLOCK),
    _rule(r"^\s*:(?=\s+\S)", "what a term means stands right below it:  : what it means"),
    _rule(
        r"^\s*\|", "a table's second line is |---|---|, with as many cells as its first; \\| shows the sign"
    ),
    _rule(r"^\s*(?:!!!|\?\?\?)\+?(?=\s*\w)|^\s*\[![\w-]+\]", _BLOCK),
    _rule(
        r"^\s*(?:-{3,}|={3,}|<{5,}|>{5,}|~{3,}|\+{3,})",
        "a line across the page is --- with empty lines around",
    ),
    _rule(r"(?i:^\s*\[toc\])|^\s*\\[a-zA-Z]{3,}|^\s*\$[A-Z]{2,}\b|%%", _NONE),
    _rule(r"!?\[\[[^\[\]]*\]\]", "a link is [words](#page-id), a picture ![what it shows](media/name.png)"),
    _rule(
        r"!\[[^\[\]]{0,200}\]\([^()\s]{1,200}\s+=?\d*%?x?\d*%?\)",
        "a picture has no size: remove the figures, it is never wider than the text",
    ),
    _rule(
        r"!\[(?:[^\[\]]{0,200}\]\()?",
        'a picture is ![what it shows](media/name.png "caption"), with straight quotation marks',
    ),
    _rule(r"\]\(", _LINK),
    _rule(r"\]\s+\((?:https?:|media/|#|mailto:|tel:)", "no blank between ] and (:  [words](https://…)"),
    _rule(
        r"\[\^[^\[\]]+\]|\^\[[^\[\]]*\]",
        "a footnote's text stands on a line of its own:  [^1]: What it says",
    ),
    _rule(
        r"\]\[[^\[\]]*\]", "no line [name]: https://… gives this link its address: write [words](https://…)"
    ),
    _rule(
        r"(?<!\{)\{{1,3} ?provider\.[\w.]{0,60} ?\}{0,3}|provider\.\w{1,60} ?\}",
        "two braces on each side: {{provider.organisation}}",
    ),
    _rule(r"\{\{|\}\}|\{%|%\}", "a provider's detail is {{provider.organisation}}; nothing else stands so"),
    _rule(
        r"\{[#.:=][^\s{}]*|\{[\w-]+=|\{[\w:-]+\}" + OBJECT,
        "only ## headings and ::: blocks take words between braces: remove them",
    ),
    _rule(
        r"\*\*|(?<![_\w])__(?=\w)|(?<!\S)[*_](?=[^\W\d_])",
        "bold is **words**: no blank inside the stars, a blank or a stop outside",
    ),
    _rule(r"~~|==(?=\w)|(?<!\S)\+\+(?=\w)", _NONE),
    _rule(r"^\([\w-]+\)=$|(?<![\w.])@(?:fig|tbl|sec|eq|lst)-\w+", _NONE),
    _rule(r"(?<!\S)!?\?(?=[^\W\d])|--\{\{", _NONE),
    _rule(r"(?<![\w:]):[a-z][a-z_+-]{2,30}:(?![\w:])", "write the sign itself, or the word"),
    _rule(r"^\s*%\s", "a comment is <!-- … -->", opening=True),
    _rule(
        r"(?<=\w)~\w[\w ]{0,20}~|(?<=\w)\^\w[\w ]{0,20}\^",
        "H~2~O and 1^st^ hold no blank between their signs",
    ),
    _rule(
        r"\$\$|(?<![\w$])\$[^\s$](?:[^$]*[^\s$\\])?\$(?!\d)",
        "there are no formulas: write it in words or signs",
    ),
    _rule(r"`", "code is closed by as many backticks as it begins with"),
    _rule(r"<!--|-->", "a comment is <!-- … --> and holds no other one; an arrow is →"),
)
# Lines that are a list together; each alone may be a sentence, or say whose words stand above it.
_FIRST_OF_LIST = re.compile(r"\s*(?:—|[aA][.)]|\([aA]\)|[iI][.)]|\([iI]\)|[o§])\s")
_NEXT_OF_LIST = re.compile(r"\s*(?:—|[bB][.)]|\([bB]\)|(?:ii|II)[.)]|\((?:ii|II)\)|[o§])\s")
_DRAWN = frozenset({"math", "latex", "katex", "mermaid", "plantuml", "dot", "graphviz"})
_ANSWERS = re.compile(
    r"^\s*(?::{3,}\s*(?:question|scenario)|(?:[-*+]\s*)?\[[xX]\])|\[\[[xX]\]\]|\[\([xX]\)\]", re.MULTILINE
)


def raw_markup(token: Token, path: str) -> Iterator[Problem]:
    """A Problem for each line of a paragraph, heading or cell that shows signs as typed; one a cure."""
    if not _SUSPECT.search(token.content):
        return
    first = token.map[0] + 1 if token.map else 0
    escaped = set(_ESCAPED.findall(token.content))
    said: set[str] = set()
    lines = _lines(token)
    if _FIRST_OF_LIST.match(lines[0]) and any(map(_NEXT_OF_LIST.match, lines[1:])):
        said.add(_LIST)
        yield Problem(_RAW, f'"{lines[0][:40]}" begins no list', Place(path, first), _LIST, "warning")
    for number, line in enumerate(lines):
        for rule, sign in _broken(line, number == 0, escaped):
            if rule.cure not in said:
                said.add(rule.cure)
                what, where = f'"{sign[:40]}" shows as typed', Place(path, first + number)
                yield Problem(rule.code, what, where, rule.cure, rule.severity)


def _broken(line: str, opening: bool, escaped: set[str]) -> Iterator[tuple[_Rule, str]]:
    """The rules that a line breaks, each with the sign; of two that find the same signs the first."""
    spans: list[tuple[int, int]] = []
    for rule in _RULES:
        found = rule.pattern.search(line) if opening or not rule.opening else None
        if not found or escaped & set(found[0]):
            continue
        if all(found.end() <= start or end <= found.start() for start, end in spans):
            spans.append(found.span())
            yield rule, found[0].strip().replace(OBJECT, "")


def _lines(token: Token) -> list[str]:
    """The text of each line."""
    said = {"softbreak": "\n", "hardbreak": "\n", "code_inline": OBJECT, "image": OBJECT}
    whole = "".join(
        child.content if child.type == "text" else said.get(child.type, "") for child in token.children or ()
    )
    return [_FILLED_IN.sub(" ", line) for line in whole.split("\n")]


def code_box(token: Token, path: str) -> Iterator[Problem]:
    """A Problem for a box of code that hardly was meant: indented text, or a block of another dialect."""
    place = Place(path, token.map[0] + 1 if token.map else 0)
    if token.type == "code_block":
        hint = "remove the blanks before it; code stands between two lines of ```"
        if _ANSWERS.search(token.content):
            what = "a question indented by four blanks shows its right answers"
            yield Problem(_ANSWER, what, place, hint)
        else:
            yield Problem(
                "indented-text", "text indented by four blanks shows as code", place, hint, "warning"
            )
    elif token.info.strip().casefold() in _DRAWN:
        hint = "formulas and diagrams aren't drawn here: put a picture of it in its place"
        yield Problem(_RAW, f'"{token.info.strip()}" shows as code', place, hint, "warning")
    elif named := re.match(r"\{[^{}]*\}", token.info.strip()):
        yield Problem(_RAW, f'"{token.markup}{named[0]}" shows its inside as code', place, _BLOCK, "warning")


def empty_links(token: Token, path: str) -> Iterator[Problem]:
    """A Problem for each link without words: nobody sees it, and a screen reader has nothing to say."""
    words: str | None = None
    for child in token.children or ():
        if child.type == "link_open":
            words = ""
        elif child.type == "link_close" and words is not None:
            if not words.strip():
                place = Place(path, token.map[0] + 1 if token.map else 0)
                yield Problem(
                    "link-without-text", "a link without words", place, "[what it leads to](https://…)"
                )
            words = None
        elif words is not None:
            words += child.content


def first_of_each_kind(problems: list[Problem]) -> list[Problem]:
    """The problems; of this file's own that stand close together and have one cure only the worst."""
    ours = in_file_order(one for one in problems if one.code in {_RAW, _ANSWER})
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


def _cure(problem: Problem) -> str:
    return _ANSWER if "::: question" in problem.hint else problem.hint
