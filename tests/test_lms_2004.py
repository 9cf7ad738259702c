"""The strict SCORM 2004 LMS: it refuses what any platform may refuse, with the standard's own errors."""

from __future__ import annotations

import pytest
from conftest import Node
from doubles import Play, answers, player
from standards import SCORM2004


@pytest.fixture
def play(node: Node) -> Play:
    return player(node, SCORM2004)


OK, TYPE, RANGE = ["true", "0"], ["false", "406"], ["false", "407"]
ID = ("SetValue", "cmi.interactions.0.id", "first-meeting")
AIM = ("SetValue", "cmi.objectives.0.id", "own-words")
SET_TYPES: list[tuple[str, list[str], list[str]]] = [
    ("cmi.completion_status", ["completed", "incomplete", "not attempted", "unknown"],
     ["passed", "", "Completed"]),
    ("cmi.success_status", ["passed", "failed", "unknown"], ["completed", ""]),
    ("cmi.exit", ["suspend", "normal", "logout", "time-out", ""], ["timeout", "Suspend"]),
    ("cmi.score.scaled", ["1", "-1", "0.6667", "0.0"], ["1e-1", "67%", ".5", ""]),
    ("cmi.score.raw", ["100", "-3.5"], ["many", ""]),
    ("cmi.progress_measure", ["0", "1", "0.25"], ["half"]),
    ("cmi.session_time", ["PT1S", "PT0H12M34.00S", "P1DT1H", "PT1.5S"],
     ["0000:00:01", "PT", "P", "PT1.234S", "1S", "PT1M1"]),
    ("cmi.suspend_data", ["", "x" * 4000], ["x" * 4001]),
    ("cmi.location", ["", "x" * 1000], ["x" * 1001]),
    ("cmi.learner_preference.audio_captioning", ["-1", "0", "1"], ["2"]),
    ("cmi.learner_preference.language", ["", "en", "en-GB"], ["en_GB", "english"]),
    ("cmi.interactions.0.id", ["q-1", "urn:uuid:1b4e28ba", "module.question"],
     ["first meeting", "", "urn:x"]),
    ("cmi.interactions.0.type", ["choice", "true-false", "long-fill-in", "other"], ["multiple", ""]),
    ("cmi.interactions.0.timestamp", ["2026-01-05T09:00:00", "2026-01-05T09:00:00.50Z"],
     ["2026-01-05T09:00:00Z", "2026-01-05T09:00:00.000Z", "2026-13-05T09:00:00", "09:00:00", ""]),
    ("cmi.interactions.0.weighting", ["1", "-0.5"], ["heavy"]),
    ("cmi.interactions.0.result", ["correct", "incorrect", "unanticipated", "neutral", "0.5"], ["wrong", ""]),
    ("cmi.interactions.0.latency", ["PT0H0M9.50S"], ["9.5"]),
    ("cmi.interactions.0.description", ["What comes first?", "{lang=en-GB}Hi", "x" * 250],
     ["x" * 251, "two\nlines", "{brace"]),
    ("cmi.objectives.0.score.scaled", ["0.3333"], ["third"]),
    ("cmi.objectives.0.success_status", ["passed"], ["met"]),
    ("adl.nav.request", ["suspendAll", "{target=item}choice"], ["leave"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "taken", "refused"), SET_TYPES, ids=[row[0] for row in SET_TYPES])
def test_values(play: Play, name: str, taken: list[str], refused: list[str]) -> None:
    calls = [("SetValue", name, value) for value in taken + refused]
    assert answers(play, ID, AIM, *calls)[2:] == [OK] * len(taken) + [TYPE] * len(refused)


def test_values_out_of_range(play: Play) -> None:
    calls = [("cmi.score.scaled", "1.01"), ("cmi.score.scaled", "-2"), ("cmi.progress_measure", "1.5"),
             ("cmi.progress_measure", "-0.1"), ("cmi.learner_preference.audio_level", "-1")]  # fmt: skip
    assert answers(play, *(("SetValue", *call) for call in calls)) == [RANGE] * len(calls)


RESPONSES = {
    "true-false": (["true", "false"], ["t", "1", ""]),
    "choice": (["a", "a[,]c", "", "a.b_1"], ["a,c", "a-b", "a[,]a", "a[,]"]),
    "fill-in": (["a walk", "x" * 250, "a[,]b", ""], ["x" * 251, "two\nlines", "{x"]),
    "long-fill-in": (["x" * 4000], ["x" * 4001, "two\nlines"]),
    "numeric": (["16", "-2.5"], ["16 years", "", "1[:]2"]),
    "likert": (["a"], ["a-b", ""]),
    "matching": (["1[.]a", "1[.]a[,]2[.]b"], ["1.a", "1[.]a[,]2", "1[.]a-b"]),
    "sequencing": (["a[,]b[,]c"], ["a,b", ""]),
    "other": (["x"], ["x" * 4001]),
}
PATTERNS = {
    "true-false": (["true"], ["a"]),
    "choice": (["a[,]c"], ["a,c"]),
    "fill-in": (["{case_matters=true}GP", "GP"], ["{case=true}GP"]),
    "numeric": (["16[:]18", "16[:]", "[:]18"], ["18[:]16", "16", "16..18"]),
    "matching": (["1[.]a[,]2[.]b"], ["1.a"]),
    "sequencing": (["c[,]a"], ["c,a"]),
}


def typed(kind: str) -> tuple[tuple[str, str, str], ...]:
    return ID, ("SetValue", "cmi.interactions.0.type", kind)


@pytest.mark.parametrize("kind", RESPONSES)
def test_responses_by_type(play: Play, kind: str) -> None:
    taken, refused = RESPONSES[kind]
    calls = [("SetValue", "cmi.interactions.0.learner_response", value) for value in taken + refused]
    assert answers(play, *typed(kind), *calls)[2:] == [OK] * len(taken) + [TYPE] * len(refused)


@pytest.mark.parametrize("kind", PATTERNS)
def test_patterns_by_type(play: Play, kind: str) -> None:
    taken, refused = PATTERNS[kind]
    name = "cmi.interactions.0.correct_responses.0.pattern"
    calls = [("SetValue", name, value) for value in taken + refused]
    assert answers(play, *typed(kind), *calls)[2:] == [OK] * len(taken) + [TYPE] * len(refused)


def test_a_type_has_room_for_so_many_patterns(play: Play) -> None:
    for kind, value, most in (("numeric", "{0}[:]{0}", 1), ("true-false", "true", 1), ("fill-in", "t{0}", 5)):
        calls = [("SetValue", f"cmi.interactions.0.correct_responses.{n}.pattern", value.format(n))
                 for n in range(most + 1)]  # fmt: skip
        assert answers(play, *typed(kind), *calls)[2:] == [OK] * most + [["false", "351"]]


ERRORS: list[tuple[tuple[object, ...], list[str]]] = [
    (("SetValue", "cmi.learner_id", "x"), ["false", "404"]),
    (("SetValue", "cmi.mode", "normal"), ["false", "404"]),
    (("SetValue", "cmi._version", "1.0"), ["false", "404"]),
    (("SetValue", "cmi.interactions._count", "1"), ["false", "404"]),
    (("GetValue", "cmi.exit"), ["", "405"]),
    (("GetValue", "cmi.session_time"), ["", "405"]),
    (("GetValue", "cmi.suspend_data"), ["", "403"]),
    (("GetValue", "cmi.score.raw"), ["", "403"]),
    (("GetValue", "cmi.core.lesson_status"), ["", "401"]),
    (("SetValue", "cmi.core.exit", ""), ["false", "401"]),
    (("GetValue", "cmi.mode._version"), ["", "401"]),
    (("GetValue", "cmi.unheard_of._count"), ["", "401"]),
    (("GetValue", ""), ["", "301"]),
    (("GetValue", "cmi.mode._children"), ["", "301"]),
    (("GetValue", "cmi.score._count"), ["", "301"]),
    (("GetValue", "cmi.objectives.0.id"), ["", "301"]),
    (("SetValue", "", "x"), ["false", "351"]),
    (("SetValue", "cmi.objectives.1.id", "gap"), ["false", "351"]),
    (("SetValue", "cmi.objectives.00.id", "x"), ["false", "401"]),
    (("SetValue", "cmi.objectives.0.score.scaled", "1"), ["false", "408"]),
    (("SetValue", "cmi.interactions.0.type", "choice"), ["false", "408"]),
    (("SetValue", "cmi.score.raw", 80), ["false", "406"]),
    (("SetValue", "cmi.suspend_data", None), ["false", "406"]),
    (("Commit", "now"), ["false", "201"]),
    (("Commit",), ["false", "201"]),
    (("Terminate", None), ["false", "201"]),
    (("Initialize", ""), ["false", "103"]),
    (("GetValue", "cmi._version"), ["1.0", "0"]),
    (("GetValue", "cmi.score._children"), ["scaled,raw,min,max", "0"]),
    (("GetValue", "cmi.interactions._count"), ["0", "0"]),
    (("GetValue", "cmi.completion_status"), ["unknown", "0"]),
    (("GetValue", "cmi.success_status"), ["unknown", "0"]),
    (("GetValue", "cmi.entry"), ["ab-initio", "0"]),
    (("GetValue", "adl.nav.request"), ["_none_", "0"]),
]


@pytest.mark.parametrize(("call", "said"), ERRORS, ids=[f"{call}" for call, _ in ERRORS])
def test_errors(play: Play, call: tuple[object, ...], said: list[str]) -> None:
    assert answers(play, call) == [said]


def test_nothing_before_the_start_or_after_the_end(play: Play) -> None:
    every = [("GetValue", "cmi.mode"), ("SetValue", "cmi.exit", ""), ("Commit", ""), ("Terminate", "")]
    said = play(*every, ("Initialize", ""), ("Terminate", ""), *every, ("Initialize", ""))["said"]
    before = [["", "122"], ["false", "132"], ["false", "142"], ["false", "112"]]
    after = [["", "123"], ["false", "133"], ["false", "143"], ["false", "113"]]
    assert said == [*before, OK, OK, *after, ["false", "104"]]


def test_an_opening_call_with_an_argument_is_refused(play: Play) -> None:
    assert play(("Initialize", "now"), ("Initialize", ""))["said"] == [["false", "201"], OK]


def test_a_response_needs_its_id_and_its_type_first(play: Play) -> None:
    name = "cmi.interactions.0.learner_response"
    said = answers(play, ("SetValue", name, "a"), ID, ("SetValue", name, "a"),
                   ("SetValue", "cmi.interactions.0.type", "choice"), ("SetValue", name, "a"))  # fmt: skip
    assert said == [["false", "408"], OK, ["false", "408"], OK, OK]


def test_objectives_have_ids_of_their_own_for_good(play: Play) -> None:
    other = ("SetValue", "cmi.objectives.0.id", "other")
    twice = ("SetValue", "cmi.objectives.1.id", "own-words")
    said = answers(play, AIM, AIM, other, twice, ("GetValue", "cmi.objectives._count"))
    assert said == [OK, OK, ["false", "351"], ["false", "351"], ["1", "0"]]


def status(*measures: tuple[str, str]) -> list[tuple[str, ...]]:
    return [*(("SetValue", f"cmi.{name}", value) for name, value in measures),
            ("GetValue", "cmi.success_status"), ("GetValue", "cmi.completion_status"),
            ("SetValue", "cmi.exit", "suspend"), ("Terminate", "")]  # fmt: skip


def test_where_there_is_a_threshold_the_measure_decides(play: Play) -> None:
    """What scorm-again does as well: a scaled score makes success, and progress completion."""
    failed = status(("success_status", "failed"), ("score.scaled", "0.9"))
    assert [result for result, _ in answers(play, *failed, passingScore="0.8")][2:4] == ["passed", "unknown"]
    assert [result for result, _ in answers(play, *failed)][2] == "failed"
    passed = status(("success_status", "passed"), ("completion_status", "completed"))
    assert answers(play, *passed, passingScore="0.8")[2] == ["unknown", "0"], "no scaled score"
    quirk = play(("Initialize", ""), *passed, passingScore="0.8", quirks=["score-ignored"])
    assert quirk["said"][3] == ["passed", "0"] and quirk["kept"]["cmi.success_status"] == "passed"
    part = status(("completion_status", "completed"), ("progress_measure", "0.8"))
    kept = play(("Initialize", ""), *part, completionThreshold="1.0")["kept"]
    assert kept["cmi.completion_status"] == "incomplete"


def visit(*settings: tuple[str, str]) -> list[tuple[str, ...]]:
    return [("Initialize", ""), *(("SetValue", f"cmi.{name}", value) for name, value in settings)]


def test_only_what_was_committed_is_kept_and_time_adds_up(play: Play) -> None:
    began = visit(("session_time", "PT40M30.50S"), ("exit", "suspend"), ("suspend_data", "1abc"))
    assert play(*began)["kept"] == {}
    first = play(*began, ("Terminate", ""))["kept"]
    second = play(*began, ("Commit", ""), stored=first)["kept"]  # closed without Terminate
    third = play(("Initialize", ""), ("GetValue", "cmi.total_time"), ("GetValue", "cmi.entry"),
                 ("GetValue", "cmi.suspend_data"), stored=second)["said"]  # fmt: skip
    assert [result for result, _ in third[1:]] == ["PT1H21M1.00S", "resume", "1abc"]


def test_data_come_back_only_after_exit_suspend_where_that_is_asked(play: Play) -> None:
    asked = (("Initialize", ""), ("GetValue", "cmi.suspend_data"), ("GetValue", "cmi.completion_status"))
    for way, quirks, back in (("normal", ["blank-restart"], ["", "unknown"]),
                              ("suspend", ["blank-restart"], ["1abc", "completed"]),
                              ("normal", [], ["1abc", "completed"])):  # fmt: skip
        left = visit(("completion_status", "completed"), ("suspend_data", "1abc"), ("exit", way))
        kept = play(*left, ("Terminate", ""))["kept"]
        assert [result for result, _ in play(*asked, stored=kept, quirks=quirks)["said"]][1:] == back


def test_completed_without_a_verdict_is_reviewed_from_then_on(play: Play) -> None:
    mode = (("Initialize", ""), ("GetValue", "cmi.mode"))
    for success, quirks, said in (("unknown", ["review-when-completed"], "review"), ("unknown", [], "normal"),
                                  ("passed", ["review-when-completed"], "normal")):  # fmt: skip
        left = visit(("completion_status", "completed"), ("success_status", success), ("exit", "suspend"))
        kept = play(*left, ("Terminate", ""))["kept"]
        assert play(*mode, stored=kept, quirks=quirks)["said"][1] == [said, "0"]


def test_review_mode_keeps_nothing_unless_the_platform_does(play: Play) -> None:
    wrote = visit(("score.raw", "0"), ("exit", "suspend"))
    before = {"cmi.score.raw": "100"}
    for quirks, kept in ((["review-stores"], "0"), ([], "100")):
        after = play(*wrote, ("Terminate", ""), stored=before, mode="review", quirks=quirks)["kept"]
        assert after["cmi.score.raw"] == kept


def test_a_platform_without_the_optional_parts(play: Play) -> None:
    lacking = ("cmi.interactions.0.id", "cmi.objectives.0.id", "cmi.progress_measure", "cmi.score.min")
    said = answers(play, *(("SetValue", name, "1") for name in lacking), quirks=["only-core"])
    assert said == [["false", "402"]] * len(lacking)


def test_a_platform_that_refuses_says_at_what(play: Play) -> None:
    assert answers(play, ("Commit", ""), quirks=["refuse-commit"]) == [["false", "391"]]
    out = answers(play, ("SetValue", "cmi.exit", ""), ("Terminate", ""), quirks=["logged-out-after:0"])
    assert out == [["false", "351"], ["false", "111"]]


def test_quirks_of_any_version(play: Play) -> None:
    save = ("Commit", "")
    exit_x = ("SetValue", "cmi.exit", "x")
    said: list[object] = [*answers(play, save, exit_x, quirks=["booleans"])]
    assert said == [[True, 0], [False, 406]]
    number = [("SetValue", "cmi.score.raw", "80"), ("GetValue", "cmi.score.raw")]
    said = [*answers(play, *number, quirks=["numbers"])]
    assert said[1] == [80, "0"]
    assert answers(play, save, quirks=["false-with-error-0"]) == [["false", "0"]]
    broken = ["thrown", "the platform's own script failed"]
    assert answers(play, save, ("Terminate", ""), quirks=["throws:Terminate"]) == [OK, broken]
