// Finding the object a learning platform offers, and what its answers mean, without ever being hurt by it.
import { guarded } from "./guarded.js";

const LEVELS = 20; // frames to climb; some pages are their own parent's child for ever
export const THROWN = {}; // stands for the answer of a call that threw

// Only a plain no is one: false, "false" in any case, an exception, or an error number behind an answer that is
// neither yes nor no. Platforms also answer undefined, "", 1, "ok" or a promise, and have kept everything.
export function isRefusal(answer, lastError) {
  if (answer === THROWN) return true;
  const said = String(answer).trim().toLowerCase();
  if (said === "true" || said === "false") return said === "false";
  return Boolean(Number(guarded(lastError, 0)));
}

export function isPromise(answer) {
  return Boolean(answer) && typeof answer.then === "function";
}

function climb(frame, name, method, level) {
  const api = guarded(() => (frame[name][method] ? frame[name] : null), null);
  const above = guarded(() => frame.parent, null);
  return api || (above && above !== frame && level < LEVELS ? climb(above, name, method, level + 1) : null);
}

// Parents first, then the window that opened the topmost of them, and those above it; ourselves last.
export function findApi(win, name, method) {
  const starts = [() => (win.parent === win ? null : win.parent), () => win.top.opener, () => win];
  return starts.reduce((found, start) => found || climb(guarded(start, null), name, method, 0), null);
}
