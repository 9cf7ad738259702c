/* What a response and a pattern may be, by type of interaction (Run-Time Environment, 4.2.9.1 and 4.2.9.2). */
"use strict";

const cmiShorts = (text) => text.split("[,]").every((part) => CMI_TYPES.short(part) === 0);
const cmiDistinct = (text) => new Set(text.split("[,]")).size === text.split("[,]").length;
const cmiParts = (text) => text.split("[,]").length;
const cmiPairs = (text) =>
  text.split("[,]").every((pair) => pair.split("[.]").length === 2 && cmiShorts(pair.replace("[.]", "[,]")));
const cmiFillIns = (text) => cmiParts(text) <= 10 && text.split("[,]").every((part) => cmiText(part, 250) === 0);

const cmiChoices = (text) => text === "" || (cmiShorts(text) && cmiDistinct(text) && cmiParts(text) <= 36);

/* A pattern without the marks that may stand before it. */
const cmiUnmarked = (text) => text.replace(/^(\{(case|order)_matters=(true|false)\}){1,2}/, "");

function cmiRange(text) {
  const bounds = text.split("[:]");
  const numbers = bounds.filter((bound) => bound !== "");
  if (bounds.length !== 2 || !numbers.every((bound) => cmiReal.test(bound))) return false;
  return numbers.length < 2 || Number(bounds[0]) <= Number(bounds[1]);
}

/* response: what the learner may answer; pattern: what a right answer may be (if otherwise); most: how many of
   those there may be. */
const CMI_RESPONSES = {
  "true-false": { response: (text) => /^(true|false)$/.test(text), most: 1 },
  choice: { response: cmiChoices, most: 10 },
  "fill-in": { response: cmiFillIns, pattern: (text) => cmiFillIns(cmiUnmarked(text)), most: 5 },
  "long-fill-in": {
    response: (text) => cmiText(text, 4000) === 0,
    pattern: (text) => cmiText(cmiUnmarked(text), 4000) === 0,
    most: 5,
  },
  likert: { response: (text) => CMI_TYPES.short(text) === 0, most: 1 },
  matching: { response: (text) => cmiPairs(text) && cmiParts(text) <= 36, most: 5 },
  performance: { response: (text) => text !== "" && cmiParts(text) <= 250, most: 5 },
  sequencing: { response: (text) => cmiShorts(text) && cmiParts(text) <= 36, most: 5 },
  numeric: { response: (text) => cmiReal.test(text), pattern: cmiRange, most: 1 },
  other: { response: (text) => text.length <= 4000, most: 1 },
};

/* The error a response or pattern deserves. */
function cmiResponse(kind, text) {
  return CMI_RESPONSES[kind].response(text) ? 0 : 406;
}

function cmiPattern(kind, text, number) {
  const { response, pattern, most } = CMI_RESPONSES[kind];
  if (number >= most) return 351;
  return (pattern || response)(text) ? 0 : 406;
}
