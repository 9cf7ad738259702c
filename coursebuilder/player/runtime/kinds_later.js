// The kinds of question that come with the second script: kinds.js says what a kind has.
import { SCALE } from "./kind_likert.js";
import { OWN_TEXT } from "./kind_long.js";
import { MATCHING } from "./kind_matching.js";
import { SEQUENCING } from "./kind_sequencing.js";
import { TYPED_NUMBER, TYPED_TEXT } from "./kind_typed.js";

export const LATER_KINDS = {
  matching: MATCHING,
  sequencing: SEQUENCING,
  "fill-in": TYPED_TEXT,
  numeric: TYPED_NUMBER,
  likert: SCALE,
  "long-fill-in": OWN_TEXT,
};
