"""Importing LESSON.md, ASSESSMENT.md and bundles of them, which assistants and other tools write."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from test_bring import broken, brought, course, damaged, refused, written

from coursebuilder.bring import CannotBring, bring, put_into

__all__ = ["course"]  # a fixture

LESSON = """---
title: "Fire safety"
---

::: text
# Fire safety
Read this, {{name}}.

## First page
Note: stay **calm**.

- one
  - deeper

```
::: text
```
:::

::: image
src: media/exit.png
alt: The way out
caption: By the stairs
:::

::: image
src: https://example.com/fire.jpg
alt: A fire
:::

::: knowledge-check
type: multiple-choice
question: What first?
maxAttempts: 3
correct-feedback: Calm helps.
incorrect-feedback: Think again.

- [ ] Run
- [x] Stay calm
:::

::: knowledge-check
type: multiple-select
question: Which two?

- [x] One
- [x] Two
- [ ] Three
:::

::: knowledge-check
type: fill-in-the-blank
question: We go {{blank}} the stairs.
answers: down, downwards
:::

::: text
## Second page
More.
:::

::: accordion
### Who helps?
Everybody.
:::

::: flip-cards
- front: Exit
  back: The way out
:::

::: tabs
::: tab
title: Left
Turn left.
:::
:::

::: callout
type: warning
title: Mind the step
It is high.
:::

::: knowledge-check
question: Nobody knows?

- [ ] Yes
- [ ] No
:::

::: hologram
label: Words of a value
Body words.
:::
"""


def picture() -> bytes:
    Image.new("RGB", (4, 4)).save(out := io.BytesIO(), "PNG")
    return out.getvalue()


def test_a_lesson_becomes_pages_boxes_and_questions(tmp_path: Path, course: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "exit.png").write_bytes(picture())
    text = brought(course, written(tmp_path, "LESSON.md", LESSON))
    assert '\ntitle: "Fire safety"\n' in text and "---\nRead this, { \\{name}}.\n\n## First page {#fi" in text
    assert "Note: stay **calm**.\n\n- one\n  - deeper\n\n```\n::: text\n```" in text
    assert '![The way out](media/lesson-exit-1.png "By the stairs")\n\nA fire' in text
    assert "::: question what-first {tries=3}\nWhat first?\n\n- [ ] Run\n  > Think again.\n- [x] Stay" in text
    assert "- [x] One\n- [x] Two\n- [ ] Three" in text and "- [x] down\n- [x] downwards" in text
    assert "We go \\_\\_\\_\\_\\_ the stairs." in text and "## Second page {#second-page}\n\nMore." in text
    for title, body in (("Who helps?", "Everybody."), ("Exit", "The way out"), ("Left", "Turn left.")):
        assert f"::: reveal {title}\n{body}\n:::" in text
    assert "::: warning Mind the step\nIt is high.\n:::\n\nNobody knows?\n\n- Yes\n- No" in text
    assert text.endswith("Words of a value\n\nBody words.\n")
    report = (course / "import-report.md").read_text("utf-8")
    assert "https://example.com/fire.jpg" in report and "hologram: it became text" in report
    assert "the words" not in report and "so it stands as text" in report


ASSESSMENT = """---
title: The test
attempts: 2
pass: {mark}
---
::: text
Take your time.
:::
::: knowledge-check
question: Which?
maxAttempts: 2

- [x] True
- [ ] False
:::
"""


@pytest.mark.parametrize(("mark", "share"), [("80%", "0.8"), ("1", "1")])
def test_an_assessment_has_its_attempts_and_its_pass_mark(
    tmp_path: Path, course: Path, mark: str, share: str
) -> None:
    text = brought(course, written(tmp_path, "quiz.md", ASSESSMENT.format(mark=mark)))
    assert f"\nmastery_score: {share}\n" in text
    assert (
        "## The test {#the-test .assessment attempts=2}\n\nTake your time.\n\n::: question which {kind="
        in text
    )
    assert "tries=" not in text


def test_a_bundle_is_a_module_whose_pages_are_its_lessons(tmp_path: Path, course: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a-course.zip", "w") as out:
        out.writestr("10-end/01-test.md", ASSESSMENT.format(mark="80%"))
        out.writestr("02-start/01-fire.md", LESSON)
        out.writestr("README.md", "# Not a lesson")
        out.writestr("media/exit.png", picture())
    text = brought(course, tmp_path / "a-course.zip")
    assert '\ntitle: "A course"\n' in text and "mastery_score: 0.8" in text and "Not a lesson" not in text
    assert (
        text.index("## Fire safety {#fire-safety}") < text.index("### First page") < text.index("## The test")
    )
    assert "media/a-course-exit-1.png" in text


def test_pictures_of_other_folders_are_not_read(tmp_path: Path, course: Path) -> None:
    (tmp_path / "secret.png").write_bytes(picture())
    (tmp_path / "in").mkdir()
    lesson = "---\ntitle: A\n---\n::: image\nsrc: ../secret.png\nalt: Secret\n:::\n"
    assert "media/" not in brought(course, written(tmp_path / "in", "LESSON.md", lesson))


def test_a_module_of_ours_and_a_text_are_no_lessons(tmp_path: Path) -> None:
    ours = "---\ntitle: A\nminutes: 1\n---\n::: question q\nWhich?\n\n- [x] This\n:::\n"
    assert refused(written(tmp_path, "a.md", ours)) == "import-format"
    assert refused(written(tmp_path, "b.md", "# Only words\n")) == "import-format"


@pytest.mark.parametrize("again", range(3))
def test_damaged_lessons_never_break_a_course(tmp_path: Path, course: Path, again: int) -> None:
    dice = random.Random(again)
    for number in range(12):
        data = damaged(LESSON.encode(), dice, "")
        if number % 4 == 0:
            lines = data.split(b"\n")
            dice.shuffle(lines)
            data = b"---\ntitle: A\n---\n" + b"\n".join(lines)
        (path := tmp_path / f"lesson-{number}.md").write_bytes(data)
        try:
            put_into(course, path, bring(path))
        except CannotBring as error:
            assert error.problems
    assert not broken(course)


@pytest.mark.parametrize("sign", [":::", "::: text\n", "- [x] a\n", "`" * 3 + "\n", "a: b\n", "# a\n"])
def test_long_lessons_end_soon(tmp_path: Path, course: Path, sign: str) -> None:
    path = written(tmp_path, "LESSON.md", "---\ntitle: A\n---\n::: text\n:::\n" + sign * 3_000)
    try:
        put_into(course, path, bring(path))
    except CannotBring as error:
        assert error.problems
