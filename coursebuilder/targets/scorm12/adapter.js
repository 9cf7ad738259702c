// SCORM 1.2: the one file of the runtime that knows its words. It translates and decides nothing.
import { clockTime } from "../../runtime/duration.js";
import { attempt, findApi, isTrue } from "../../runtime/scorm_api.js";

const SEEK_FOR = 10000; // some platforms set up their API after our page has loaded
const STATUS = "core.lesson_status";

// How a response or a right one is written, by the kind of question; others are letters in a list. Names are
// single characters here, a text is one line, and a number neither negative nor a range.
const WRITTEN = {
  "true-false": (letter) => (letter === "a" ? "t" : "f"),
  "matching": (letters) => listed(Array.from(letters, (letter, n) => (n + 1).toString(36) + "." + letter)),
  "fill-in": (text) => text.replace(/\s+/g, " ").slice(0, 255),
  "long-fill-in": (text) => text.replace(/\s+/g, " ").slice(0, 255),
  "numeric": (number) => (/^\d+(\.\d+)?$/.test(atOnce(number)) ? atOnce(number) : ""),
};
// Kinds that have no type of their own here.
const TYPES = {
  "multiple": "choice",
  "long-fill-in": "fill-in",
};

function listed(letters) {
  return Array.from(letters).join(",");
}

// A range that holds one number is that number.
function atOnce(number) {
  return Array.isArray(number) ? Array.from(new Set(number)).join(" ") : number;
}

export function createAdapter(env) {
  return new Adapter(env);
}

class Adapter {
  constructor(env) {
    this.env = env;
    this.api = null;
    this.ended = false;
    this.reading = true; // a revisit, or not begun: nothing may be set
    this.restarts = true; // a reloaded page may start a session again
    this.sent = {}; // what the platform took, so that nothing is set twice
    this.wanted = {}; // what every commit must make sure of: time, status, exit
    this.refused = false;
    this.interactions = null;
    this.objectives = null;
  }

  // Resolves with what the platform holds, or with null when there is none to talk to.
  connect(course) {
    this.course = course;
    return new Promise((resolve) => this.seek(resolve, this.env.now() + SEEK_FOR));
  }

  seek(resolve, until) {
    const api = this.ended ? null : findApi(this.env.window, "API", "LMSInitialize");
    if (api && this.initialise(api)) return resolve(this.read());
    if (this.ended || this.env.now() >= until) return resolve(null);
    return this.env.setTimeout(() => this.seek(resolve, until), api ? 2000 : 250);
  }

  // A "false" may mean "already running": then there is a status to read, and we go on.
  initialise(api) {
    this.api = api;
    if (!isTrue(attempt(() => api.LMSInitialize(""))) && !this.get(STATUS)) this.api = null;
    return this.api;
  }

  get(name) {
    const value = attempt(() => this.api.LMSGetValue("cmi." + name));
    return value === undefined || value === null ? "" : String(value);
  }

  set(name, value) {
    return isTrue(attempt(() => this.api.LMSSetValue("cmi." + name, value)));
  }

  must(name, value) {
    if (this.sent[name] === value) return;
    if (this.set(name, value)) this.sent[name] = value;
    else this.refused = true;
  }

  // The status first: it decides whether this is a revisit, in which nothing is written.
  read() {
    const status = this.get(STATUS).trim().toLowerCase();
    const launch = {
      learnerKey: this.get("core.student_id"),
      mode: (/review|browse/i.exec(this.get("core.lesson_mode")) || ["normal"])[0],
      outcome: null,
      masteryScore: null,
      state: this.get("suspend_data"),
      location: this.get("core.lesson_location"),
    };
    if (/^(passed|completed|failed)$/.test(status)) {
      const success = status === "completed" ? null : status === "passed";
      launch.outcome = { completion: true, success, raw: this.score() };
    } else if (launch.mode === "normal") launch.refused = this.begin(status) !== "saved";
    return launch;
  }

  score() {
    const raw = Math.round(parseFloat(this.get("core.score.raw")));
    return isFinite(raw) ? raw : null;
  }

  begin(status) {
    const fresh = /^(|unknown|not attempted)$/.test(status);
    this.reading = false;
    this.wanted = Object.assign(fresh ? { [STATUS]: "incomplete" } : {}, { "core.exit": "suspend" });
    this.setWanted();
    return fresh ? this.store() : "saved";
  }

  setWanted() {
    Object.keys(this.wanted).forEach((name) => this.must(name, this.wanted[name]));
  }

  store() {
    this.setWanted();
    const answer = attempt(() => this.api.LMSCommit(""), "thrown");
    const taken = isTrue(answer) && !this.refused;
    this.refused = false;
    if (taken) return "saved";
    return answer === "thrown" ? "unreachable" : "refused";
  }

  save({ state, location, seconds }) {
    if (this.idle()) return;
    this.must("suspend_data", state);
    this.must("core.lesson_location", location.slice(0, 255));
    this.wanted["core.session_time"] = clockTime(seconds);
  }

  idle() {
    return !this.api || this.ended || this.reading;
  }

  seen() {}

  // One more interaction at the end of the list; a platform that keeps none says so once and is left alone.
  answered(response) {
    if (this.idle() || this.interactions === "none") return;
    if (this.interactions === null) this.interactions = this.count("interactions._count");
    const at = "interactions." + this.interactions + ".";
    const { objective, question, kind, right, given, pattern, seconds, weight } = response;
    const written = WRITTEN[kind] || listed;
    this.interactions = this.set(at + "id", question) ? this.interactions + 1 : "none";
    if (this.interactions === "none") return;
    if (objective) this.set(at + "objectives.0.id", objective);
    const rows = Object.entries({
      "time": this.timeOfDay(),
      "type": TYPES[kind] || kind,
      "weighting": String(weight),
      "student_response": written(given),
      "result": right === null ? "neutral" : right ? "correct" : "wrong",
      "latency": clockTime(seconds),
    });
    const rights = [].concat(pattern || []).map(written).filter(Boolean);
    rights.forEach((one, n) => rows.push(["correct_responses." + n + ".pattern", one]));
    rows.forEach(([name, value]) => value && this.set(at + name, value));
  }

  count(name) {
    return Math.max(0, parseInt(this.get(name), 10) || 0);
  }

  timeOfDay() {
    return new Date(this.env.now()).toTimeString().slice(0, 8) + ".00";
  }

  objective({ id, scaled, success }) {
    if (this.idle() || this.objectives === "none") return;
    if (this.objectives === null) {
      const length = this.count("objectives._count");
      this.objectives = Array.from({ length }, (none, n) => this.get("objectives." + n + ".id"));
    }
    if (!this.objectives.includes(id)) this.objectives.push(id);
    const at = "objectives." + this.objectives.indexOf(id) + ".";
    if (this.set(at + "id", id)) {
      this.set(at + "score.raw", String(Math.round(scaled * 100)));
      this.set(at + "status", success ? "passed" : "failed");
    } else this.objectives = "none";
  }

  // Score, then time, then status, all before one commit: a platform may freeze the first final one it sees.
  report({ success, raw, seconds }) {
    if (this.idle()) return;
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

  commit() {
    return Promise.resolve(this.idle() ? "refused" : this.store());
  }

  // Finish stores what was set; a commit beside it could push both over what a closing page may send.
  leave() {
    if (this.ended) return null;
    if (!this.idle()) this.setWanted();
    this.ended = true;
    if (this.api) attempt(() => this.api.LMSFinish(""));
    return null;
  }
}
