/* The SCORM 2004 data model as a table: every element, who may read or write it, and what it may hold. Stricter than
   most platforms: the least that any of them must keep is the most that is taken.
   A classic script, loaded before the others of this folder. */
"use strict";

const CMI_COMPLETION = ["completed", "incomplete", "not attempted", "unknown"];
const CMI_SUCCESS = ["passed", "failed", "unknown"];
const CMI_EXIT = ["time-out", "suspend", "logout", "normal", ""];
const CMI_RESULTS = ["correct", "incorrect", "unanticipated", "neutral"];
const CMI_NAVIGATION = ["continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll", "_none_"];
const CMI_SUSPEND_DATA = 4000; // third edition; the fourth keeps 64,000

const cmiOneOf = (words) => (value) => (words.includes(value) ? 0 : 406);
const cmiUpTo = (most) => (value) => (value.length <= most ? 0 : 406);
const cmiLike = (pattern) => (value) => (pattern.test(value) ? 0 : 406);
const cmiReal = /^-?\d{1,10}(\.\d{1,7})?$/; // real(10,7); no exponent, no blank, no leading point
const cmiBetween = (least, most) => (value) => {
  if (!cmiReal.test(value)) return 406;
  return Number(value) < least || Number(value) > most ? 407 : 0;
};

const CMI_DAY = /^(19[7-9]\d|20[0-2]\d|203[0-8])-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const CMI_HOUR = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2}(Z|[+-]\d\d(:\d\d)?)?)?$/;

/* Run-Time Environment 4.1.1.7. Each gives the error a value deserves: 0, 406 or 407. */
const CMI_TYPES = {
  completion: cmiOneOf(CMI_COMPLETION),
  success: cmiOneOf(CMI_SUCCESS),
  exit: cmiOneOf(CMI_EXIT),
  real: cmiLike(cmiReal),
  scaled: cmiBetween(-1, 1),
  measure: cmiBetween(0, 1),
  positive: cmiBetween(0, Infinity),
  captioning: cmiOneOf(["-1", "0", "1"]),
  language: cmiLike(/^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$/),
  // Duration: at most two decimals, and no other part than these, at least one.
  timespan: cmiLike(/^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/),
  // A zone only after decimals, of which there are two at most: toISOString() has three.
  time: (value) => {
    const [day, hour, ...more] = value.split("T");
    return !more.length && CMI_DAY.test(day) && CMI_HOUR.test(hour) ? 0 : 406;
  },
  // A URI, or what could be part of one.
  identifier: cmiLike(/^(?!urn:(?![A-Za-z0-9-]{2,32}:))[\w.~:/?#[\]@!$&'()*+,;=%-]{1,4000}$/),
  short: cmiLike(/^[\w.]{1,250}$/),
  interaction: (value) => (value in CMI_RESPONSES ? 0 : 406),
  result: (value) => (CMI_RESULTS.includes(value) || cmiReal.test(value) ? 0 : 406),
  // Localised: on one line, and what looks like a language in braces must be one.
  text250: (value) => cmiText(value, 250),
  text4000: (value) => cmiText(value, 4000),
  string250: cmiUpTo(250),
  string1000: cmiUpTo(1000),
  state: cmiUpTo(CMI_SUSPEND_DATA),
  navigation: (value) => (CMI_NAVIGATION.includes(value) || /^\{target=\S+\}(choice|jump)$/.test(value) ? 0 : 406),
};

function cmiText(value, most) {
  const plain = value.replace(/^\{lang=[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\}/, "");
  return plain.length <= most && !/[\r\n]/.test(plain) && !plain.startsWith("{") ? 0 : 406;
}

/* r: the LMS's, w: write only, rw: both; n stands for an index. A third entry is what is read before anything is set;
   without it reading is error 403. */
const CMI_ELEMENTS = {
  "cmi.comments_from_learner.n.comment": ["rw", "text4000"],
  "cmi.comments_from_learner.n.location": ["rw", "string250"],
  "cmi.comments_from_learner.n.timestamp": ["rw", "time"],
  "cmi.comments_from_lms.n.comment": ["r"],
  "cmi.comments_from_lms.n.location": ["r"],
  "cmi.comments_from_lms.n.timestamp": ["r"],
  "cmi.completion_status": ["rw", "completion", "unknown"],
  "cmi.completion_threshold": ["r"],
  "cmi.credit": ["r"],
  "cmi.entry": ["r"],
  "cmi.exit": ["w", "exit"],
  "cmi.interactions.n.id": ["rw", "identifier"],
  "cmi.interactions.n.type": ["rw", "interaction"],
  "cmi.interactions.n.objectives.n.id": ["rw", "identifier"],
  "cmi.interactions.n.timestamp": ["rw", "time"],
  "cmi.interactions.n.correct_responses.n.pattern": ["rw", "pattern"],
  "cmi.interactions.n.weighting": ["rw", "real"],
  "cmi.interactions.n.learner_response": ["rw", "response"],
  "cmi.interactions.n.result": ["rw", "result"],
  "cmi.interactions.n.latency": ["rw", "timespan"],
  "cmi.interactions.n.description": ["rw", "text250"],
  "cmi.launch_data": ["r"],
  "cmi.learner_id": ["r"],
  "cmi.learner_name": ["r"],
  "cmi.learner_preference.audio_level": ["rw", "positive", "1"],
  "cmi.learner_preference.language": ["rw", "language", ""],
  "cmi.learner_preference.delivery_speed": ["rw", "positive", "1"],
  "cmi.learner_preference.audio_captioning": ["rw", "captioning", "0"],
  "cmi.location": ["rw", "string1000"],
  "cmi.max_time_allowed": ["r"],
  "cmi.mode": ["r"],
  "cmi.objectives.n.id": ["rw", "identifier"],
  "cmi.objectives.n.score.scaled": ["rw", "scaled"],
  "cmi.objectives.n.score.raw": ["rw", "real"],
  "cmi.objectives.n.score.min": ["rw", "real"],
  "cmi.objectives.n.score.max": ["rw", "real"],
  "cmi.objectives.n.success_status": ["rw", "success", "unknown"],
  "cmi.objectives.n.completion_status": ["rw", "completion", "unknown"],
  "cmi.objectives.n.progress_measure": ["rw", "measure"],
  "cmi.objectives.n.description": ["rw", "text250"],
  "cmi.progress_measure": ["rw", "measure"],
  "cmi.scaled_passing_score": ["r"],
  "cmi.score.scaled": ["rw", "scaled"],
  "cmi.score.raw": ["rw", "real"],
  "cmi.score.min": ["rw", "real"],
  "cmi.score.max": ["rw", "real"],
  "cmi.session_time": ["w", "timespan"],
  "cmi.success_status": ["rw", "success", "unknown"],
  "cmi.suspend_data": ["rw", "state"],
  "cmi.time_limit_action": ["r", "", "continue,no message"],
  "cmi.total_time": ["r"],
  "adl.nav.request": ["rw", "navigation", "_none_"],
  "adl.nav.request_valid.continue": ["r", "", "unknown"],
  "adl.nav.request_valid.previous": ["r", "", "unknown"],
};

/* Arrays, and what must be set first in each of their entries. */
const CMI_ARRAYS = {
  "cmi.comments_from_learner": null,
  "cmi.comments_from_lms": null,
  "cmi.interactions": "id",
  "cmi.interactions.n.objectives": null,
  "cmi.interactions.n.correct_responses": null,
  "cmi.objectives": "id",
};

/* Ids that stand once in their array; the first can't be changed. */
const CMI_UNIQUE = ["cmi.objectives.n.id", "cmi.interactions.n.objectives.n.id"];

const CMI_ERRORS = {
  0: "No error",
  101: "General exception",
  102: "General initialization failure",
  103: "Already initialized",
  104: "Content instance terminated",
  111: "General termination failure",
  112: "Termination before initialization",
  113: "Termination after termination",
  122: "Retrieve data before initialization",
  123: "Retrieve data after termination",
  132: "Store data before initialization",
  133: "Store data after termination",
  142: "Commit before initialization",
  143: "Commit after termination",
  201: "General argument error",
  301: "General get failure",
  351: "General set failure",
  391: "General commit failure",
  401: "Undefined data model element",
  402: "Unimplemented data model element",
  403: "Data model element value not initialized",
  404: "Data model element is read only",
  405: "Data model element is write only",
  406: "Data model element type mismatch",
  407: "Data model element value out of range",
  408: "Data model dependency not established",
};
