// One attempt at a module on a platform: whether progress that is found belongs to it. Its record of the saved line
// begins with an "a"; state_size.py knows its length.
import { keepRecord, recordOf } from "./records.js";

const TAGS = 1679616; // four digits of base 36
export const NO_TAG = "0000";
// Whom platforms call people they don't know: what is kept under such a name would be another learner's.
const NOBODY = /^(guest|anonymous|anon|nobody|unknown|undefined|null|none|n\/a|user|learner|student|test|demo|public|-?[01])?$/i;

export function isSomebody(learnerKey) {
  return !NOBODY.test(learnerKey.trim());
}

// The record of the saved line: a tag made by chance, how many answers the platform was told, and whether the line
// went out together with the result (-r), or is of an attempt before the one that the platform has begun (-o): the
// tag is then of that one (0000 in lines of older releases).
export function attemptIn(state) {
  const [, tag, told, mark] = /^([0-9a-z]{4})([0-9a-z]*)(-[or])?$/.exec(recordOf(state, "a")) || [];
  return { tag: tag || "", told: parseInt(told || "0", 36), reported: mark === "-r", old: mark === "-o" };
}

export function noteAttempt(state, { tag, told, reported }) {
  keepRecord(state, "a", tag + (told ? told.toString(36) : "") + (reported ? "-r" : ""));
}

export function newTag() {
  return (TAGS + Math.floor(Math.random() * TAGS)).toString(36).slice(-4);
}

// Whether this device's copy is what the platform lacks of the same attempt. `confirmed`: the platform had taken
// something of it; if its record is untouched now, it has begun anew, and the copy is of the attempt before.
export function isOfAttempt(copy, held, launch) {
  if (launch.anew) return copy.confirmed === false;
  const [mine, theirs] = [copy.tag, attemptIn(held).tag];
  return !mine || !theirs || mine === theirs;
}
