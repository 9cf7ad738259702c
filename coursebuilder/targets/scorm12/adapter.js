// SCORM 1.2: with telling.js the only file of the runtime that knows its words. It translates and decides nothing.
import { clockTime } from "../../player/runtime/clock_time.js";
import { ScormSession } from "../../player/runtime/scorm_session.js";

const STATUS = "core.lesson_status";
const PLACE = "core.lesson_location";
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
  needs: /^(suspend_data|core\.lesson_status|core\.score\.raw)$/,
  leaves: { "core.exit": "suspend" },
  looks: {},
  otherwise: { "core.session_time": (time) => time.replace(/^00(?=\d\d:)|\.\d+$/g, "") }, // 00:12:34
};

export function createAdapter(env) {
  return new Adapter(env, NAMES, true);
}

class Adapter extends ScormSession {
  read() {
    const said = this.get("core.lesson_mode");
    return {
      standing: this.get(STATUS).trim().toLowerCase(),
      learnerKey: this.get("core.student_id"),
      said,
      mode: (/review|browse/i.exec(said) || ["normal"])[0].toLowerCase(),
      entry: this.get("core.entry").trim().toLowerCase(),
      score: this.get("core.score.raw").trim(),
      state: this.get("suspend_data"),
      place: this.get(PLACE),
    };
  }

  save({ state, place, seconds }) {
    if (this.reading) return;
    this.refind();
    this.must("suspend_data", state);
    this.wanted[PLACE] = place.slice(0, 255);
    this.wanted["core.session_time"] = clockTime(seconds);
  }

  // Score, then time, then status, all before one commit: a platform may freeze the first final one it sees.
  report({ success, raw, seconds }) {
    if (this.reading || (this.holdsPass && !success)) return;
    const score = { "core.score.raw": String(raw), "core.score.min": "0", "core.score.max": "100" };
    this.wanted = Object.assign({ [PLACE]: this.wanted[PLACE] }, raw === null ? {} : score, {
      "core.session_time": clockTime(seconds),
      [STATUS]: this.finalStatus(success),
      "core.exit": "",
    });
    this.setWanted();
  }

  finalStatus(success) {
    const { end_status: end, on_fail: fail } = this.course.rules;
    if (success === null) return "completed";
    if (success) return end === "completed" ? "completed" : "passed";
    return fail === "incomplete" ? "incomplete" : "failed";
  }
}
