// SCORM 1.2: the one file of the runtime that knows its words. It translates and decides nothing.
import { clockTime } from "../../player/runtime/clock_time.js";
import { ScormSession } from "../../player/runtime/scorm_session.js";

const STATUS = "core.lesson_status";
const NAMES = {
  finds: "API",
  opens: "LMSInitialize",
  gets: "LMSGetValue",
  sets: "LMSSetValue",
  commits: "LMSCommit",
  ends: "LMSFinish",
  fails: "LMSGetLastError",
  model: "cmi.",
  always: STATUS,
};

// By interaction type: what it is called here, and how a response, or a right one, is written. Others have
// their own name, and letters in a list. The parts of a pair have names of one character, texts make one
// line, a number is neither negative nor a range nor one of several.
const WRITTEN = {
  "true-false": ["true-false", (letter) => (letter === "a" ? "t" : "f")],
  matching: ["matching", (pairs) => listed([...pairs].map((one, n) => (n + 1).toString(36) + "." + one))],
  "fill-in": ["fill-in", (text) => [].concat(text).join("; ").replace(/\s+/g, " ").slice(0, 255)],
  "long-fill-in": ["fill-in", (text) => text.replace(/\s+/g, " ").slice(0, 255)],
  numeric: ["numeric", (number) => (/^(\d+(\.\d+)?)(,\1)?$/.exec(number) || ["", ""])[1]],
};

function listed(letters) {
  return [...letters].join(",");
}

export function createAdapter(env) {
  return new Adapter(env, NAMES, true);
}

class Adapter extends ScormSession {
  // The status first: it decides whether this is a revisit, in which nothing is written.
  read() {
    const status = this.get(STATUS).trim().toLowerCase();
    const launch = {
      learnerKey: this.get("core.student_id"),
      mode: (/review|browse/i.exec(this.get("core.lesson_mode")) || ["normal"])[0],
      outcome: null,
      masteryScore: null,
      state: this.get("suspend_data"),
      place: this.get("core.lesson_location"),
    };
    if (/^(passed|completed|failed)$/.test(status)) {
      const success = status === "completed" ? null : status === "passed";
      launch.outcome = { completion: true, success, raw: this.score("core.score.raw") };
    } else if (launch.mode === "normal") {
      const fresh = /^(|unknown|not attempted)$/.test(status) && { [STATUS]: "incomplete" };
      launch.refused = this.begin(fresh, { "core.exit": "suspend" }) !== "saved";
    }
    return launch;
  }

  save({ state, place, seconds }) {
    if (this.reading) return;
    this.must("suspend_data", state);
    this.must("core.lesson_location", place.slice(0, 255));
    this.wanted["core.session_time"] = clockTime(seconds);
  }

  answered(response) {
    const { objective, question, kind, right, given, pattern, seconds, weight } = response;
    const [type, written] = WRITTEN[kind] || [kind, listed];
    const at = this.interaction(question);
    if (!at) return;
    if (objective) this.set(at + "objectives.0.id", objective);
    Object.entries({
      time: this.timeOfDay(),
      type: type,
      "correct_responses.0.pattern": pattern && written(pattern),
      weighting: String(weight),
      student_response: written(given),
      result: right === null ? "neutral" : right ? "correct" : "wrong",
      latency: clockTime(seconds),
    }).forEach(([name, value]) => value && this.set(at + name, value));
  }

  timeOfDay() {
    return new Date(this.env.now()).toTimeString().slice(0, 8) + ".00";
  }

  objective({ id, scaled, success }) {
    const at = this.standing(id);
    if (!at) return;
    this.set(at + "score.raw", String(Math.round(scaled * 100)));
    this.set(at + "status", success ? "passed" : "failed");
  }

  // Score, then time, then status, all before one commit: a platform may freeze the first final one it sees.
  report({ success, raw, seconds }) {
    if (this.reading) return;
    if (raw !== null) {
      this.must("core.score.raw", String(raw));
      this.set("core.score.min", "0");
      this.set("core.score.max", "100");
    }
    this.wanted = {
      "core.session_time": clockTime(seconds),
      [STATUS]: this.finalStatus(success),
      "core.exit": "",
    };
    this.setWanted();
  }

  finalStatus(success) {
    const { end_status: end, on_fail: fail } = this.course.rules;
    if (success === null) return "completed";
    if (success) return end === "completed" ? "completed" : "passed";
    return fail === "incomplete" ? "incomplete" : "failed";
  }
}
