// What can be asked: choices here, all other kinds once the second script has brought them (kinds_later.js).
//
// An answer is a text of [A-Za-z0-9_~], as the state keeps it and mostly as the platform hears it (judge.py
// lists the forms). One that begins with _ is not finished. A kind has
//   answerIn(form, question, used)         the answer in the form, "" for none, after the control `used`
//   putIn(form, question, answer, locked)  the form with that answer
//   judge(question, answer)                true, false, or null where there is no right and wrong
//   markRows(app, form, question, answer, final)   marks the rows, gives those that tell why
// and, if it needs them,
//   type                                   the standards' interaction type, if the kind isn't called so
//   heardAs(question, answer)              what the platform hears in other words: given, pattern, case
//   partRight(question, answer)            how much fits
//   askFirst, done                         words: nothing answered, all well
import { CHOOSING, SEVERAL } from "./kind_choice.js";

export const QUESTION_KINDS = {
  choice: CHOOSING,
  multiple: SEVERAL,
  "true-false": CHOOSING,
};

export function addKinds(kinds) {
  Object.assign(QUESTION_KINDS, kinds);
}

// Whether all these questions can be shown, answered and judged already.
export function areKnown(questions) {
  return questions.every(({ kind }) => QUESTION_KINDS[kind]);
}
