"""No word that an author writes is lost without a word: the safety net, and the parser mutated beneath it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it.token import Token

from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import Course, scenarios_of
from coursebuilder.pages.blocks import page_body
from coursebuilder.pages.data.course import assessed_feedback, course_data
from coursebuilder.pages.writing import begin
from coursebuilder.problems import Problem, report
from coursebuilder.source.manuscript import blank_comments, split_front_matter
from coursebuilder.source.markdown import blocks, question_block, scenario_parts
from coursebuilder.source.markdown.parse import matching_ends, parse
from coursebuilder.source.written_words import words_in, written_words

ROOT = Path(__file__).parent.parent
COURSES = [ROOT / "courses" / name for name in ("toolkit_intro", "wider_workforce")]
SETTINGS = "---\ntitle: A case\nminutes: 1\n---\n"
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
# By tool: what its users paste. Much of it means nothing here; none of it may be lost without an error.
FOREIGN = {
    "Word": """1)\u00a0First words

•\tsecond words

    indented words

::: {custom-style="Body Text"}
boxed
:::
""",
    "Quarto": """::: {.callout-note collapse="true"}
## Heading words
Callout words
:::

::: {.columns}
left
:::
""",
    "MyST": """:::{note} Title words
Inside words
:::

```{admonition} Shown title
admonition words
```

(target)=
""",
    "GitHub": """> [!NOTE]
> note words

- [x] done words
- [ ] open words

| a | b |
|--|--|
| one | two | three |
""",
    "LiaScript": """[[X]] right words
[[ ]] wrong words

    --{{0}}--
spoken words

!?[film words](https://a.example)
""",
    "Kramdown": """Words here
{: .class}

term
: definition words

*[HTML]: Hyper
""",
    "definitions": """[Anna]: Hello

[Ben]: Not "now please"

Some text with [Anna].
""",
    "plain": """Words *here* and **there**, `code`, a_name, caf&eacute;.

- A list
- that goes on

> A quotation
>
> - with a list

```
code
```
""",
}


def read(folder: Path, body: str) -> tuple[Course | None, list[Problem]]:
    """A course of one module with this body."""
    (folder / "modules").mkdir(exist_ok=True)
    (folder / "media").mkdir(exist_ok=True)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
    (folder / "media" / "a.svg").write_text(svg, encoding="utf-8")
    course = "id: example\ntitle: E\naudience: P\nmodules: [modules/case.md]\n"
    (folder / "course.yaml").write_text(course, encoding="utf-8")
    (folder / "modules" / "case.md").write_text(SETTINGS + body, encoding="utf-8")
    found = read_courses([folder], None)
    return (found.courses[0] if found.courses else None), list(found.problems)


def errors(problems: list[Problem]) -> set[str]:
    return {problem.code for problem in problems if problem.severity == "error"}


@pytest.mark.parametrize("folder", COURSES, ids=lambda path: path.name)
def test_every_word_of_our_courses_is_in_a_page_or_its_data(folder: Path) -> None:
    """Held against what is built, so that nothing is lost behind the reader either."""
    course = read_courses([folder], None).courses[0]
    for module in course.modules:
        text = Path(module.place.path).read_text(encoding="utf-8")
        body = blank_comments(split_front_matter(text, "")[0].body, "")[0]
        writing = begin(module, course, (1, 1))
        pages = " ".join(f"{page.title} {page_body(page, writing)}" for page in module.pages)
        notes = " ".join(f"{note.title} {note.blocks!r}" for note in module.tutor_notes)
        kept = [course_data(module, course, {}), assessed_feedback((module,))]
        data = re.sub(r"\\[nt]", " ", json.dumps(kept, ensure_ascii=False))
        shown = Counter(words_in(re.sub(r"<[^<>]*>", " ", pages + notes + data)))
        # Where a reply leads, and what it changes, is kept as the number of a step or gauge.
        steps = [step for page in module.pages for scenario in scenarios_of(page) for step in scenario.steps]
        replies = [reply for step in steps for reply in step.replies]
        leads = [" ".join((reply.to, *(name for name, _ in reply.changes))) for reply in replies]
        shown.update(words_in(" ".join(leads)))
        shown.update(words_in(" ".join(re.findall(r'\b(?:alt|title|placeholder)="([^"]*)"', pages))))
        written = Counter(word for line in written_words(body) for word in line)
        assert dict(written - shown) == {}, module.place.path


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

    def losing(text: str, path: str, *rest: object) -> tuple[list[Token], list[Problem]]:
        tokens, problems = parse(text, path)
        found = nots(tokens)
        if at < len(found):
            piece, paragraph = found[at]
            head, _, tail = re.split(r"(?i)(\bnot\b)(?!.*\bnot\b)", piece.content, maxsplit=1)
            paragraph.content = paragraph.content.replace(piece.content, head + tail)
            piece.content = head + tail
        return tokens, problems

    total = len(nots(parse(EVERYTHING, "")[0]))
    assert total > 30
    monkeypatch.setattr(blocks, "parse", losing)
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

    def parsed(text: str, path: str, *rest: object) -> tuple[list[Token], list[Problem]]:
        tokens, problems = parse(text, path)
        if losing and (found := commons(tokens)):
            piece = found[-1]
            last = [*_COMMON.finditer(piece.content)][-1]
            piece.content = piece.content[: last.start()] + piece.content[last.end() :]
        return tokens, problems

    monkeypatch.setattr(blocks, "parse", parsed)
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

    def losing(text: str, path: str, *rest: object) -> tuple[list[Token], list[Problem]]:
        tokens, problems = parse(text, path)
        first, last = spans(tokens)[drop]
        return tokens[:first] + tokens[last:], problems

    total = len(spans(parse(EVERYTHING, "")[0]))
    monkeypatch.setattr(blocks, "parse", losing)
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


@pytest.mark.parametrize("tool", FOREIGN)
def test_what_other_tools_write_is_shown_or_refused(tool: str, tmp_path: Path) -> None:
    """Every word is on the page, or an error keeps the course from being built."""
    course, problems = read(tmp_path, FOREIGN[tool])
    if errors(problems):
        return
    assert course is not None
    module = course.modules[0]
    pages = " ".join(page_body(page, begin(module, course, (1, 1))) for page in module.pages)
    shown = Counter(words_in(re.sub(r"<[^<>]*>", " ", pages)))
    assert dict(Counter(words_in(FOREIGN[tool])) - shown) == {}
