// SCORM 2004: with telling.js the only file of the runtime that knows its words. It translates and decides nothing.
import { isoDuration } from "../../player/runtime/iso_time.js";
import { ScormSession } from "../../player/runtime/scorm_session.js";

const COMPLETION = "completion_status";
const SUCCESS = "success_status";
const TIME = "session_time";
const SUSPEND = { exit: "suspend" }; // always: Moodle gives back what was saved only after this way of leaving
const NAMES = {
  finds: "API_1484_11",
  opens: "Initialize",
  gets: "GetValue",
  sets: "SetValue",
  commits: "Commit",
  ends: "Terminate",
  fails: "GetLastError",
  model: "cmi.",
  always: COMPLETION,
  needs: /^(suspend_data|completion_status|success_status|score\.(raw|scaled))$/,
  leaves: SUSPEND,
  looks: SUSPEND,
  otherwise: { [TIME]: (time) => time.replace(/\.\d+S/, "S") },
};

// A second Initialize is refused for as long as the platform's page stands, so a reloaded module can't start again.
export function createAdapter(env) {
  return new Adapter(env, NAMES, false);
}

class Adapter extends ScormSession {
  // Success says more than completion, where there is any.
  read() {
    const [completion, success, said, entry] = [COMPLETION, SUCCESS, "mode", "entry"].map((name) => {
      return this.get(name).trim().toLowerCase();
    });
    this.madeUp = success === "failed"; // of an early exit, unless it is the result that we take it for
    return {
      standing: /^(passed|failed)$/.test(success) ? success : completion,
      learnerKey: this.get("learner_id"),
      said,
      mode: (/review|browse/.exec(said) || ["normal"])[0],
      entry,
      score: this.get("score.raw").trim(),
      state: this.get("suspend_data"),
      place: this.get("location"),
    };
  }

  save({ state, place, seconds }) {
    if (this.reading) return;
    this.refind();
    this.must("suspend_data", state);
    this.wanted.location = place;
    this.wanted[TIME] = isoDuration(seconds);
  }

  // The score before the statuses, because a platform may work out success from it; all before one commit.
  // Failing is said whatever `on_fail` wants of completion: here they are two things.
  report({ success, scaled, raw, progress, seconds }) {
    if (this.reading || (this.holdsPass && !success)) return;
    const open = success === false && this.course.rules.on_fail === "incomplete";
    const score = { "score.scaled": String(scaled), "score.raw": String(raw), "score.min": "0", "score.max": "100" };
    this.wanted = Object.assign(
      {}, // where the learner is comes with the next commit: slow platforms get the result in few calls
      raw === null ? {} : score,
      { progress_measure: String(progress), [TIME]: isoDuration(seconds), [COMPLETION]: open ? "incomplete" : "completed" },
      success === null ? this.madeUp && { [SUCCESS]: "unknown" } : { [SUCCESS]: success ? "passed" : "failed" },
      SUSPEND,
    );
    this.setWanted();
  }
}
