"""The codebook: each answer of each kind of question, as reports of platforms name it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from click.testing import CliRunner

from coursebuilder.build.pipeline import read_courses
from coursebuilder.cli import main
from coursebuilder.model import KINDS, kind_of, questions_of
from coursebuilder.results.codebook import COLUMNS, codebook, codebook_rows
from coursebuilder.targets.activities import statement_vocabulary

COURSE = Path(__file__).parent / "saved_by_0_1" / "course"
(course,) = read_courses([COURSE]).courses
QUESTIONS = [one for module in course.modules for page in module.pages for one in questions_of(page)]


def answers(question: str) -> list[tuple[str, str, str]]:
    rows = [row for row in codebook_rows(course) if row.question_id == question]
    return [(row.letter, row.text, row.right) for row in rows]


def test_every_question_of_every_kind_has_its_rows() -> None:
    rows = list(codebook_rows(course))
    assert {kind_of(one.task).name for one in QUESTIONS} == set(KINDS) - {"sort"}
    assert {row.question_id for row in rows if row.kind != "scenario"} == {one.id for one in QUESTIONS}
    assert {row.kind for row in rows} == {*KINDS, "scenario"} - {"sort"}


def test_letters_and_what_is_right() -> None:
    assert answers("who-decides") == [
        ("a", "The GP", "no"),
        ("b", "The young person", "yes"),
        ("c", "You", "no"),
    ]
    assert [(letter, right) for letter, _, right in answers("signs")] == [
        ("a", "yes"),
        ("b", "no"),
        ("c", "yes"),
    ]


def test_pairs_name_each_other_and_the_one_that_belongs_to_none() -> None:
    found = {letter: right for letter, _, right in answers("replies")}
    assert found == {"1": "a", "2": "b", "3": "c", "a": "1", "b": "2", "c": "3", "d": "no"}


def test_items_name_their_bin_and_bins_their_items() -> None:
    (kinds,) = read_courses([Path(__file__).parent / "packages" / "kinds" / "course"]).courses
    rows = {row.letter: row for row in codebook_rows(kinds) if row.question_id == "bins"}
    found = {letter: row.right for letter, row in rows.items()}
    assert found == {"1": "a", "2": "a", "3": "b", "4": "b", "5": "c", "a": "1 2", "b": "3 4", "c": "5"}
    assert (rows["3"].text, rows["b"].text) == ("A new hobby", "Write it down")
    assert rows["3"].feedback == "It is good to know next time. When in doubt, ask the lead."


def test_typed_answers_have_no_letter_and_steps_their_place() -> None:
    assert {letter for letter, _, _ in answers("age")} == {""}
    assert ("", "16", "yes") in answers("age")
    assert [right for _, _, right in answers("meeting")] == ["1", "2", "3", "4"]


def test_feedback_is_plain_text_with_what_everybody_is_told() -> None:
    rows = {row.letter: row.feedback for row in codebook_rows(course) if row.question_id == "signs"}
    assert rows == {
        "a": "Give them room.",
        "b": "A guess closes the door. Give them room.",
        "c": "Give them room.",
    }


def test_activity_ids_are_those_of_statements() -> None:
    rows = {row.question_id: row.activity_id for row in codebook_rows(course)}
    said = [statement_vocabulary(course, [module])["questions"] for module in course.modules]
    assert rows == {name: one["id"] for group in said for name, one in group.items()}  # type: ignore[attr-defined]


def test_a_whole_course_names_questions_as_its_package_does() -> None:
    assert {row.lms_id for row in codebook_rows(course, whole=True)} == {
        f"{row.module}--{row.question_id}" for row in codebook_rows(course)
    }


def test_spreadsheets_read_it() -> None:
    data = codebook(course)
    assert data.startswith(b"\xef\xbb\xbf")  # or accents show wrong
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(table[0]) == COLUMNS
    assert {len(row) for row in table} == {len(COLUMNS)}


def test_every_build_writes_it(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["build", str(COURSE), "--target", "web", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "codebook" / f"{course.id}.csv").read_bytes() == codebook(course)
    assert f"codebook/{course.id}.csv" in done.output
