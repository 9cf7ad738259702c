"""The command quality: figures, the page, and what changed between two releases."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from coursebuilder.build.pipeline import read_courses
from coursebuilder.cli import main
from coursebuilder.model import Scenario, blocks_of
from coursebuilder.quality import changes
from coursebuilder.quality.figures import leading_verb, paths

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "quality-schema.json").read_text(encoding="utf-8"))
SETTINGS = """id: example
title: "An <b>example</b> & more"
version: "0.2"
audience: Everybody
modules: [modules/a.md, modules/b.md]
"""
MODULE = """---
title: Talking
minutes: 5
objectives:
  - {id: order, text: Put the first steps in order}
  - {id: ask, text: You can ask before you advise}
---
Text to begin with.

## A talk {#talk}

::: scenario lift
Sam waits.

### Waiting {#waiting}

Nobody speaks.

- [best] “How did it go?” -> told
  > She tells you.
- [not-quite] “It will be fine.” -> silent
  > She looks away.

### Told {#told .end}

She has told you.

### Silent {#silent .end}

She says nothing.
:::

## Check {#check .assessment}

::: question first {objective=order}
What comes first?

- [x] Ask her
  > Yes, because she knows.
- [ ] Nothing
  > No, she waits.
:::

::: question second {objective=ask}
And then?

- [x] Ask again
  > Yes, because she knows.
- [ ] Nothing more
  > No, she waits.
:::
"""


def write_course(folder: Path) -> Path:
    (folder / "modules").mkdir(parents=True)
    (folder / "course.yaml").write_text(SETTINGS, encoding="utf-8")
    for name in "ab":
        (folder / "modules" / f"{name}.md").write_text(MODULE, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["quality", *map(str, arguments)])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A course, and the folder of its report."""
    folder = tmp_path_factory.mktemp("quality")
    course = write_course(folder / "course")
    done = run(course, "--report", folder / "out")
    assert done.exit_code == 0, done.output
    assert "a: 2 questions of 1 kind;" in done.output and "quality.json" in done.output
    return course, folder / "out"


def figures_in(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "quality.json").read_text(encoding="utf-8"))
    return found


def test_the_figures_are_as_their_schema_says_and_as_the_course_is(written: tuple[Path, Path]) -> None:
    found = figures_in(written[1])
    jsonschema.validate(found, SCHEMA)
    module = found["modules"]["a"]
    assert module["kinds"] == {"choice": {"practice": 0, "tested": 2}}
    assert module["objectives"]["order"] == {
        "text": "Put the first steps in order", "verb": "put", "needed": ["sequencing"], "shown": False,
        "tested": [{"id": "first", "kind": "choice"}], "practised": [],
    }  # fmt: skip
    assert module["objectives"]["ask"]["verb"] == "ask" and module["objectives"]["ask"]["shown"]
    assert module["scenarios"]["lift"] == {
        "steps": 3, "choices": 1, "forks": 1, "gauges": 0, "ends": 2, "paths": 2,
    }  # fmt: skip
    guessed = module["guesses"]
    assert (guessed["right"], guessed["questions"], guessed["chance"]) == (2, 2, 1.0)
    assert guessed["words"]["+ask"] == 2 and guessed["words"]["−nothing"] == 2
    assert found["advice"]["objective-with-few-questions"] == 4
    assert module["advice"]["objective-with-few-questions"] == 2


def test_the_page_needs_no_other_file_and_every_chart_has_a_name_and_a_table(
    written: tuple[Path, Path],
) -> None:
    page = (written[1] / "quality.html").read_text(encoding="utf-8")
    assert "Quality: An &lt;b&gt;example&lt;/b&gt; &amp; more" in page
    assert not re.search(r"<script|<link|https?://|url\(|@import", page)
    charts = re.findall(r"<svg [^>]*>", page)
    assert charts and all('role="img"' in one and re.search(r'aria-label="[^"]+"', one) for one in charts)
    assert page.count("The same as a table") >= len(charts)
    assert "color-scheme:light dark" in page and "@media print" in page
    assert "shown by sequencing, which does not ask here" in page
    assert "What changed" not in page


def test_two_releases_are_compared(written: tuple[Path, Path], tmp_path: Path) -> None:
    course, folder = written
    old = tmp_path / "old.json"
    old.write_text((folder / "quality.json").read_text(encoding="utf-8"), encoding="utf-8")
    same = run(course, "--against", old)
    assert same.exit_code == 0 and "no figure differs" in same.output
    figures = figures_in(folder)
    before = copy.deepcopy(figures)
    before["version"] = "0.1"
    before["modules"]["a"]["kinds"]["matching"] = {"practice": 1, "tested": 0}
    before["modules"]["a"]["scenarios"]["lift"]["paths"] = 1
    del before["modules"]["b"]
    told = [(one.module, one.what, one.was, one.now) for one in changes(before, figures)]
    assert ("", "version", "0.1", "0.2") in told and ("b", "the module", "", "there") in told
    assert ("a", "matching questions, practice", "1", "") in told
    assert ("a", "scenario lift: paths", "1", "2") in told and len(told) == 5
    old.write_text(json.dumps(before), encoding="utf-8")
    done = run(course, "--report", tmp_path / "new", "--against", old)
    assert "a: scenario lift: paths: 1 -> 2" in done.output
    assert "What changed since version 0.1" in (tmp_path / "new" / "quality.html").read_text(encoding="utf-8")
    assert figures_in(tmp_path / "new") == figures


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "is no quality.json"),
        ('{"format": 0, "modules": {}}', "is no quality.json"),
        (
            '{"format": 1, "course": "other", "version": "1", "advice": {}, "silenced": 0, "modules": {}}',
            'is about the course "other"',
        ),
        ('{"format": 1, "course": "example", "modules": {"a": 3}}', "is no quality.json"),
    ],
)
def test_a_file_that_cannot_be_compared_is_named(
    text: str, said: str, written: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "old.json").write_text(text, encoding="utf-8")
    done = run(written[0], "--report", tmp_path / "out", "--against", tmp_path / "old.json")
    assert done.exit_code == 2 and said in done.output and not (tmp_path / "out").exists()


def test_a_course_with_errors_gets_no_report(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course")
    (course / "modules" / "b.md").write_text(MODULE.replace("- [x] Ask her", "- [ ] Ask her"), "utf-8")
    done = run(course, "--report", tmp_path / "out")
    assert done.exit_code == 1 and "question-without-right-answer" in done.output
    assert not (tmp_path / "out").exists()


def test_a_scenario_that_leads_back_has_as_many_paths_as_ends_without_seeing_a_step_twice(
    tmp_path: Path,
) -> None:
    course = write_course(tmp_path / "course")
    back = MODULE.replace("-> silent", "-> waiting")
    (course / "modules" / "a.md").write_text(back, encoding="utf-8")
    (module, _) = read_courses([course]).courses[0].modules
    blocks = (one for page in module.pages for one in blocks_of(page.blocks))
    assert [paths(one) for one in blocks if isinstance(one, Scenario)] == [1]


@pytest.mark.parametrize(
    ("objective", "verb"),
    [
        ("Explain what Core20 stands for", "explain"),
        ("You can sort requests", "sort"),
        ("You will be able to re-tell it", "re-tell"),
        ("To match groups", "match"),
        ("“Describe” it", "describe"),
        ("20", ""),
    ],
)
def test_an_objectives_verb_is_its_first_word(objective: str, verb: str) -> None:
    assert leading_verb(objective) == verb
