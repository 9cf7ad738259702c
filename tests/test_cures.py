"""What is typed in nearly the right way: taken as it was meant, or one Problem with a cure that works."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursebuilder.build.pipeline import read_courses
from coursebuilder.problems import Problem, report
from coursebuilder.source.markdown.forgiven import forgiven

COURSE = "id: example\ntitle: E\naudience: P\nmodules: [modules/case.md]\n"
MODULE = "---\ntitle: A case\nminutes: 1\n---\nText.\n"


def found(folder: Path, course: str = COURSE, module: str = MODULE) -> list[Problem]:
    """What is wrong with a course of one module, but for what the length of its text comes to."""
    (folder / "modules").mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(course, encoding="utf-8")
    (folder / "modules" / "case.md").write_text(module, encoding="utf-8")
    return list(read_courses([folder], None).problems)


def numeric(answer: str) -> str:
    question = f"::: question q {{kind=numeric}}\nHow many?\n\n- [x] {answer}\n\n> Why.\n:::\n"
    return f"---\ntitle: A\nminutes: 1\n---\n{question}"


SETTINGS = [
    ("title:E", "a blank belongs behind the colon"),
    ("title: 'it's'", "inside ' ' each ' counts as its end"),
    ('title: "E', "never closed"),
    ("title: [E]", "between quotation marks"),
    ("Title: E", 'did you mean "title"'),
    ("TITLE: E", 'did you mean "title"'),
    ("title: E\nmastery_score: 0,8", "write mastery_score: 0.8"),
    ("title: E\nlanguage: Polish", "such as pl"),
    ("title: E\nkeywords: [a, b #1]", "put the value between quotation marks"),
]


@pytest.mark.parametrize(("typed", "cure"), SETTINGS)
def test_one_slip_in_the_settings_is_one_problem(typed: str, cure: str, tmp_path: Path) -> None:
    problems = found(tmp_path, f"id: example\n{typed}\naudience: P\nmodules: [modules/case.md]\n")
    assert len(problems) == 1, report(problems)
    assert cure in problems[0].hint


PATHS = [
    "case.md",
    "/modules/case.md",
    "../modules/case.md",
    "Modules/Case.md",
    "modules\\case.md",
    "modules/case",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_module_path_that_is_nearly_right_is_named(path: str, tmp_path: Path) -> None:
    problems = found(tmp_path, COURSE.replace("modules/case.md", path))
    assert [problem.hint for problem in problems] == ["write modules/case.md"], report(problems)


TOPS = [
    "+++\ntitle = 'A'\nminutes = 1\n+++\n",
    "```yaml\ntitle: A\nminutes: 1\n```\n",
    "<!-- a remark -->\n---\ntitle: A\nminutes: 1\n---\n",
    "---\ntitle:A\nminutes:1\n---\n",
]


@pytest.mark.parametrize("top", TOPS)
def test_settings_in_another_form_are_one_problem(top: str, tmp_path: Path) -> None:
    problems = found(tmp_path, module=f"{top}Text.\n")
    assert [problem.code for problem in problems] == ["settings-not-found"], report(problems)


@pytest.mark.parametrize(
    "answer", ["½", "1½", "1/2", "¼ to ¾", "+5", "–5", "16 - 18", "16…18", "-5 to -3", "５"]
)
def test_a_number_as_people_type_it_is_read(answer: str, tmp_path: Path) -> None:
    assert found(tmp_path, module=numeric(answer)) == []


HINTS = [
    ("⅓", "0.33..0.34"),
    ("2/3", "0.66..0.67"),
    ("16–18 years", 'write 16..18; the unit stands behind the question\'s name: {unit="years"}'),
    ("1e3", "write it out: 1000"),
    ("1'000", "1000"),
    ("2²", "16..18"),
]


@pytest.mark.parametrize(("answer", "cure"), HINTS)
def test_a_number_that_cannot_be_read_has_its_cure(answer: str, cure: str, tmp_path: Path) -> None:
    problems = found(tmp_path, module=numeric(answer))
    assert len(problems) == 1, report(problems)
    assert cure in problems[0].hint


BOXES = [
    r"- \[ x \] Yes",
    r"\- [x] Yes",
    "- [ x ] Yes",
    "- [х] Yes",
    "- ［x］ Yes",
    "- ( x ) Yes",
    "- [x]: Yes",
]


@pytest.mark.parametrize("line", BOXES)
def test_a_box_is_read_however_it_is_typed(line: str) -> None:
    assert forgiven(line) == "- [x] Yes"


@pytest.mark.parametrize(
    "body",
    [
        "::: note\n::: tip\nText.\n:::\n",
        "::: note\nText.\n::: end\n",
        "<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n",
        "| a | b |\n|---|---|\n| `a|b` | c |\n",
        "[comment]: <> (a remark)\n\nText.\n",
        "::: questions q\nWhat?\n\n- [x] Yes\n- [ ] No\n:::\n\nText.\n",
        "::: question q\nWhat?\n\n- ✅ Yes\n- ❌ No\n\n> Why.\n:::\n",
        "::: question q {kind: choice}\nWhat?\n\n- [x] Yes\n- [ ] No\n\n> Why.\n:::\n",
        "Text.\n\n```{warning} Mind\nCall 999.\n```\n",
    ],
)
def test_one_slip_in_the_text_is_one_error(body: str, tmp_path: Path) -> None:
    problems = found(tmp_path, module=f"---\ntitle: A\nminutes: 1\n---\n{body}")
    assert [problem.severity for problem in problems] == ["error"], report(problems)
