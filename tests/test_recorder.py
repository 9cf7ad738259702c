"""What is told of a learner's launches, in a script engine with platform and store made up."""

from __future__ import annotations

import json
from typing import Any

from js import Node, run_async

from coursebuilder.targets.profile import VERBS

PARTS = {"statements.js": ("Recorder",), "state.js": ("encodeState", "emptyState")}
COURSE = {
    "course": "c",
    "module": "m",
    "pages": [{"id": name, "key": f"{name}1k"[:3]} for name in ("aa", "bb", "cc", "dd")],
    "launch": {
        "verbs": {name: {"id": iri} for name, iri in VERBS.items()},
        "profile": {"id": "urn:p"},
        "progress": "urn:progress",
        "course": {"id": "urn:c"},
        "launched": {"id": "urn:m", "definition": {}},
        "pages": {name: {"id": f"urn:{name}"} for name in ("aa", "bb", "cc", "dd")},
        "questions": {"q": {"id": "urn:q"}},
        "objectives": {"aim": {"id": "urn:aim"}},
    },
}
WORLD = """
let now = 1e12, document = null, tag = 0, plan = [];
const device = {}, got = [], log = [];
const kept = {
  getItem: (name) => (name in device ? device[name] : null),
  setItem: (name, value) => { device[name] = value; },
  removeItem: (name) => { delete device[name]; },
};
const storage = new Proxy(kept, { ownKeys: () => Object.keys(device),
  getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, writable: true }) });
const { webcrypto } = require("crypto");
const env = { storage, now: () => (now += 1000), setTimeout, clearTimeout,
  window: { TextEncoder, Uint8Array, crypto: webcrypto } };
const conditions = (headers) => Object.entries(headers || {}).filter(([key]) => key.startsWith("If-"));
const store = {
  post: async (statements) => {
    const known = statements.some(({ id }) => got.some((one) => one.id === id));
    const code = plan.shift() || (known ? 409 : 204);
    if (code === 204) got.push(...statements);
    return { code };
  },
  holds: async (id) => got.some((one) => one.id === id),
  stored: async (method, name, body, headers) => {
    log.push(method + " " + conditions(headers).map(([key, value]) => key + value).join());
    if (method === "GET") return { code: document ? 200 : 404, came: document || "", etag: "t" + tag };
    const fits = !headers || (document ? headers["If-Match"] === "t" + tag : "If-None-Match" in headers);
    if (!fits) return { code: 412, came: "", etag: null };
    document = body;
    tag += 1;
    return { code: 204, came: "", etag: null };
  },
};
const opened = (mastery) => ({ store, actor: { mbox: "mailto:a@example.org" }, activity: "urn:x",
  registration: "7c5fe0f4-6a37-4b1c-8d54-20e6d5d9a111", learnerKey: "k", mode: "normal", mastery,
  masteryScore: mastery, template: {}, returnUrl: null, marks: () => ({}), adopted: (entry) => entry });
const open = (mastery = null) => new T.Recorder(env, { restarts: false, open: async () => opened(mastery) });
let counter = 0;
const state = (...pages) => T.encodeState(Object.assign(T.emptyState(),
  { counter: ++counter, seen: pages.map((id) => (id + "1k").slice(0, 3)) }));
const verbs = () => got.map((one) => one.verb.id.split("/").pop());
const done = (raw, success) => ({ completion: true, success, raw, scaled: raw === null ? null : raw / 100 });
"""


def play(node: Node, body: str) -> Any:
    return run_async(node, PARTS, f"const course = {json.dumps(COURSE)};\n{WORLD}\n{body}")


def test_pages_and_quarters_once(node: Node) -> None:
    body = """
      const one = open(); await one.connect(course);
      one.save({ state: state("aa"), place: "aa", seconds: 1 });
      one.save({ state: state("aa", "bb", "cc"), place: "cc", seconds: 2 });
      await one.commit();
      one.save({ state: state("aa", "bb", "cc", "dd"), place: "dd", seconds: 3 });
      await one.commit(); one.leave();
      const two = open(); await two.connect(course);
      two.save({ state: state("aa", "bb", "cc", "dd"), place: "aa", seconds: 1 });
      await two.commit();
      return [verbs(), got.filter((one) => one.result && one.result.extensions)
        .map((one) => one.result.extensions["urn:progress"])];
    """
    verbs, quarters = play(node, body)
    assert verbs == [
        "initialized", "experienced", "progressed", "experienced", "experienced", "progressed", "experienced",
        "terminated", "initialized",
    ]  # fmt: skip
    assert quarters == [25, 75]


def test_pages_of_several_modules_with_one_key_are_told_apart(node: Node) -> None:
    """In a course's line each module has its own; every module has a page called start."""
    modules = []
    for key, names in (("", ["aa"]), ("m1k", ["bb"]), ("m2k", ["cc", "dd"])):
        pages = [{"id": name, "key": "s1k" if name < "dd" else "t1k"} for name in names]
        modules.append({"key": key, "pages": pages})
    whole = {**COURSE, "modules": modules}
    body = f"""
      const whole = {json.dumps(whole)};
      whole.pages = [].concat(...whole.modules.map(({{ pages }}) => pages));
      const line = (...seen) =>
        T.encodeState(Object.assign(T.emptyState(), {{ counter: ++counter, seen }}));
      const one = open(); await one.connect(whole);
      one.save({{ state: line("s1k") + ".~m2k" + line("s1k"), place: "cc", seconds: 1 }});
      await one.commit(); one.leave();
      const two = open(); await two.connect(whole);
      two.save({{ state: line("s1k") + ".~m2k" + line("s1k", "t1k"), place: "dd", seconds: 1 }});
      await two.commit();
      return got.filter((one) => one.verb.id.endsWith("experienced")).map((one) => one.object.id);
    """
    assert play(node, body) == ["urn:aa", "urn:cc", "urn:dd"]


def test_results_have_one_id_for_a_registration(node: Node) -> None:
    """Should two devices finish, or the reply be lost: the store can hold each result once."""
    body = """
      const one = open(), two = open();
      await one.connect(course); await two.connect(course);
      for (const it of [one, two]) {
        it.save({ state: state("aa"), place: "aa", seconds: 5 });
        it.report(done(90, true)); it.report(done(90, true));
      }
      await one.commit();
      const answer = await two.commit();
      const held = JSON.parse(document);
      return [answer, verbs().filter((verb) => /passed|completed/.test(verb)), held.sent, held.raw];
    """
    answer, verbs, sent, raw = play(node, body)
    assert answer == "saved"
    assert verbs == ["completed", "passed"] and sent == ["completed", "passed"] and raw == 90


def test_a_result_that_is_refused_is_not_called_saved(node: Node) -> None:
    body = """
      const one = open(); await one.connect(course);
      one.save({ state: state("aa"), place: "aa", seconds: 5 });
      await one.commit();
      one.report(done(90, true));
      plan = [403, 403, 403];
      const first = [await one.commit(), JSON.parse(document).sent];
      return [first, await one.commit(), JSON.parse(document).sent, verbs().slice(-2)];
    """
    first, second, sent, last = play(node, body)
    assert first == ["refused", []]
    assert second == "saved" and sent == ["completed", "passed"] and last == ["completed", "passed"]


def test_a_score_that_no_longer_fits_is_left_out(node: Node) -> None:
    """The platform has raised what passes after the assessment was passed, before the last page was read."""
    body = """
      const scores = [];
      const cases = [[0.8, 80, true], [0.9, 80, true], [0.5, 60, false], [0.5, 40, false]];
      for (const [mastery, raw, success] of cases) {
        document = null; got.length = 0; counter += 1;
        Object.keys(device).forEach((name) => delete device[name]);
        const one = open(mastery); await one.connect(course);
        one.save({ state: state("aa"), place: "aa", seconds: 5 });
        one.report(done(raw, success)); await one.commit();
        scores.push([verbs().pop(), Boolean(got[got.length - 1].result.score)]);
      }
      return scores;
    """
    assert play(node, body) == [["passed", True], ["passed", False], ["failed", False], ["failed", True]]


def test_time_adds_up_over_launches(node: Node) -> None:
    body = """
      const one = open(); await one.connect(course);
      one.save({ state: state("aa"), place: "aa", seconds: 61.5 }); await one.commit(); one.leave();
      const two = open(); await two.connect(course);
      two.save({ state: state("aa", "bb"), place: "bb", seconds: 10 });
      two.report(done(null, null)); await two.commit();
      return [verbs().includes("passed"), got[got.length - 1].result];
    """
    passed, result = play(node, body)
    assert not passed and result == {"completion": True, "duration": "PT72.00S"}


def test_tags_notice_another_device_and_what_it_sent(node: Node) -> None:
    body = """
      const one = open(); await one.connect(course);
      document = JSON.stringify({ state: "", sent: ["completed"] }); tag += 1;
      one.save({ state: state("aa"), place: "aa", seconds: 5 });
      const answer = await one.commit();
      one.report(done(null, null)); await one.commit();
      return [answer, JSON.parse(document).sent, verbs(), log];
    """
    answer, sent, verbs, log = play(node, body)
    assert answer == "saved" and sent == ["completed"] and "completed" not in verbs
    assert (
        log == ["GET ", "PUT If-None-Match*", "GET ", "PUT If-Matcht1", "POST "][: len(log)] and len(log) >= 4
    )


def test_a_page_closed_before_it_began_says_nothing(node: Node) -> None:
    body = """
      const one = open(); const connecting = one.connect(course);
      one.leave();
      return [await connecting, verbs(), one.leave()];
    """
    assert play(node, body) == [None, [], None]


def test_looking_back_tells_start_and_end(node: Node) -> None:
    body = """
      document = JSON.stringify({ state: state("aa"), sent: ["completed", "failed"], raw: 40 });
      const one = open(); const launch = await one.connect(course);
      one.save({ state: state("aa", "bb"), place: "bb", seconds: 5 });
      one.answered({ question: "q", kind: "choice", given: "a", right: true, seconds: 1 });
      one.objective({ id: "aim", scaled: 1, success: true }); one.report(done(100, true));
      const answer = await one.commit(); one.leave(); await 0; await 0;
      return [launch.outcome, answer, verbs()];
    """
    outcome, answer, verbs = play(node, body)
    assert outcome == {"completion": True, "success": False, "raw": 40}
    assert answer == "refused" and verbs == ["initialized", "terminated"]
