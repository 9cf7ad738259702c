// SCORM 2004: how answers and objectives are told. Comes with the second script, as further methods of the adapter.
import { guarded } from "../../player/runtime/guarded.js";
import { isoDuration, localTimestamp } from "../../player/runtime/iso_time.js";
import { SCORM_TELLING } from "../../player/runtime/scorm_telling.js";

const MOST_TEXT = 250; // characters of a fill-in or a description
const MOST_LONG = 4000;

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

export const telling = Object.assign({}, SCORM_TELLING, {
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
  },

  // The question as the learner reads it, where the page has it at hand.
  wording(question) {
    const form = () => this.env.window.document.getElementById("q-" + question);
    return guarded(() => oneLine(form().querySelector(".ask").textContent, MOST_TEXT), "");
  },

  tellObjective({ id, scaled, success }) {
    const at = this.standing(id);
    if (!at) return;
    this.set(at + "score.scaled", String(Math.round(scaled * 10000) / 10000));
    this.set(at + "success_status", success ? "passed" : "failed");
    this.set(at + "completion_status", "completed");
  },
});
