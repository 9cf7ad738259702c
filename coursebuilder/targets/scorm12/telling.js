// SCORM 1.2: how answers and objectives are told. Comes with the second script, as further methods of the adapter.
import { clockTime } from "../../player/runtime/clock_time.js";
import { SCORM_TELLING } from "../../player/runtime/scorm_telling.js";

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

export const telling = Object.assign({}, SCORM_TELLING, {
  tellAnswer(response) {
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
  },

  timeOfDay() {
    return new Date(this.env.now()).toTimeString().slice(0, 8) + ".00";
  },

  tellObjective({ id, scaled, success }) {
    const at = this.standing(id);
    if (!at) return;
    this.set(at + "score.raw", String(Math.round(scaled * 100)));
    this.set(at + "status", success ? "passed" : "failed");
  },
});
