// SCORM 2004: the one file of the runtime that knows its words. It translates and decides nothing.
import { isoDuration, localTimestamp } from "../../player/runtime/iso_time.js";
import { guarded } from "../../player/runtime/guarded.js";
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
const MOST_TEXT = 250; // characters of a fill-in or a description
const MOST_LONG = 4000;

// A second Initialize is refused for as long as the platform's page stands, so a reloaded module can't start again.
export function createAdapter(env) {
  return new Adapter(env, NAMES, false);
}

function oneLine(text, most) {
  return text.replace(/\s+/g, " ").trim().slice(0, most);
}

function listed(letters) {
  return Array.from(letters).join("[,]");
}

function paired(letters) {
  const pairs = Array.from(letters, (letter, n) => (letter === "_" ? "" : n + 1 + "[.]" + letter));
  return pairs.filter(Boolean).join("[,]");
}

function trueOrFalse(letter) {
  return letter && String(letter === "a");
}

function shortText(text) {
  return oneLine(text, MOST_TEXT);
}

// Capitals count only where that is said; five is what every platform has room for.
function acceptedTexts(texts, exact) {
  return texts.slice(0, 5).map((text) => (exact ? "{case_matters=true}" : "") + shortText(text));
}

// A platform keeps ten digits and seven decimals; a larger number is no response.
function real(number) {
  return (/^-?\d{1,10}(?!\d)(\.\d{1,7})?/.exec(number) || [""])[0];
}

// There is room for one range alone; of several, one would be a wrong key.
function onlyRange(ranges) {
  return ranges.length === 1 ? [ranges[0].map(real).join("[:]")] : [];
}

// By interaction type: the standard's, how a response is written, and how the right ones are if otherwise.
const KINDS = {
  "true-false": ["true-false", trueOrFalse],
  matching: ["matching", paired],
  sequencing: ["sequencing", listed],
  likert: ["likert", String],
  numeric: ["numeric", real, onlyRange],
  "fill-in": ["fill-in", shortText, acceptedTexts],
  "long-fill-in": ["long-fill-in", (text) => oneLine(text, MOST_LONG)],
};
const CHOICE = ["choice", listed];

class Adapter extends ScormSession {
  // Success says more than completion, where there is any.
  read() {
    const [completion, success, said, entry] = [COMPLETION, SUCCESS, "mode", "entry"].map((name) => {
      return this.get(name).trim().toLowerCase();
    });
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

  tellAnswer(response) {
    const { kind, given, right, pattern, seconds, objective, question, weight } = response;
    const at = this.interaction(question);
    if (!at) return;
    const [type, written, several] = KINDS[kind] || CHOICE;
    const rights = several ? several(pattern, response.case) : [pattern && written(pattern)];
    const keys = rights.map((one, n) => ["correct_responses." + n + ".pattern", one]);
    const rows = [
      ["type", type], // before all others, which depend on it
      ["objectives.0.id", objective],
      ["timestamp", localTimestamp(this.env.now())],
    ].concat(keys, [
      ["weighting", String(weight)],
      ["learner_response", written(given)],
      ["result", right === null ? "neutral" : right ? "correct" : "incorrect"],
      ["latency", isoDuration(seconds)],
      ["description", this.wording(question)],
    ]);
    rows.forEach(([name, value]) => value && this.set(at + name, value));
  }

  // The question as the learner reads it, where the page has it at hand.
  wording(question) {
    const form = () => this.env.window.document.getElementById("q-" + question);
    return guarded(() => oneLine(form().querySelector(".ask").textContent, MOST_TEXT), "");
  }

  tellObjective({ id, scaled, success }) {
    const at = this.standing(id);
    if (!at) return;
    this.set(at + "score.scaled", String(Math.round(scaled * 10000) / 10000));
    this.set(at + SUCCESS, success ? "passed" : "failed");
    this.set(at + COMPLETION, "completed");
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
      success === null ? {} : { [SUCCESS]: success ? "passed" : "failed" },
      SUSPEND,
    );
    this.setWanted();
  }
}
