"""The safety net against lost words, proved: the parser or a reader loses some, and it is noticed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it.token import Token
from test_completeness import ROOT, errors, read

from coursebuilder.problems import Problem, report
from coursebuilder.source.manuscript import blank_comments
from coursebuilder.source.markdown import blocks, question_block, scenario_parts
from coursebuilder.source.markdown.parse import Rewrite, matching_ends, parse

EVERYTHING = """Before you begin, do not hurry.

Table: What not to say

| Sign | What not to do |
|---|---|
| Quiet | Do not push |

![A bench that is not empty](media/a.svg "Not far from here")

:::: example Do not copy this
Not every day is the same.

::: reveal Why not?
It is not a race.
:::
::::

::: reflection first
What would you not say?

Do not name anybody.
:::

::: question calm
You are not alone in the room.

What does not help?

- [x] Not listening
  > It does not help.
- [ ] A walk, if it is not too far

Hint: Not what you think.

> Whatever you do, do not rush.
:::

::: question pairs
What does not go together?

| Heard, or not | Said, or not |
|---|---|
| I am not well | It is not your fault |
| I am not sure | There is no hurry, is there not? |

> Do not guess.
:::

::: scenario hall
They do not look up.

- Trust: not yet, some

### They wait {#wait}

**Young person, 15:** “I am not hungry.”

Why not ask?

- [best] “You need not be.” -> end, trust +1
  > They do not go.
- [not-quite] “Why not?” -> end
  > They do not answer.

### They stay {#end .end}

It was not hard.
:::

::: tutor What not to say
Do not read it out.
:::
"""


def changing(monkeypatch: pytest.MonkeyPatch, change: Callable[[list[Token]], list[Token]]) -> None:
    """From here on the reader gets what `change` makes of the parser's tokens."""

    def parsed(text: str, path: str, rewrite: Rewrite | None = None) -> tuple[list[Token], list[Problem]]:
        tokens, problems = parse(text, path, rewrite)
        return change(tokens), problems

    monkeypatch.setattr(blocks, "parse", parsed)


def test_a_module_with_every_kind_of_block_loses_no_word(tmp_path: Path) -> None:
    course, problems = read(tmp_path, EVERYTHING)
    assert course is not None
    assert errors(problems) == set(), report(problems)


def nots(tokens: list[Token]) -> list[tuple[Token, Token]]:
    """The pieces of text with a "not" in them, in order, each with the token of its paragraph."""
    texts = [(child, token) for token in tokens for child in token.children or () if child.type == "text"]
    return [pair for pair in texts if re.search(r"\bnot\b", pair[0].content, re.IGNORECASE)]


def test_a_lost_not_is_noticed_wherever_it_stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser is made to lose the last "not" of one piece of text after another."""
    at = 0

    def losing(tokens: list[Token]) -> list[Token]:
        found = nots(tokens)
        if at < len(found):
            piece, paragraph = found[at]
            head, _, tail = re.split(r"(?i)(\bnot\b)(?!.*\bnot\b)", piece.content, maxsplit=1)
            paragraph.content = paragraph.content.replace(piece.content, head + tail)
            piece.content = head + tail
        return tokens

    total = len(nots(parse(EVERYTHING, "")[0]))
    assert total > 30
    changing(monkeypatch, losing)
    unnoticed = []
    for at in range(total):
        _, problems = read(tmp_path, EVERYTHING)
        if not errors(problems):
            unnoticed.append(nots(parse(EVERYTHING, "")[0])[at][0].content)
    assert unnoticed == []


_COMMON = re.compile(r"\b(?:the|a|and|you|is|it|to|of|they|what)\b", re.IGNORECASE)
_EXAMPLE = re.compile(r"^(`{4,})markdown\n(?!---\n)(.*?)^\1$", re.DOTALL | re.MULTILINE)


def commons(tokens: list[Token]) -> list[Token]:
    """The pieces of text that hold a common word, in order."""
    texts = [child for token in tokens for child in token.children or () if child.type == "text"]
    return [text for text in texts if _COMMON.search(text.content)]


CHAPTERS = sorted((ROOT / "manual").glob("[0-9]*.md"))
# No example there is right without other files.
UNTRIED = {"04-course", "06-themes", "08-confidence", "09-media", "14-packages"}


@pytest.mark.parametrize(
    "chapter", [path for path in CHAPTERS if path.stem not in UNTRIED], ids=lambda path: path.stem
)
def test_a_lost_common_word_of_the_manual_is_noticed(
    chapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every example that is right by itself one common word is lost: the last, as it may stand twice."""
    losing = False

    def without_one(tokens: list[Token]) -> list[Token]:
        if losing and (found := commons(tokens)):
            piece = found[-1]
            last = [*_COMMON.finditer(piece.content)][-1]
            piece.content = piece.content[: last.start()] + piece.content[last.end() :]
        return tokens

    changing(monkeypatch, without_one)
    tried, unnoticed = 0, []
    for _, body in _EXAMPLE.findall(chapter.read_text(encoding="utf-8")):
        losing = False
        if errors(read(tmp_path, body)[1]) or not commons(parse(blank_comments(body, "")[0], "")[0]):
            continue
        tried += 1
        losing = True
        if not errors(read(tmp_path, body)[1]):
            unnoticed.append(body)
    assert tried and unnoticed == []


def test_a_lost_block_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser is made to lose one block after another, with all that stands in it."""
    drop = 0

    def spans(tokens: list[Token]) -> list[tuple[int, int]]:
        ends = matching_ends(tokens)
        return [
            (n, ends[n] + 1)
            for n, token in enumerate(tokens)
            if token.nesting == 1
            and token.type.startswith(("paragraph", "container", "blockquote", "bullet", "table", "tr"))
        ]

    def losing(tokens: list[Token]) -> list[Token]:
        first, last = spans(tokens)[drop]
        return tokens[:first] + tokens[last:]

    total = len(spans(parse(EVERYTHING, "")[0]))
    changing(monkeypatch, losing)
    unnoticed = []
    for drop in range(total):
        _, problems = read(tmp_path, EVERYTHING)
        if not errors(problems):
            unnoticed.append(drop)
    assert unnoticed == []


@pytest.mark.parametrize(
    ("module", "name", "lost"),
    [
        (question_block, "_quote", lambda *_: ""),
        (question_block, "_hint", lambda *_: ""),
        (blocks, "figure", lambda *_: None),
        (blocks, "_reveal", lambda *_: None),
        (blocks, "tutor_note", lambda *_: None),
        (scenario_parts, "_change", lambda *_: None),
    ],
)
def test_a_reader_that_drops_what_it_read_is_noticed(
    module: object, name: str, lost: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, lost)
    _, problems = read(tmp_path, EVERYTHING)
    assert errors(problems)
