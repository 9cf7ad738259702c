"""The session's policy with a clock, a platform and a learner that are all made up."""

from __future__ import annotations

from typing import Any

from js import Node, run

PARTS = {
    "session.js": ("Session",),
    "state.js": ("decodeState", "encodeState", "emptyState"),
    "clock_time.js": ("clockTime",),
    "duration.js": ("Stopwatch",),
}

# A clock that only moves when told, and an adapter that writes down what it hears.
WORLD = """
let now = 0, timers = [], next = 1;
const heard = [], store = {};
const env = {
  window: {}, now: () => now,
  setTimeout: (work, delay) => { timers.push({ at: now + delay, work, id: next }); return next++; },
  clearTimeout: (id) => { timers = timers.filter((timer) => timer.id !== id); },
  storage: { getItem: (k) => (k in store ? store[k] : null), setItem: (k, v) => { store[k] = v; },
             removeItem: (k) => { delete store[k]; } },
};
let answer = "saved";
const then = (value) => ({ then: (work) => { work(value); return then(value); } });
const adapter = {
  restarts: true,
  connect: () => then(launch),
  save: ({ state, place, seconds }) => heard.push(["save", state, place, seconds]),
  answered: ({ question, given, right }) => heard.push(["answered", question, given, right]),
  objective: (row) => heard.push(["objective", row.id, row.scaled, row.success]),
  report: (outcome) => heard.push(["report", outcome.success, outcome.raw]),
  commit: () => { heard.push(["commit"]); return then(answer); },
  leave: () => { heard.push(["leave"]); return null; },
};
const wait = (seconds) => {
  const end = now + seconds * 1000;
  for (;;) {
    const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
    if (!due) break;
    now = due.at;
    timers = timers.filter((timer) => timer !== due);
    due.work();
  }
  now = end;
};
const said = (...names) => heard.filter(([name]) => names.includes(name)).map((call) => call.join(" "));
const count = (name) => heard.filter(([one]) => one === name).length;
const session = new T.Session(env, course, adapter, () => {});
session.show(course.pages[0].id, true);
session.connect();
"""


def course(**changes: Any) -> dict[str, Any]:
    def asked(key: str, page: str, assessed: bool, safety: bool = False) -> dict[str, Any]:
        return {
            "id": f"q-{key}", "key": key, "page": page, "kind": "choice", "check": "c", "objective": "aim",
            "safety": safety, "assessed": assessed, "text": "?", "right": "b", "answers": ["x", "y"],
        }  # fmt: skip

    made = {
        "course": "c", "module": "m",
        "pages": [{"id": name, "key": name, "title": name, "minutes": 1} for name in ("one", "two", "six")],
        "questions": [asked("pra", "two", False), asked("saf", "six", True, True), asked("tes", "six", True)],
        "assessment": {"page": "six", "draw": 2, "attempts": 2},
        "objectives": [{"id": "aim", "text": "Aim", "pages": ["two"]}],
        "rules": {"mastery": 0.8, "completion": "viewed", "end_status": "passed", "on_fail": "failed",
                  "navigation": "free"},
    }  # fmt: skip
    return {**made, **changes}


def play(node: Node, body: str, made: dict[str, Any] | None = None, **launch: Any) -> Any:
    given = {
        "learnerKey": "s-1", "mode": "normal", "entry": "", "outcome": None, "masteryScore": None,
        "language": None, "state": "", "place": "", "returnUrl": None, **launch,
    }  # fmt: skip
    return run(node, PARTS, WORLD + body, course=made or course(), launch=given)


def test_commits_come_ten_seconds_apart_and_a_minute_late_at_most(node: Node) -> None:
    body = """
      const at = [];
      const look = (what) => at.push(what + " " + count("commit"));
      look("start"); session.show("two"); look("turn"); wait(11); session.show("six"); look("later turn");
      session.show("two"); look("next turn"); wait(59); look("59 s"); wait(2); look("61 s");
      wait(600); look("quiet");
      session.show("six"); session.show("one"); look("turn and turn"); session.hidden(); look("hidden");
      session.hidden(); look("hidden again");
      return at;
    """
    assert play(node, body) == [
        "start 0", "turn 0", "later turn 1", "next turn 1", "59 s 1", "61 s 2", "quiet 2",
        "turn and turn 3", "hidden 4", "hidden again 4",
    ]  # fmt: skip


def test_after_a_refusal_it_tries_at_5_15_and_60_seconds(node: Node) -> None:
    body = """
      const at = [];
      answer = "refused"; wait(20); session.show("two");
      adapter.commit = () => { at.push(now / 1000); return then(answer); };
      const told = [session.saving()];
      wait(200); answer = "saved"; wait(60); told.push(session.saving());
      return [at, told, Object.keys(store).length];
    """
    at, told, copies = play(node, body)
    assert [later - 20 for later in at] == [5, 20, 80, 140, 200, 260]
    assert told == ["refused", "saved"]
    assert copies == 0


def test_the_outcome_goes_out_once_when_all_is_decided(node: Node) -> None:
    body = """
      const q = (key) => course.questions.find((one) => one.key === key);
      session.show("two"); session.check(q("pra"), "a"); session.check(q("pra"), "b");
      session.openAssessment(); session.check(q("saf"), "a"); session.check(q("saf"), "b");
      session.choose(q("tes"), "b"); session.submit();
      const first = session.result();
      session.retry(); session.check(q("saf"), "b"); session.choose(q("tes"), "b"); session.submit();
      const second = session.result();
      const before = count("report");
      session.show("six"); session.show("one"); wait(100); session.leave(); session.leave(); session.hidden();
      return { first, second, before, calls: said("report", "leave", "answered", "objective"),
               last: said("commit", "leave", "report").pop() };
    """
    said = play(node, body)
    assert (said["first"]["raw"], said["first"]["standing"]) == (50, "o")
    assert (said["second"]["raw"], said["second"]["best"], said["second"]["standing"]) == (100, 100, "p")
    assert said["before"] == 0
    assert said["calls"] == [
        "answered q-pra a false", "answered q-pra b true", "answered q-saf a false", "answered q-tes b true",
        "objective aim 0.5 false", "answered q-saf b true", "answered q-tes b true", "objective aim 1 true",
        "report true 100", "leave",
    ]  # fmt: skip
    assert said["last"] == "leave"


def test_what_was_submitted_stays_as_it_was(node: Node) -> None:
    """A press on Submit that waited for the second script counts once, and a late choice changes nothing."""
    body = """
      const q = (key) => course.questions.find((one) => one.key === key);
      session.show("two"); session.openAssessment(); session.check(q("saf"), "b");
      session.choose(q("tes"), "a"); session.submit(); session.submit(); session.choose(q("tes"), "b");
      return [session.result().triesLeft, session.answerTo(q("tes")).last, count("answered")];
    """
    assert play(node, body) == [1, "a", 2]


def test_tries_used_up_report_the_best_result(node: Node) -> None:
    body = """
      const q = (key) => course.questions.find((one) => one.key === key);
      session.show("two"); session.show("six");
      ["b", "a"].forEach((letter, n) => {
        if (n) session.retry(); else session.openAssessment();
        session.check(q("saf"), letter); session.check(q("saf"), "b");
        session.choose(q("tes"), "a"); session.submit();
      });
      return [session.result().raw, session.result().best, session.result().triesLeft, said("report")];
    """
    assert play(node, body) == [0, 50, 0, ["report false 50"]]


def test_a_refused_outcome_is_reported_again(node: Node) -> None:
    """The module without an assessment is done once its last page is shown."""
    body = """
      answer = "refused"; session.show("two"); session.show("six"); wait(6);
      answer = "saved"; wait(100);
      return said("report");
    """
    assert play(node, body, course(assessment=None, questions=[])) == ["report  "] * 3


def test_questions_can_be_asked_for(node: Node) -> None:
    rules = {**course()["rules"], "completion": "questions"}
    made = course(assessment=None, questions=course()["questions"][:1], rules=rules)
    body = """
      session.show("two"); session.show("six"); const before = count("report");
      session.check(course.questions[0], "a");
      return [before, count("report")];
    """
    assert play(node, body, made) == [0, 1]


def test_a_revisit_writes_nothing(node: Node) -> None:
    body = """
      session.show("two"); session.check(course.questions[0], "b"); session.openAssessment();
      session.hidden(); wait(500); session.leave();
      return [heard.map(([name]) => name), Object.keys(store)];
    """
    outcome = {"completion": True, "success": True, "raw": 90}
    assert play(node, body, outcome=outcome) == [["leave"], []]
    assert play(node, body, mode="review") == [["leave"], []]


def test_edits_of_the_course_keep_the_rest(node: Node) -> None:
    """A question changed is asked again; pages and questions gone or moved lose nobody anything."""
    state = "19.two.vonetwogon.qprazb.qgoncab-b.x7future.q0a1cb"
    body = "session.show('six'); return [session.state, T.encodeState(session.state)];"
    kept, text = play(node, body, state=state)
    assert kept["seen"] == ["one", "two", "gon", "six"]
    assert set(kept["responses"]) == {"gon", "0a1"}
    assert kept["others"] == ["x7future"]
    assert text == "1a.six.vonetwogonsix.qgoncab-b.q0a1cb.x7future"


def test_a_drawn_set_survives_and_is_made_good(node: Node) -> None:
    body = "session.openAssessment(); return session.state.attempt.keys;"
    assert play(node, body, state="19.six.vonetwosix.d5-safold") == ["saf", "tes"]
    assert play(node, body, state="19.six.vonetwosix.d5-tessaf") == ["tes", "saf"]


def test_the_rescue_copy_wins_when_it_is_newer(node: Node) -> None:
    body = """
      answer = "refused"; session.show("two"); wait(11); session.show("six");
      const kept = Object.values(store).map((text) => JSON.parse(text));
      answer = "saved";
      const other = new T.Session(env, course, adapter, () => {});
      other.show("one", true); other.connect();
      return [kept, other.state.seen, Object.keys(store).length, said("save").pop().split(" ")[1]];
    """
    kept, seen, left, saved = play(node, body)
    assert kept == [{"counter": 2, "state": "12.six.vonetwosix"}]
    assert seen == ["one", "two", "six"]
    assert left == 0 and saved.startswith("13.six.")
    assert play(node, "session.show('two'); return Object.keys(store);", learnerKey="") == []


def test_time_is_what_was_seen_and_not_idle(node: Node) -> None:
    body = """
      const watch = new T.Stopwatch(env.now);
      const at = [watch.seconds()];
      wait(30); at.push(watch.seconds());
      watch.show(false); wait(100); watch.show(true); wait(5); at.push(watch.seconds());
      watch.touch(); wait(3600); at.push(watch.seconds());
      watch.touch(); wait(60); at.push(watch.seconds());
      return [at, [0, 1, 61.5, 3599.999, 754321.25, 1e9].map(T.clockTime)];
    """
    at, texts = play(node, body)
    assert at == [1, 30, 35, 635, 695]
    assert texts == [
        "0000:00:00.00", "0000:00:01.00", "0000:01:01.50", "0001:00:00.00", "0209:32:01.25", "9999:59:59.99",
    ]  # fmt: skip
