"""The strict LMS: it refuses what any platform may refuse, with the right error, and keeps what it should."""

from __future__ import annotations

import json

import pytest
from conftest import Node, judge
from doubles import ASKED, Play, answers, player, script_of
from standards import SCORM12

DOUBLE = script_of(SCORM12)


@pytest.fixture
def play(node: Node) -> Play:
    return player(node, SCORM12)


OK, TYPE = ["true", "0"], ["false", "405"]
SET_TYPES: list[tuple[str, list[str], list[str]]] = [
    ("cmi.core.lesson_status", ["passed", "completed", "failed", "incomplete", "browsed"],
     ["not attempted", "Passed", "unknown", "", "pass"]),
    ("cmi.core.exit", ["suspend", "time-out", "logout", ""], ["normal", "Suspend", "timeout"]),
    ("cmi.core.score.raw", ["0", "100", "66.7", ""], ["-1", "101", "1e2", "80%", " 80", ".5", "NaN"]),
    ("cmi.core.session_time", ["0000:00:01", "00:00:01.5", "9999:59:59.99"],
     ["0:00:01", "00000:00:01", "0000:60:00", "0000:00:60", "0000:00:01.123", "PT1S", "00:01", ""]),
    ("cmi.suspend_data", ["", "x" * 4096], ["x" * 4097]),
    ("cmi.core.lesson_location", ["", "x" * 255], ["x" * 256]),
    ("cmi.comments", ["fine"], ["x" * 4097]),
    ("cmi.student_preference.audio", ["-1", "0", "100"], ["-2", "101", "loud"]),
    ("cmi.student_preference.speed", ["-100", "100"], ["-101", "1.5"]),
    ("cmi.student_preference.text", ["-1", "0", "1"], ["2", ""]),
    ("cmi.student_preference.language", ["en-GB"], ["x" * 256]),
    ("cmi.objectives.0.id", ["own-words"], ["own words", "", "x" * 256, "wört"]),
    ("cmi.objectives.0.status", ["passed", "not attempted"], ["unknown"]),
    ("cmi.interactions.0.id", ["first-meeting"], ["first meeting", ""]),
    ("cmi.interactions.0.time", ["23:59:59", "00:00:00.50"], ["24:00:00", "9:00:00", "2026-01-01T09:00:00"]),
    ("cmi.interactions.0.type", ["choice", "true-false", "likert"], ["multiple", "other", "long-fill-in"]),
    ("cmi.interactions.0.weighting", ["1", "-0.5"], ["heavy", ""]),
    ("cmi.interactions.0.result", ["correct", "wrong", "unanticipated", "neutral", "0.5"], ["incorrect", ""]),
    ("cmi.interactions.0.latency", ["0000:00:09.50"], ["9.5", "00:00:9"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "taken", "refused"), SET_TYPES, ids=[row[0] for row in SET_TYPES])
def test_values(play: Play, name: str, taken: list[str], refused: list[str]) -> None:
    said = answers(play, *(("SetValue", name, value) for value in taken + refused))
    assert said == [OK] * len(taken) + [TYPE] * len(refused)


RESPONSES = {
    "true-false": (["0", "1", "t", "f"], ["true", "T", ""]),
    "choice": (["a", "a,c", "0,z"], ["a,", "ac", "A", "", "{a,c}", ",".join("abcdefghijklmnopqrstuvwxyz0")]),
    "fill-in": (["a walk", "x" * 255], ["", "x" * 256, "two\nlines"]),
    "numeric": (["16", "-2.5"], ["16 years", ""]),
    "likert": (["a", "3", ""], ["aa"]),
    "matching": (["1.a,2.b"], ["1a", "1.a,2"]),
    "sequencing": (["a,b,c"], ["a.b", ""]),
    "performance": (["x"], [""]),
}


@pytest.mark.parametrize("kind", RESPONSES)
def test_responses_by_type(play: Play, kind: str) -> None:
    taken, refused = RESPONSES[kind]
    name = "cmi.interactions.0.student_response"
    said = answers(play, ("SetValue", "cmi.interactions.0.type", kind),
                   *(("SetValue", name, value) for value in taken + refused))  # fmt: skip
    assert said[1:] == [OK] * len(taken) + [TYPE] * len(refused)


def test_a_response_needs_its_type_first(play: Play) -> None:
    assert answers(play, ("SetValue", "cmi.interactions.0.student_response", "a")) == [TYPE]


def test_patterns_may_stand_in_braces(play: Play) -> None:
    name = "cmi.interactions.0.correct_responses.{}.pattern"
    said = answers(play, ("SetValue", "cmi.interactions.0.type", "choice"),
                   ("SetValue", name.format(0), "{a,c}"), ("SetValue", name.format(1), "b"),
                   ("SetValue", name.format(3), "c"))  # fmt: skip
    assert said == [OK, OK, OK, ["false", "201"]]


ERRORS: list[tuple[tuple[object, ...], list[str]]] = [
    (("SetValue", "cmi.core.student_id", "x"), ["false", "403"]),
    (("SetValue", "cmi.core.entry", ""), ["false", "403"]),
    (("SetValue", "cmi.core.total_time", "0000:00:01"), ["false", "403"]),
    (("GetValue", "cmi.core.exit"), ["", "404"]),
    (("GetValue", "cmi.core.session_time"), ["", "404"]),
    (("SetValue", "cmi.core._children", "x"), ["false", "402"]),
    (("SetValue", "cmi.interactions._count", "1"), ["false", "402"]),
    (("GetValue", "cmi.core.lesson_status._children"), ["", "202"]),
    (("GetValue", "cmi.core._count"), ["", "203"]),
    (("GetValue", "cmi.core.unheard_of"), ["", "201"]),
    (("GetValue", "cmi.unheard_of._count"), ["", "201"]),
    (("GetValue", "cmi.core._version"), ["", "201"]),
    (("GetValue", ""), ["", "201"]),
    (("GetValue", None), ["", "201"]),
    (("SetValue", "cmi.score.scaled", "1"), ["false", "201"]),
    (("SetValue", "cmi.objectives.1.id", "gap"), ["false", "201"]),
    (("SetValue", "cmi.objectives.00.id", "x"), ["false", "201"]),
    (("GetValue", "cmi.objectives.0.id"), ["", "201"]),
    (("SetValue", "cmi.core.score.raw", 80), ["false", "405"]),
    (("SetValue", "cmi.suspend_data", None), ["false", "405"]),
    (("Commit", "now"), ["false", "201"]),
    (("Commit",), ["false", "201"]),
    (("Finish", None), ["false", "201"]),
    (("Initialize", ""), ["false", "101"]),
    (("GetValue", "cmi._version"), ["3.4", "0"]),
    (("GetValue", "cmi.core.score._children"), ["raw,min,max", "0"]),
    (("GetValue", "cmi.interactions._count"), ["0", "0"]),
    (("GetValue", "cmi.core.lesson_status"), ["not attempted", "0"]),
    (("GetValue", "cmi.core.entry"), ["ab-initio", "0"]),
    (("GetValue", "cmi.core.lesson_mode"), ["normal", "0"]),
    (("GetValue", "cmi.suspend_data"), ["", "0"]),
]


@pytest.mark.parametrize(("call", "said"), ERRORS, ids=[f"{call}" for call, _ in ERRORS])
def test_errors(play: Play, call: tuple[object, ...], said: list[str]) -> None:
    assert answers(play, call) == [said]


def test_nothing_before_the_start_or_after_the_end(play: Play) -> None:
    every = [
        ("GetValue", "cmi.core.entry"),
        ("SetValue", "cmi.core.exit", ""),
        ("Commit", ""),
        ("Finish", ""),
    ]
    closed = [["", "301"], *[["false", "301"]] * 3]
    said = play(*every, ("Initialize", ""), ("Finish", ""), *every, ("Initialize", ""))
    assert said["said"] == [*closed, OK, OK, *closed, ["false", "101"]]
    assert (said["calls"], said["errors"]) == (11, 9)


def test_arrays_grow_without_gaps(play: Play) -> None:
    said = answers(play, ("SetValue", "cmi.objectives.0.id", "a"), ("SetValue", "cmi.objectives.1.id", "b"),
                   ("GetValue", "cmi.objectives._count"), ("SetValue", "cmi.objectives.0.id", "c"),
                   ("GetValue", "cmi.objectives.0.id"), ("GetValue", "cmi.objectives._count"))  # fmt: skip
    assert [result for result, _ in said] == ["true", "true", "2", "true", "c", "2"]


def test_only_what_was_committed_is_kept(play: Play) -> None:
    calls = [("Initialize", ""), ("SetValue", "cmi.core.lesson_location", "a"), ("Commit", ""),
             ("SetValue", "cmi.core.lesson_location", "b")]  # fmt: skip
    assert play(*calls)["kept"]["cmi.core.lesson_location"] == "a"
    assert play(*calls, ("Finish", ""))["kept"]["cmi.core.lesson_location"] == "b"


def test_time_adds_up_and_suspend_resumes(play: Play) -> None:
    visit = [("Initialize", ""), ("SetValue", "cmi.core.lesson_status", "incomplete"),
             ("SetValue", "cmi.core.session_time", "0000:40:30.50"),
             ("SetValue", "cmi.core.exit", "suspend"), ("SetValue", "cmi.suspend_data", "1abc")]  # fmt: skip
    first = play(*visit, ("Finish", ""))["kept"]
    second = play(*visit, ("Commit", ""), stored=first)["kept"]  # closed without LMSFinish
    third = play(("Initialize", ""), ("GetValue", "cmi.core.total_time"), ("GetValue", "cmi.core.entry"),
                 ("GetValue", "cmi.suspend_data"), ("Finish", ""), stored=second)  # fmt: skip
    assert [result for result, _ in third["said"]] == ["true", "0001:21:01.00", "resume", "1abc", "true"]
    fourth = play(("Initialize", ""), ("GetValue", "cmi.core.entry"), stored=third["kept"])
    assert fourth["said"][1] == ["", "0"]


def test_a_silent_lesson_is_completed_and_mastery_decides_where_asked(play: Play) -> None:
    silent = play(("Initialize", ""), ("Finish", ""))
    assert silent["kept"]["cmi.core.lesson_status"] == "completed"
    scored = [("Initialize", ""), ("SetValue", "cmi.core.score.raw", "79"), ("Finish", "")]
    assert play(*scored, masteryScore="80")["kept"]["cmi.core.lesson_status"] == "failed"
    assert play(*scored, masteryScore="79")["kept"]["cmi.core.lesson_status"] == "passed"


def test_functions_are_methods(node: Node) -> None:
    script = (
        "const {LMSInitialize} = createLms({}).api; try { LMSInitialize('') } catch (e) { print(e.message) }"
    )
    assert node(DOUBLE + script) == "called without its API object: LMSInitialize"


STATUS = ("GetValue", "cmi.core.lesson_status")
SAVE = ("Commit", "")
BROKEN = "the platform's own script failed"
QUIRKS: list[tuple[str, list[tuple[object, ...]], list[list[object]]]] = [
    ("booleans", [("SetValue", "cmi.core.exit", "x"), SAVE], [[False, 405], [True, 0]]),
    ("numbers", [("SetValue", "cmi.core.score.raw", "80"), ("GetValue", "cmi.core.score.raw")],
     [[*OK], [80, "0"]]),
    ("nulls", [("GetValue", "cmi.suspend_data"), STATUS], [[None, "0"], ["not attempted", "0"]]),
    ("false-with-error-0", [("SetValue", "cmi.core.exit", ""), SAVE], [["false", "0"], ["false", "0"]]),
    ("throws", [STATUS], [["thrown", BROKEN]]),
    ("throws:LMSCommit", [STATUS, SAVE], [["not attempted", "0"], ["thrown", BROKEN]]),
    ("refuse-commit", [SAVE, SAVE], [["false", "101"]] * 2),
    ("refuse-commit:1", [SAVE, SAVE], [["false", "101"], [*OK]]),
    ("logged-out-after:1", [SAVE, SAVE, ("SetValue", "cmi.core.exit", "")],
     [[*OK], ["false", "101"], ["false", "101"]]),
    ("slow:1", [SAVE], [[*OK]]),
    ("only-core", [("GetValue", "cmi.interactions._count"), ("SetValue", "cmi.core.score.max", "1"), STATUS],
     [["", "401"], ["false", "401"], ["not attempted", "0"]]),
    ("comments-throw", [("GetValue", "cmi.comments")], [["thrown", "comments is undefined"]]),
    ("hour-digit", [("SetValue", "cmi.core.session_time", "0012:00:00"), SAVE], [[*OK], [*OK]]),
    ("mastery-100", [("GetValue", "cmi.student_data.mastery_score")], [["100", "0"]]),
    ("one-line", [("SetValue", "cmi.suspend_data", "a=b"), ("SetValue", "cmi.suspend_data", "a.b")],
     [[*TYPE], [*OK]]),
]  # fmt: skip


@pytest.mark.parametrize(("quirk", "calls", "said"), QUIRKS, ids=[row[0] for row in QUIRKS])
def test_quirks(play: Play, quirk: str, calls: list[tuple[object, ...]], said: list[list[object]]) -> None:
    assert answers(play, *calls, quirks=[quirk]) == said


def test_opened_before_works_though_it_says_no(play: Play) -> None:
    said = play(("Initialize", ""), STATUS, quirks=["opened-before"])["said"]
    assert said == [["false", "0"], ["not attempted", "0"]]


def test_blank_restart_forgets_what_was_not_suspended(play: Play) -> None:
    done = {"cmi.core.lesson_status": "passed", "cmi.suspend_data": "1abc", "cmi.core.exit": ""}
    fresh = play(
        ("Initialize", ""), STATUS, ("GetValue", "cmi.suspend_data"), stored=done, quirks=["blank-restart"]
    )
    assert [result for result, _ in fresh["said"]] == ["true", "not attempted", ""]
    open_still = {**done, "cmi.core.exit": "suspend"}
    again = play(("Initialize", ""), STATUS, stored=open_still, quirks=["blank-restart"])
    assert again["said"][1] == ["passed", "0"]


def test_where_the_api_appears(node: Node) -> None:
    script = """
    const put = (quirks) => {
      const target = {setTimeout: (act, ms) => { target.waited = ms; act(); }};
      createLms({quirks}).install(target);
      return [Boolean(target.API), target.waited || 0];
    };
    print([put([]), put(["absent"]), put(["late:2000"])]);
    """
    assert node(DOUBLE + script) == [[True, 0], [False, 0], [True, 2000]]


def test_an_unknown_quirk_is_a_mistake_in_the_test(node: Node) -> None:
    script = "try { createLms({quirks: ['lte:1']}) } catch (e) { print(e.message) }"
    assert node(DOUBLE + script) == "no such behaviour: lte:1"


def test_stricter_than_a_lax_lms(node: Node, play: Play) -> None:
    """What scorm-again lets through, which is why this double exists."""
    calls = [("Initialize", ""), ("SetValue", "cmi.suspend_data", "x" * 4097),
             ("SetValue", "cmi.core.session_time", "0000:99:99"), ("Finish", ""),
             ("SetValue", "cmi.core.lesson_status", "failed")]  # fmt: skip
    lax = (judge("scorm-again") / "dist/scorm12.min.js").as_posix()
    script = (
        f"const made = {{}}; new Function(require('fs').readFileSync({json.dumps(lax)}, 'utf8')).call(made);"
        "const api = new made.Scorm12API({logLevel: 5});"
        f"{ASKED}print({json.dumps(calls)}.map((call) => asked(api, call)[0]));"
    )
    assert [result for result, _ in play(*calls)["said"]] == ["true", "false", "false", "true", "false"]
    assert node(script) == ["true"] * 5
