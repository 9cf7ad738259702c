"""What the adapter makes of each kind of question and of a result, on the strict LMS."""

from __future__ import annotations

import json
from typing import Any

import pytest
from doubles import script_of
from js import Node, adapter, script
from standards import SCORM2004

WORLD = """
const stored = {};
let lms = null;
const open = (options) => {
  lms = createLms(Object.assign({stored, save: (data) => Object.assign(stored, data)}, options));
  const parent = {API_1484_11: lms.api};
  parent.parent = parent;
  const page = {"q-help": {querySelector: () => ({textContent: " What\\n helps? " + "x".repeat(300)})}};
  const document = {getElementById: (id) => page[id] || null};
  const window = {parent, top: parent, document};
  const env = {window, now: () => Date.UTC(2026, 0, 5, 9, 0, 0), setTimeout() {}};
  const adapter = T.createAdapter(env);
  adapter.course = {rules};
  adapter.api = null;
  let launch = null;
  adapter.seek((given) => { launch = given; }, 0);
  return [adapter, launch];
};
const set = (from = 0) => lms.calls.slice(from).filter((call) => call.name === "SetValue")
  .map((call) => [call.arguments[0].replace("cmi.", ""), call.arguments[1], call.error]);
"""


def run(node: Node, body: str, **given: object) -> Any:
    values = "".join(
        f"const {name} = {json.dumps(value)};\n" for name, value in {"rules": {}, **given}.items()
    )
    world = f"{script_of(SCORM2004)}{values}{WORLD}"
    return node(script(adapter("scorm2004"), f"{world}print((function () {{\n{body}\n}})());"))


def response(
    kind: str, given: str, pattern: object, right: bool | None = True, **more: object
) -> dict[str, Any]:
    return {
        "question": "help", "kind": kind, "given": given, "pattern": pattern, "right": right, "case": False,
        "seconds": 12.345, "objective": "own-words", "weight": 1, **more,
    }  # fmt: skip


KINDS: list[tuple[dict[str, Any], str, list[str], str | None, str]] = [
    (response("choice", "b", "b"), "choice", ["b"], "b", "correct"),
    (response("choice", "ac", "a", False), "choice", ["a"], "a[,]c", "incorrect"),
    (response("true-false", "a", "a"), "true-false", ["true"], "true", "correct"),
    (response("true-false", "b", "a", False), "true-false", ["true"], "false", "incorrect"),
    (response("likert", "d", None, None), "likert", [], "d", "neutral"),
    (response("matching", "ba_", "abc", False), "matching", ["1[.]a[,]2[.]b[,]3[.]c"], "1[.]b[,]2[.]a",
     "incorrect"),
    (response("matching", "__", "ab", False), "matching", ["1[.]a[,]2[.]b"], None, "incorrect"),
    (response("sequencing", "bca", "abc", False), "sequencing", ["a[,]b[,]c"], "b[,]c[,]a", "incorrect"),
    (response("fill-in", "a  walk\n", ["a walk", "walks"]), "fill-in", ["a walk", "walks"], "a walk",
     "correct"),
    (response("fill-in", "GP", ["GP"], case=True), "fill-in", ["{case_matters=true}GP"], "GP", "correct"),
    (response("fill-in", "1", [str(n) for n in range(9)]), "fill-in", list("01234"), "1", "correct"),
    (response("numeric", "16.5", [[16, 18]]), "numeric", ["16[:]18"], "16.5", "correct"),
    (response("numeric", "16.5", [[1, 2], [16, 18]]), "numeric", [], "16.5", "correct"),
    (response("long-fill-in", "Two\nlines", None, None), "long-fill-in", [], "Two lines", "neutral"),
    (response("long-fill-in", "", None, None), "long-fill-in", [], None, "neutral"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "kind", "patterns", "answer", "result"), KINDS)
def test_every_kind_of_question(
    node: Node, given: dict[str, Any], kind: str, patterns: list[str], answer: str | None, result: str
) -> None:
    """The strict LMS takes all of it, in an order that any platform understands."""
    body = "const [adapter] = open({}); const at = lms.calls.length; adapter.answered(given); return set(at);"
    rows = run(node, body, given=given)
    assert {error for _, _, error in rows} == {"0"}
    names = [name.removeprefix("interactions.0.") for name, _, _ in rows]
    assert names[:3] == ["id", "type", "objectives.0.id"]
    said = dict(zip(names, (value for _, value, _ in rows), strict=True))
    assert (said["id"], said["type"], said["result"]) == ("help", kind, result)
    assert [said[name] for name in names if name.startswith("correct_responses")] == patterns
    assert said.get("learner_response") == answer
    assert (said["weighting"], said["latency"]) == ("1", "PT0H0M12.35S")
    assert len(said["timestamp"]) == len("2026-01-05T09:00:00")
    assert said["description"].startswith("What helps? xxx") and len(said["description"]) == 250


def test_interactions_go_to_the_end_of_the_list_and_need_no_page(node: Node) -> None:
    body = """
      const [adapter] = open({stored: {"cmi.interactions.0.id": "old"}});
      const at = lms.calls.length;
      adapter.answered(Object.assign({}, given, {question: "other", objective: null}));
      adapter.answered(Object.assign({}, given, {question: "other"}));
      return set(at);
    """
    rows = run(node, body, given=response("choice", "a", "a"))
    assert [name for name, _, _ in rows if name.endswith(".id")][::2] == [
        "interactions.1.id", "interactions.2.objectives.0.id",
    ]  # fmt: skip
    assert not [name for name, _, _ in rows if name.endswith("description")]


def test_a_platform_without_interactions_is_asked_once(node: Node) -> None:
    body = """
      const [adapter] = open({quirks: ["only-core"]});
      const at = lms.calls.length;
      adapter.answered(given); adapter.answered(given);
      return lms.calls.slice(at).map((call) => call.error);
    """
    assert run(node, body, given=response("choice", "a", "a")) == ["402", "402"]


OUTCOME = {"success": True, "scaled": 0.67, "raw": 67, "progress": 1, "seconds": 754}


def test_the_score_comes_before_the_statuses_and_both_together(node: Node) -> None:
    body = """
      const [adapter] = open({passingScore: "0.6"});
      const at = lms.calls.length;
      adapter.report(outcome); adapter.commit(); adapter.report(outcome); adapter.commit();
      return [set(at), lms.calls.slice(at).map((call) => call.name), stored];
    """
    rows, names, kept = run(node, body, outcome=OUTCOME)
    assert [(name, value) for name, value, _ in rows[:8]] == [
        ("score.scaled", "0.67"), ("score.raw", "67"), ("score.min", "0"), ("score.max", "100"),
        ("progress_measure", "1"), ("session_time", "PT0H12M34.00S"), ("completion_status", "completed"),
        ("success_status", "passed"),
    ]  # fmt: skip
    assert names[:9].count("Commit") == 1 and names[8] == "Commit"
    assert [name for name, _, _ in rows].count("success_status") == 1
    assert kept["cmi.success_status"] == "passed" and kept["cmi.exit"] == "suspend"


@pytest.mark.parametrize(
    ("success", "rules", "statuses"),
    [
        (None, {}, {"completion": "completed"}),
        (True, {"end_status": "completed"}, {"completion": "completed", "success": "passed"}),
        (False, {}, {"completion": "completed", "success": "failed"}),
        (False, {"on_fail": "incomplete"}, {"completion": "incomplete", "success": "failed"}),
    ],
)
def test_statuses_by_outcome(
    node: Node, success: bool | None, rules: dict[str, str], statuses: dict[str, str]
) -> None:
    body = "const [adapter] = open({}); adapter.report(outcome); adapter.commit(); return stored;"
    outcome = {**OUTCOME, "success": success, **({"raw": None} if success is None else {})}
    kept = run(node, body, outcome=outcome, rules=rules)
    found = {name: kept.get(f"cmi.{name}_status") for name in ("completion", "success")}
    assert {name: value for name, value in found.items() if value} == statuses
    assert ("cmi.score.scaled" in kept) == (success is not None)


def test_objectives_are_made_at_run_time_and_once(node: Node) -> None:
    body = """
      const [adapter] = open({stored: {"cmi.objectives.0.id": "result"}});
      const at = lms.calls.length;
      adapter.objective({id: "aim", scaled: 1 / 3, success: false});
      adapter.objective({id: "aim", scaled: 1, success: true});
      return set(at);
    """
    assert run(node, body) == [
        ["objectives.1.id", "aim", "0"], ["objectives.1.score.scaled", "0.3333", "0"],
        ["objectives.1.success_status", "failed", "0"], ["objectives.1.completion_status", "completed", "0"],
        ["objectives.1.score.scaled", "1", "0"], ["objectives.1.success_status", "passed", "0"],
        ["objectives.1.completion_status", "completed", "0"],
    ]  # fmt: skip


LAUNCHES: list[tuple[dict[str, str], str, dict[str, Any] | None, list[list[str]]]] = [
    ({}, "normal", None, [["exit", "suspend", "0"], ["completion_status", "incomplete", "0"]]),
    ({"completion_status": "incomplete"}, "normal", None, [["exit", "suspend", "0"]]),
    ({"completion_status": "completed", "score.raw": "80"}, "normal", {"success": None, "raw": 80}, []),
    ({"completion_status": "completed"}, "normal", None, [["exit", "suspend", "0"]]),
    ({"success_status": "passed", "score.raw": "90.5"}, "normal", {"success": True, "raw": 91}, []),
    ({"completion_status": "incomplete", "success_status": "failed", "score.raw": "20"}, "normal",
     {"success": False, "raw": 20}, []),
    ({"completion_status": "incomplete", "success_status": "failed"}, "normal", None,
     [["exit", "suspend", "0"]]),
    ({"completion_status": "completed", "score.raw": "0.67"}, "normal", {"success": None, "raw": None}, []),
    ({}, "review", None, []),
    ({"completion_status": "completed"}, "browse", {"success": None, "raw": None}, []),
]  # fmt: skip


@pytest.mark.parametrize(("held", "mode", "outcome", "written"), LAUNCHES)
def test_what_is_held_decides_the_launch(
    node: Node, held: dict[str, str], mode: str, outcome: dict[str, Any] | None, written: list[list[str]]
) -> None:
    """A result, or a mode for looking, is never written over; only the way of leaving is, in normal mode.

    Without a score, and without progress of ours, `completed` and `failed` are the platform's own invention.
    """
    body = """
      const [adapter, launch] = open({mode});
      const first = set();
      const calls = lms.calls.length;
      const at = lms.calls.length;
      if (launch.outcome || mode !== "normal") {
        adapter.save({state: "1", place: "x", seconds: 1}); adapter.answered(given); adapter.report({});
        adapter.objective({id: "a", scaled: 1, success: true}); adapter.commit();
      }
      adapter.leave();
      return [launch, first, calls, set(at), lms.calls.slice(-1)[0].name];
    """
    body = f"Object.assign(stored, record); {body}"
    record = {f"cmi.{name}": value for name, value in held.items()}
    launch, first, calls, later, last = run(
        node, body, record=record, mode=mode, given=response("choice", "a", "a")
    )
    assert (launch["mode"], calls <= 13, last) == (mode, True, "Terminate")
    assert launch["outcome"] == (outcome and {"completion": True, **outcome})
    assert sorted(first) == sorted(written)
    assert later == ([["exit", "suspend", "0"]] if outcome and mode == "normal" else [])


def test_a_platform_that_throws_at_the_end_hurts_nobody(node: Node) -> None:
    body = "const [adapter] = open({quirks: ['throws:Terminate']}); return adapter.leave();"
    assert run(node, body) is None
