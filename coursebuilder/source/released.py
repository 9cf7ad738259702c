"""released.yaml beside course.yaml: the letters that the answers of released questions have."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from coursebuilder.model import KINDS, Course
from coursebuilder.model.released import Released, ReleasedQuestion, released_questions
from coursebuilder.problems import Problem
from coursebuilder.settings import Scalar, Table, read
from coursebuilder.source.manuscript import read_text
from coursebuilder.source.whole_file import write_whole

FILE = "released.yaml"
_HINT = "leave this file to coursebuilder; take it as it was from your backup, or delete it"
_HEAD = """# Written by coursebuilder with each release; keep it beside course.yaml and don't edit it.
# It holds the letters of answers that learners' saved progress and your LMS's reports know.
"""


def read_released(folder: Path, problems: list[Problem]) -> Released:
    """What the releases of the course in this folder promised; {} where there is no such file."""
    path = folder / FILE
    if not path.is_file():
        return {}
    shown = Path(os.path.normpath(path)).as_posix()
    text, found = read_text(path, shown)
    setting, more = read(text, shown)
    problems += found + more
    if setting is None or found or more:
        return {}
    released = {}
    for name, module in _tables(setting, problems).items():
        questions = _tables(module, problems)
        released[name] = {
            key: made for key, one in questions.items() if (made := _question(key, one, problems))
        }
    return released


def _tables(setting: object, problems: list[Problem]) -> dict[str, Table]:
    """The entries of a table, all of them tables themselves."""
    if not isinstance(setting, Table):
        place = getattr(setting, "place")  # noqa: B009  # every kind of setting has one
        problems.append(Problem("wrong-value", "a table was expected here", place, _HINT))
        return {}
    found = {}
    for name, value in setting.entries.items():
        if isinstance(value, Table):
            found[name] = value
        else:
            problems.append(Problem("wrong-value", f'"{name}" must be a table', value.place, _HINT))
    return found


def _question(key: str, table: Table, problems: list[Problem]) -> ReleasedQuestion | None:
    values = {name: one.value for name, one in table.entries.items() if isinstance(one, Scalar)}
    listed = table.entries.get("answers")
    answers = (
        {name: one.value for name, one in listed.entries.items() if isinstance(one, Scalar)}
        if isinstance(listed, Table)
        else {}
    )
    letters_ = [*answers, *values.get("gone", ""), *values.get("right", "")]
    sound = all(len(one) == 1 and "a" <= one <= "z" for one in letters_) and len(values.get("check", "")) == 1
    if not sound or not answers or values.get("kind") not in KINDS or not values.get("id"):
        problems.append(Problem("wrong-value", f'"{key}" is no released question', table.place, _HINT))
        return None
    return ReleasedQuestion(
        key=key,
        id=values["id"],
        kind=values["kind"],
        right=values.get("right", ""),
        check=values["check"],
        answers=tuple(sorted(answers.items())),
        gone=values.get("gone", ""),
    )


def write_released(course: Course) -> Path:
    """Write down what a release of this course promises, beside its course.yaml. Raises OSError.

    A file that can't be read is replaced: the check has told of it before.
    """
    folder = Path(course.place.path).parent
    path = folder / FILE
    write_whole(path, released_text(course, read_released(folder, [])).encode())
    return path


def released_text(course: Course, before: Released) -> str:
    """released.yaml after a release of this course; modules that are gone stay in it."""
    modules = {module.id: released_questions(module, before.get(module.id, {})) for module in course.modules}
    lines = [_HEAD.rstrip()]
    for name, questions in sorted({**before, **modules}.items()):
        if questions:
            lines.append(f"{name}:")
            lines += [_line(key, one) for key, one in sorted(questions.items())]
    return "\n".join(lines) + "\n"


def _line(key: str, one: ReleasedQuestion) -> str:
    values: Mapping[str, str] = {
        "id": one.id,
        "kind": one.kind,
        "right": one.right,
        "check": one.check,
        "gone": one.gone,
    }
    said = ", ".join(f'{name}: "{value}"' for name, value in values.items())
    answers = ", ".join(f'{name}: "{hashed}"' for name, hashed in one.answers)
    return f'  "{key}": {{{said}, answers: {{{answers}}}}}'
