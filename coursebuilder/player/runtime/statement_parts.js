// The small parts of statements: ids, times, responses, and contexts made of two.
import { scramble } from "./scramble.js";

const AHEAD = 50; // milliseconds
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function randomId({ window: win }) {
  const bytes = win.crypto.getRandomValues(new win.Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), "4" + hex.slice(13, 16), "a" + hex.slice(17, 20)];
  return parts.concat(hex.slice(20)).join("-");
}

// One that the registration and these texts always give; nothing where the registration is no UUID.
export function fixedId(registration, texts) {
  if (!UUID.test(registration)) return "";
  const mixed = (parseInt(registration.slice(0, 8), 16) ^ scramble(texts.join())) >>> 0;
  return mixed.toString(16).padStart(8, "0") + registration.slice(8);
}

// "PT61.50S": seconds need no minutes, and two decimals are what every store keeps.
export function spelledOut(seconds) {
  return "PT" + seconds.toFixed(2) + "S";
}

// An activity by its id alone.
export function only(activity) {
  return { id: activity.id };
}

// A response as the field writes it by interaction type; `given` is as the session gives it.
export function responseOf(kind, given) {
  const letters = Array.from(given);
  if (/^(choice|sequencing)$/.test(kind)) return letters.join("[,]");
  if (kind === "true-false") return String(given === "a");
  if (kind !== "matching") return given;
  const pairs = letters.map((letter, n) => (letter === "_" ? "" : `${n + 1}[.]${letter}`));
  return pairs.filter(Boolean).join("[,]");
}

// Our part of a context with the platform's: all of its own is in it, first and unchanged.
export function merged(own, theirs) {
  const made = Object.assign({}, own, theirs);
  const [ours, given] = [own, theirs].map((context) => context.contextActivities || {});
  const lists = Object.assign({}, ours, given);
  Object.keys(lists).forEach((name) => {
    const first = [].concat(given[name] || []);
    const known = first.map((activity) => activity.id);
    const more = [].concat(ours[name] || []).filter((activity) => !known.includes(activity.id));
    lists[name] = first.concat(more);
  });
  made.contextActivities = lists;
  const extensions = Object.assign({}, own.extensions, theirs.extensions);
  if (Object.keys(extensions).length) made.extensions = extensions;
  return made;
}

// cmi5: behind the last statement of a session a store takes nothing, so our document has to get there first. A page
// whose window closes hears no answer: it can only stay for a moment, by being busy.
export function letGoAhead({ now }) {
  const until = now() + AHEAD;
  for (let n = 0; n < 1e6 && now() < until; n += 1);
}
