// What can be asked. It comes with the second script.
//
// An answer is a text of [A-Za-z0-9_~], as the state keeps it and mostly as the platform hears it (scoring.py
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
import { SCALE } from "./kind_likert.js";
import { OWN_TEXT } from "./kind_long.js";
import { MATCHING } from "./kind_matching.js";
import { SEQUENCING } from "./kind_sequencing.js";
import { SORTING } from "./kind_sort.js";
import { TYPED_NUMBER, TYPED_TEXT } from "./kind_typed.js";

export const QUESTION_KINDS = {
  choice: CHOOSING,
  multiple: SEVERAL,
  "true-false": CHOOSING,
  matching: MATCHING,
  sequencing: SEQUENCING,
  "fill-in": TYPED_TEXT,
  numeric: TYPED_NUMBER,
  likert: SCALE,
  "long-fill-in": OWN_TEXT,
  sort: SORTING,
};

// All or nothing: exactly the right answers and no other.
export function isRight(question, answer) {
  return QUESTION_KINDS[question.kind].judge(question, answer);
}
