"""No word that an author writes is lost without a word: the safety net beneath the reader."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from coursebuilder.build.pipeline import read_courses
from coursebuilder.model import Course, scenarios_of
from coursebuilder.pages.blocks import page_body
from coursebuilder.pages.data.course import assessed_feedback, course_data
from coursebuilder.pages.writing import begin
from coursebuilder.problems import Problem
from coursebuilder.source.manuscript import blank_comments, split_front_matter
from coursebuilder.source.written_words import words_in, written_words

ROOT = Path(__file__).parent.parent
COURSES = [ROOT / "courses" / name for name in ("toolkit_intro", "wider_workforce")]
SETTINGS = "---\ntitle: A case\nminutes: 1\n---\n"
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
