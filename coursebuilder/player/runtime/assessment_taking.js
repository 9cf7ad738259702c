// What is done in an assessment: questions are drawn, answered and marked. Comes with the second script, as further
// methods of Assessment (later_methods.js).
import { drawQuestions, fewestRight, percent, reaches } from "./judge.js";
import { isRight } from "./kinds.js";

const SEEDS = 1679616; // four digits of base 36

function rightMarks({ marks }) {
  return marks.replace(/0/g, "").length;
}

export const TAKING = {
  question(key) {
    return this.bank.find((question) => question.key === key);
  },

  // Draws when nothing is drawn, or when an edit of the course took away or added what must be asked.
  open(state) {
    const { attempt } = state;
    if (attempt && (attempt.marks || this.stands(attempt))) return false;
    const seed = attempt ? attempt.seed : Math.floor(Math.random() * SEEDS);
    const asked = drawQuestions(this.bank, this.rule.draw, seed, attempt ? attempt.keys : []);
    state.attempt = { seed, keys: asked.map((question) => question.key), marks: "" };
    return true;
  },

  stands(attempt) {
    return (
      attempt.keys.length >= this.rule.draw &&
      attempt.keys.every((key) => this.question(key)) &&
      this.bank.every((question) => !question.safety || attempt.keys.includes(question.key))
    );
  },

  asked(state) {
    return state.attempt ? state.attempt.keys.map((key) => this.question(key)).filter(Boolean) : [];
  },

  // What stands in the way of Submit: questions without an answer, then safety questions not yet put right.
  missing(state) {
    const asked = this.asked(state);
    const open = asked.filter(({ key }) => !state.responses[key] || state.responses[key].last[0] === "_");
    const wrong = asked.filter(
      (one) => one.safety && !open.includes(one) && !isRight(one, state.responses[one.key].last),
    );
    return { open, wrong };
  },

  // Marks the attempt by first answers and writes the result down: it is stored, never worked out again.
  submit(state) {
    const { attempt } = state;
    const marks = this.asked(state).map((question) =>
      Number(isRight(question, state.responses[question.key].first)),
    );
    attempt.marks = marks.join("");
    const raw = percent(rightMarks(attempt), marks.length);
    const before = state.tally || { used: 0, best: 0 };
    const used = before.used + 1;
    const spent = used >= (this.rule.attempts || Infinity);
    const standing = reaches(raw, this.passMark) ? "p" : spent ? "f" : "o";
    state.tally = { used, best: Math.max(raw, before.best), standing };
  },

  retry(state) {
    this.bank.forEach((question) => delete state.responses[question.key]);
    state.attempt = null;
    this.open(state);
  },

  // Everything a result page tells, or null before the first Submit of this set.
  result(state) {
    const { attempt, tally } = state;
    if (!this.isMarked(state)) return null;
    const total = attempt.marks.length;
    return {
      right: rightMarks(attempt),
      total,
      raw: percent(rightMarks(attempt), total),
      best: tally.best,
      standing: tally.standing,
      needed: fewestRight(total, this.passMark),
      mastery: Math.round(this.passMark * 100),
      triesLeft: this.rule.attempts ? Math.max(0, this.rule.attempts - tally.used) : null,
      objectives: this.byObjective(attempt),
    };
  },

  byObjective(attempt) {
    const rows = this.objectives.map((objective) => {
      const marks = Array.from(attempt.marks).filter((mark, n) => {
        return (this.question(attempt.keys[n]) || {}).objective === objective.id;
      });
      const [right, total] = [rightMarks({ marks: marks.join("") }), marks.length];
      return Object.assign({ right, total, met: reaches(percent(right, total), this.passMark) }, objective);
    });
    return rows.filter((row) => row.total);
  },
};
