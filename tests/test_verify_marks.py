"""The half of verify's verdict for learners: what coursebuilder.json says, and where that is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from commands import verify

from coursebuilder.package import Inline, Package, write_zip
from coursebuilder.verify import run
from coursebuilder.verify.behaviour import KNOWN
from coursebuilder.verify.for_learners import for_learners, reason_of, state_of
from coursebuilder.verify.marks import Marks
from coursebuilder.verify.opened_packages import open_package
from coursebuilder.verify.personas import PERSONAS
from coursebuilder.verify.play import PlayedCase

MARKS = "coursebuilder.json"
Marked = Callable[..., Path]
NOTHING: dict[str, Any] = {"version": 1, "unfinished": [], "unsigned": [], "unfilled": [], "checks": []}
UNSIGNED = NOTHING | {
    "unsigned": ["listening"],
    "unfilled": [{"name": "lead", "label": "Safeguarding lead"}, {"name": "phone"}],
}
MISSING = "not signed off: listening; not filled in: Safeguarding lead, phone"
UNKNOWN = "nothing in it says whether it is finished, signed off and filled in"


@pytest.fixture
def marked(tmp_path: Path, packaged: Callable[..., Package]) -> Marked:
    """marked(NAME, MARKS): the small course as a web zip, with these marks: JSON, bytes or None."""

    def of(name: str, marks: object) -> Path:
        data = marks if isinstance(marks, bytes) else json.dumps(marks).encode()
        files = {name: file for name, file in packaged("web").files.items() if name != MARKS}
        path = tmp_path / f"{name}.zip"
        write_zip(Package(name, files if marks is None else {**files, MARKS: Inline(data)}), path)
        return path

    return of


@pytest.mark.parametrize(
    ("marks", "state", "reason", "codes"),
    [
        (None, "not known", UNKNOWN, []),
        (NOTHING, "yes", "finished, signed off and filled in", []),
        (UNSIGNED, "not yet", MISSING, []),
        (
            NOTHING | {"unsigned": ["a", "b", "c", "d", "e"]},
            "not yet",
            "not signed off: a, b, c and 2 more",
            [],
        ),
        (
            NOTHING | {"unfinished": ["page x is to be written", "y"]},
            "not yet",
            "unfinished: page x is to be written and 1 more",
            ["draft"],
        ),
        (
            NOTHING | {"checks": ["nobody has checked the guidance yet"]},
            "not yet",
            "to be checked: nobody has checked the guidance yet",
            [],
        ),
        (b"\xff{", "not known", UNKNOWN, ["marks-unreadable"]),
        (b"[" * 100_000, "not known", UNKNOWN, ["marks-unreadable"]),
        ([], "not known", UNKNOWN, ["marks-unreadable"]),
        (NOTHING | {"version": 2}, "not known", UNKNOWN, ["marks-unreadable"]),
        ({"version": 1, "unfinished": [], "unfilled": []}, "not known", UNKNOWN, ["marks-unreadable"]),
        (NOTHING | {"unsigned": [7]}, "not known", UNKNOWN, ["marks-unreadable"]),
        (NOTHING | {"unfilled": ["lead"]}, "not known", UNKNOWN, ["marks-unreadable"]),
    ],
)
def test_marks_in_a_package(marked: Marked, marks: object, state: str, reason: str, codes: list[str]) -> None:
    opened = open_package(marked("a", marks))
    assert (state_of(opened), reason_of(opened)) == (state, reason)
    assert [one.code for one in opened.problems if one.code in {"draft", "marks-unreadable"}] == codes
    errors = [one for one in opened.problems if one.severity == "error"]
    assert [one.code for one in errors] == [code for code in codes if code == "draft"]


def test_marks_of_another_makers_package_are_not_believed(marked: Marked, tmp_path: Path) -> None:
    page = b"<!doctype html><html lang=en><title>Theirs</title><p>Hello</p></html>"
    files = {"index.html": Inline(page), "coursebuilder.json": Inline(json.dumps(NOTHING).encode())}
    write_zip(Package("theirs", files), tmp_path / "theirs.zip")
    opened = open_package(tmp_path / "theirs.zip")
    assert opened.target and opened.marks is None and state_of(opened) == "not known"


def test_the_answers_come_in_order_each_with_its_reasons(marked: Marked) -> None:
    packages = [
        open_package(marked(name, marks))
        for name, marks in (("a", NOTHING), ("b", None), ("c", UNSIGNED), ("d", UNSIGNED))
    ]
    names = [opened.name for opened in packages]
    answers = for_learners(packages)
    assert [answer.sentence for answer in answers] == [
        f"For learners: not yet. {names[2]}, {names[3]}: {MISSING}.",
        f"For learners: not known. {names[1]}: {UNKNOWN}.",
        f"For learners: yes. {names[0]}: finished, signed off and filled in.",
    ]
    assert Marks().reasons == []


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is to be played went well, in no browser."""

    def plays(packages: list[Any], *rest: object) -> list[PlayedCase]:
        persona, place = PERSONAS["completer"], KNOWN["generic"]
        return [
            PlayedCase(opened, "index.html", persona, place, (), "", (), 1.0, browser="Chromium 140")
            for opened in packages
        ]

    monkeypatch.setattr(run, "verify", plays)


@pytest.mark.usefixtures("played")
def test_an_unsigned_package_works_and_is_not_for_learners_yet(marked: Marked, tmp_path: Path) -> None:
    """In the terminal, the report and JUnit the half for learners comes first; the exit status is 0."""
    path, junit, report = marked("a", UNSIGNED), tmp_path / "a.xml", tmp_path / "report"
    result = verify(path, "--junit", junit, "--report", report)
    assert result.exit_code == 0, result.output
    name = f"{tmp_path.name}/a.zip"
    assert result.stdout.splitlines()[1:] == [
        f"For learners: not yet. {name}: {MISSING}.",
        f"Any other LMS: {name} can be uploaded; nothing went wrong.",
        "Played in Chromium 140. Not played in Firefox, Safari (also every browser on an iPhone): "
        "nothing is said of those.",
    ]
    suite = ElementTree.parse(junit).getroot()[0]
    first = suite.findall("testcase")[0]
    assert first.get("name") == "ready for learners"
    assert (first[0].tag, first[0].get("message")) == ("skipped", f"not yet: {MISSING}")
    assert (suite.get("skipped"), suite.get("failures"), suite.get("errors")) == ("1", "0", "0")
    text = (report / "index.html").read_text("utf-8")
    assert text.index("✗ Not yet.</b>") < text.index("✓ Yes.</b> Any other LMS")
    assert f"For learners: not yet: {MISSING}." in text


@pytest.mark.usefixtures("played")
def test_for_programs_the_same_is_one_json_document(marked: Marked, tmp_path: Path) -> None:
    path = marked("a", UNSIGNED)
    result = verify(path, "--format", "json", "--report", tmp_path / "report")
    found = json.loads(result.stdout)
    assert list(found)[:2] == ["for_learners", "platforms"]
    assert (found["for_learners"][0]["state"], found["platforms"][0]["unsafe"]) == ("not yet", [])
    assert found["played_in"] == "Chromium 140" and "Firefox" in found["not_played_in"]
    assert found["packages"][0]["why"] == MISSING and found["packages"][0]["target"] == "web"
    assert found["problems"] == [] and result.exit_code == 0
    assert result.stderr == f"{(tmp_path / 'report' / 'index.html').as_posix()}\n"


def test_an_unfinished_package_fails_and_json_says_why(
    marked: Marked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "verify", lambda *given: [])
    result = verify(marked("a", NOTHING | {"unfinished": ["x"]}), "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1 and found["platforms"] == []
    assert {problem["code"] for problem in found["problems"]} == {"draft"}
