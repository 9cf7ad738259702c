"""What named platforms do to a package, one quirk at a time: adapter against double, without a browser.

Each test fails where the adapter, the state or the session no longer allows for that quirk.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from conftest import Node
from js import adapter, script

from coursebuilder.targets import TARGETS

PARTS = {**adapter("scorm12"), "state.js": ("encodeState", "decodeState")}
STATUS, RAW = "cmi.core.lesson_status", "cmi.core.score.raw"
TIME, STATE = "cmi.core.total_time", "cmi.suspend_data"

# One visit after another on the same account: `visit` runs with an adapter that has connected.
WORLD = """
const course = { course: "c", module: "m", rules: { mastery: 0.5 } };
let stored = null, lms = null;
const visit = (quirks, act) => {
  lms = createLms({ stored, quirks, save: (data) => (stored = data) });
  const env = { window: { parent: { API: lms.api } }, now: () => 1e12, setTimeout: () => 0 };
  env.window.top = env.window.parent.parent = env.window.parent;
  const adapter = T.createAdapter(env);
  let launch = null;
  adapter.course = course; // as connect() does before it seeks, but without a promise to wait for
  adapter.seek((given) => (launch = given), 0);
  return act(adapter, launch);
};
const save = (adapter, state, seconds = 5, place = "start") => adapter.save({ state, place, seconds });
const final = (adapter, raw, success) => adapter.report({ success, raw, seconds: 65 });
"""


@cache
def double() -> str:
    return "\n".join(Path(path).read_text("utf-8") for path in TARGETS["scorm12"].double)


def play(node: Node, body: str) -> Any:
    world = f"{double()}\n{WORLD}"
    return node(script(PARTS, f"{world}\nprint((function () {{\n{body}\n}})());"))


def bundles(node: Node) -> dict[str, list[str]]:
    found: dict[str, list[str]] = play(node, "return LMS_PLATFORMS;")
    return found


# ---- NHS Learning Hub


def test_a_time_of_twelve_hours_survives_the_loss_of_a_digit(node: Node) -> None:
    body = """
      visit(["of:learning-hub"], (adapter) => { save(adapter, "1a", 12 * 3600 + 34); adapter.leave(); });
      return stored["cmi.core.total_time"];
    """
    assert play(node, body) == "0012:00:34.00"


def test_the_first_counted_result_is_the_last_one(node: Node) -> None:
    """So score and time must stand before the status is committed, and no fail before all tries are used."""
    body = """
      return visit(["of:learning-hub"], (adapter) => {
        save(adapter, "1a"); adapter.commit();
        const early = stored["cmi.core.lesson_status"];
        final(adapter, 100, true); adapter.commit(); adapter.leave();
        return [early, stored["cmi.core.lesson_status"], stored["cmi.core.score.raw"]];
      });
    """
    assert play(node, body) == ["incomplete", "passed", "100"]


def test_the_double_freezes_and_wants_a_time(node: Node) -> None:
    body = """
      const lms = createLms({ quirks: ["frozen-result"] });
      const set = (name, value) => lms.api.LMSSetValue("cmi.core." + name, value);
      const said = [];
      const commit = () => {
        lms.api.LMSCommit("");
        said.push([lms.data()["cmi.core.lesson_status"], lms.data()["cmi.core.score.raw"] || ""]);
      };
      lms.api.LMSInitialize("");
      set("lesson_status", "failed"); commit();
      set("session_time", "0000:00:09"); set("lesson_status", "failed"); set("score.raw", "20"); commit();
      set("lesson_status", "passed"); set("score.raw", "90"); commit();
      return said;
    """
    assert play(node, body) == [["incomplete", ""], ["failed", "20"], ["failed", "20"]]


def test_booleans_and_number_errors_are_understood(node: Node) -> None:
    body = """
      return visit(["of:learning-hub"], (adapter, launch) => {
        save(adapter, "1a");
        const told = adapter.store();
        return [launch.refused, told, lms.api.LMSGetLastError(), lms.api.LMSCommit("")];
      });
    """
    assert play(node, body) == [False, "saved", 0, True]


def test_its_mastery_score_of_100_is_never_taken_over(node: Node) -> None:
    body = """
      return visit(["of:learning-hub"], (adapter, launch) => {
        return [lms.api.LMSGetValue("cmi.student_data.mastery_score"), launch.masteryScore];
      });
    """
    assert play(node, body) == ["100", None]


def test_comments_are_not_asked_for(node: Node) -> None:
    body = """
      return visit(["of:learning-hub"], (adapter) => {
        save(adapter, "1a"); final(adapter, 80, true); adapter.leave();
        const ours = lms.calls.filter(({ error }) => error === "thrown").length;
        try { lms.api.LMSGetValue("cmi.comments"); } catch (error) { return [ours, error.message]; }
      });
    """
    assert play(node, body) == [0, "comments is undefined"]


def test_choices_go_out_as_single_characters(node: Node) -> None:
    body = """
      return visit(["of:learning-hub"], (adapter) => {
        const answer = { question: "q", kind: "choice", given: "ac", right: true, pattern: "ac" };
        adapter.answered(Object.assign(answer, { seconds: 1, objective: null, weight: 1 }));
        adapter.leave();
        const kept = (name) => stored["cmi.interactions.0." + name];
        return [kept("student_response"), kept("result"), lms.errors];
      });
    """
    assert play(node, body) == ["a,c", "correct", []]


# ---- ESR


def test_what_esr_lacks_is_no_refusal(node: Node) -> None:
    body = """
      return visit(["of:esr"], (adapter) => {
        save(adapter, "1a"); final(adapter, 80, true);
        const told = adapter.store();
        adapter.leave();
        return [told, lms.errors.map((call) => call.error), stored["cmi.core.score.raw"]];
      });
    """
    assert play(node, body) == ["saved", ["401", "401"], "80"]


def test_state_stops_at_4096_characters(node: Node) -> None:
    """Records of a later release are dropped before the platform could refuse all of it."""
    body = """
      const state = T.decodeState("15.abc.vabcdef");
      state.others = ["x" + "y".repeat(5000)];
      return visit(["of:esr"], (adapter) => {
        save(adapter, T.encodeState(state));
        return [adapter.store(), stored["cmi.suspend_data"]];
      });
    """
    assert play(node, body) == ["saved", "15.abc.vabcdef"]


# ---- Moodle


def test_numbers_where_texts_were_stored(node: Node) -> None:
    body = """
      visit([], (adapter) => { save(adapter, "15.123", 5, "2024"); adapter.leave(); });
      return visit(["of:moodle"], (adapter, launch) => {
        return [typeof lms.api.LMSGetValue("cmi.suspend_data"), launch.state, launch.place];
      });
    """
    assert play(node, body) == ["number", "15.123", "2024"]


def test_no_score_before_the_result(node: Node) -> None:
    """With a mastery score Moodle makes a result of any raw score, even from incomplete."""
    body = """
      visit(["of:moodle"], (adapter) => {
        save(adapter, "1a");
        adapter.objective({ id: "o", scaled: 0.2, success: false });
        adapter.leave();
      });
      return stored["cmi.core.lesson_status"];
    """
    assert play(node, body) == "incomplete"


def test_the_double_makes_results_from_scores(node: Node) -> None:
    body = """
      const lms = createLms({ quirks: ["mastery-at-finish:80"] });
      lms.api.LMSInitialize(""); lms.api.LMSSetValue("cmi.core.lesson_status", "incomplete");
      lms.api.LMSSetValue("cmi.core.score.raw", "79"); lms.api.LMSFinish("");
      return lms.data()["cmi.core.lesson_status"];
    """
    assert play(node, body) == "failed"


def test_review_mode_would_store_so_nothing_is_written(node: Node) -> None:
    body = """
      const score = { "cmi.core.score.raw": "20", "cmi.suspend_data": "1kept" };
      stored = Object.assign({ "cmi.core.lesson_status": "failed" }, score);
      return visit(["of:moodle"], (adapter, launch) => {
        save(adapter, "1spoilt"); final(adapter, 0, false); adapter.commit(); adapter.leave();
        const written = lms.calls.filter(({ name }) => name === "LMSSetValue").length;
        const direct = createLms({ stored, quirks: ["of:moodle"] });
        direct.api.LMSInitialize("");
        const ours = [launch.mode, written, stored["cmi.suspend_data"]];
        const taken = direct.api.LMSSetValue("cmi.suspend_data", "x");
        return [...ours, taken, direct.api.LMSCommit(""), direct.data()["cmi.suspend_data"]];
      });
    """
    assert play(node, body) == ["review", 0, "1kept", "true", "true", "x"]


def test_one_call_while_the_page_closes(node: Node) -> None:
    """A commit beside LMSFinish would use up what a closing page may send: the last words would be lost."""
    body = """
      return visit(["beacon:6000"], (adapter) => {
        save(adapter, "1" + "a".repeat(3900)); adapter.commit();
        lms.closing();
        save(adapter, "1" + "b".repeat(3900)); adapter.leave();
        const ended = !("cmi.core.session_time" in stored); // LMSFinish adds it to the total
        return [stored["cmi.suspend_data"].slice(0, 2), stored["cmi.core.exit"], ended];
      });
    """
    assert play(node, body) == ["1b", "suspend", True]


def test_the_double_loses_what_is_too_much_for_a_closing_page(node: Node) -> None:
    body = """
      const lms = createLms({ quirks: ["beacon:2000"] });
      lms.api.LMSInitialize("");
      const commit = (text) => {
        lms.api.LMSSetValue("cmi.suspend_data", text);
        return [lms.api.LMSCommit(""), (lms.data()["cmi.suspend_data"] || "").length];
      };
      const open = commit("a".repeat(4000));
      lms.closing();
      return [open, commit("b".repeat(1000)), commit("c".repeat(1001)), lms.api.LMSFinish("")];
    """
    assert play(node, body) == [["true", 4000], ["true", 1000], ["true", 1000], "true"]


# ---- AICCShim


def test_what_the_shim_takes_apart_does_not_occur_in_the_state(node: Node) -> None:
    body = """
      const state = T.decodeState("15.abc.vabcdef.qpraca-b.d1f-abcdef-10.s2-80-p");
      const text = T.encodeState(state);
      visit(["of:aicc-shim"], (adapter) => { save(adapter, text); adapter.leave(); });
      const came = visit(["of:aicc-shim"], (adapter, launch) => launch.state);
      return [came === text, lms.errors.length === 0, Object.keys(stored).sort()];
    """
    whole, quiet, kept = play(node, body)
    assert whole and quiet
    assert kept == ["cmi.core.lesson_location", STATUS, TIME, STATE]


def test_the_double_takes_texts_apart(node: Node) -> None:
    body = """
      return ["a=b", "a$b", "a\\nb", "a[b]", "a.b"].map((text) => {
        const lms = createLms({ quirks: ["aicc-loss"] });
        lms.api.LMSInitialize(""); lms.api.LMSSetValue("cmi.suspend_data", text); lms.api.LMSCommit("");
        return lms.data()["cmi.suspend_data"];
      });
    """
    assert play(node, body) == ["a", "a", "a", "a", "a.b"]


def test_bundles_hold_quirks_there_are(node: Node) -> None:
    assert sorted(bundles(node)) == ["aicc-shim", "esr", "learning-hub", "moodle", "open-edx"]
    script = (
        "return Object.keys(LMS_PLATFORMS).map((name) => Object.keys(readQuirks(['of:' + name])).length);"
    )
    assert play(node, script) == [len(names) for names in bundles(node).values()]
