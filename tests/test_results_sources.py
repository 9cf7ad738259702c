"""Results: every form of source says the same of the same learners, and bad rows never stop a run."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lrs_client import asking
from simulated_learners import (
    Made,
    Person,
    Statements,
    course_text,
    moodle_rows,
    people,
    runtime_record,
    tabbed,
)

from coursebuilder.model import Course
from coursebuilder.results.asked import Item
from coursebuilder.results.lookup import Lookup, lookup_for
from coursebuilder.results.prepare import prepare
from coursebuilder.results.reading import Reading, read_all
from coursebuilder.results.record_store import TOKEN, StoreFailed, statements_of
from coursebuilder.results.responses import letters_of, right_of
from coursebuilder.results.times import milliseconds, seconds_of, trusted, week_of
from coursebuilder.source.course import load

PAGES = ["start", "page-2", "page-3", "page-4", "check"]
ITEMS = {f"q{n}": Made(b=0.0, a=1.0) for n in range(1, 4)}
PERSONS = people(5, 40, ITEMS, PAGES)
Counts = dict[str, dict[str, int]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("sources") / "course"
    (folder / "modules").mkdir(parents=True)
    settings = "id: made\ntitle: A course\naudience: The tests\nmodules: [modules/made.md]\n"
    (folder / "course.yaml").write_text(settings, encoding="utf-8")
    (folder / "modules" / "made.md").write_text(course_text(3), encoding="utf-8")
    read = load(folder).course
    assert read
    return read


@pytest.fixture(scope="module")
def lookup(course: Course) -> Lookup:
    return lookup_for(course)


def counted(
    tmp: Path, lookup: Lookup, sources: Sequence[Path], stores: Iterable[tuple[str, Any]] = ()
) -> tuple[Counts, Reading]:
    """What the prepared table holds: for each sort of event learners, and for answers first right ones."""
    read, table = tmp / "read", tmp / "events.parquet"
    read.mkdir()
    reading = read_all(list(sources), lookup, read, stores, workers=1)
    prepare(read, reading.voided, table)
    with duckdb.connect() as base:
        rows = base.execute(
            f'SELECT what, item, count(DISTINCT learner), count(*) FILTER (turn = 1 AND "right")'
            f" FROM read_parquet('{table.as_posix()}') GROUP BY what, item"
        ).fetchall()
    counts: Counts = {}
    for what, item, learners, right in rows:
        counts.setdefault(what, {})[item] = learners * 1000 + (right if what == "answered" else 0)
    return counts, reading


def expected() -> Counts:
    """The same of the people as they were made."""
    learners: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for person in PERSONS:
        first: dict[str, bool] = {}
        for name, _, good, _ in person.answers:
            first.setdefault(name, good)
        learners.update(list(first))
        right.update(name for name, good in first.items() if good)
    done = [one for one in PERSONS if one.passed is not None]
    passed = sum(bool(one.passed) for one in done)
    return {
        "answered": {name: 1000 * learners[name] + right[name] for name in ITEMS},
        "completed": {"": 1000 * len(done)},
        "passed": {"": 1000 * passed},
        "failed": {"": 1000 * (len(done) - passed)},
        "objective": {"aim": 1000 * len(done)},
    }


def write_workbook(path: Path, rows: Sequence[Sequence[str]]) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def long_table(path: Path, persons: Sequence[Person]) -> None:
    """The documented form with a row an element."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["learner", "attempt", "module", "element", "value"])
        for person in persons:
            for name, value in runtime_record(person, "made")["cmi"].items():
                writer.writerow([person.name, 1, "made", name, value])


def written(tmp: Path, form: str, course: Course) -> list[Path]:
    """The people in one of the forms, under names that say nothing."""
    path = tmp / "export"
    lines = list(Statements(course).lines(PERSONS))
    if form == "json lines":
        path.write_text("\n".join(lines), encoding="utf-8")
    elif form == "json lines, packed":
        path.write_bytes(gzip.compress("\n".join(lines).encode()))
    elif form == "a store's pages":
        path.mkdir()
        for n in range(0, len(lines), 100):
            page = {"statements": list(map(json.loads, lines[n : n + 100])), "more": ""}
            (path / f"{n}").write_text(json.dumps(page), encoding="utf-8")
    elif form in {"1.2", "2004"}:
        records = [runtime_record(person, "made", form) for person in PERSONS]
        path.write_text(json.dumps({"records": records}), encoding="utf-8")
    elif form == "a row an element":
        long_table(path, PERSONS)
    else:
        path.mkdir()
        for report in ("basic", "interactions", "objectives"):
            rows = moodle_rows(PERSONS, "Made for learners", report)
            if form == "Moodle, text":
                (path / report).write_text(tabbed(rows), encoding="utf-8-sig")
            else:
                write_workbook(path / report, rows)
    return [path]


FORMS = ("json lines", "json lines, packed", "a store's pages", "1.2", "2004", "a row an element",
         "Moodle, text", "Moodle, workbook")  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(form: str, tmp_path: Path, course: Course, lookup: Lookup) -> None:
    counts, reading = counted(tmp_path, lookup, written(tmp_path, form, course))
    assert {what: counts[what] for what in expected()} == expected()
    assert reading.unread_rows == 0, reading.unread


def test_a_record_store_is_read_page_by_page_and_asked_again(
    tmp_path: Path, course: Course, lookup: Lookup, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coursebuilder.results import record_store

    monkeypatch.setattr(record_store, "_PAGE", 50)
    with asking() as client:
        statements = [json.loads(line) for line in Statements(course).lines(PERSONS)]
        for n in range(0, len(statements), 20):
            assert client.post(*statements[n : n + 20]).status == 200
        monkeypatch.setenv(TOKEN, client.lrs.authorization)
        counts, _ = counted(tmp_path, lookup, [], statements_of(client.lrs.endpoint, pause=0))
    assert {what: counts[what] for what in expected()} == expected()


def test_a_store_out_of_reach_is_given_up_with_its_cause() -> None:
    with pytest.raises(StoreFailed, match="can't be reached"):
        list(statements_of("http://127.0.0.1:9/xapi/", pause=0))


def test_bad_rows_are_listed_by_file_and_row_and_stop_nothing(
    tmp_path: Path, course: Course, lookup: Lookup
) -> None:
    good = list(Statements(course).lines(PERSONS))
    without_actor = {key: value for key, value in json.loads(good[1]).items() if key != "actor"}
    no_time = {**json.loads(good[2]), "timestamp": "yesterday"}
    bad = ["{", "[]", "null", json.dumps(without_actor), json.dumps(no_time), '{"learner": ""}', "\x00"]
    path = tmp_path / "mixed"
    path.write_text("\n".join([*good[:3], *bad, *good[3:]]), encoding="utf-8")
    (tmp_path / "picture").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    counts, reading = counted(tmp_path, lookup, [path, tmp_path / "picture", tmp_path / "not-there"])
    assert {what: counts[what] for what in expected()} == expected()
    assert [one.row for one in reading.unread if one.path == path.as_posix()] == list(range(4, 11))
    assert reading.unread_rows == 9


def test_statements_about_another_course_are_left_aside(
    tmp_path: Path, course: Course, lookup: Lookup
) -> None:
    lines = [line.replace("urn:uuid:", "urn:other:") for line in Statements(course).lines(PERSONS)]
    (tmp_path / "export").write_text("\n".join(lines), encoding="utf-8")
    counts, reading = counted(tmp_path, lookup, [tmp_path / "export"])
    assert (counts, reading.elsewhere, reading.unread_rows) == ({}, len(lines), 0)


def test_parts_are_known_behind_any_providers_address(lookup: Lookup) -> None:
    found = lookup.by_id("https://training.example/courses/made/made/question/q2")
    assert found == ("question", "made", "q2")
    assert lookup.by_id("https://training.example/courses/other/made/question/q2") is None


def test_an_answer_to_an_earlier_form_of_a_question_is_known_as_such(course: Course, lookup: Lookup) -> None:
    statement = next(
        one for line in Statements(course).lines(PERSONS) if "result" in (one := json.loads(line))
    )
    named = lookup.by_id(statement["object"]["id"])
    definition = statement["object"]["definition"]
    assert named and lookup.same_form(named, definition)
    assert not lookup.same_form(named, {**definition, "correctResponsesPattern": ["b"]})
    assert lookup.same_form(named, {})


@pytest.mark.parametrize(
    ("question", "response", "letters", "right"),
    [
        ("own-meeting", "true", "a", True),
        ("own-meeting", "f", "b", False),
        ("replies", "1[.]b[,]2[.]c[,]3[.]a", "bca", False),
        ("replies", "1.a,2.b,3.c", "abc", True),
        ("bins", "1[.]a[,]2[.]a[,]3[.]b[,]4[.]b[,]5[.]c", "aabbc", True),
        ("bins", "1.a,2.a,3.a,4.b,5.c", "aaabc", False),
        ("bins", "1.a,2.d", "*", False),
        ("meeting", "b,c,d,a", "bcda", False),
        ("meeting", "a[,]b[,]c[,]d", "abcd", True),
        ("word", "Matters ", "a", True),
        ("word", "my own secret", "*", False),
        ("age", "16", "a", True),
        ("age", "-3", "*", False),
        ("ready", "b", "b", None),
        ("for-your-tutor", "In my own words.", "", None),
        ("tested-several", "c[,]a", "ac", True),
        ("tested-several", "a[,]z", "*", False),
    ],
)
def test_responses_become_letters_and_what_was_typed_goes_no_further(
    question: str, response: str, letters: str, right: bool | None, kinds: dict[str, Item]
) -> None:
    given = letters_of(kinds[question], response)
    assert (given, right_of(kinds[question], given)) == (letters, right)


@pytest.fixture(scope="module")
def kinds() -> dict[str, Item]:
    course = load(Path(__file__).parent / "packages" / "kinds" / "course").course
    assert course
    return {name: item for (_, name), item in lookup_for(course).items.items()}


def test_times_are_read_in_every_spelling_and_wrong_clocks_are_not_believed() -> None:
    assert [seconds_of(text) for text in ("PT61.50S", "P1DT1M", "0000:01:01.50", "nonsense", "PT")] == [
        61.5,
        86460.0,
        61.5,
        None,
        None,
    ]
    noon = milliseconds("2026-11-30T12:00:00Z")
    assert milliseconds("2026-11-30T13:00:00+01:00") == milliseconds("2026-11-30T12:00:00") == noon
    assert week_of(noon) == week_of(noon + 6 * 86_400_000) == "2026-11-30"
    hour = 3_600_000
    assert trusted(noon + hour, noon) == noon  # a clock that is ahead
    assert trusted(noon - hour, noon) == noon - hour  # a device that was out of reach
    assert trusted(0, noon) == noon  # a clock that was never set
