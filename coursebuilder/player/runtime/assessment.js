// The assessment as far as it must be known before the learner begins: what counts, and whether it is decided. Works on
// a state and knows no page. What is done in it comes with the second script: assessment_taking.js.

export class Assessment {
  constructor(course) {
    const { assessment, key, objectives, pages, questions, rules } = course;
    Object.assign(this, { key, objectives, pages, questions, rules }); // of the course, or of the one module
    this.rule = assessment; // {page, draw, attempts}, or null where nothing is assessed
    this.passMark = rules.mastery;
    this.bank = questions.filter((question) => question.assessed);
    this.draws = !!this.rule && this.rule.draw < this.bank.length;
  }

  // Whether this set of questions has been submitted.
  isMarked({ attempt, tally }) {
    return Boolean(attempt && attempt.marks && tally);
  }

  decided(state) {
    return !this.rule || Boolean(state.tally && state.tally.standing !== "o");
  }

  // What the platform hears when all is decided.
  outcome({ tally }, seconds) {
    const [raw, scaled, success] = tally
      ? [tally.best, tally.best / 100, tally.standing === "p"]
      : [null, null, null];
    return { completion: true, success, scaled, raw, progress: 1, seconds };
  }
}
