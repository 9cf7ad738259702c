// What a learner has done, as one short line: format digit, save counter, place, then records between dots.
// A record is a letter for its kind and what it says; those not understood here are carried through, so that
// a newer release's memory survives an older one. state_size.py computes the longest line: keep in step.

const FORMAT = "1";
const MOST = 4000; // characters a platform is sure to keep: SCORM 2004, third edition
export const BEGIN = ".~"; // before each module of a whole course, with its key; no record begins like this
const SAFE = /^[A-Za-z0-9_.~-]*$/;

export function emptyState() {
  return { counter: 0, place: "", seen: [], responses: {}, attempt: null, tally: null, others: [] };
}

// Each reads one kind of record into the state and tells whether it understood it.
const READERS = {
  // pages seen: their keys
  v: (text, state) => {
    if (!/^(?:[a-z0-9]{3})+$/.test(text)) return false;
    state.seen = Array.from(new Set(state.seen.concat(keysIn(text))));
    return true;
  },
  // an answer: key, check character, what was answered first and, if that differs, last (as KINDS pack it)
  q: (text, state) => {
    const [, key, check, first, last] = /^([a-z0-9]{3})([a-z0-9])([\w~]+)(?:-([\w~]+))?$/.exec(text) || [];
    if (key) state.responses[key] = { check, first, last: last || first };
    return key;
  },
  // the questions drawn: seed, keys in order and, once submitted, a mark for each
  d: (text, state) => {
    const [, seed, keys, marks] = /^([0-9a-z]+)-((?:[a-z0-9]{3})+)(?:-([01]+))?$/.exec(text) || [];
    if (keys) state.attempt = { seed: parseInt(seed, 36), keys: keysIn(keys), marks: marks || "" };
    return keys;
  },
  // the assessment so far: attempts used, best percentage, o(pen) p(assed) f(ailed)
  s: (text, state) => {
    const [, used, best, standing] = /^([0-9a-z]+)-(\d+)-([opf])$/.exec(text) || [];
    if (used) state.tally = { used: parseInt(used, 36), best: Number(best), standing };
    return used;
  },
};

function keysIn(text) {
  return text.match(/.{3}/g) || [];
}

// Platforms give a line back with blanks, line ends or a plus at its ends, in quotes, with %XX for signs, or in
// capitals: what they did is undone. No line of ours has a place, the second part, with capitals in it.
export function mended(text) {
  const bare = text.replace(/%([0-7][0-9a-f])/gi, (all, hex) => String.fromCharCode(parseInt(hex, 16)));
  const line = bare.replace(/\s/g, "").replace(/^[+"'\\]+|[+"'\\]+$/g, "");
  return /^1[0-9A-Z]*\.\d*[A-Z][0-9A-Z]*\.[^a-z]*$/.test(line) ? line.toLowerCase() : line;
}

// Reads record by record: one that came to harm is left out, and all others count.
export function decodeState(text) {
  const state = emptyState();
  const line = mended(text);
  if (line.charAt(0) !== FORMAT) return state;
  const parts = line.slice(1).split(".").map((part) => (SAFE.test(part) ? part : ""));
  state.counter = parseInt(parts[0].slice(0, 4), 36) || 0;
  state.place = parts[1] || "";
  parts.slice(2).forEach((record) => {
    const reader = READERS[record.charAt(0)];
    if (record && !(reader && reader(record.slice(1), state))) state.others.push(record);
  });
  return state;
}

// The same line, marked as one of an attempt before the one that has begun; `tag`: of that one (attempt.js).
export function markedOld(text, tag) {
  const [own, ...lines] = mended(text).split(BEGIN);
  return [own.replace(/\.a[0-9a-z]{4}[^.]*/, "") + `.a${tag}-o`].concat(lines).join(BEGIN);
}

export function encodeState(state) {
  const parts = [FORMAT + state.counter.toString(36), state.place];
  if (state.seen.length) parts.push("v" + state.seen.join(""));
  Object.keys(state.responses).forEach((key) => {
    const { check, first, last } = state.responses[key];
    parts.push("q" + key + check + first + (last === first ? "" : "-" + last));
  });
  const { attempt, tally } = state;
  if (attempt) {
    const { seed, keys, marks } = attempt;
    parts.push(`d${seed.toString(36)}-${keys.join("")}${marks && "-" + marks}`);
  }
  if (tally) parts.push(`s${tally.used.toString(36)}-${tally.best}-${tally.standing}`);
  const text = parts.concat(state.others).join(".");
  return text.length > MOST ? parts.join(".") : text; // what this release knows comes first
}

// Two accounts of one learner: `held` was stored, `mine` was done here before that could be read.
export function mergeStates(held, mine) {
  const passed = held.tally && held.tally.standing === "p";
  const lead = (mine.tally && !passed) || !held.attempt ? mine : held;
  const moved = mine.seen.length > 1 || !held.place;
  return {
    counter: Math.max(held.counter, mine.counter),
    place: moved ? mine.place : held.place,
    seen: Array.from(new Set(held.seen.concat(mine.seen))),
    responses: Object.assign({}, lead === held ? mine.responses : held.responses, lead.responses),
    attempt: lead.attempt,
    tally: lead.tally || held.tally,
    others: held.others.length ? held.others : mine.others,
  };
}
