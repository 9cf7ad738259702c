"""Launches of one course on one strict LMS, each in a page of its own, on a clock that moves when told."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from js import Node, adapter, script
from standards import Standard
from test_session import course

from coursebuilder.targets import TARGETS

# A clock that moves when told, a device, and launches of one course on one LMS, each in a page of its own.
WORLD = """
let now = 1e12, timers = [], ids = 0, stored = null, lms = null, going = "";
const store = {}, course = () => JSON.parse(JSON.stringify(made));
const at = (delay, work) => { ids += 1; timers.push({ at: now + delay, id: ids, work }); return ids; };
const settle = async () => { for (let n = 0; n < 12; n += 1) await null; };
const wait = async (seconds) => {
  const end = now + seconds * 1000;
  for (;;) {
    await settle();
    const due = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
    if (!due) break;
    now = Math.max(now, due.at);
    timers = timers.filter((one) => one !== due);
    due.work();
  }
  now = Math.max(now, end);
};
const makeLms = (quirks, more) => createLms(Object.assign({
  stored: stored && Object.assign({}, stored), quirks, save: (data) => (stored = data), now: () => now,
  pass: (time) => (now += time),
}, more));
const open = async (quirks = [], { address = "/a/index.html", alone, ...more } = {}) => {
  timers = [];
  lms = makeLms(quirks, more);
  const top = alone ? {} : { [LMS_WINDOW_NAME]: lms.api };
  top.parent = top;
  const window = { parent: top, top, location: { pathname: address }, innerWidth: 800, innerHeight: 600 };
  const env = {
    window, now: () => now, setTimeout: (work, delay) => at(delay, work), log() {},
    clearTimeout: (id) => { timers = timers.filter((one) => one.id !== id); },
    storage: { getItem: (k) => (k in store ? store[k] : null), setItem: (k, v) => { store[k] = v; },
               removeItem: (k) => { delete store[k]; } },
  };
  const session = new T.Session(env, course(), T.createAdapter(env), () => {});
  session.show("one", true);
  session.connect();
  await wait(1);
  return session;
};
const asked = (session, key) => session.course.questions.find((one) => one.key === key);
const read = (session) => session.course.pages.forEach(({ id }) => session.show(id));
const test = (session, letter = "b") => {
  session.openAssessment(); session.check(asked(session, "saf"), letter);
  if (letter !== "b") session.check(asked(session, "saf"), "b");
  session.choose(asked(session, "tes"), letter); session.submit();
};
const pass = async (session) => {
  read(session); session.check(asked(session, "pra"), "b"); test(session); await wait(9);
};
const result = () => Object.keys(stored || {}).filter((name) => /status$|score.raw$/.test(name)).sort()
  .filter((name) => !/interactions|objectives/.test(name)).map((name) => stored[name]);
const written = (from = 0) => lms.calls.slice(from).filter(({ name }) => /SetValue/.test(name))
  .map((call) => call.arguments[0].replace(/cmi.(core.)?/, ""));
const answersKept = () => Object.keys(stored).filter((name) => /interactions.\\d+.id$/.test(name)).length;
"""
PARTS = {"session.js": ("Session",), "state.js": ("decodeState", "encodeState")}
PASSED = {"scorm12": ["passed", "100"], "scorm2004-4th": ["completed", "100", "passed"]}
OPEN = {"scorm12": ["incomplete"], "scorm2004-4th": ["incomplete"]}


@cache
def double(target: str) -> str:
    return "\n".join(Path(path).read_text("utf-8") for path in TARGETS[target].double)


def play(node: Node, standard: Standard, body: str, **changes: Any) -> Any:
    parts = {**PARTS, **adapter(TARGETS[standard.target].adapter)}
    made = json.dumps(course(**changes))
    return node(
        script(
            parts,
            f"{double(standard.target)}\nconst made = {made};\n{WORLD}\n"
            f"print(await (async () => {{\n{body}\n}})());",
        )
    )
