"""Results: made learners whose parameters are known, through the command's own way, against plain numpy."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from simulated_learners import Made, Person, Statements, course_text, people

from coursebuilder.cli import main
from coursebuilder.model import Course
from coursebuilder.source.course import load

ITEMS = {
    "q1": Made(b=-1.5, a=1.0),
    "q2": Made(b=-0.5, a=2.2),
    "q3": Made(b=0.0, a=1.5),
    "q4": Made(
        b=0.5, a=0.1, wrong=(8.0, 1.0, 1.0)
    ),  # hardly tells who knows more; one wrong answer is believed
    "q5": Made(b=1.0, a=1.2),
    "q6": Made(b=0.2, a=1.8),
}
PAGES = ["start", "page-2", "page-3", "page-4", "check"]
VERSIONS = ("1.0", "1.1")
MANY = 1000


@dataclass(frozen=True)
class Ran:
    """One run of the command: who was made, what it wrote and printed."""

    persons: list[Person]
    results: dict[str, Any]
    out: Path
    printed: str
    said: str

    @property
    def module(self) -> dict[str, Any]:
        found: dict[str, Any] = self.results["modules"]["made"]
        return found

    def first(self) -> list[dict[str, tuple[str, bool, float]]]:
        """For each learner who took the assessment the first answer to each question."""
        made = []
        for person in self.persons:
            answers: dict[str, tuple[str, bool, float]] = {}
            for name, given, right, seconds in person.answers:
                answers.setdefault(name, (given, right, seconds))
            if answers:
                made.append(answers)
        return made

    def matrix(self) -> Any:
        """Learners by questions: 1 right, 0 wrong, at the first try."""
        return np.array([[one[name][1] for name in ITEMS] for one in self.first()], dtype=float)


def write_course(folder: Path, **text: Any) -> Course:
    """The made course in a folder."""
    (folder / "modules").mkdir(parents=True)
    (folder / "course.yaml").write_text(
        "id: made\ntitle: A course\naudience: The tests\nmodules: [modules/made.md]\n", encoding="utf-8"
    )
    (folder / "modules" / "made.md").write_text(course_text(**{"items": 6} | text), encoding="utf-8")
    course = load(folder).course
    assert course
    return course


def run_command(tmp: Path, *arguments: str) -> Any:
    """The command on the course and the sources that lie in `tmp`."""
    given = ["results", "--course", str(tmp / "course"), "--out", str(tmp / "out"), *arguments]
    return CliRunner().invoke(main, given, catch_exceptions=False)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    tmp = tmp_path_factory.mktemp("results")
    course = write_course(tmp / "course")
    persons = people(11, MANY, ITEMS, PAGES, leaving=0.06, versions=VERSIONS)
    source = tmp / "statements.jsonl"
    source.write_text("\n".join(Statements(course, dirty=True).lines(persons)), encoding="utf-8")
    done = run_command(tmp, str(source), "--keep")
    assert done.exit_code == 0, done.output
    results = json.loads((tmp / "out" / "results.json").read_text(encoding="utf-8"))
    return Ran(persons, results, tmp / "out", done.stdout, done.stderr)


def test_learners_are_counted_whatever_the_store_did_to_their_statements(ran: Ran) -> None:
    finished = [one for one in ran.persons if one.passed is not None]
    passed = sum(bool(one.passed) for one in finished)
    module = ran.module
    assert (module["learners"], module["finished"], module["passed"]) == (MANY, len(finished), passed)
    assert module["failed"] == len(finished) - passed
    assert ran.results["read"]["unread_rows"] == 2
    assert ran.results["read"]["copies_and_voided"] > 100
    assert module["assessment"]["pass_rate"] == round(passed / len(finished), 3)


def test_versions_and_weeks_are_told_apart(ran: Ran) -> None:
    versions = Counter(one.version for one in ran.persons)
    told = {name: one["learners"] for name, one in ran.module["versions"].items()}
    assert told == versions if len(versions) > 1 else set(told) == set(versions)
    assert list(ran.module["weeks"]) == ["2026-09-07", "2026-09-14", "2026-09-21", "2026-09-28"]
    assert sum(ran.module["weeks"].values()) == MANY


def test_facility_is_what_the_model_says_within_its_error(ran: Ran) -> None:
    grid = np.linspace(-5, 5, 401)
    density = np.exp(-(grid**2) / 2)
    for name, made in ITEMS.items():
        expected = float(np.sum(density / (1 + np.exp(-made.a * (grid - made.b)))) / density.sum())
        one = ran.module["questions"][name]
        error = math.sqrt(expected * (1 - expected) / one["n"])
        assert abs(one["facility"] - expected) < 4 * error, name
        assert one["facility"] == round(ran.matrix()[:, list(ITEMS).index(name)].mean(), 3)


def test_discrimination_is_the_corrected_item_total_correlation(ran: Ran) -> None:
    matrix = ran.matrix()
    for n, name in enumerate(ITEMS):
        rest = np.delete(matrix, n, axis=1).sum(axis=1)
        expected = np.corrcoef(matrix[:, n], rest)[0, 1]
        assert ran.module["questions"][name]["discrimination"] == round(float(expected), 3), name
    found = {name: ran.module["questions"][name]["discrimination"] for name in ITEMS}
    assert min(found, key=lambda name: found[name]) == "q4"
    assert max(found, key=lambda name: found[name]) in {"q2", "q3", "q6"}  # those with a of 1.5 or more


def test_reliability_is_cronbachs_alpha(ran: Ran) -> None:
    matrix = ran.matrix()
    items = matrix.shape[1]
    totals = matrix.sum(axis=1)
    alpha = items / (items - 1) * (1 - matrix.var(axis=0, ddof=1).sum() / totals.var(ddof=1))
    told = ran.module["assessment"]["reliability"]
    assert told["alpha"] == round(float(alpha), 3)
    assert told["low"] < told["alpha"] < told["high"]
    assert told["standard_error"] == round(float(100 / items * totals.std(ddof=1) * math.sqrt(1 - alpha)), 1)


def test_times_are_exact_quartiles(ran: Ran) -> None:
    spent = [one.seconds / 60 for one in ran.persons if one.passed is not None]
    lower, median, upper = np.percentile(np.round(spent, 6), [25, 50, 75])
    told = ran.module["minutes"]
    assert (told["lower"], told["median"], told["upper"]) == pytest.approx((lower, median, upper), abs=0.06)
    for name in ITEMS:
        taken = [one[name][2] for one in ran.first()]
        median = ran.module["questions"][name]["seconds"]["median"]
        assert median == pytest.approx(np.median(taken), abs=0.051)


def test_answers_have_shares_and_the_believed_wrong_one_is_named(ran: Ran) -> None:
    for name in ITEMS:
        chosen = Counter(one[name][0] for one in ran.first())
        answers = ran.module["questions"][name]["answers"]
        for letter, one in answers.items():
            assert one["share"] == round(chosen[letter] / chosen.total(), 3), (name, letter)
            assert one["right"] == (letter == "a")
    assert ran.module["questions"]["q4"]["believed"] == "b"
    assert 'wrong answer that many believe: "Answer b of 4"' in ran.said or '"Answer b of 4"' in ran.said


def test_later_answers_are_kept_apart_from_first_ones(ran: Ran) -> None:
    last: list[bool] = []
    for person in ran.persons:
        answers = [right for name, _, right, _ in person.answers if name == "q5"]
        last += answers[-1:] if len(answers) > 1 else []
    again = ran.module["questions"]["q5"]["again"]
    assert again == {"n": len(last), "facility": round(sum(last) / len(last), 3)}


def test_the_page_where_people_stop(ran: Ran) -> None:
    furthest = Counter(one.pages[-1] for one in ran.persons if one.passed is None)
    for page in ran.module["pages"]:
        assert page["stopped"] == furthest[page["id"]]
    assert ran.module["objectives"]["aim"]["n"] == sum(one.met is not None for one in ran.persons)


def test_findings_stand_on_the_lines_of_the_source(ran: Ran) -> None:
    assert "modules/made.md:" in ran.said
    assert "[results-hard-question]" in ran.said
    lines = (ran.out.parent / "course" / "modules" / "made.md").read_text(encoding="utf-8").splitlines()
    told = next(line for line in ran.said.splitlines() if '"q5",' in line)
    assert "question q5" in lines[int(told.split("made.md:")[1].split(":")[0]) - 1]


def test_what_is_written_holds_no_learner(ran: Ran) -> None:
    for path in ran.out.iterdir():
        assert b"learner-" not in path.read_bytes().replace(b"learner-level", b""), path.name
    assert "it is still personal data" in ran.said


def test_the_report_needs_no_other_file(ran: Ran) -> None:
    page = (ran.out / "results.html").read_text(encoding="utf-8")
    assert "<script" not in page and "@import" not in page
    assert page.count("<svg ") == page.count("The same as a table") >= 8
    assert "1,000 learners began it" in page
    assert "made.md#L" in page


@pytest.mark.parametrize("width", [1280, 360])
def test_the_report_is_accessible(ran: Ran, browser: Any, width: int) -> None:
    from coursebuilder.verify.accessibility.axe import violations

    page = browser.new_page(viewport={"width": width, "height": 800})
    try:
        page.goto((ran.out / "results.html").as_uri())
        assert violations(page.main_frame) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    finally:
        page.close()


def test_the_results_are_as_their_schema_says(ran: Ran) -> None:
    import jsonschema

    schema = json.loads((Path(__file__).parent.parent / "docs" / "results-schema.json").read_text("utf-8"))
    jsonschema.validate(ran.results, schema)


def test_few_learners_get_a_sentence_and_programs_their_form(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course")
    eight = people(1, 8, ITEMS, PAGES)
    source = tmp_path / "statements"
    source.write_text("\n".join(Statements(course).lines(eight)), encoding="utf-8")
    done = run_command(tmp_path, str(source), "--format", "github")
    assert (done.exit_code, done.stdout) == (0, "")
    page = (tmp_path / "out" / "results.html").read_text(encoding="utf-8")
    assert "Fewer than 10 learners began it" in page
    twelve = people(1, 12, {name: Made(b=9, a=1) for name in ITEMS}, PAGES, leaving=0)
    source.write_text("\n".join(Statements(course).lines(twelve)), encoding="utf-8")
    done = run_command(tmp_path, str(source), "--format", "github")
    assert "::warning file=" in done.stdout and "title=results-hard-question" in done.stdout
