/* The SCORM 1.2 data model as a table: every element, who may read or write it, and what it may hold.
   A classic script, loaded before the others of this folder. */
"use strict";

const CMI_RESULTS = ["correct", "wrong", "unanticipated", "neutral"];
const CMI_STATUS = ["passed", "completed", "failed", "incomplete", "browsed"];

/* Run-Time Environment 1.2, section 3.4.2. Vocabularies are case-sensitive. */
const CMI_TYPES = {
  string255: (value) => value.length <= 255,
  string4096: (value) => value.length <= 4096,
  identifier: (value) => /^[\x21-\x7e]{1,255}$/.test(value),
  decimal: (value) => /^-?\d+(\.\d+)?$/.test(value),
  // A blank is allowed; a score is normalised to 0-100.
  score: (value) => value === "" || (CMI_TYPES.decimal(value) && Number(value) >= 0 && Number(value) <= 100),
  time: (value) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value),
  timespan: (value) => /^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value),
  percentage: (value) => /^-?\d{1,3}$/.test(value) && Math.abs(Number(value)) <= 100,
  audio: (value) => /^(-1|\d{1,3})$/.test(value) && Number(value) <= 100,
  text: (value) => ["-1", "0", "1"].includes(value),
  // "not attempted" is the LMS's word for a lesson nobody has opened.
  status: (value) => CMI_STATUS.includes(value),
  objective_status: (value) => CMI_STATUS.concat("not attempted").includes(value),
  exit: (value) => ["time-out", "suspend", "logout", ""].includes(value),
  interaction: (value) => Object.keys(CMI_FEEDBACK).includes(value),
  result: (value) => CMI_RESULTS.includes(value) || CMI_TYPES.decimal(value),
};

/* CMIFeedback by type of interaction; some patterns may also stand in braces. */
const CMI_FEEDBACK = {
  "true-false": /^[01tf]$/,
  choice: /^[0-9a-z](,[0-9a-z]){0,25}$/,
  "fill-in": /^[^\r\n]{1,255}$/,
  numeric: /^-?\d+(\.\d+)?$/,
  likert: /^[0-9a-z]?$/,
  matching: /^[0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*$/,
  performance: /^[^\r\n]{1,255}$/,
  sequencing: /^[0-9a-z](,[0-9a-z])*$/,
};
const CMI_BRACED = ["choice", "matching"];

/* r: the LMS's, w: write only, rw: both; n stands for an index. */
const CMI_ELEMENTS = {
  "cmi.core.student_id": ["r", "identifier"],
  "cmi.core.student_name": ["r", "string255"],
  "cmi.core.lesson_location": ["rw", "string255"],
  "cmi.core.credit": ["r"],
  "cmi.core.lesson_status": ["rw", "status"],
  "cmi.core.entry": ["r"],
  "cmi.core.score.raw": ["rw", "score"],
  "cmi.core.score.min": ["rw", "score"],
  "cmi.core.score.max": ["rw", "score"],
  "cmi.core.total_time": ["r"],
  "cmi.core.lesson_mode": ["r"],
  "cmi.core.exit": ["w", "exit"],
  "cmi.core.session_time": ["w", "timespan"],
  "cmi.suspend_data": ["rw", "string4096"],
  "cmi.launch_data": ["r"],
  "cmi.comments": ["rw", "string4096"],
  "cmi.comments_from_lms": ["r"],
  "cmi.objectives.n.id": ["rw", "identifier"],
  "cmi.objectives.n.score.raw": ["rw", "score"],
  "cmi.objectives.n.score.min": ["rw", "score"],
  "cmi.objectives.n.score.max": ["rw", "score"],
  "cmi.objectives.n.status": ["rw", "objective_status"],
  "cmi.student_data.mastery_score": ["r"],
  "cmi.student_data.max_time_allowed": ["r"],
  "cmi.student_data.time_limit_action": ["r"],
  "cmi.student_preference.audio": ["rw", "audio"],
  "cmi.student_preference.language": ["rw", "string255"],
  "cmi.student_preference.speed": ["rw", "percentage"],
  "cmi.student_preference.text": ["rw", "text"],
  "cmi.interactions.n.id": ["w", "identifier"],
  "cmi.interactions.n.objectives.n.id": ["w", "identifier"],
  "cmi.interactions.n.time": ["w", "time"],
  "cmi.interactions.n.type": ["w", "interaction"],
  "cmi.interactions.n.correct_responses.n.pattern": ["w", "pattern"],
  "cmi.interactions.n.weighting": ["w", "decimal"],
  "cmi.interactions.n.student_response": ["w", "response"],
  "cmi.interactions.n.result": ["w", "result"],
  "cmi.interactions.n.latency": ["w", "timespan"],
};

const CMI_ARRAYS = [
  "cmi.objectives",
  "cmi.interactions",
  "cmi.interactions.n.objectives",
  "cmi.interactions.n.correct_responses",
];

/* What _children says, by the element that has them. */
const CMI_CHILDREN = {
  "cmi.core":
    "student_id,student_name,lesson_location,credit,lesson_status,entry," +
    "score,total_time,lesson_mode,exit,session_time",
  "cmi.core.score": "raw,min,max",
  "cmi.objectives": "id,score,status",
  "cmi.objectives.n.score": "raw,min,max",
  "cmi.student_data": "mastery_score,max_time_allowed,time_limit_action",
  "cmi.student_preference": "audio,language,speed,text",
  "cmi.interactions":
    "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
};

const CMI_ERRORS = {
  0: "No error",
  101: "General exception",
  201: "Invalid argument error",
  202: "Element cannot have children",
  203: "Element not an array - cannot have count",
  301: "Not initialized",
  401: "Not implemented error",
  402: "Invalid set value, element is a keyword",
  403: "Element is read only",
  404: "Element is write only",
  405: "Incorrect Data Type",
};
