"""Results: damaged files, odd records and record stores that break off never stop a run, and are named."""

from __future__ import annotations

import gzip
import json
import socket
import zipfile
from pathlib import Path
from threading import Thread

import pytest
from simulated_learners import Statements, moodle_rows, runtime_record
from test_results_sources import PERSONS, counted, course, expected, lookup, write_workbook

from coursebuilder.model import Course
from coursebuilder.results.lookup import Lookup
from coursebuilder.results.record_store import TRIES, StoreFailed, statements_of

__all__ = ["course", "lookup"]  # fixtures
BROKEN_ANSWERS = {
    "in the middle of its answer": b'HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n{"statements": [',
    "before the first line's end": b"HTT",
    "without a list": b'HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{"statements": 1}',
}


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # tincan leaves a failed connection to Python
@pytest.mark.parametrize("stops", BROKEN_ANSWERS)
def test_a_store_that_breaks_off_is_asked_again_and_given_up(stops: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        asked: list[bytes] = []

        def answer() -> None:
            for _ in range(TRIES):
                connection, _address = door.accept()
                with connection:
                    asked.append(connection.recv(4096))
                    connection.sendall(BROKEN_ANSWERS[stops])

        store = Thread(target=answer, daemon=True)
        store.start()
        with pytest.raises(StoreFailed, match=f"{TRIES} times"):
            list(statements_of(f"http://127.0.0.1:{door.getsockname()[1]}/xapi/", pause=0))
        store.join()
    assert len(asked) == TRIES


def test_what_is_no_address_of_a_store_says_so_at_once() -> None:
    with pytest.raises(StoreFailed, match="address"):
        list(statements_of("http://127.0.0.1:990000/xapi/"))


def test_the_next_page_is_asked_of_the_same_host_alone() -> None:
    """A page of statements that leads elsewhere would take along what authorises the request."""
    body = b'{"statements": [{}], "more": "http://localhost:9/xapi/statements?from=2"}'
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            connection, _address = door.accept()
            with connection:
                connection.recv(4096)
                head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                connection.sendall(head % len(body) + body)

        Thread(target=answer, daemon=True).start()
        pages = statements_of(f"http://127.0.0.1:{door.getsockname()[1]}/xapi/", pause=0)
        assert next(pages) == ("record store", {})
        with pytest.raises(StoreFailed, match="another computer"):
            next(pages)


def overwritten(data: bytes, at: int) -> bytes:
    return data[:at] + bytes(255 - one for one in data[at : at + 40]) + data[at + 40 :]


def test_damaged_files_are_listed_and_stop_nothing(tmp_path: Path, course: Course, lookup: Lookup) -> None:
    lines = list(Statements(course).lines(PERSONS))
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "good").write_text("\n".join(lines), encoding="utf-8")
    write_workbook(tmp_path / "book", moodle_rows(PERSONS, "Made for learners", "basic"))
    book, packed = (tmp_path / "book").read_bytes(), gzip.compress("\n".join(lines).encode())
    with zipfile.ZipFile(tmp_path / "book") as names:
        members = {one.filename: one.header_offset for one in names.infolist()}
    names_of_rows = "learner,element,value\n"
    bad = {
        "a workbook cut off": book[: len(book) // 2],
        "a workbook's sheet overwritten": overwritten(book, members["xl/worksheets/sheet1.xml"] + 60),
        "a workbook's list overwritten": overwritten(book, members["xl/workbook.xml"] + 50),
        "a workbook's directory overwritten": overwritten(book, len(book) - 60),
        "packed lines cut off": packed[: len(packed) // 2],
        "packed lines overwritten": overwritten(packed, 20),
        "a table with a cell that is too long": f'{names_of_rows}a,b,"{"x" * 200_000}"\n'.encode(),
        "a table with NUL": f"{names_of_rows}a,b\0,c\n".encode(),
    }
    for name, data in bad.items():
        (folder / name).write_bytes(data)
    counts, reading = counted(tmp_path, lookup, [folder])
    assert {Path(one.path).name for one in reading.unread if one.row == 0} == set(bad)
    assert {what: counts[what] for what in expected()} == expected()


def test_what_a_record_says_with_null_is_as_if_it_did_not_say_it(tmp_path: Path, lookup: Lookup) -> None:
    records = [runtime_record(person, "made") for person in PERSONS]
    nulls = [record | {"version": None, "began": None, "attempt": None} for record in records]
    nobody = [{**records[0], "learner": None}]
    deep = '{"learner": "a", "cmi": ' + '{"a": ' * 1010 + "1" + "}" * 1011
    path = tmp_path / "export"
    path.write_text("\n".join([*map(json.dumps, [*nulls, *nobody]), deep]), encoding="utf-8")
    counts, reading = counted(tmp_path, lookup, [path])
    assert counts["completed"] == expected()["completed"]
    assert [(one.row, one.reason) for one in reading.unread] == [
        (len(nulls) + 1, "a record about nobody in particular"),
        (len(nulls) + 2, "nested too deeply"),
    ]
