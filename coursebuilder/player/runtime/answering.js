// How a learner answers questions or looks at earlier answers, and what the platform hears of it. Comes with the
// second script, as further methods of Session (later_methods.js).
import { QUESTION_KINDS } from "./kinds.js";

export const ANSWERING = {
  // A practice question, or a safety question of the assessment, whose first answer is the one that scores.
  check(question, answer) {
    const { assessed, key } = question;
    this.choose(question, answer, assessed && this.state.responses[key]);
    if (!assessed) this.reportAnswer(question, answer);
  },

  // `before`: an answer that stays the first. What was submitted stays as it was.
  choose({ assessed, key, check }, last, before) {
    if (assessed && this.exam.isMarked(this.state)) return;
    this.times[key] = this.watch.seconds();
    if (last) this.state.responses[key] = { check, first: before ? before.first : last, last };
    else delete this.state.responses[key];
    this.change();
  },

  // Instead of beginning anew: the answers of the earlier attempt, of which nothing is told.
  lookBack() {
    this.mode = "revisit";
    this.take(this.before);
    this.before = null;
    this.changed(true);
  },

  // after: it comes with a result, which is told first.
  reportAnswer(question, answer, after) {
    const { id, kind, key, right: pattern, objective } = question;
    const { judge, heardAs, type } = QUESTION_KINDS[kind];
    const seconds = Math.max(0, (this.times[key] || 0) - this.turned);
    const right = judge(question, answer);
    const told = { question: id, kind, given: answer, right, pattern, seconds, objective, weight: 1 };
    Object.assign(told, after && { after }, type && { kind: type }, heardAs && heardAs(question, answer));
    if (this.mode === "on") this.adapter.answered(told);
  },

  openAssessment() {
    if (this.exam.open(this.state) && this.launch) this.change();
  },

  submit() {
    const { exam, state } = this;
    if (exam.isMarked(state)) return;
    exam.submit(state);
    exam.asked(state).forEach((question) => this.reportAnswer(question, state.responses[question.key].first, true));
    this.result().objectives.forEach(({ id, right, total, met }) => {
      if (this.mode === "on") this.adapter.objective({ id, scaled: right / total, success: met, after: true });
    });
    this.change(true);
  },

  retry() {
    this.exam.retry(this.state);
    this.change(true);
  },

  result() {
    return this.exam.result(this.state);
  },
};
