// Where the learner stands on a scale: a letter, low to high. There is no right and no wrong.
import { CHOOSING } from "./kind_choice.js";

export const SCALE = Object.assign({}, CHOOSING, {
  judge: () => null,
  heardAs: () => ({ pattern: null }),
  markRows: () => [],
  done: "thanks",
});
